package io.groundswell.measure.history;

import io.groundswell.measure.volume.Form;
import java.util.Comparator;

/**
 * A form a mention was seen in.
 *
 * @param version the greatest it was seen with
 * @param observedAt the latest of that version, milliseconds since 1970
 * @param inTime whether it was seen before the minute of its creation was settled, and so was counted
 */
public record Sighting(Form form, long version, long observedAt, boolean inTime) {

    /**
     * Which of two forms holds: a deletion for good, else the greatest version, else the later sight, else whichever
     * reads greater, so that it never depends on which came first.
     */
    static final Comparator<Sighting> BY_PRECEDENCE = Comparator.comparing(
                    (Sighting sighting) -> sighting.form.deleted())
            .thenComparingLong(Sighting::version)
            .thenComparingLong(Sighting::observedAt)
            .thenComparing(sighting -> sighting.form.toString());

    /** Two sightings of the same form as one; gives this when the other tells nothing new. */
    Sighting with(Sighting other) {
        boolean later = other.version > version || (other.version == version && other.observedAt > observedAt);
        boolean sooner = other.inTime && !inTime;
        if (!later && !sooner) {
            return this;
        }
        Sighting last = later ? other : this;
        return new Sighting(form, last.version, last.observedAt, inTime || other.inTime);
    }
}
