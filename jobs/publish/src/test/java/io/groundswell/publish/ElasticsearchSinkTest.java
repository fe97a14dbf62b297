package io.groundswell.publish;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.PretendElasticsearch;
import io.groundswell.topics.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sink against answers that a real Elasticsearch gives too seldom for a test. */
class ElasticsearchSinkTest {

    private static final Queue<DeadLetter> OFFICE = new ConcurrentLinkedQueue<>();
    private static final String BUSY = "{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\"}}";
    private static final String REFUSED = "{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\"}}";
    private static final String STORED = "{\"status\":201}";

    private PretendElasticsearch pretend;

    @BeforeEach
    void open() throws Exception {
        OFFICE.clear();
        pretend = new PretendElasticsearch();
    }

    @AfterEach
    void close() {
        pretend.close();
    }

    @Test
    void only_what_was_refused_for_now_is_sent_again_and_before_anything_else() throws Exception {
        // Given
        AtomicInteger requests = new AtomicInteger();
        pretend.answers(request -> requests.incrementAndGet() == 1
                ? PretendElasticsearch.items(STORED, BUSY, STORED)
                : PretendElasticsearch.stored(request));

        // When
        publish(documents(Index.MEASURES, 5), 3, OpenOffice::new);

        // Then
        assertThat(pretend.requests().stream().map(ElasticsearchSinkTest::ids))
                .containsExactly(List.of("0", "1", "2"), List.of("1"), List.of("3", "4"));
        assertThat(OFFICE).isEmpty();
    }

    /** A task that fails before its source was told of the end fails for that reason, and Flink hides ours behind it. */
    private static void waitForTheSourceToEnd() {
        LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
    }

    @Test
    void a_topic_of_refusals_is_an_alarm_and_not_a_heap_of_dead_letters() {
        // Given
        pretend.answers(request -> {
            waitForTheSourceToEnd();
            return PretendElasticsearch.items(
                    Collections.nCopies((int) request.lines().count() / 2, REFUSED)
                            .toArray(String[]::new));
        });

        // When, Then
        assertThatThrownBy(() -> publish(documents(Index.MEASURES, 3_000), 1_000, OpenOffice::new))
                .hasStackTraceContaining("the index has the wrong mapping");
        assertThat(OFFICE).isEmpty();
    }

    @Test
    void a_dead_letter_that_cannot_be_indexed_makes_no_other() throws Exception {
        // Given
        pretend.answers(request -> PretendElasticsearch.items(REFUSED));

        // When
        publish(documents(Index.DEAD_LETTERS, 1), 3, OpenOffice::new);

        // Then
        assertThat(OFFICE).isEmpty();
    }

    @Test
    void a_dead_letter_that_is_not_safe_stops_the_job() {
        // Given
        pretend.answers(request -> {
            waitForTheSourceToEnd();
            return PretendElasticsearch.items(REFUSED);
        });

        // When, Then
        assertThatThrownBy(() -> publish(documents(Index.MEASURES, 1), 3, ClosedOffice::new))
                .hasStackTraceContaining("A dead letter could not be delivered.");
    }

    @Test
    void a_key_that_may_not_write_stops_the_job_with_a_sentence() {
        // Given
        pretend.answers(request ->
                new PretendElasticsearch.Says(403, "{\"error\":{\"type\":\"security_exception\"},\"status\":403}"));

        // When, Then
        assertThatThrownBy(() -> publish(documents(Index.MEASURES, 1), 3, OpenOffice::new))
                .hasStackTraceContaining("our API key may not write to the groundswell indices");
    }

    private void publish(List<Document> documents, int batch, SerializableSupplier<DeadLetterOffice> office)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(1);
        PublishSettings settings = new PublishSettings(
                List.of(pretend.address()),
                "",
                "",
                false,
                batch,
                1_000_000,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                1_000_000);
        environment
                .fromData(documents, TypeInformation.of(Document.class))
                .uid("given-documents")
                .sinkTo(new ElasticsearchSink(settings, office))
                .uid("publish-documents");
        environment.execute();
    }

    private static List<Document> documents(Index index, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Document(
                        index,
                        Integer.toString(i),
                        1,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        new KafkaRecord("given", 0, i, NOON.toEpochMilli(), null, new byte[] {1})))
                .toList();
    }

    private static List<String> ids(String request) {
        return request.lines()
                .filter(line -> line.startsWith("{\"index\""))
                .map(line -> line.replaceAll(".*\"_id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static class OpenOffice implements DeadLetterOffice {
        @Override
        public CompletableFuture<Void> take(DeadLetter letter) {
            OFFICE.add(letter);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    private static final class ClosedOffice extends OpenOffice {
        @Override
        public CompletableFuture<Void> take(DeadLetter letter) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
    }
}
