package io.groundswell.publish;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Documents;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.Indices;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink and the job against a real Elasticsearch, which is killed, blocked and misled. */
class PublishJobTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Queue<DeadLetter> OFFICE = new ConcurrentLinkedQueue<>();
    private static ElasticsearchServer server;

    @BeforeAll
    static void start() throws IOException {
        server = ElasticsearchServer.temporary()
                .setting("http.max_content_length", "1mb")
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fresh() throws Exception {
        OFFICE.clear();
        for (Index index : Index.values()) {
            call("DELETE", "/" + index.first(), null);
        }
        setUp();
    }

    @Test
    void one_bad_document_of_five_hundred_is_one_dead_letter_and_no_more() throws Exception {
        // Given
        List<Document> documents = new ArrayList<>(mentions(499));
        Document bad = new Document(
                Index.MENTIONS,
                "x:bad",
                1,
                "{\"version\":\"not a number at all\"}".getBytes(StandardCharsets.UTF_8),
                new KafkaRecord("enriched-mentions", 2, 77, NOON.toEpochMilli(), null, new byte[] {4, 2}));
        documents.add(250, bad);

        // When
        publish(documents, 500).getJobExecutionResult().get();

        // Then
        assertThat(count(Index.MENTIONS)).isEqualTo(499);
        assertThat(indexed(Index.MENTIONS)).isEqualTo(499);
        assertThat(OFFICE)
                .containsExactly(DeadLetter.newBuilder()
                        .setId("publish|enriched-mentions|2|77")
                        .setStage("publish")
                        .setReason(Reason.INDEX_MAPPING)
                        .setField("version")
                        .setDetail("Elasticsearch refused the document with document_parsing_exception")
                        .setTopic("enriched-mentions")
                        .setPartition(2)
                        .setOffset(77)
                        .setRecordedAt(NOON)
                        .setRecordValue(ByteBuffer.wrap(new byte[] {4, 2}))
                        .build());
    }

    @Test
    void a_kill_in_the_middle_loses_and_doubles_nothing() throws Exception {
        // Given
        JobClient job = publish(mentions(4_000), 50);
        while (indexed(Index.MENTIONS) < 200) {
            Thread.sleep(20);
        }

        // When
        server.kill();
        Thread.sleep(1_000);
        server.restart();
        job.getJobExecutionResult().get();

        // Then
        assertThat(count(Index.MENTIONS)).isEqualTo(4_000);
        assertThat(OFFICE).isEmpty();
    }

    @Test
    void the_newest_version_stays_whatever_comes_after_it() throws Exception {
        // Given
        EnrichedMention old = aMention("1").about("acme").saying("old").enriched();
        EnrichedMention edited = aMention("1")
                .about("acme")
                .saying("new")
                .at(secondsAfterNoon(5))
                .enriched();
        EnrichedMention said = aMention("2").about("acme").saying("regretted").enriched();
        EnrichedMention gone = aMention("2").at(secondsAfterNoon(9)).deleted().enriched();

        // When
        publish(documents(edited, old, gone, said, old, edited), 2)
                .getJobExecutionResult()
                .get();

        // Then
        assertThat(source(Index.MENTIONS, "x:1").path("text").asText()).isEqualTo("new");
        assertThat(source(Index.MENTIONS, "x:2"))
                .isEqualTo(JSON.readTree("{\"id\":\"x:2\",\"version\":"
                        + secondsAfterNoon(9).toEpochMilli()
                        + ",\"platform\":\"x\",\"deleted\":true,\"observedAt\":\"2026-03-02T12:00:09.000Z\"}"));
    }

    @Test
    void a_blocked_index_is_waited_for() throws Exception {
        // Given: not read_only_allow_delete, which Elasticsearch lifts by itself while its disk watermarks are off
        call("PUT", "/groundswell-mentions/_settings", "{\"index.blocks.write\":true}");
        JobClient job = publish(mentions(20), 10);
        Thread.sleep(2_000);
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);

        // When
        call("PUT", "/groundswell-mentions/_settings", "{\"index.blocks.write\":null}");
        job.getJobExecutionResult().get();

        // Then
        assertThat(count(Index.MENTIONS)).isEqualTo(20);
        assertThat(OFFICE).isEmpty();
    }

    @Test
    void a_request_too_large_is_taken_apart_and_a_document_too_large_is_a_dead_letter() throws Exception {
        // Given
        List<Document> documents = new ArrayList<>(documents(IntStream.range(0, 200)
                .mapToObj(
                        i -> aMention("long-" + i).saying("word ".repeat(4_000)).enriched())
                .toArray(EnrichedMention[]::new)));
        documents.addAll(
                10, documents(aMention("huge").saying("word ".repeat(400_000)).enriched()));

        // When
        publish(documents, 500).getJobExecutionResult().get();

        // Then
        assertThat(count(Index.MENTIONS)).isEqualTo(200);
        assertThat(OFFICE).extracting(DeadLetter::getReason).containsExactly(Reason.INDEX_TOO_LARGE);
    }

    @Test
    void an_alias_that_was_deleted_fails_the_job_with_a_sentence() throws Exception {
        // Given
        call("DELETE", "/" + Index.MENTIONS.first(), null);

        // When, Then
        assertThatThrownBy(
                        () -> publish(mentions(3), 10).getJobExecutionResult().get())
                .hasStackTraceContaining("Elasticsearch has no alias groundswell-mentions (index_not_found_exception)");
    }

    @Test
    void an_index_with_another_mapping_is_refused_by_name() throws Exception {
        // Given
        call("DELETE", "/" + Index.LATE.first(), null);
        call("DELETE", "/_index_template/" + Index.LATE.alias(), null);
        call(
                "PUT",
                "/" + Index.LATE.first(),
                "{\"aliases\":{\"groundswell-late\":{}},\"mappings\":{\"properties\":{\"version\":{\"type\":\"text\"}}}}");

        // When, Then
        assertThatThrownBy(PublishJobTest::setUp)
                .isInstanceOf(IndexProblem.class)
                .hasMessage(
                        "the index groundswell-late-1 keeps the field version with type 'text', but it must be 'long':"
                                + " copy it into a new index behind the alias, or delete it and publish again");
    }

    @Test
    void an_index_that_lacks_a_field_gets_it() throws Exception {
        // Given
        call("DELETE", "/" + Index.LATE.first(), null);
        call("DELETE", "/_index_template/" + Index.LATE.alias(), null);
        call("PUT", "/" + Index.LATE.first(), "{\"aliases\":{\"groundswell-late\":{}}}");

        // When
        setUp();

        // Then
        JsonNode mapping = call("GET", "/groundswell-late/_mapping", null);
        assertThat(mapping.findValue("mappings").path("dynamic").asText()).isEqualTo("strict");
        assertThat(mapping.findValue("properties")
                        .path("allowedLateness")
                        .path("type")
                        .asText())
                .isEqualTo("long");
    }

    @Test
    void records_in_kafka_become_documents_and_their_dead_letters_come_back_as_documents(@TempDir Path folder)
            throws Exception {
        // Given
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            broker.createTopics(
                    Topics.ENRICHED_MENTIONS,
                    Topics.COPIES,
                    Topics.COVERAGE,
                    Topics.MEASURES,
                    Topics.SHARES,
                    Topics.RESPONSES,
                    Topics.RESPONSE_TIMES,
                    Topics.AUDIENCE_DAYS,
                    Topics.TRAFFIC_DAYS,
                    Topics.CAMPAIGNS,
                    Topics.ALERTS,
                    Topics.INCIDENTS,
                    Topics.DELIVERIES,
                    Topics.DEAD_LETTERS,
                    Topics.LATE);
            Map<String, String> said = Map.of(
                    "kafka.brokers", broker.brokers(),
                    "publish.elasticsearch", server.uri().toString());
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
            environment.setParallelism(1);
            PublishJob.wire(environment, Settings.of(said));
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.brokers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(record(AvroMessages.of(EnrichedMention.class)
                        .encode(aMention("1").about("acme").enriched())));
                producer.send(record(new byte[] {1, 2}));
                // A version Elasticsearch cannot take: the request as a whole is refused, and the one at fault found.
                producer.send(record(AvroMessages.of(EnrichedMention.class)
                        .encode(aMention("2")
                                .with(mention -> mention.setVersion(-1))
                                .enriched())));
            }

            // When
            JobClient job = environment.executeAsync();
            while (count(Index.MENTIONS) < 1 || count(Index.DEAD_LETTERS) < 2) {
                Thread.sleep(200);
            }
            job.cancel().get();

            // Then
            assertThat(source(Index.DEAD_LETTERS, "publish|enriched-mentions|0|1")
                            .path("recordValue")
                            .asText())
                    .isEqualTo("AQI=");
            assertThat(source(Index.DEAD_LETTERS, "publish|enriched-mentions|0|2")
                            .path("reason")
                            .asText())
                    .isEqualTo("INDEX_MAPPING");
        }
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] value) {
        return new ProducerRecord<>(Topics.ENRICHED_MENTIONS, 0, NOON.toEpochMilli(), new byte[] {1}, value);
    }

    private static JobClient publish(List<Document> documents, int batch) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(1);
        PublishSettings settings = new PublishSettings(
                List.of(server.uri().toString()),
                "",
                "",
                true,
                batch,
                5_000_000,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                64_000_000);
        environment
                .fromData(documents, TypeInformation.of(Document.class))
                .uid("given-documents")
                .sinkTo(new ElasticsearchSink(settings, InMemoryOffice::new))
                .uid("publish-documents");
        return environment.executeAsync();
    }

    private static final class InMemoryOffice implements DeadLetterOffice {
        @Override
        public CompletableFuture<Void> take(DeadLetter letter) {
            OFFICE.add(letter);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    private static List<Document> mentions(int count) {
        return documents(IntStream.range(0, count)
                .mapToObj(i -> aMention("m" + i).about("acme").enriched())
                .toArray(EnrichedMention[]::new));
    }

    private static List<Document> documents(EnrichedMention... mentions) {
        Documents<EnrichedMention> rules = Documents.ofMentions();
        List<Document> documents = new ArrayList<>();
        for (EnrichedMention mention : mentions) {
            documents.add(rules.from(
                    mention,
                    new KafkaRecord(
                            "enriched-mentions", 0, documents.size(), NOON.toEpochMilli(), null, new byte[] {1})));
        }
        return Collections.unmodifiableList(documents);
    }

    private static void setUp() {
        try (Elasticsearch client = Elasticsearch.at(List.of(server.uri().toString()), null, Duration.ofSeconds(10))) {
            Indices.setUp(client);
        }
    }

    private static int count(Index index) throws Exception {
        call("POST", "/" + index.alias() + "/_refresh", null);
        return call("GET", "/" + index.alias() + "/_count", null).path("count").asInt();
    }

    /** How many writes the index has taken, repeated ones included. */
    private static int indexed(Index index) throws Exception {
        return call("GET", "/" + index.alias() + "/_stats/indexing", null)
                .at("/_all/primaries/indexing/index_total")
                .asInt();
    }

    private static JsonNode source(Index index, String id) throws Exception {
        return call(
                "GET",
                "/" + index.alias() + "/_source/"
                        + java.net.URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"),
                null);
    }

    private static JsonNode call(String method, String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path))
                .header("content-type", "application/json")
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json))
                .build();
        return JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
