package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Where announcements go.
 *
 * @param address a URL, of mail that of the SMTP server, or where one is kept: {@code env:NAME} or {@code file:PATH}
 * @param secret of webhooks the signing secret, of PagerDuty the routing key, of mail user and password with a colon between, kept
 *     likewise; else null
 * @param brands whose incidents; all when empty
 * @param departments whose incidents; all when empty
 * @param from the lowest tier that is told
 * @param mail who writes to whom; null unless it is mail
 * @param digest when it gets what a day had; null when it gets single messages only
 * @param allow host names and addresses that may be called though they are private
 */
public record Channel(
        String id,
        Kind kind,
        String address,
        String secret,
        List<String> brands,
        List<String> departments,
        AlertTier from,
        List<String> allow,
        Mail mail,
        Digest digest)
        implements Serializable {

    /** Addresses of mail. */
    public record Mail(String sender, List<String> to) implements Serializable {}

    /**
     * One message a day.
     *
     * @param minute of the day, 0 to 1439
     * @param zone of that day, as the IANA calls it
     * @param singles whether single messages come as well
     */
    public record Digest(int minute, String zone, boolean singles) implements Serializable {

        /** The latest moment not after another one at which a digest was due. */
        public ZonedDateTime latestDue(Instant now) {
            ZonedDateTime there = now.atZone(ZoneId.of(zone));
            ZonedDateTime today = at(there.toLocalDate());
            return today.isAfter(there) ? at(there.toLocalDate().minusDays(1)) : today;
        }

        /** The one after that. */
        public Instant nextDue(Instant now) {
            return at(latestDue(now).toLocalDate().plusDays(1)).toInstant();
        }

        /** Where clocks are put forward over it, so much later. */
        private ZonedDateTime at(LocalDate day) {
            return day.atTime(minute / 60, minute % 60).atZone(ZoneId.of(zone));
        }
    }

    /** Who takes the message. */
    public enum Kind {
        WEBHOOK,
        SLACK,
        PAGERDUTY,
        ALERTMANAGER,
        EMAIL
    }

    /** Whether an announcement is for this channel. An incident that was never of the tier is not
     * told to its end either; one that went from one department to another is told to both to its end. */
    public boolean takes(Announcement announcement) {
        return (digest == null || digest.singles())
                && (brands.isEmpty() || announcement.brands().stream().anyMatch(brands::contains))
                && (departments.isEmpty() || announcement.departments().stream().anyMatch(departments::contains))
                && (from != AlertTier.CRISIS || announcement.tier() == AlertTier.CRISIS);
    }

    /** Whether an incident is for this channel's digest. */
    public boolean gathers(Incident incident) {
        return (brands.isEmpty() || incident.getBrands().stream().anyMatch(brands::contains))
                && (departments.isEmpty() || incident.getOwner() != null && departments.contains(incident.getOwner()))
                && (from != AlertTier.CRISIS || incident.getTier() == AlertTier.CRISIS);
    }
}
