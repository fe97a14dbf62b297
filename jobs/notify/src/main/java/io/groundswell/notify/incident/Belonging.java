package io.groundswell.notify.incident;

import io.groundswell.notify.crisis.CrisisRule;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which alerts of a company are one incident: those that are open together, or follow on each other within a day. Each alert of a rule of
 * a brand's own is an incident of its own.
 *
 * <p>An incident is called after the day it opened on. As another one opens more than a day later, no day has two, and a correction of
 * some minutes changes no name. Once told, a name stays, even over midnight. What comes after all of an incident was taken back is
 * another one, called after its time, too: nobody would hear of it under a name that is done with.
 */
public final class Belonging {

    private static final Duration APART = Duration.ofDays(1);

    private static final Comparator<OwnedAlert> IN_ORDER = Comparator.comparing(
                    (OwnedAlert owned) -> owned.alert().getOpenedAt())
            .thenComparing(OwnedAlert::id);

    private static final class Stretch {

        private final List<OwnedAlert> alerts = new ArrayList<>();
        private Instant end = Instant.MIN;

        private void take(OwnedAlert owned) {
            alerts.add(owned);
            Instant last = end(owned.alert());
            end = last.isAfter(end) ? last : end;
        }

        private Instant start() {
            return alerts.get(0).alert().getOpenedAt();
        }

        /** How far an alert lies outside, zero when it does not. */
        private Duration to(Alert alert) {
            Duration before = Duration.between(end(alert), start());
            Duration after = Duration.between(end, alert.getOpenedAt());
            Duration gap = before.compareTo(after) > 0 ? before : after;
            return gap.isNegative() ? Duration.ZERO : gap;
        }
    }

    /**
     * By the incident's id, the earliest first, its alerts in the order they opened. Alerts that were taken back belong where they
     * would have; they hold no two incidents together.
     *
     * @param alerts of one company, each in its newest revision
     * @param told by alert, the id of the incident that it was told to belong to, but for incidents that are told to be taken back
     * @param used ids of all incidents told, those too
     */
    public static Map<String, List<OwnedAlert>> of(
            String company, Collection<OwnedAlert> alerts, Map<String, String> told, Set<String> used) {
        Map<String, List<OwnedAlert>> incidents = new LinkedHashMap<>();
        List<OwnedAlert> storms = new ArrayList<>();
        for (OwnedAlert owned : alerts) {
            if (owned.alert().getRule().equals(CrisisRule.NAME)) {
                storms.add(owned);
            } else {
                // Somebody wants to hear of just that, and what he hears of all day must not tie storms together.
                incidents.put(owned.alert().getIncident(), List.of(owned));
            }
        }
        List<Stretch> stretches = stretches(storms.stream()
                .filter(owned -> owned.alert().getState() != AlertState.RETRACTED)
                .toList());
        List<OwnedAlert> alone = new ArrayList<>();
        for (OwnedAlert owned : storms) {
            if (owned.alert().getState() == AlertState.RETRACTED) {
                stretches.stream()
                        .filter(stretch -> stretch.to(owned.alert()).compareTo(APART) <= 0)
                        .min(Comparator.comparing(stretch -> stretch.to(owned.alert())))
                        .ifPresentOrElse(stretch -> stretch.alerts.add(owned), () -> alone.add(owned));
            }
        }
        stretches.forEach(stretch -> stretch.alerts.sort(IN_ORDER));
        stretches.addAll(stretches(alone));
        stretches.forEach(
                stretch -> incidents.put(name(company, stretch, told, used, incidents), List.copyOf(stretch.alerts)));
        return incidents;
    }

    private static List<Stretch> stretches(List<OwnedAlert> alerts) {
        List<Stretch> stretches = new ArrayList<>();
        alerts.stream().sorted(IN_ORDER).forEach(owned -> {
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last == null || last.to(owned.alert()).compareTo(APART) > 0) {
                last = new Stretch();
                stretches.add(last);
            }
            last.take(owned);
        });
        return stretches;
    }

    private static Instant end(Alert alert) {
        if (alert.getClosedAt() != null) {
            return alert.getClosedAt();
        }
        // Far enough that nothing follows on what is still open, near enough to be counted with.
        return alert.getState() == AlertState.RETRACTED
                ? alert.getOpenedAt()
                : alert.getOpenedAt().plus(Duration.ofDays(3650));
    }

    private static String name(
            String company,
            Stretch stretch,
            Map<String, String> told,
            Set<String> used,
            Map<String, List<OwnedAlert>> taken) {
        TreeSet<String> known = new TreeSet<>();
        for (OwnedAlert owned : stretch.alerts) {
            String id = told.get(owned.id());
            if (id != null && !taken.containsKey(id)) {
                known.add(id);
            }
        }
        if (!known.isEmpty()) {
            return known.first();
        }
        Instant opened = stretch.alerts.stream()
                .filter(owned -> owned.alert().getState() != AlertState.RETRACTED)
                .findFirst()
                .orElse(stretch.alerts.get(0))
                .alert()
                .getOpenedAt();
        String day = company + "|" + opened.atZone(ZoneOffset.UTC).toLocalDate();
        return taken.containsKey(day) || used.contains(day) ? company + "|" + opened : day;
    }

    private Belonging() {}
}
