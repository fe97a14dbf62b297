package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and the real job collect. */
class DlqCommandTest {

    private static final List<Stage> COLLECT = List.of(Stages.ALL.get(0));
    private static final Instant SEEN = Instant.parse("2022-06-26T17:05:00Z");
    private static final byte[] POST =
            """
            {"data":{"id":"1541111111111111111","text":"my kettle leaks","author_id":"7",\
            "created_at":"2022-06-26T17:00:00.000Z"}}"""
                    .getBytes(UTF_8);
    private static final byte[] BROKEN = {'{', '"', 'a', '"', 7, (byte) 0xFF, 'z'};

    @TempDir
    Path temporary;

    private Path data;

    private Ended dlq(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of("dlq"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--data", data.toString()));
        int code = Groundswell.run(
                arguments.toArray(String[]::new), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Ended(code, out.toString(java.nio.charset.StandardCharsets.ISO_8859_1), err.toString(UTF_8));
    }

    @Test
    void a_record_that_died_is_looked_into_and_fed_in_again_and_gives_what_a_good_one_gives() throws Exception {
        // Given
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = temporary.resolve("data");
        Steps steps = new Steps(new PrintStream(java.io.OutputStream.nullOutputStream()));
        LocalStack.Plan plan =
                new LocalStack.Plan(DataFolder.at(data), COLLECT, Map.of("checkpoint.interval", "500ms"), 0, 0, 0, 1);
        try (LocalStack stack = LocalStack.start(plan, steps)) {
            String brokers = stack.kafka().brokers();
            new BrandsTopic(Brokers.open(brokers))
                    .apply(
                            List.of(Brand.newBuilder()
                                    .setId("kettle")
                                    .setName("Kettle")
                                    .setQuery("kettle")
                                    .build()),
                            false);
            drain(stack);
            // What an earlier release, which could not read this platform, has left.
            DeadLetter left = DeadLetters.of(
                    "collect",
                    new KafkaRecord("feed.x", 0, 4711, SEEN.toEpochMilli(), "k".getBytes(UTF_8), POST),
                    Reason.UNKNOWN_PAYLOAD,
                    null,
                    "no decoder for platform 'x'");
            send(brokers, DeadLetters.toKafka(left, AvroMessages.of(DeadLetter.class)));
            ProducerRecord<byte[], byte[]> good =
                    new ProducerRecord<>("feed.x", null, SEEN.toEpochMilli(), "k".getBytes(UTF_8), POST);
            ProducerRecord<byte[], byte[]> broken =
                    new ProducerRecord<>("feed.x", null, SEEN.toEpochMilli() + 1, null, BROKEN);
            broken.headers().add("feed-cursor", "42".getBytes(UTF_8)).add("empty", null);
            send(brokers, good, broken);
            drain(stack);

            // When
            Ended listed = dlq("list");
            Ended shown = dlq("show", "collect|feed.x|0|1");
            Ended bytes = dlq("show", "--bytes", "collect|feed.x|0|1");
            Ended mended = dlq("replay", "collect|feed.x|0|4711");
            drain(stack);
            List<Ended> again = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                again.add(dlq("replay", "--all"));
                drain(stack);
            }

            // Then
            assertThat(listed.code()).isZero();
            assertThat(listed.out().replaceAll(" +", " "))
                    .isEqualTo(
                            """
                            id time stage reason field topic fed in again
                            collect|feed.x|0|4711 2022-06-26T17:05:00Z collect UNKNOWN_PAYLOAD - feed.x -
                            collect|feed.x|0|1 2022-06-26T17:05:00.001Z collect ENCODING - feed.x -

                            1 collect ENCODING
                            1 collect UNKNOWN_PAYLOAD
                            """);
            assertThat(dlq("list", "--reason", "encoding", "--stage", "collect", "--since", "2022-06-26")
                            .out())
                    .contains("|1 ")
                    .doesNotContain("4711");
            assertThat(shown.out().replaceAll(" +", " "))
                    .contains(
                            "detail byte 5 is not UTF-8\n",
                            "header feed-cursor = 42\nheader empty = (none)\n\n{\"a\"\\u{7}\\xffz\n");
            assertThat(bytes.out().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                    .isEqualTo(BROKEN);

            assertThat(mended).isEqualTo(new Ended(0, "Fed in again: 1 record of 1 dead letter\n", ""));
            List<ConsumerRecord<byte[], byte[]>> mentions = read(brokers, Topics.MENTIONS);
            assertThat(mentions).hasSize(2);
            assertThat(mentions.get(1).value()).isEqualTo(mentions.get(0).value());
            assertThat(mentions.get(1).key()).isEqualTo(mentions.get(0).key());

            List<ConsumerRecord<byte[], byte[]>> feed = read(brokers, "feed.x");
            assertThat(feed.get(2)).satisfies(record -> {
                assertThat(record.key()).asString().isEqualTo("k");
                assertThat(record.value()).isEqualTo(POST);
                assertThat(record.timestamp()).isEqualTo(SEEN.toEpochMilli());
                assertThat(headers(record))
                        .containsExactly(
                                "__connect.errors.retry.count=1", "groundswell.dead-letter=collect|feed.x|0|4711");
            });
            assertThat(feed.get(5)).satisfies(record -> {
                assertThat(record.value()).isEqualTo(BROKEN);
                assertThat(headers(record))
                        .containsExactly(
                                "feed-cursor=42",
                                "empty=null",
                                "__connect.errors.retry.count=3",
                                "groundswell.dead-letter=collect|feed.x|0|4");
            });
            assertThat(again.subList(0, 3)).allSatisfy(ended -> assertThat(ended.out())
                    .isEqualTo("Fed in again: 1 record of 1 dead letter\n"));
            assertThat(again.get(3)).satisfies(ended -> {
                assertThat(ended.out()).isEqualTo("Fed in again: 0 records of 0 dead letters\n");
                assertThat(ended.err())
                        .contains("Left alone: 1, died again after being fed in 3 times")
                        .contains("Left alone: 4, fed in again before");
            });
            assertThat(headers(read(brokers, Topics.DEAD_LETTERS).get(1)))
                    .contains(
                            "__connect.errors.topic=feed.x",
                            "__connect.errors.partition=0",
                            "__connect.errors.offset=1",
                            "__connect.errors.stage=collect",
                            "__connect.errors.exception.message=byte 5 is not UTF-8");
            assertThat(dlq("replay")).satisfies(ended -> {
                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.err()).startsWith("groundswell: Say which: ids, --all, or --reason");
            });
            assertThat(dlq("show", "nobody").code()).isEqualTo(2);
        }

        // And without a stack, the broker alone is asked.
        assertThat(dlq("list", "--reason", "UNKNOWN_PAYLOAD").out()).contains("1 collect UNKNOWN_PAYLOAD\n");
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        record.headers()
                .forEach(header -> headers.add(
                        header.key() + "=" + (header.value() == null ? null : new String(header.value(), UTF_8))));
        return headers;
    }

    @SafeVarargs
    private static void send(String brokers, ProducerRecord<byte[], byte[]>... records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record);
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String brokers, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static void drain(LocalStack stack) throws Exception {
        try (TopicOffsets offsets = new TopicOffsets(stack.address().kafka())) {
            new Drain(
                            new StackFlow(
                                    COLLECT,
                                    new FlinkJobs(URI.create(stack.flink().uri().toString())),
                                    offsets),
                            Duration.ofSeconds(60),
                            Duration.ZERO)
                    .await();
        }
    }
}
