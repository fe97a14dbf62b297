package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.Settings;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.local.access.BrokerSetUp;
import io.groundswell.local.doctor.Finding;
import io.groundswell.local.doctor.SearchExamination;
import io.groundswell.publish.PublishSettings;
import io.groundswell.testkit.ReceiverStub;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor in worlds that are well and worlds that are not, on a real broker and a real Elasticsearch that ask nobody who they are. */
class DoctorCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static KafkaBroker kafka;
    private static ElasticsearchServer elasticsearch;
    private static Path settings;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaBroker.start(folder.resolve("kafka"));
        elasticsearch = ElasticsearchServer.temporary().start();
        settings = Files.writeString(
                folder.resolve("jobs.settings"),
                "kafka.brokers = " + kafka.brokers() + "\npublish.elasticsearch = " + elasticsearch.uri() + "\n");
    }

    @AfterAll
    static void stop() {
        kafka.close();
        elasticsearch.close();
    }

    @BeforeEach
    void a_stack_that_is_ready() throws Exception {
        kafka.createTopics(BrokerSetUp.topics().toArray(String[]::new));
        kafka.keep(BrokerSetUp.topics().stream().collect(Collectors.toMap(topic -> topic, TopicKeeping::settings)));
        assertThat(Ended.of("setup", "--elasticsearch", elasticsearch.uri()).code())
                .isZero();
    }

    /** What is said of everything but disks, which are this machine's. */
    private static List<String> doctor(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("doctor", "--settings", settings, "--data", folder.resolve("none")));
        words.addAll(List.of(more));
        Ended ended = Ended.of(words.toArray());
        assertThat(ended.err()).isEmpty();
        List<String> lines = new ArrayList<>();
        boolean disk = false;
        for (String line : ended.out().lines().toList()) {
            disk = line.contains(": disk …") || disk && line.startsWith("         →");
            if (!disk) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Test
    void of_a_stack_that_is_well_nothing_is_said_but_that() {
        assertThat(doctor("--duty", "publish"))
                .containsExactly(
                        "ok       Settings … well written",
                        "ok       Kafka at " + kafka.brokers() + " … answers, 1 broker",
                        "ok       Kafka: rights of publish … may read 15 and write 1 topics or kinds of them",
                        "ok       Kafka: topics … 15 are there, kept as they should be",
                        "ok       Kafka: clock … agrees with ours",
                        "ok       Elasticsearch at " + elasticsearch.uri() + " … answers, green",
                        "ok       Elasticsearch: rights of groundswell-publish … may do what groundswell-publish does",
                        "ok       Elasticsearch: indices … templates and mappings are those of this version",
                        "ok       Elasticsearch local: clock … agrees with ours");
        assertThat(doctor()).noneMatch(line -> line.startsWith("FAILED") || line.startsWith("warning"));
    }

    @Test
    void topics_that_keep_what_was_erased_are_told_in_one_sentence() throws Exception {
        List<String> kept = List.of(Topics.ALERTS, Topics.LATE);
        kafka.keep(
                kept.stream().collect(Collectors.toMap(topic -> topic, topic -> Map.of("cleanup.policy", "delete"))));
        List<String> said = doctor();
        kafka.keep(kept.stream().collect(Collectors.toMap(topic -> topic, TopicKeeping::settings)));

        assertThat(said)
                .containsSubsequence(
                        "warning  Kafka: topics … 2 are not compacted, such as alerts, so that what was erased stays in their"
                                + " files",
                        "         → where people are erased, set their cleanup.policy to compact,delete, see"
                                + " deploy/privacy.md");
    }

    @Test
    void topics_that_are_missing_or_kept_wrongly_are_told_with_what_to_do() throws Exception {
        try (Admin admin = Admin.create(Brokers.open(kafka.brokers()).with(Map.of()))) {
            admin.deleteTopics(List.of(Topics.MENTIONS, Topics.BRANDS)).all().get();
            Thread.sleep(500);
            admin.createTopics(List.of(new NewTopic(Topics.BRANDS, Optional.of(2), Optional.empty())
                            .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "1000000"))))
                    .all()
                    .get();
            List<String> said = doctor("--duty", "enrich");
            admin.deleteTopics(List.of(Topics.BRANDS)).all().get();
            Thread.sleep(500);

            assertThat(said)
                    .containsSubsequence(
                            "FAILED   Kafka: topic mentions … is not there", "         → groundswell setup makes it")
                    .containsSubsequence(
                            "FAILED   Kafka: topic brands … is kept by cleanup.policy=delete, and so will forget",
                            "         → set its cleanup.policy to compact",
                            "FAILED   Kafka: topic brands … has 2 partitions, in which changes lose their order",
                            "         → make it anew with one partition",
                            "warning  Kafka: topic brands … takes records of 1000000 bytes at most",
                            "         → set its max.message.bytes to 33554432, so that a dead letter can carry the largest"
                                    + " record");
        }
    }

    @Test
    void an_index_of_another_kind_and_one_that_is_missing_are_told() throws Exception {
        ask("DELETE", "/groundswell-late-1", "");
        ask("DELETE", "/groundswell-copies-1", "");
        ask("DELETE", "/_index_template/groundswell-shares", "");
        ask("DELETE", "/_index_template/groundswell-copies", "");
        ask(
                "PUT",
                "/groundswell-copies-1",
                "{\"aliases\":{\"groundswell-copies\":{}},\"mappings\":{\"properties\":{\"id\":{\"type\":\"text\"}}}}");

        List<String> said = doctor("--duty", "publish");
        ask("DELETE", "/groundswell-copies-1", "");

        assertThat(said)
                .contains(
                        "FAILED   Elasticsearch: indices … there is no index groundswell-late",
                        "FAILED   Elasticsearch: indices … the index groundswell-copies-1 keeps the field id with type 'text', but"
                                + " it must be 'keyword'",
                        "         → copy it into a new index behind the alias, or delete it and publish again",
                        "warning  Elasticsearch: indices … there is no index template groundswell-shares",
                        "         → groundswell setup brings it up to date");
    }

    @Test
    void a_clock_that_is_off_by_ten_minutes_is_told() throws Exception {
        Instant later = WallClock.now().plus(Duration.ofMinutes(10));
        PublishSettings known = PublishSettings.from(
                Settings.of(Map.of("publish.elasticsearch", elasticsearch.uri().toString())));

        assertThat(SearchExamination.of(known, List.of(), () -> later))
                .contains(new Finding(
                        Finding.State.FAILED,
                        "Elasticsearch local: clock",
                        "behind ours by 9 min",
                        "set both clocks by a time server (NTP)"));
    }

    @Test
    void files_and_whoever_they_name_are_looked_at_without_a_word_to_them() throws Exception {
        String nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + free.getLocalPort() + "/hook";
        }
        try (ReceiverStub room = new ReceiverStub()) {
            Path secret = Files.writeString(folder.resolve("secret"), "made up for a test");
            Path channels = Files.writeString(
                    folder.resolve("channels.yaml"),
                    "- {channel: room, webhook: '" + room.address() + "', secret: 'file:" + secret
                            + "', allow: [127.0.0.1]}\n- {channel: away, webhook: '" + nobody + "', secret: 'file:"
                            + secret
                            + "', allow: [127.0.0.1]}\n");
            Path brands = Files.writeString(folder.resolve("brands.yaml"), "brands:\n  - {id: kettle, name: Kettle}\n");

            List<String> said = doctor("--set", "notify.channels=" + channels, "--brands", brands, "--kibana", nobody);

            assertThat(said)
                    .contains(
                            "ok       Channels in channels.yaml … 2 channels, well written",
                            "ok       Channel room … somebody is there",
                            "FAILED   Channel away … cannot be reached (ConnectException)",
                            "FAILED   Kibana … cannot be reached (ConnectException)")
                    .anyMatch(line -> line.startsWith("FAILED   Brands in " + brands + " … "));
            assertThat(room.received()).isEmpty();
        }
    }

    @Test
    void programs_get_the_findings_as_json_and_1_when_something_failed() throws Exception {
        Ended ended =
                Ended.of("doctor", "--set", "kafka.brokers=" + kafka.brokers(), "--set", "kafka.user=ann", "--json");

        assertThat(ended.code()).isEqualTo(1);
        JsonNode first = JSON.readTree(ended.out()).path(0);
        assertThat(first.path("state").asText()).isEqualTo("ok");
        assertThat(JSON.readTree(ended.out()).path(1).path("said").asText())
                .isEqualTo("'kafka.user' and 'kafka.password-file' belong together: say both or neither");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void where_nobody_is_that_is_what_is_said() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Ended ended = Ended.of(
                "doctor",
                "--set",
                "kafka.brokers=127.0.0.1:" + port,
                "--set",
                "publish.elasticsearch=http://127.0.0.1:" + port);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("FAILED   Kafka at 127.0.0.1:" + port + " … does not let us in: it does not answer")
                .contains(
                        "FAILED   Elasticsearch at http://127.0.0.1:" + port + " … does not answer (ConnectException)\n"
                                + "         → is it up, is that its address, and is it https?");
    }

    @Test
    void wrong_words_are_told_and_no_password_is_taken_from_a_command_line() {
        assertThat(Ended.of("doctor", "--settings", settings, "--duty", "king").out())
                .contains(
                        "FAILED   Settings … '--duty' is 'king', but must be one of collect, enrich, measure, notify, publish,"
                                + " feeder, setup, operator, eraser, reader");
        assertThat(Ended.of("doctor", "--set", "kafka.client.sasl.jaas.config=Login required password=hush;"))
                .satisfies(ended -> assertThat(ended.out())
                        .contains(
                                "'kafka.client.sasl.jaas.config' is a secret, and everybody on this machine can read a"
                                        + " command line")
                        .doesNotContain("hush"));
    }

    private static void ask(String method, String path, String body) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(elasticsearch.uri().resolve(path))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }
}
