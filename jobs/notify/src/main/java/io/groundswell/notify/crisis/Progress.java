package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.Usual;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * How far a brand has been judged, and what came of it.
 *
 * @param judgedUntil end of the last step judged
 * @param storms open ones, and closed ones that can still be told or forbid others to open; oldest first
 * @param usual what was learnt of each of {@link CrisisRule#SIGNALS}
 */
public record Progress(Instant judgedUntil, List<Storm> storms, List<Usual> usual) {

    static Progress before(Instant first) {
        return new Progress(first, List.of(), Collections.nCopies(CrisisRule.SIGNALS.size(), Usual.UNKNOWN));
    }
}
