package io.groundswell.collect;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NameDeletionsTest {

    private static final Duration MEMORY = Duration.ofDays(400);
    private static final String POST = "mastodon:https://kettle.example/users/wilma/statuses/7";

    private KeyedTwoInputStreamOperatorTestHarness<String, Mention, LocalName, Mention> naming;

    @BeforeEach
    void open() throws Exception {
        naming = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new NameDeletions(MEMORY.toMillis())),
                Mention::getId,
                LocalName::localName,
                Types.STRING);
        naming.open();
    }

    @AfterEach
    void close() throws Exception {
        naming.close();
    }

    private static Mention deletion(Instant seen) {
        return Mention.newBuilder()
                .setId("mastodon:7")
                .setVersion(seen.toEpochMilli())
                .setPlatform("mastodon")
                .setKind(MentionKind.OTHER)
                .setDeleted(true)
                .setObservedAt(seen)
                .setNotes(List.of("local-name"))
                .build();
    }

    private void seen(Instant time) throws Exception {
        naming.processElement2(new LocalName("mastodon:7", POST, time.toEpochMilli()), time.toEpochMilli());
    }

    private void deleted(Instant time) throws Exception {
        naming.processElement1(deletion(time), time.toEpochMilli());
    }

    private void passes(Instant time) throws Exception {
        naming.processBothWatermarks(new Watermark(time.toEpochMilli()));
    }

    @Test
    void a_deletion_by_local_name_reaches_its_post_before_and_after() throws Exception {
        // Given
        Mention expected = Mention.newBuilder(deletion(minutesAfterNoon(5)))
                .setId(POST)
                .setNotes(List.of())
                .build();

        // When
        seen(NOON);
        deleted(minutesAfterNoon(5));
        // Then
        assertThat(naming.extractOutputValues()).containsExactly(expected);

        // When: the other way round
        close();
        open();
        deleted(minutesAfterNoon(4));
        deleted(minutesAfterNoon(5));
        seen(NOON);
        // Then
        assertThat(naming.extractOutputValues()).containsExactly(expected);
    }

    @Test
    void a_deletion_of_a_post_about_nobody_is_forgotten_after_a_day() throws Exception {
        // When
        deleted(NOON);
        passes(NOON.plus(Duration.ofHours(23)));
        assertThat(naming.numKeyedStateEntries()).isEqualTo(1);
        passes(NOON.plus(Duration.ofDays(1)));

        // Then
        assertThat(naming.numKeyedStateEntries()).isZero();
        assertThat(naming.extractOutputValues()).isEmpty();
    }

    @Test
    void a_post_is_remembered_from_its_last_sight_on() throws Exception {
        // When
        seen(NOON);
        seen(NOON.plus(Duration.ofDays(300)));
        passes(NOON.plus(Duration.ofDays(450)));
        deleted(NOON.plus(Duration.ofDays(450)));

        // Then
        assertThat(naming.extractOutputValues()).hasSize(1);
        passes(NOON.plus(Duration.ofDays(700)));
        assertThat(naming.numKeyedStateEntries()).isZero();
    }
}
