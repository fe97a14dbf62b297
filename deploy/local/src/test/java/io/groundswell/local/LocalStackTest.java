package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    private static final List<Stage> STAGES = List.of(
            CopyStage.between("collect", Topics.feed("x"), Topics.MENTIONS),
            CopyStage.between("enrich", Topics.MENTIONS, Topics.ENRICHED_MENTIONS));

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(told, true, StandardCharsets.UTF_8));
    private DataFolder folder;

    @BeforeEach
    void a_folder_everybody_can_reach() throws Exception {
        // Elasticsearch runs as somebody else when the tests run as root.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = DataFolder.at(temporary.resolve("data"));
    }

    @Test
    void a_stack_drains_counts_and_goes_on_where_it_was_after_a_restart() throws Exception {
        // Given
        OutcomeCounts first;
        try (LocalStack stack = LocalStack.start(LocalStack.Plan.in(folder, STAGES), steps)) {
            produce(stack, 1000);
            drain(stack);
            first = CountsDoor.behind(stack.address().counts()).get();
            assertThat(folder.running()).contains(stack.address());
            assertThat(get(stack.address().flink())).contains("Apache Flink Web Dashboard");
            assertThatThrownBy(() -> LocalStack.start(LocalStack.Plan.in(folder, STAGES), steps))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining("Another Groundswell is using");
        }
        assertThat(folder.running()).isEmpty();

        // When
        OutcomeCounts second;
        Map<String, Long> records;
        try (LocalStack stack = LocalStack.start(LocalStack.Plan.in(folder, STAGES), steps)) {
            produce(stack, 500);
            drain(stack);
            stack.flink().replaceTaskManager();
            drain(stack);
            second = stack.flink().counts().read();
            try (TopicOffsets offsets = new TopicOffsets(stack.address().kafka())) {
                records = offsets.records();
            }
        }

        // Then
        assertThat(first).isEqualTo(copied(1000));
        assertThat(second).isEqualTo(copied(1500));
        assertThat(records)
                .containsEntry(Topics.feed("x"), 1500L)
                .containsEntry(Topics.MENTIONS, 1500L)
                .containsEntry(Topics.ENRICHED_MENTIONS, 1500L);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("Kafka … up on 127.0.0.1:", "Elasticsearch … up on http://127.0.0.1:", "Flink … up on http");
    }

    @Test
    void a_port_in_use_is_told_before_anything_starts() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // Given
            int taken = other.getLocalPort();
            LocalStack.Plan plan = new LocalStack.Plan(folder, STAGES, Map.of(), 0, 0, taken, 1);

            // When, Then
            assertThatThrownBy(() -> LocalStack.start(plan, steps))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Port " + taken + " on 127.0.0.1 is taken by another program: stop it, or choose another"
                                    + " port, or 0 for any free one.");
            assertThat(folder.running()).isEmpty();
        }
    }

    private static OutcomeCounts copied(long count) {
        return OutcomeCounts.of(Map.of("collect", Map.of("copied", count), "enrich", Map.of("copied", count)));
    }

    private static void drain(LocalStack stack) throws Exception {
        try (TopicOffsets offsets = new TopicOffsets(stack.address().kafka())) {
            new Drain(
                            new StackFlow(
                                    STAGES,
                                    new FlinkJobs(URI.create(stack.flink().uri().toString())),
                                    offsets),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(1))
                    .await();
        }
    }

    private static void produce(LocalStack stack, int records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka().brokers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(
                        Topics.feed("x"), null, 1_420_070_400_000L + i, null, new byte[] {(byte) i}));
            }
        }
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
