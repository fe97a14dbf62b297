package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.AlertTier;
import java.io.Serializable;
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
        Mail mail)
        implements Serializable {

    /** Addresses of mail. */
    public record Mail(String sender, List<String> to) implements Serializable {}

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
        return (brands.isEmpty() || announcement.brands().stream().anyMatch(brands::contains))
                && (departments.isEmpty() || announcement.departments().stream().anyMatch(departments::contains))
                && (from != AlertTier.CRISIS || announcement.tier() == AlertTier.CRISIS);
    }
}
