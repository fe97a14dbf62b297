package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.AlertTier;
import java.io.Serializable;
import java.util.List;

/**
 * Where announcements go.
 *
 * @param address a URL, or where one is kept: {@code env:NAME} or {@code file:PATH}
 * @param secret of webhooks the signing secret, of PagerDuty the routing key, kept likewise; else null
 * @param brands whose incidents; all when empty
 * @param from the lowest tier that is told
 * @param allow host names and addresses that may be called though they are private
 */
public record Channel(
        String id, Kind kind, String address, String secret, List<String> brands, AlertTier from, List<String> allow)
        implements Serializable {

    /** Who takes the message. */
    public enum Kind {
        WEBHOOK,
        SLACK,
        PAGERDUTY,
        ALERTMANAGER
    }

    /** Whether an announcement is for this channel. An incident that was never of the tier is not told to its end either. */
    public boolean takes(Announcement announcement) {
        return (brands.isEmpty() || brands.contains(announcement.brand()))
                && (from != AlertTier.CRISIS || announcement.tier() == AlertTier.CRISIS);
    }
}
