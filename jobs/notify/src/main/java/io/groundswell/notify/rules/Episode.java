package io.groundswell.notify.rules;

import java.time.Instant;

/**
 * One time that a rule held, from its opening to its closing.
 *
 * @param closedAt null while it lasts
 * @param opening what opened it
 * @param latest what was read last
 * @param peak the reading that held with the most in it; the earlier of equals
 */
public record Episode(Instant openedAt, Instant closedAt, Reading opening, Reading latest, Reading peak) {

    static Episode opened(Reading by) {
        return new Episode(by.to(), null, by, by, by);
    }

    boolean isOpen() {
        return closedAt == null;
    }

    Episode seeing(Reading now) {
        return new Episode(openedAt, closedAt, opening, now, now.holds() && now.seen() > peak.seen() ? now : peak);
    }

    Episode closed(Instant at) {
        return new Episode(openedAt, at, opening, latest, peak);
    }
}
