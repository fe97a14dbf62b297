package io.groundswell.notify.crisis;

import java.time.Instant;

/**
 * One stretch, weighed against its baseline.
 *
 * @param end of the stretch
 * @param severity (seen - expected) / spread
 */
public record Judgement(Instant end, double expected, double spread, long seen, double severity) {

    static Judgement of(Instant end, long seen, Baseline baseline) {
        return new Judgement(end, baseline.expected(), baseline.spread(), seen, baseline.severity(seen));
    }
}
