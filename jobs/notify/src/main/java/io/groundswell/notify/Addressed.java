package io.groundswell.notify;

import io.groundswell.notify.incident.Announcement;

/**
 * An announcement on its way to one channel.
 *
 * @param channel its id
 */
public record Addressed(String channel, Announcement announcement) {

    /** As {@code Delivery} names it. */
    static String id(String channel, String message) {
        return message + "|" + channel;
    }
}
