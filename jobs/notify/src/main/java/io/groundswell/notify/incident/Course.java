package io.groundswell.notify.incident;

import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The course an incident took, as its alerts tell it: one turn for what all of them together went through. It opens with the
 * first alert, is a crisis with the first that is, gets worse with an alert of its own tier, eases when all its alerts ease, and
 * is over when all are closed. It depends on the alerts' histories alone, so it is the same after a restart or a replay.
 */
public final class Course {

    private static final int POSTS = 3;

    private static final Comparator<Step> IN_ORDER = Comparator.comparing((Step step) -> step.change.getAt())
            .thenComparing(step -> step.change.getTier() == AlertTier.CRISIS ? 0 : 1)
            .thenComparing(step -> step.alert().getSignal() == Signal.NEGATIVE ? 0 : 1)
            .thenComparing(step -> step.alert().getSignal());

    private record Step(OwnedAlert owned, AlertChange change) {
        private Alert alert() {
            return owned.alert();
        }
    }

    private final List<Announcement> turns = new ArrayList<>();
    private final Map<Turn, Integer> times = new EnumMap<>(Turn.class);
    private final Set<String> brands = new LinkedHashSet<>();
    private final Set<String> departments = new LinkedHashSet<>();
    private final Map<String, AlertState> states = new HashMap<>();
    private final String incident;
    private final Instant openedAt;
    private AlertTier tier;
    private Turn latest;

    private Course(String incident, Instant openedAt) {
        this.incident = incident;
        this.openedAt = openedAt;
    }

    /**
     * What there was to tell, oldest first.
     *
     * @param incident its id
     * @param alerts of it, each in its newest revision; one or more
     */
    public static List<Announcement> of(String incident, Collection<OwnedAlert> alerts) {
        List<OwnedAlert> standing = alerts.stream()
                .filter(owned -> owned.alert().getState() != AlertState.RETRACTED)
                .toList();
        if (standing.isEmpty()) {
            return List.of(takenBack(incident, alerts));
        }
        Instant openedAt = standing.stream()
                .map(owned -> owned.alert().getOpenedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Course course = new Course(incident, openedAt);
        standing.stream()
                .flatMap(owned -> owned.alert().getHistory().stream().map(change -> new Step(owned, change)))
                .sorted(IN_ORDER)
                .forEach(course::take);
        return List.copyOf(course.turns);
    }

    private void take(Step step) {
        AlertTier reached = step.change.getTier();
        boolean goesOn = latest != null && !latest.ends();
        states.put(step.alert().getId(), step.change.getState());
        brands.add(step.alert().getBrand());
        if (step.owned.owner() != null) {
            departments.add(step.owned.owner());
        }
        switch (step.change.getState()) {
            case OPEN, WORSE -> {
                if (reached == AlertTier.CRISIS && (!goesOn || tier != AlertTier.CRISIS)) {
                    turn(Turn.CRISIS, AlertTier.CRISIS, step);
                } else if (!goesOn) {
                    turn(Turn.OPENED, reached, step);
                } else if (step.change.getState() == AlertState.WORSE && reached == tier || latest == Turn.EASES) {
                    turn(Turn.WORSE, tier, step);
                }
            }
            case EASING -> {
                if (latest != Turn.EASES && states.values().stream().allMatch(Course::isCalm)) {
                    turn(Turn.EASES, tier, step);
                }
            }
            case CLOSED -> {
                if (states.values().stream().allMatch(AlertState.CLOSED::equals)) {
                    turn(Turn.OVER, tier, step);
                }
            }
            case RETRACTED, OTHER -> {
                // Those alerts were left out, or nothing is known about them.
            }
        }
    }

    private static boolean isCalm(AlertState state) {
        return state == AlertState.EASING || state == AlertState.CLOSED;
    }

    private void turn(Turn what, AlertTier reached, Step step) {
        tier = reached;
        latest = what;
        Alert alert = step.alert();
        turns.add(new Announcement(
                incident + "|" + what.word() + "|" + times.merge(what, 1, Integer::sum),
                incident,
                alert.getBrand(),
                what,
                reached,
                step.change.getAt(),
                openedAt,
                step.change.getHeadline(),
                alert.getExplanation() == null ? "" : alert.getExplanation().getSentence(),
                step.change.getSeen(),
                step.change.getExpected(),
                step.change.getSeverity(),
                alert.getEvidence().stream()
                        .limit(POSTS)
                        .map(post -> post.getMention())
                        .toList(),
                List.copyOf(brands),
                List.copyOf(departments),
                List.of()));
    }

    private static Announcement takenBack(String incident, Collection<OwnedAlert> alerts) {
        Alert alert = alerts.stream()
                .map(OwnedAlert::alert)
                .max(Comparator.comparing(Alert::getTier, Comparator.comparing(AlertTier.CRISIS::equals))
                        .thenComparing(one -> one.getSignal() == Signal.NEGATIVE)
                        .thenComparing(Alert::getId))
                .orElseThrow();
        return new Announcement(
                incident + "|" + Turn.TAKEN_BACK.word() + "|1",
                incident,
                alert.getBrand(),
                Turn.TAKEN_BACK,
                alert.getTier(),
                alert.getChangedAt(),
                alert.getOpenedAt(),
                alert.getHeadline(),
                "",
                alert.getSeen(),
                alert.getExpected(),
                alert.getSeverity(),
                List.of(),
                alerts.stream()
                        .map(owned -> owned.alert().getBrand())
                        .distinct()
                        .toList(),
                alerts.stream()
                        .map(OwnedAlert::owner)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                List.of());
    }
}
