package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The mentions that a rule tells one by one, or, when it has a cool-down, those of one cool-down together: each group begins with
 * the first mention after the group before.
 */
public final class MatchGroups {

    private static final Comparator<Match> OLDEST_FIRST =
            Comparator.comparing(Match::createdAt).thenComparing(Match::mention);

    /**
     * Mentions told together.
     *
     * @param all of them, the oldest first; those that do not stand any more only count for the revision
     */
    record Group(List<Match> all, Duration length) {

        Match first() {
            return all.get(0);
        }

        List<Match> standing() {
            return all.stream().filter(Match::stands).toList();
        }

        /** When nothing joins it any more. */
        Instant end() {
            return first().createdAt().plus(length);
        }

        long version() {
            return all.stream().mapToLong(Match::version).max().orElseThrow();
        }
    }

    /** @param matches of one rule */
    static List<Group> of(BrandRule rule, Collection<Match> matches) {
        Duration length = Duration.ofMinutes(rule.getCoolDown());
        List<Group> groups = new ArrayList<>();
        Group open = null;
        for (Match match : matches.stream().sorted(OLDEST_FIRST).toList()) {
            boolean joins = open != null && match.createdAt().isBefore(open.end());
            if (joins) {
                open.all().add(match);
            } else if (match.stands()) {
                open = new Group(new ArrayList<>(List.of(match)), length);
                groups.add(open);
            }
        }
        return groups;
    }

    /** Those that no later mention can join, or be told before, once everything up to a moment has been told. */
    public static List<Match> settled(BrandRule rule, Collection<Match> matches, Instant moment) {
        List<Match> settled = new ArrayList<>();
        Instant from = Instant.MAX;
        for (Group group : of(rule, matches)) {
            if (group.end().isAfter(moment)) {
                from = group.first().createdAt();
                break;
            }
        }
        for (Match match : matches) {
            if (match.createdAt().isBefore(from) && match.createdAt().isBefore(moment)) {
                settled.add(match);
            }
        }
        return settled;
    }

    private MatchGroups() {}
}
