package io.groundswell.notify.crisis;

import io.groundswell.notify.explain.Explanation;
import io.groundswell.notify.explain.PartSums;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stands behind the counts of a brand's minutes: who held them up, and what their mentions carry. */
public abstract class Behind {

    /** What is usual is learnt from so much time. */
    public static final Duration USUAL = Duration.ofDays(7);

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    @FunctionalInterface
    private interface Known<T> {
        List<T> at(long time) throws Exception;
    }

    /** @param minute its start, milliseconds since 1970; null when nothing is known of it */
    protected abstract List<Evidence> evidence(long minute) throws Exception;

    /** @param minute its start, milliseconds since 1970; null when nothing is known of it */
    protected abstract List<MeasuredPart> parts(long minute) throws Exception;

    /** As {@link #summedUp}, but remembered: most are asked for many times. */
    protected abstract List<MeasuredPart> partsOfHour(long hour) throws Exception;

    /** What an hour comes to, from the parts of its minutes; null when none of them has any. */
    protected final List<MeasuredPart> summedUp(long hour) throws Exception {
        List<List<MeasuredPart>> minutes = each(hour, hour + HOUR, MINUTE, this::parts);
        return minutes.isEmpty() ? null : PartSums.of(minutes).remembered();
    }

    /** The mentions that minutes hold up. */
    final List<Evidence> evidence(Instant from, Instant to) throws Exception {
        return each(from.toEpochMilli(), to.toEpochMilli(), MINUTE, this::evidence).stream()
                .flatMap(List::stream)
                .toList();
    }

    final Explanation.Stretch minutes(Instant from, Instant to) throws Exception {
        return new Explanation.Stretch(from, to, each(from.toEpochMilli(), to.toEpochMilli(), MINUTE, this::parts));
    }

    /**
     * What was usual before a storm opened: a week of hours, without the last before, in which it may have begun. Less when less is
     * known.
     */
    final Explanation.Stretch usualBefore(Instant openedAt) throws Exception {
        Instant to = Hour.startOf(openedAt.minusMillis(HOUR));
        Instant from = to.minus(USUAL);
        return new Explanation.Stretch(from, to, each(from.toEpochMilli(), to.toEpochMilli(), HOUR, this::partsOfHour));
    }

    /**
     * How many mentions of a signal are by authors who are among them already. Of a minute with more than ten authors the ten with the
     * most mentions are known, so there may be more.
     *
     * @param from start of a minute, milliseconds since 1970
     */
    final long repeated(Signal signal, long from, long to) {
        try {
            return PartSums.of(each(from, to, MINUTE, this::parts)).repeated(signal);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("what stands behind minutes cannot be read", e);
        }
    }

    private static <T> List<List<T>> each(long from, long to, long step, Known<T> known) throws Exception {
        List<List<T>> found = new ArrayList<>();
        for (long at = from; at < to; at += step) {
            List<T> some = known.at(at);
            if (some != null) {
                found.add(some);
            }
        }
        return found;
    }
}
