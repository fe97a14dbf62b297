package io.groundswell.notify.rules;

import io.groundswell.flow.RuleForms;
import io.groundswell.notify.crisis.RuleLimits;
import java.time.Duration;
import java.time.Instant;

/**
 * What of a brand's time is known, and how far it has been judged by its rules.
 *
 * @param first start of the brand's first minute ever; null when it has had none
 * @param last end of its last minute
 * @param until end of the last five minutes judged, or null
 * @param settled the midnight (UTC) before which nothing changes any more, or null
 */
public record Span(Instant first, Instant last, Instant until, Instant settled) {

    public static final Span NONE = new Span(null, null, null, null);

    /** Silence is compared with the week before it. */
    private static final Duration LIVELY = Duration.ofDays(8);

    private static final long DAY = 86_400_000;

    /** With a minute more. */
    public Span with(Instant minute) {
        Instant end = minute.plusSeconds(60);
        return new Span(
                first == null || minute.isBefore(first) ? minute : first,
                last == null || end.isAfter(last) ? end : last,
                until,
                settled);
    }

    /**
     * How far five minutes are over.
     *
     * @param watermark how far event time is, in milliseconds; null when it has come to its end, and the last minute is the end
     */
    public Instant judgedUntil(Long watermark) {
        long step = RuleLimits.STEP.toMillis();
        Instant now;
        if (watermark == null) {
            now = last == null ? null : Instant.ofEpochMilli(-Math.floorDiv(-last.toEpochMilli(), step) * step);
        } else {
            now = watermark == Long.MIN_VALUE ? null : Standing.floor(Instant.ofEpochMilli(watermark));
        }
        return now == null || until != null && until.isAfter(now) ? until : now;
    }

    /** After it was judged up to a moment. */
    public Span judged(Instant now, Duration correctable) {
        long midnight = Math.floorDiv(now.minus(correctable).toEpochMilli(), DAY) * DAY;
        Instant later = Instant.ofEpochMilli(midnight);
        return new Span(first, last, now, settled != null && settled.isAfter(later) ? settled : later);
    }

    /** Minutes before this are not asked for any more. */
    public Instant kept(Duration longest) {
        return settled == null ? Instant.MIN : settled.minus(longest).minus(Duration.ofMinutes(RuleForms.MEMORY));
    }

    /** Whether what happens, or does not happen, in the next five minutes can open something. */
    public boolean isLively(Instant now) {
        return last != null && now.isBefore(last.plus(LIVELY));
    }
}
