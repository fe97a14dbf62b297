package io.groundswell.notify.crisis;

import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * One hour of a brand's minutes, only those that have a value, packed for state: column by column, ordered by minute.
 * Never changed, only replaced.
 *
 * @param start of the hour
 * @param minutes 0 to 59
 * @param asOfs milliseconds since 1970
 */
public record Hour(
        Instant start,
        int[] minutes,
        long[] people,
        long[] negatives,
        long[] amplified,
        long[] lowReviews,
        long[] reach,
        long[] revisions,
        long[] asOfs) {

    private static final Duration LENGTH = Duration.ofHours(1);

    public static Hour empty(Instant start) {
        long[] nothing = {};
        return new Hour(start, new int[0], nothing, nothing, nothing, nothing, nothing, nothing, nothing);
    }

    /** The start of the hour a time lies in. */
    public static Instant startOf(Instant time) {
        long length = LENGTH.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), length) * length);
    }

    /** This hour with a minute added or replaced; this very hour when it holds a newer revision or the same values. */
    public Hour with(Minute minute) {
        int number = (int) Duration.between(start, minute.start()).toMinutes();
        int found = Arrays.binarySearch(minutes, number);
        if (found >= 0 && (revisions[found] > minute.revision() || at(found).equals(minute))) {
            return this;
        }
        int place = found >= 0 ? found : -found - 1;
        int more = found >= 0 ? 0 : 1;
        int[] numbers = new int[minutes.length + more];
        System.arraycopy(minutes, 0, numbers, 0, place);
        System.arraycopy(minutes, place, numbers, place + more, minutes.length - place);
        numbers[place] = number;
        return new Hour(
                start,
                numbers,
                replaced(people, place, more, minute.people()),
                replaced(negatives, place, more, minute.negative()),
                replaced(amplified, place, more, minute.amplified()),
                replaced(lowReviews, place, more, minute.lowReviews()),
                replaced(reach, place, more, minute.reach()),
                replaced(revisions, place, more, minute.revision()),
                replaced(asOfs, place, more, minute.asOf().toEpochMilli()));
    }

    private static long[] replaced(long[] column, int place, int more, long value) {
        long[] copy = new long[column.length + more];
        System.arraycopy(column, 0, copy, 0, place);
        System.arraycopy(column, place, copy, place + more, column.length - place);
        copy[place] = value;
        return copy;
    }

    /** The revision held of a minute; 0 when there is none. */
    public long revisionOf(Instant minute) {
        int found = Arrays.binarySearch(
                minutes, (int) Duration.between(start, minute).toMinutes());
        return found >= 0 ? revisions[found] : 0;
    }

    /** The sum of the revisions of all its minutes. */
    public long revisionsInAll() {
        return Arrays.stream(revisions).sum();
    }

    /** What was counted of a signal, minute by minute. */
    long[] of(Signal signal) {
        return switch (signal) {
            case NEGATIVE -> negatives;
            case VOLUME -> people;
            case REVIEWS -> lowReviews;
            case AMPLIFICATION -> amplified;
            case UNANSWERED, OTHER -> throw new IllegalArgumentException("nothing is counted of " + signal);
        };
    }

    private Minute at(int place) {
        return new Minute(
                start.plus(Duration.ofMinutes(minutes[place])),
                people[place],
                negatives[place],
                amplified[place],
                lowReviews[place],
                reach[place],
                revisions[place],
                Instant.ofEpochMilli(asOfs[place]));
    }
}
