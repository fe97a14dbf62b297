package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.Surge;
import java.time.Duration;
import java.time.Instant;

/**
 * One step, weighed against what is usual.
 *
 * @param end of the step
 * @param expected mentions expected in the hour that ends with it
 * @param spread usual deviation of that count
 * @param seen mentions in that hour
 * @param severity of the step, see {@link Surge#severity()}
 * @param grave whether it may be a crisis: enough of it is negative
 * @param onceInDays how rarely such a peak comes, in days, at most as long as the brand has been heard of
 */
public record Judgement(
        Instant end, double expected, double spread, long seen, double severity, boolean grave, double onceInDays) {

    private static final double MILLIS_A_DAY = 86_400_000;

    static Judgement of(Instant end, long seen, Surge surge, boolean grave, Duration history) {
        return new Judgement(
                end,
                surge.expectedInHour(),
                surge.spread(),
                seen,
                surge.severity(),
                grave,
                surge.onceInDays(Math.max(1, history.toMillis() / MILLIS_A_DAY)));
    }

    /**
     * Whether it is still too much. Severity remembers for hours what was said; when the last hour is a usual one again, it is
     * over.
     */
    boolean isLoud(double closeAt) {
        return severity >= closeAt && seen > expected + closeAt * spread;
    }
}
