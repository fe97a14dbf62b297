package io.groundswell.notify.incident;

import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import java.time.Instant;

/**
 * A mention that asks a brand for an answer.
 *
 * @param answeredAt null while there is none
 */
public record Asked(String brand, Instant askedAt, Instant answeredAt) {

    /** Null when it asks no longer. */
    public static Asked of(Response response) {
        return response.getState() == ResponseState.WITHDRAWN
                ? null
                : new Asked(response.getBrand(), response.getAskedAt(), response.getAnsweredAt());
    }
}
