package io.groundswell.notify.rules;

import io.groundswell.flow.RuleForms;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what a brand's own rules say, as alerts. Each is an incident of its own, to be watched, and has no severity: a rule says
 * that a line was crossed, and not how unusual that is.
 *
 * <p>Revisions only grow with what is known. Of counts and of platforms they are the facts that lie between the earliest moment the
 * opening rests on and the latest one the alert could last to; of mentions, the newest version of any of them. On the same facts the
 * later word holds.
 */
public final class RuleWriter {

    /** Of all kinds; told in the field {@code rule}. */
    private static final String VERSION = "/1 ";

    private static final int MOST_EVIDENCE = 20;

    private final String brand;
    private final ZoneId zone;
    private final Duration longest;

    /**
     * @param zone of the brand, for quiet hours
     * @param longest how long an alert may stay open
     */
    public RuleWriter(String brand, ZoneId zone, Duration longest) {
        this.brand = brand;
        this.zone = zone;
        this.longest = longest;
    }

    /** Finds posts that hold up what an alert counted. */
    @FunctionalInterface
    public interface PostsOf {
        List<AlertEvidence> between(String alert, Signal signal, Instant from, Instant to) throws Exception;
    }

    /** What a rule that counts says of one time it held. */
    public Alert counted(BrandRule rule, Episode episode, CountedRule reader, PostsOf posts) throws Exception {
        Reading peak = episode.peak();
        Signal signal = signal(rule);
        Alert alert = alert(rule, "", signal, episode);
        alert.setEvidence(peak.seen() == 0 ? List.of() : posts.between(alert.getId(), signal, peak.from(), peak.to()));
        alert.setHistory(history(
                episode,
                RuleWords.opened(brand, rule, episode.opening()),
                episode.isOpen() ? null : RuleWords.closed(brand, rule, episode)));
        alert.setHeadline(
                episode.isOpen()
                        ? RuleWords.opened(brand, rule, episode.latest())
                        : RuleWords.closed(brand, rule, episode));
        alert.setRevision(reader.revision(episode));
        alert.setAsOf(reader.asOf(episode));
        return alert;
    }

    /** What a rule about feeds says, by its blind spells of one platform. */
    public List<Alert> blind(BrandRule rule, String platform, List<Heard> hours, Instant until) {
        List<Alert> alerts = new ArrayList<>();
        for (Episode episode : BlindSpells.of(rule, hours, until, longest)) {
            Alert alert = alert(rule, platform + "|", Signal.OTHER, episode);
            String opened = RuleWords.openedBlind(brand, rule, platform, episode.opening());
            String closed = episode.isOpen() ? null : RuleWords.closedBlind(brand, rule, platform, episode);
            alert.setHistory(history(episode, opened, closed));
            alert.setHeadline(closed == null ? RuleWords.openedBlind(brand, rule, platform, episode.latest()) : closed);
            // As far as the opening may rest on, not as far as it does: that moves as minutes are told.
            Instant from = episode.openedAt().minus(longest);
            alert.setRevision(hours.stream()
                    .filter(hour -> hour.hour().isAfter(from.minus(Duration.ofHours(1)))
                            && hour.hour().isBefore(episode.openedAt().plus(longest)))
                    .mapToLong(Heard::facts)
                    .sum());
            alert.setAsOf(episode.latest().to());
            alerts.add(alert);
        }
        return alerts;
    }

    /** What a rule about mentions says, one by one or by cool-down. Each is over as it opens: a mention is a moment. */
    public List<Alert> mentions(BrandRule rule, List<Match> matches) {
        List<Alert> alerts = new ArrayList<>();
        for (MatchGroups.Group group : MatchGroups.of(rule, matches)) {
            Match first = group.first();
            List<Match> standing = group.standing();
            Instant latest = standing.get(standing.size() - 1).createdAt();
            Reading reading = new Reading(first.createdAt(), latest, standing.size(), 0, true);
            Episode episode = new Episode(first.createdAt(), first.createdAt(), reading, reading, reading);
            Alert alert = alert(rule, first.mention() + "|", Signal.OTHER, episode);
            String all = RuleWords.ofMentions(brand, rule, first, standing.size());
            alert.setHistory(history(episode, RuleWords.ofMentions(brand, rule, first, 1), all));
            alert.setHeadline(all);
            alert.setEvidence(standing.stream()
                    .limit(MOST_EVIDENCE)
                    .map(match -> new AlertEvidence(match.mention(), 1L, match.negative()))
                    .toList());
            alert.setRevision(group.version());
            alert.setAsOf(latest);
            alerts.add(alert);
        }
        return alerts;
    }

    private Alert alert(BrandRule rule, String about, Signal signal, Episode episode) {
        String id = brand + "|rule:" + rule.getName() + "|" + about + episode.openedAt();
        Instant changedAt = episode.isOpen() ? episode.openedAt() : episode.closedAt();
        Reading latest = episode.latest();
        return Alert.newBuilder()
                .setId(id)
                .setBrand(brand)
                .setSignal(signal)
                .setState(episode.isOpen() ? AlertState.OPEN : AlertState.CLOSED)
                .setTier(AlertTier.WATCH)
                .setIncident(id)
                .setOpenedAt(episode.openedAt())
                .setChangedAt(changedAt)
                .setClosedAt(episode.closedAt())
                .setWindowStart(latest.from())
                .setWindowEnd(latest.to())
                .setExpected(latest.expected())
                .setSpread(0)
                .setSeen(latest.seen())
                .setSeverity(0)
                .setPeakSeverity(0)
                .setPeakSeen(episode.peak().seen())
                .setHeadline("")
                .setRule(RuleForms.word(rule.getKind()) + VERSION + rule.getName())
                .setQuietUntil(QuietHours.endOf(rule, zone, changedAt))
                .setRevision(0)
                .setAsOf(episode.openedAt())
                .build();
    }

    private static Signal signal(BrandRule rule) {
        if (rule.getKind() == RuleKind.UNANSWERED) {
            return Signal.UNANSWERED;
        }
        return switch (CountedRule.counted(rule)) {
            case MENTIONS, REACH -> Signal.OTHER;
            case PEOPLE -> Signal.VOLUME;
            case NEGATIVE -> Signal.NEGATIVE;
            case LOW_REVIEWS -> Signal.REVIEWS;
            case AMPLIFIED -> Signal.AMPLIFICATION;
        };
    }

    private static List<AlertChange> history(Episode episode, String opened, String closed) {
        List<AlertChange> history = new ArrayList<>();
        history.add(change(AlertState.OPEN, episode.openedAt(), episode.opening(), opened));
        if (!episode.isOpen()) {
            history.add(change(AlertState.CLOSED, episode.closedAt(), episode.latest(), closed));
        }
        return history;
    }

    private static AlertChange change(AlertState state, Instant at, Reading by, String headline) {
        return new AlertChange(state, AlertTier.WATCH, at, by.expected(), by.seen(), 0.0, headline);
    }

    /** An alert told before that no longer follows from what is known. Its evidence goes with it. */
    public static Alert takenBack(Alert was) {
        return ended(was, AlertState.RETRACTED, was.getAsOf(), RuleWords.takenBack(was.getBrand(), nameOf(was), was));
    }

    /** An alert whose rule was changed or taken out of the file by a moment. */
    public static Alert takenOut(Alert was, Instant moment) {
        Instant at = moment.isAfter(was.getOpenedAt()) ? moment : was.getOpenedAt();
        Alert ended = ended(was, AlertState.CLOSED, at, RuleWords.takenOut(was.getBrand(), nameOf(was)));
        ended.setClosedAt(at);
        ended.setEvidence(was.getEvidence());
        return ended;
    }

    private static Alert ended(Alert was, AlertState state, Instant at, String headline) {
        List<AlertChange> history = new ArrayList<>(was.getHistory());
        history.add(new AlertChange(state, was.getTier(), at, was.getExpected(), was.getSeen(), 0.0, headline));
        return Alert.newBuilder(was)
                .setState(state)
                .setChangedAt(at)
                .setHeadline(headline)
                .setEvidence(List.of())
                .setHistory(history)
                .setQuietUntil(null)
                .build();
    }

    /** The rule an alert is of. */
    public static String nameOf(Alert alert) {
        return alert.getRule().substring(alert.getRule().indexOf(' ') + 1);
    }
}
