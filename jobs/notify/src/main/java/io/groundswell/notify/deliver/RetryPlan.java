package io.groundswell.notify.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a message that was not taken is tried again: the table of the Standard Webhooks specification, three days in all. */
public final class RetryPlan {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));
    private static final Duration LONGEST = Duration.ofHours(24);

    /**
     * @param attempts made so far, 1 or more
     * @return how long to wait; empty when it is enough
     */
    public static Optional<Duration> waitAfter(int attempts, Answer last) {
        if (last.gone() || attempts > WAITS.size()) {
            return Optional.empty();
        }
        Duration planned = WAITS.get(attempts - 1);
        Duration asked = last.retryAfter();
        if (asked == null || asked.isNegative()) {
            return Optional.of(planned);
        }
        Duration wait = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return Optional.of(wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
    }

    private RetryPlan() {}
}
