package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import java.util.Locale;

/** What every form of a message says in the same words. */
final class Wording {

    /** The numbers behind a turn, and whose it is, in one line. */
    static String numbers(Announcement announcement) {
        return String.format(
                Locale.ROOT,
                "seen %d, expected %.1f, severity %.1f · since %s UTC · %s",
                announcement.seen(),
                announcement.expected(),
                announcement.severity(),
                minute(announcement.openedAt().toString()),
                announcement.incident() + owners(announcement));
    }

    private static String owners(Announcement announcement) {
        return announcement.departments().isEmpty() ? "" : " · " + String.join(", ", announcement.departments());
    }

    static String minute(String instant) {
        return instant.substring(0, 16).replace('T', ' ');
    }

    private Wording() {}
}
