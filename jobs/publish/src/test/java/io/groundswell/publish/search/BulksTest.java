package io.groundswell.publish.search;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Index;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What answers mean, one by one, against something that only pretends to be Elasticsearch. */
class BulksTest {

    private PretendElasticsearch pretend;
    private Elasticsearch client;
    private Bulks bulks;

    @BeforeEach
    void open() throws IOException {
        pretend = new PretendElasticsearch();
        client = Elasticsearch.at(List.of(pretend.address()), null, Duration.ofSeconds(1));
        bulks = new Bulks(client, 1000);
    }

    @AfterEach
    void close() {
        client.close();
        pretend.close();
    }

    @Test
    void a_document_goes_with_its_id_and_external_version() {
        // Given
        pretend.answers(request -> PretendElasticsearch.items("{\"status\":201}"));

        // When
        List<Verdict> verdicts =
                bulks.send(List.of(document("a\"b", 7, "{\"x\":1}"))).join();

        // Then
        assertThat(verdicts).containsExactly(new Verdict.Stored());
        assertThat(pretend.requests())
                .containsExactly("{\"index\":{\"_index\":\"groundswell-measures\",\"_id\":\"a\\\"b\",\"version\":7,"
                        + "\"version_type\":\"external_gte\"}}\n{\"x\":1}\n");
    }

    @Test
    void each_document_of_a_bulk_has_its_own_verdict() {
        // Given
        pretend.answers(request -> PretendElasticsearch.items(
                "{\"status\":200}",
                "{\"status\":409,\"error\":{\"type\":\"version_conflict_engine_exception\"}}",
                "{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\"}}",
                "{\"status\":503,\"error\":{\"type\":\"unavailable_shards_exception\"}}",
                "{\"status\":403,\"error\":{\"type\":\"cluster_block_exception\"}}",
                "{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\",\"reason\":\"[1:9] failed to parse"
                        + " field [likes] of type [long] in document with id '1'. Preview of field's value:"
                        + " 'secret'\"}}",
                "{\"status\":400,\"error\":{\"type\":\"strict_dynamic_mapping_exception\",\"reason\":\"[1:9] mapping set"
                        + " to strict, dynamic introduction of [colour] within [_doc] is not allowed\"}}",
                "{\"status\":403,\"error\":{\"type\":\"security_exception\"}}",
                "{\"status\":404,\"error\":{\"type\":\"index_not_found_exception\"}}"));

        // When
        List<Verdict> verdicts = bulks.send(documents(9)).join();

        // Then
        assertThat(verdicts.subList(0, 7))
                .containsExactly(
                        new Verdict.Stored(),
                        new Verdict.Outdated(),
                        new Verdict.Again("answer 429 es_rejected_execution_exception"),
                        new Verdict.Again("answer 503 unavailable_shards_exception"),
                        new Verdict.Again("the index is blocked: cluster_block_exception"),
                        new Verdict.Refused(
                                Reason.INDEX_MAPPING,
                                "likes",
                                "Elasticsearch refused the document with document_parsing_exception"),
                        new Verdict.Refused(
                                Reason.INDEX_MAPPING,
                                "colour",
                                "Elasticsearch refused the document with strict_dynamic_mapping_exception"));
        assertThat(verdicts.subList(7, 9)).allMatch(verdict -> verdict instanceof Verdict.Stop);
    }

    @Test
    void a_request_too_large_is_halved_until_the_one_at_fault_stands_alone() {
        // Given
        pretend.answers(request -> request.contains("\"_id\":\"2\"")
                ? new PretendElasticsearch.Says(413, "")
                : PretendElasticsearch.stored(request));

        // When
        List<Verdict> verdicts = bulks.send(documents(5)).join();

        // Then
        assertThat(verdicts)
                .containsExactly(
                        new Verdict.Stored(),
                        new Verdict.Stored(),
                        new Verdict.Refused(Reason.INDEX_TOO_LARGE, null, "a document of 2 bytes is too large"),
                        new Verdict.Stored(),
                        new Verdict.Stored());
    }

    @Test
    void a_document_that_spoils_the_whole_request_is_found_by_halving() {
        // Given
        pretend.answers(request -> request.contains("\"_id\":\"0\"")
                ? new PretendElasticsearch.Says(
                        400, "{\"error\":{\"type\":\"action_request_validation_exception\"},\"status\":400}")
                : PretendElasticsearch.stored(request));

        // When
        List<Verdict> verdicts = bulks.send(documents(3)).join();

        // Then
        assertThat(verdicts)
                .containsExactly(
                        new Verdict.Refused(
                                Reason.INDEX_MAPPING,
                                null,
                                "Elasticsearch refused the document with action_request_validation_exception"),
                        new Verdict.Stored(),
                        new Verdict.Stored());
    }

    @Test
    void a_document_over_our_own_limit_is_not_sent_at_all() {
        // Given
        pretend.answers(PretendElasticsearch::stored);

        // When
        List<Verdict> verdicts = bulks.send(List.of(
                        document("small", 1, "{}"), document("big", 1, "x".repeat(1001)), document("other", 1, "{}")))
                .join();

        // Then
        assertThat(verdicts)
                .containsExactly(
                        new Verdict.Stored(),
                        new Verdict.Refused(Reason.INDEX_TOO_LARGE, null, "a document of 1001 bytes is too large"),
                        new Verdict.Stored());
        assertThat(pretend.requests()).hasSize(1).noneMatch(request -> request.contains("big"));
    }

    @Test
    void a_busy_or_broken_server_is_asked_again() {
        for (int status : List.of(408, 429, 500, 502, 503, 504)) {
            pretend.answers(request -> new PretendElasticsearch.Says(status, "{}"));
            assertThat(bulks.send(documents(2)).join())
                    .containsOnly(new Verdict.Again("answer " + status))
                    .hasSize(2);
        }
    }

    @Test
    void an_index_blocked_as_a_whole_is_asked_again() {
        // Given
        pretend.answers(request -> new PretendElasticsearch.Says(
                403, "{\"error\":{\"type\":\"cluster_block_exception\"},\"status\":403}"));

        // When, Then
        assertThat(bulks.send(documents(1)).join())
                .containsExactly(new Verdict.Again("answer 403 cluster_block_exception"));
    }

    @Test
    void a_key_that_is_not_known_stops_us_without_being_told() {
        // Given
        pretend.answers(request ->
                new PretendElasticsearch.Says(401, "{\"error\":{\"type\":\"security_exception\"},\"status\":401}"));

        // When, Then
        assertThat(bulks.send(documents(1)).join())
                .containsExactly(
                        new Verdict.Stop(
                                "Elasticsearch answered 401 security_exception: it does not know our API"
                                        + " key; put a valid one into the file that publish.elasticsearch.api-key-file names."));
    }

    @Test
    void an_answer_that_makes_no_sense_is_no_success_and_ten_of_them_stop_us() {
        for (String garbage : List.of("<html>welcome</html>", "", "{}", "{\"errors\":false,\"items\":[]}", "[1]")) {
            pretend.answers(request -> new PretendElasticsearch.Says(200, garbage));
            assertThat(bulks.send(documents(2)).join())
                    .containsOnly(new Verdict.Again("an answer that is not Elasticsearch's"));
        }
        for (int i = 0; i < 4; i++) {
            bulks.send(documents(1)).join();
        }
        assertThat(bulks.send(documents(1)).join().get(0)).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void silence_ends_with_the_timeout() {
        // Given
        pretend.answers(request -> {
            try {
                Thread.sleep(3000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return PretendElasticsearch.stored(request);
        });

        // When
        List<Verdict> verdicts = bulks.send(documents(1)).join();

        // Then
        assertThat(verdicts.get(0)).isInstanceOf(Verdict.Again.class);
    }

    @Test
    void nobody_there_is_asked_again() {
        // Given
        pretend.close();

        // When
        List<Verdict> verdicts = bulks.send(documents(1)).join();

        // Then
        assertThat(verdicts.get(0)).isInstanceOfSatisfying(Verdict.Again.class, again -> assertThat(again.why())
                .contains("ConnectException"));
    }

    private static List<Document> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> document(Integer.toString(i), 1, "{}"))
                .toList();
    }

    private static Document document(String id, long version, String json) {
        return new Document(
                Index.MEASURES,
                id,
                version,
                json.getBytes(StandardCharsets.UTF_8),
                new KafkaRecord("measures", 0, 0, NOON.toEpochMilli(), null, null));
    }
}
