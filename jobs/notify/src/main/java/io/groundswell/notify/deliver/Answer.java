package io.groundswell.notify.deliver;

import java.time.Duration;

/**
 * What came of one attempt.
 *
 * @param status of HTTP; 0 when there was none
 * @param words the status, or why there was none, in words without address or secret
 * @param retryAfter when the receiver says it will be ready; null when it does not
 */
public record Answer(int status, String words, Duration retryAfter) {

    private static final int GONE = 410;

    public boolean delivered() {
        return status >= 200 && status < 300;
    }

    /** Whether the receiver says that it wants nothing any more. */
    public boolean gone() {
        return status == GONE;
    }

    static Answer none(String words) {
        return new Answer(0, words, null);
    }
}
