package io.groundswell.notify.rules;

import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.Alert;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all rules of a brand say of what is known about it: a pure function, live and afterwards. */
public final class RuleBook {

    private final RuleLimits limits;
    private final RuleWriter writer;
    private final BrandPast past;

    /**
     * @param limits how long an alert may stay open
     * @param zone of the brand
     */
    public RuleBook(String brand, ZoneId zone, RuleLimits limits, BrandPast past) {
        this.limits = limits;
        this.writer = new RuleWriter(brand, zone, limits.longest());
        this.past = past;
    }

    /** Whether a rule is of a kind that is known here. */
    public static boolean knows(BrandRule rule) {
        return rule.getKind() != RuleKind.OTHER;
    }

    /**
     * What the rules that count say.
     *
     * @param until how far five minutes are over; on a step
     * @param early how far those that are not may be looked at
     */
    public Map<String, Alert> counted(
            Collection<KnownRule> rules, Instant until, Instant early, RuleWriter.PostsOf posts) throws Exception {
        Map<String, Alert> alerts = new TreeMap<>();
        for (KnownRule known : rules) {
            if (CountedRule.judges(known.rule())) {
                CountedRule reader = reader(known.rule());
                for (Episode episode :
                        reader.judge(known.standing(), until, early).episodes()) {
                    Alert alert = writer.counted(known.rule(), episode, reader, posts);
                    alerts.put(alert.getId(), alert);
                }
            }
        }
        return alerts;
    }

    /** A rule that counts, as it stands at a moment that nothing changes any more. */
    public KnownRule settled(KnownRule known, Instant moment) {
        Instant until = known.standing().judgedUntil();
        if (!CountedRule.judges(known.rule()) || until != null && !until.isBefore(moment)) {
            return known;
        }
        return known.standingAt(
                reader(known.rule()).judge(known.standing(), moment, moment).standing());
    }

    private CountedRule reader(BrandRule rule) {
        return new CountedRule(rule, past, limits.longest());
    }

    /** What the rules about mentions say. */
    public Map<String, Alert> mentions(Collection<KnownRule> rules, Collection<Match> matches) {
        Map<String, Alert> alerts = new TreeMap<>();
        for (KnownRule known : rules) {
            writer.mentions(known.rule(), of(known, matches)).forEach(alert -> alerts.put(alert.getId(), alert));
        }
        return alerts;
    }

    /** The matches of one rule that it is to tell. */
    public static List<Match> of(KnownRule known, Collection<Match> matches) {
        return matches.stream()
                .filter(match -> match.rule().equals(known.rule().getName()) && known.tells(match.createdAt()))
                .toList();
    }

    /** What the rules about feeds say. */
    public Map<String, Alert> feeds(Collection<KnownRule> rules, Collection<Heard> hours, Instant until) {
        Map<String, List<Heard>> platforms = new TreeMap<>();
        for (Heard hour : hours) {
            platforms
                    .computeIfAbsent(hour.platform(), platform -> new ArrayList<>())
                    .add(hour);
        }
        Map<String, Alert> alerts = new TreeMap<>();
        for (KnownRule known : rules) {
            BrandRule rule = known.rule();
            if (rule.getKind() != RuleKind.BLIND_FEED) {
                continue;
            }
            platforms.forEach((platform, ofIt) -> {
                if (rule.getPlatforms().isEmpty() || rule.getPlatforms().contains(platform)) {
                    writer.blind(rule, platform, ofIt, until).stream()
                            .filter(alert -> known.tells(alert.getOpenedAt()))
                            .forEach(alert -> alerts.put(alert.getId(), alert));
                }
            });
        }
        return alerts;
    }
}
