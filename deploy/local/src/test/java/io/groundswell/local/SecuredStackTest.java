package io.groundswell.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.Settings;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.Duty;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.publish.document.Index;
import io.groundswell.testkit.ReceiverStub;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of the story, through a broker that lets in over TLS only: each job as its own user, and people as theirs. */
class SecuredStackTest {

    private static final Duties DUTIES = Duties.shipped();
    private static final String LOG = "groundswell.log";
    private static final String TEXT_CANARY = "textCanary91b7";
    private static final String WEBHOOK_CANARY = "webhookCanary5c0e28";
    private static final int RECORDS = 250;

    @TempDir
    static Path folder;

    private static SecuredKafka kafka;
    private static ElasticsearchServer elasticsearch;
    private static PublishedDocuments documents;
    private static FlinkCluster flink;
    private static ReceiverStub room;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final LoggerContext LOGGING = (LoggerContext) LogManager.getContext(false);

    @BeforeAll
    static void a_stack_behind_locks() throws Exception {
        // As people's stacks tell it, and not as tests do.
        System.setProperty(LOG, log().toString());
        LOGGING.setConfigLocation(
                SecuredStackTest.class.getResource("/log4j2.properties").toURI());
        kafka = SecuredKafka.in(folder.resolve("kafka"), folder.resolve("secrets"));
        elasticsearch = ElasticsearchServer.temporary().start();
        for (Duty duty : DUTIES.all()) {
            StringBuilder lines = new StringBuilder();
            written(duty)
                    .forEach((key, value) ->
                            lines.append(key).append(" = ").append(value).append('\n'));
            Files.writeString(Files.createDirectories(of(duty.name())).resolve("stack.settings"), lines);
        }
        kafka.allow(duty("setup").rules());
        Ended setUp = Ended.of("setup", "--data", of("setup"));
        assertThat(setUp.code()).as(setUp.err()).isZero();
        new BrandsTopic(kafka.as(duty("operator"))).apply(Story.load().brands(Rehearsal.END), false);
        documents = new PublishedDocuments(elasticsearch.uri());
        play();
    }

    private static Duty duty(String name) {
        return DUTIES.named(name).orElseThrow();
    }

    /** The folder that stands for this stack as one duty sees it. */
    private static Path of(String duty) {
        return folder.resolve("as").resolve(duty);
    }

    private static Map<String, String> written(Duty duty) {
        Map<String, String> written = new HashMap<>(kafka.written(duty));
        written.put("publish.elasticsearch", elasticsearch.uri().toString());
        written.put("publish.indices.set-up", "false");
        return written;
    }

    @AfterAll
    static void tests_tell_as_before() {
        LOGGING.setConfigLocation(null);
        System.clearProperty(LOG);
    }

    @AfterAll
    static void no_stack() {
        Stream.<AutoCloseable>of(flink, room, elasticsearch, kafka).forEach(part -> {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void play() throws Exception {
        room = new ReceiverStub();
        Path secret = Files.writeString(folder.resolve("secrets").resolve("webhook"), WEBHOOK_CANARY);
        Path channels = Files.writeString(
                folder.resolve("channels.yaml"),
                "- {channel: room, webhook: '" + room.address() + "', secret: 'file:" + secret
                        + "', allow: [127.0.0.1]}\n");
        DataFolder data = DataFolder.at(folder.resolve("data"));
        data.prepare();
        flink = new FlinkCluster(data, Stages.ALL, 0, 1);
        flink.start(0);
        for (Stage stage : Stages.ALL) {
            Map<String, String> written = new HashMap<>(written(duty(stage.name())));
            written.put("checkpoint.interval", "2s");
            written.put("event-time.idle", "5s");
            written.put("enrich.budget", "10m");
            written.put("notify.channels", channels.toString());
            flink.submit(stage, Settings.of(written));
        }
        List<StoryRecord> all = Rehearsal.straight();
        try (Feeder feeder = new Feeder(kafka.as(duty("feeder")))) {
            for (StoryRecord record : all.subList(all.size() - RECORDS, all.size())) {
                send(feeder, record);
            }
            send(feeder, new StoryRecord("x", Rehearsal.END, ("{\"text\": " + TEXT_CANARY).getBytes(UTF_8)));
            feeder.flush();
        }
        try (TopicOffsets offsets = new TopicOffsets(kafka.as(duty("operator")))) {
            new Drain(
                            new StackFlow(Stages.ALL, new FlinkJobs(flink.uri()), offsets),
                            Duration.ofMinutes(2),
                            Duration.ZERO)
                    .await();
        }
    }

    private static void send(Feeder feeder, StoryRecord record) throws Exception {
        feeder.send(
                new FeedLine(record.platform(), record.at(), record.payload(), 0, feeder.sent() + 1), Pace.unlimited());
    }

    @Test
    void all_five_jobs_do_their_work_with_exactly_their_rights() throws Exception {
        assertThat(documents.in(Index.MENTIONS.alias())).hasSizeGreaterThan(100);
        assertThat(documents.in(Index.MEASURES.alias())).isNotEmpty();
        assertThat(documents.in(Index.COVERAGE.alias())).isNotEmpty();
        assertThat(documents.in(Index.DEAD_LETTERS.alias()).values())
                .extracting(letter -> letter.path("reason").asText())
                .containsExactly("JSON_SYNTAX");
        FlinkJobs jobs = new FlinkJobs(flink.uri());
        for (Stage stage : Stages.ALL) {
            assertThat(jobs.newestFailure(stage.jobId())).as(stage.name()).isEmpty();
            assertThat(jobs.health(stage.jobId()).orElseThrow().isUp()).isTrue();
        }
    }

    @Test
    void people_who_look_see_everything_and_may_change_nothing() throws Exception {
        Ended report = brief();
        Ended export = Ended.ofTheBadDay(
                "export", "measures", "--size", "hour", "--format", "csv", "--out", "-", "--data", of("reader"));
        Ended status = Ended.of("status", "--data", of("reader"));

        assertThat(report.code()).as(report.err()).isZero();
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out().lines().count()).isGreaterThan(1);
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out()).contains("groundswell-mentions-1", "publish on alerts");
        assertThat(Ended.of("dlq", "list", "--data", of("reader")).err())
                .contains("this user has no right to the topic dead-letters");
        assertThat(Ended.of("dlq", "list", "--data", of("operator")).out()).contains("JSON_SYNTAX");
    }

    /** It is written to {@link #folder}. */
    private static Ended brief() {
        return Ended.ofTheBadDay("report", "--out", folder.resolve("brief.html"), "--data", of("reader"));
    }

    @Test
    void flink_shows_what_it_does_and_takes_no_orders() throws Exception {
        String job = "/jobs/" + Stages.ALL.get(0).jobId().toHexString();

        String upload = "multipart/form-data; boundary=b";
        assertThat(ordered("POST", "/jars/upload", upload)).startsWith("400").contains("POST request not allowed");
        assertThat(ordered("POST", "/jobs", upload)).startsWith("403").contains("takes no orders");
        for (String type : List.of("application/json", "text/plain")) {
            assertThat(ordered("POST", "/jobs", type)).startsWith("403");
            assertThat(ordered("POST", job + "/stop", type)).startsWith("403");
            assertThat(ordered("PATCH", job + "?mode=cancel", type)).startsWith("403");
            assertThat(ordered("DELETE", "/cluster", type)).startsWith("403");
        }
        assertThat(ordered("POST", job + "/checkpoints", "text/plain")).startsWith("403");
        assertThat(ordered("POST", job + "/checkpoints", "application/json")).startsWith("202");
        assertThat(flink.uri().getHost()).isEqualTo("127.0.0.1");
        assertThat(new FlinkJobs(flink.uri())
                        .health(Stages.ALL.get(0).jobId())
                        .orElseThrow()
                        .isUp())
                .isTrue();
    }

    /** The status, and what was said. */
    private static String ordered(String method, String path, String type) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(flink.uri().resolve(path))
                        .header("Content-Type", type)
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(
                                        type.startsWith("multipart")
                                                ? "--b\r\nContent-Disposition: form-data; name=\"jarfile\";"
                                                        + " filename=\"evil.jar\"\r\nContent-Type:"
                                                        + " application/x-java-archive\r\n\r\nPK\r\n--b--\r\n"
                                                : "{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void a_name_of_somebody_elses_that_points_here_is_shown_nothing() throws Exception {
        assertThat(firstLineFor("rebound.example:" + flink.uri().getPort())).contains(" 403 ");
        assertThat(firstLineFor("localhost:" + flink.uri().getPort())).contains(" 200 ");
    }

    private static String firstLineFor(String host) throws IOException {
        try (Socket socket = new Socket(LocalPorts.HOST, flink.uri().getPort())) {
            socket.getOutputStream()
                    .write(("GET /jobs/overview HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String page(String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(flink.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void no_secret_is_written_down_or_shown_anywhere() throws Exception {
        List<String> canaries = List.of(SecuredKafka.CANARY, WEBHOOK_CANARY);
        assertThat(brief().code()).isZero();
        // What is looked through would show them: a word of the story is everywhere.
        assertThat(filesWith(List.of("pottlewick"))).hasSizeGreaterThan(3).contains(Path.of("brief.html"));
        assertThat(filesWith(canaries)).isEmpty();

        assertThat(Files.readString(log(), ISO_8859_1)).contains(" WARN ").doesNotContain(canaries);
        for (Index index : Index.values()) {
            assertThat(documents.in(index.alias()).toString()).as(index.alias()).doesNotContain(canaries);
        }
        StringBuilder pages = new StringBuilder();
        for (String path : List.of(
                "/config",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/metrics",
                "/taskmanagers",
                "/jobs/overview")) {
            pages.append(page(path));
        }
        for (Stage stage : Stages.ALL) {
            String job = "/jobs/" + stage.jobId().toHexString();
            for (String path : List.of(
                    "",
                    "/config",
                    "/plan",
                    "/checkpoints",
                    "/checkpoints/config",
                    "/exceptions",
                    "/accumulators",
                    "/metrics",
                    "/jobmanager/config",
                    "/jobmanager/environment")) {
                pages.append(page(job + path));
            }
        }
        assertThat(pages.toString())
                .contains("groundswell-publish", "Raw posts from Kafka")
                .doesNotContain(canaries);
        assertThat(flink.counts().read().toString()).contains("collect").doesNotContain(canaries);
    }

    @Test
    void no_log_repeats_what_somebody_wrote() throws Exception {
        List<String> texts = TextsOfPosts.of(documents.in(Index.MENTIONS.alias()));

        assertThat(texts).hasSizeGreaterThan(50);
        assertThat(Files.readString(log()))
                .contains(" WARN ")
                .doesNotContain(texts)
                .doesNotContain(TEXT_CANARY);
    }

    private static Path log() {
        return folder.resolve(LOG);
    }

    /** Nothing of a file that went meanwhile, as older checkpoints do. */
    private static String textOf(Path file) throws IOException {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    /** Of everything that was left, but the folder with the secrets. */
    private static List<Path> filesWith(List<String> words) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(folder.resolve("secrets"))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String text = textOf(file);
                if (words.stream().anyMatch(text::contains)) {
                    found.add(folder.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException problem) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
