package io.groundswell.notify.incident;

import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the last 24 hours had of incidents: opened, over, still going on, and acknowledged by nobody. */
public final class Digest {

    /** How far back it reaches. */
    public static final Duration SPAN = Duration.ofDays(1);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ROOT);
    private static final int MOST = 20;

    /** Its id, the same for every channel: there is one of a day. */
    public static String id(ZonedDateTime due) {
        return Turn.DIGEST.word() + "|" + due.toLocalDate();
    }

    /** @param incidents in their newest revision */
    public static Announcement of(ZonedDateTime due, Collection<Incident> incidents) {
        Instant end = due.toInstant();
        Instant start = end.minus(SPAN);
        List<Incident> mentioned = incidents.stream()
                .filter(incident -> !incident.getOpenedAt().isAfter(end))
                .filter(incident -> goesOn(incident) || isOver(incident, start))
                .sorted(Comparator.comparing((Incident incident) -> goesOn(incident) ? 0 : 1)
                        .thenComparing(incident -> incident.getTier() == AlertTier.CRISIS ? 0 : 1)
                        .thenComparing(Incident::getOpenedAt)
                        .thenComparing(Incident::getId))
                .toList();
        List<String> lines = new ArrayList<>(mentioned.stream()
                .limit(MOST)
                .map(incident -> line(incident, due))
                .toList());
        if (mentioned.size() > MOST) {
            lines.add("and " + (mentioned.size() - MOST) + " more");
        }
        return new Announcement(
                id(due),
                Turn.DIGEST.word(),
                "",
                Turn.DIGEST,
                AlertTier.WATCH,
                end,
                end,
                headline(due, mentioned, start),
                "",
                0,
                0,
                0,
                List.of(),
                mentioned.stream()
                        .flatMap(incident -> incident.getBrands().stream())
                        .distinct()
                        .toList(),
                List.of(),
                List.copyOf(lines));
    }

    private static boolean goesOn(Incident incident) {
        return incident.getState() == IncidentState.OPEN || incident.getState() == IncidentState.EASING;
    }

    private static boolean isOver(Incident incident, Instant start) {
        return incident.getState() == IncidentState.OVER
                && incident.getEndedAt() != null
                && incident.getEndedAt().isAfter(start);
    }

    private static String headline(ZonedDateTime due, List<Incident> mentioned, Instant start) {
        String until = "24 hours to " + TIME.format(due);
        if (mentioned.isEmpty()) {
            return "Nothing happened in the " + until + ", and no incident goes on.";
        }
        long opened = mentioned.stream()
                .filter(incident -> incident.getOpenedAt().isAfter(start))
                .count();
        List<Incident> goOn = mentioned.stream().filter(Digest::goesOn).toList();
        long nobodys = goOn.stream()
                .filter(incident -> incident.getAcknowledgedBy() == null)
                .count();
        return String.format(
                Locale.ROOT,
                "In the %s: %s opened, %d over; %s.",
                until,
                opened == 1 ? "1 incident" : opened + " incidents",
                mentioned.size() - goOn.size(),
                goingOn(goOn.size(), nobodys));
    }

    private static String goingOn(int many, long nobodys) {
        return switch (many) {
            case 0 -> "none goes on";
            case 1 -> "1 goes on, acknowledged" + (nobodys == 0 ? "" : " by nobody");
            default ->
                many + " go on, "
                        + (nobodys == 0 ? "all of them acknowledged" : nobodys + " of them acknowledged by nobody");
        };
    }

    private static String line(Incident incident, ZonedDateTime due) {
        String state = goesOn(incident)
                ? (incident.getState() == IncidentState.EASING ? "Eases" : "Goes on") + ", since "
                        + time(incident.getOpenedAt(), due)
                : "Over, from " + time(incident.getOpenedAt(), due) + " to " + time(incident.getEndedAt(), due);
        String owner = incident.getOwner() == null ? "no owner" : "owner " + incident.getOwner();
        String acknowledged = incident.getAcknowledgedBy() == null
                ? "acknowledged by nobody"
                : "acknowledged by " + incident.getAcknowledgedBy();
        return state + ", " + owner + ", " + acknowledged + ": " + incident.getHeadline() + " (" + incident.getId()
                + ")";
    }

    private static String time(Instant at, ZonedDateTime due) {
        return TIME.format(at.atZone(due.getZone()));
    }

    private Digest() {}
}
