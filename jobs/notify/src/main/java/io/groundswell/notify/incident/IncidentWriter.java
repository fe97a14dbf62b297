package io.groundswell.notify.incident;

import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentState;
import io.groundswell.topics.IncidentTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Writes down what is known of an incident. */
public final class IncidentWriter {

    /**
     * Without a revision, which is for who tells it.
     *
     * @param alerts of it, in the order they opened; one or more
     * @param handling of its course
     */
    public static Incident written(String id, String company, List<OwnedAlert> alerts, Handling handling) {
        List<OwnedAlert> standing = alerts.stream()
                .filter(owned -> owned.alert().getState() != AlertState.RETRACTED)
                .toList();
        List<OwnedAlert> named = standing.isEmpty() ? alerts : standing;
        List<Announcement> turns = handling.turns();
        Announcement last = handling.last();
        IncidentAction acknowledged = handling.acknowledged();
        IncidentAction closed = handling.closed();
        return Incident.newBuilder()
                .setId(id)
                .setCompany(company)
                .setBrands(named.stream()
                        .map(owned -> owned.alert().getBrand())
                        .distinct()
                        .toList())
                .setState(state(last, closed))
                .setTier(last.tier())
                .setOpenedAt(last.openedAt())
                .setCrisisAt(turns.stream()
                        .filter(turn -> turn.tier() == AlertTier.CRISIS && last.what() != Turn.TAKEN_BACK)
                        .map(Announcement::at)
                        .findFirst()
                        .orElse(null))
                .setEasedAt(easedAt(turns, last))
                .setEndedAt(endedAt(last, closed))
                .setHeadline(turns.get(turns.size() - 1).headline())
                .setPeakSeverity(named.stream()
                        .mapToDouble(owned -> owned.alert().getPeakSeverity())
                        .max()
                        .orElse(0))
                .setAlerts(named.stream().map(OwnedAlert::id).toList())
                .setTurns(turns.stream()
                        .map(turn -> new IncidentTurn(
                                turn.what().word(), turn.at(), turn.tier(), turn.brand(), turn.headline()))
                        .toList())
                .setOwner(owner(named))
                .setAcknowledgedAt(acknowledged == null ? null : acknowledged.getAt())
                .setAcknowledgedBy(acknowledged == null ? null : acknowledged.getBy())
                .setClosedAt(closed == null ? null : closed.getAt())
                .setClosedBy(closed == null ? null : closed.getBy())
                .setNote(handling.note())
                .setRevision(0)
                .setAsOf(named.stream()
                        .map(owned -> owned.alert().getAsOf())
                        .max(Comparator.naturalOrder())
                        .orElseThrow())
                .build();
    }

    private static IncidentState state(Announcement last, IncidentAction closed) {
        if (last.what() == Turn.TAKEN_BACK) {
            return IncidentState.TAKEN_BACK;
        }
        if (closed != null || last.what() == Turn.OVER) {
            return IncidentState.OVER;
        }
        return last.what() == Turn.EASES ? IncidentState.EASING : IncidentState.OPEN;
    }

    private static Instant easedAt(List<Announcement> turns, Announcement last) {
        boolean eased = last.what() == Turn.EASES || last.what() == Turn.OVER;
        return turns.stream()
                .filter(turn -> eased && turn.what() == Turn.EASES)
                .map(Announcement::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant endedAt(Announcement last, IncidentAction closed) {
        Instant itself = last.what().ends() ? last.at() : null;
        if (closed == null || itself != null && itself.isBefore(closed.getAt())) {
            return itself;
        }
        return closed.getAt();
    }

    private static String owner(List<OwnedAlert> alerts) {
        return alerts.stream()
                .min(Comparator.comparing((OwnedAlert owned) -> owned.alert().getTier() == AlertTier.CRISIS ? 0 : 1)
                        .thenComparing(owned -> owned.alert().getOpenedAt())
                        .thenComparing(OwnedAlert::id))
                .map(OwnedAlert::owner)
                .orElse(null);
    }

    /**
     * Adds who asked for an answer while it lasted, and when the first one came.
     *
     * @param asked mentions of the company
     */
    public static void addAnswers(Incident incident, Collection<Asked> asked) {
        List<Asked> inIt = asked.stream()
                .filter(one -> incident.getBrands().contains(one.brand())
                        && !one.askedAt().isBefore(incident.getOpenedAt())
                        && (incident.getEndedAt() == null || !one.askedAt().isAfter(incident.getEndedAt())))
                .toList();
        Instant first = inIt.stream()
                .map(Asked::answeredAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        incident.setAsked(inIt.size());
        incident.setAnswered(
                inIt.stream().filter(one -> one.answeredAt() != null).count());
        incident.setFirstAnswerAt(first);
        incident.setFirstAnswerSeconds(
                first == null
                        ? null
                        : Duration.between(incident.getOpenedAt(), first).toSeconds());
    }

    /** An incident that was told, and whose alerts turned out to belong to another one. */
    public static Incident partOf(Incident was, Incident other) {
        return Incident.newBuilder(was)
                .setState(IncidentState.TAKEN_BACK)
                .setEndedAt(was.getEndedAt() == null ? other.getOpenedAt() : was.getEndedAt())
                .setHeadline("Part of the incident " + other.getId() + ": " + other.getHeadline())
                .setPartOf(other.getId())
                .build();
    }

    /** What is told of that. */
    public static Announcement toldAsPart(Incident part, Instant at) {
        return new Announcement(
                part.getId() + "|" + Turn.TAKEN_BACK.word() + "|1",
                part.getId(),
                part.getBrands().get(0),
                Turn.TAKEN_BACK,
                part.getTier(),
                at,
                part.getOpenedAt(),
                part.getHeadline(),
                "",
                0,
                0,
                part.getPeakSeverity(),
                List.of(),
                part.getBrands(),
                part.getOwner() == null ? List.of() : List.of(part.getOwner()),
                List.of());
    }

    private IncidentWriter() {}
}
