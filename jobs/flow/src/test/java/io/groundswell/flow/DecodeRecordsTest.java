package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DecodeRecordsTest {

    private static final Brand ACME =
            Brand.newBuilder().setId("acme").setName("Acme").setQuery("acme").build();

    @Test
    void good_records_go_on_and_bad_ones_leave_as_dead_letters_with_their_bytes() throws Exception {
        // Given
        byte[] good = AvroMessages.of(Brand.class).encode(ACME);
        byte[] bad = {1, 2, 3};
        try (var harness = new OneInputStreamOperatorTestHarness<KafkaRecord, Brand>(
                new ProcessOperator<>(new DecodeRecords<>("collect", Brand.class, DeadLetters.DOOR)))) {
            harness.open();

            // When
            harness.processElement(new KafkaRecord("brands", 0, 7, 1000, null, good), 1000);
            harness.processElement(new KafkaRecord("brands", 1, 8, 2000, new byte[] {9}, bad), 2000);
            harness.processElement(new KafkaRecord("brands", 1, 9, 3000, new byte[] {9}, null), 3000);

            // Then
            assertThat(harness.extractOutputValues()).containsExactly(ACME);
            List<DeadLetter> dead = harness.getSideOutput(DeadLetters.DOOR).stream()
                    .map(record -> record.getValue())
                    .toList();
            assertThat(dead).hasSize(2);
            assertThat(dead.get(0).getDetail()).startsWith("not a Brand: BadHeaderException");
            assertThat(dead.get(0))
                    .isEqualTo(DeadLetter.newBuilder()
                            .setId("collect|brands|1|8")
                            .setStage("collect")
                            .setReason(Reason.AVRO_DECODE)
                            .setDetail(dead.get(0).getDetail())
                            .setTopic("brands")
                            .setPartition(1)
                            .setOffset(8)
                            .setRecordedAt(Instant.ofEpochMilli(2000))
                            .setRecordKey(ByteBuffer.wrap(new byte[] {9}))
                            .setRecordValue(ByteBuffer.wrap(bad))
                            .build());
            assertThat(dead.get(1).getReason()).isEqualTo(Reason.EMPTY);
        }
    }
}
