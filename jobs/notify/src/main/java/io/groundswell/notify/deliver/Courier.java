package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** Carries messages to one channel, one at a time. */
public interface Courier extends Closeable {

    /**
     * Makes one attempt. Blocks, for some seconds at most.
     *
     * @param announcements one, of Slack perhaps more, the oldest first
     */
    Answer carry(List<Announcement> announcements, Instant now);

    /**
     * @param environment where secrets may be kept
     * @param alarms to end what takes too long
     * @param patience how long an attempt may take in all
     */
    static Courier to(
            Channel channel, Map<String, String> environment, ScheduledExecutorService alarms, Duration patience) {
        return channel.kind() == Channel.Kind.EMAIL
                ? new MailCourier(channel, environment, patience)
                : new WebCourier(channel, environment, alarms, patience);
    }
}
