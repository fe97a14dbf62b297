package io.groundswell.notify.rules;

import static io.groundswell.testkit.Moments.MIDNIGHT;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuestionTest {

    @Test
    void what_measure_tells_of_a_response_is_what_is_kept_of_the_question() {
        Response response = Response.newBuilder()
                .setId("acme|x:1")
                .setBrand("acme")
                .setMention("x:1")
                .setPlatform("x")
                .setAskedAt(NOON)
                .setDay(MIDNIGHT)
                .setIntent("complaint")
                .setDepartment("support")
                .setState(ResponseState.OVERDUE)
                .setToldAt(Instant.ofEpochMilli(7))
                .build();

        assertThat(Question.of(response)).isEqualTo(new Question("x:1", NOON, null, true, 7));
        response.setState(ResponseState.ANSWERED);
        response.setAnsweredAt(minutesAfterNoon(3));
        assertThat(Question.of(response)).isEqualTo(new Question("x:1", NOON, minutesAfterNoon(3), true, 7));
        response.setState(ResponseState.WITHDRAWN);
        assertThat(Question.of(response).stands()).isFalse();
    }
}
