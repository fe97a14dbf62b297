package io.groundswell.measure.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long people waited for an answer, and how long those have waited who still do. Kaplan and Meier's estimate (Journal of the
 * American Statistical Association, 1958): at each answer those who had waited at least so long shrink by the share that got one.
 */
final class Waits {

    private record Wait(long time, boolean ended) {}

    private final List<Wait> waits = new ArrayList<>();

    /** An answer came after so long. */
    void ended(long time) {
        waits.add(new Wait(time, true));
    }

    /** None has come after so long. */
    void goesOn(long time) {
        waits.add(new Wait(time, false));
    }

    /** Within so long half of all have their answer; empty when so many were never seen to get one. */
    Optional<Long> median() {
        // Of those at the same moment the answered ones go first, as is usual.
        waits.sort(Comparator.comparingLong(Wait::time).thenComparing(wait -> !wait.ended()));
        double left = 1;
        int atRisk = waits.size();
        for (Wait wait : waits) {
            if (wait.ended()) {
                left *= 1 - 1.0 / atRisk;
            }
            atRisk--;
            if (left <= 0.5 + 1e-12) {
                return Optional.of(wait.time());
            }
        }
        return Optional.empty();
    }
}
