package io.groundswell.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static DeadLetter letter(RecordHeaders headers) {
        return DeadLetters.of(
                "collect",
                new KafkaRecord("feed.x", 3, 7, 1_000, new byte[] {1}, new byte[] {2, 3}, PackedHeaders.of(headers)),
                "data[3]",
                Reason.FIELD_TYPE,
                "user.id",
                "expected text");
    }

    @Test
    void a_record_is_fed_in_again_as_it_was_with_the_number_of_times_counted_on() throws Exception {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("cursor", "1".getBytes(UTF_8))
                .add("cursor", "2".getBytes(UTF_8))
                .add("none", null);
        AvroMessages<DeadLetter> messages = AvroMessages.of(DeadLetter.class);

        // When
        DeadLetter travelled = messages.decode(messages.encode(letter(headers)));
        ProducerRecord<byte[], byte[]> first = DeadLetters.again(travelled);
        ProducerRecord<byte[], byte[]> second = DeadLetters.again(letter((RecordHeaders) first.headers()));

        // Then
        assertThat(first.topic()).isEqualTo("feed.x");
        assertThat(first.timestamp()).isEqualTo(1_000);
        assertThat(first.key()).containsExactly(1);
        assertThat(first.value()).containsExactly(2, 3);
        assertThat(headers(first))
                .containsExactly(
                        "cursor=1",
                        "cursor=2",
                        "none=null",
                        "__connect.errors.retry.count=1",
                        "groundswell.dead-letter=collect|feed.x|3|7|data[3]");
        assertThat(headers(second)).hasSize(5).contains("__connect.errors.retry.count=2");
    }

    @Test
    void tools_that_know_dead_letters_of_kafka_connect_find_what_they_look_for() {
        // When
        ProducerRecord<byte[], byte[]> record =
                DeadLetters.toKafka(letter(new RecordHeaders()), AvroMessages.of(DeadLetter.class));

        // Then
        assertThat(record.topic()).isEqualTo("dead-letters");
        assertThat(record.key()).asString().isEqualTo("collect|feed.x|3|7|data[3]");
        assertThat(headers(record))
                .containsExactly(
                        "__connect.errors.topic=feed.x",
                        "__connect.errors.partition=3",
                        "__connect.errors.offset=7",
                        "__connect.errors.connector.name=groundswell-collect",
                        "__connect.errors.stage=collect",
                        "__connect.errors.exception.class.name=FIELD_TYPE",
                        "__connect.errors.exception.message=user.id: expected text",
                        "__connect.errors.retry.count=0");
    }

    private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .map(header -> header.key() + "=" + (header.value() == null ? null : new String(header.value(), UTF_8)))
                .toList();
    }
}
