package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.topics.Brand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The names by which Prometheus sees the running jobs, which rules and dashboards are held against. Elasticsearch is away, so what
 * the sink says of its retries is there, too.
 */
class MetricsPageTest {

    private static final Path APPROVED = Path.of("..", "monitoring", "metrics.txt");
    private static final Instant END = Instant.parse("2026-03-09T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void the_names_that_prometheus_sees_are_those_that_were_approved(@TempDir Path folder) throws Exception {
        int port = LocalPorts.free();
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"), 0);
                MiniCluster flink = cluster(folder, port)) {
            kafka.createTopics(1, Topics.ALL.toArray(String[]::new));
            kafka.createTopics(
                    1, FeedDecoders.platforms().stream().map(Topics::feed).toArray(String[]::new));
            tell(kafka);
            flink.start();
            Settings settings = Settings.of(Map.of(
                    FlowSettings.KAFKA_BROKERS.key(),
                    kafka.brokers(),
                    FlowSettings.CHECKPOINT_INTERVAL.key(),
                    "1s",
                    "publish.elasticsearch",
                    "http://127.0.0.1:1",
                    "publish.indices.set-up",
                    "false"));
            for (Stage stage : Stages.ALL) {
                submit(flink, stage, settings);
            }

            String page = pageWith(port, "topic_ageMillis{", "topic=\"alerts\"");
            for (String told : Set.of(
                    "pendingRecords{",
                    "watermarkLag{",
                    "publish_retried{",
                    "reason=\"JSON_SYNTAX\"",
                    "blindMinutes{",
                    "numberOfFailedCheckpoints{",
                    "topic=\"measures\"",
                    "outcome=\"complete\"")) {
                page = pageWith(port, told);
            }

            assertThat(value(page, "groundswell_reason_deadLetters{", "groundswell_collect", "reason=\"JSON_SYNTAX\""))
                    .isEqualTo(1);
            assertThat(value(page, "groundswell_publish_retried{", "groundswell_publish"))
                    .isPositive();
            assertThat(value(page, "groundswell_publish_retryingForMillis{", "groundswell_publish"))
                    .isPositive();
            Set<String> names = names(page);
            Files.writeString(Path.of("target", "metrics.txt"), String.join("\n", names) + "\n");
            // What was late is counted once something is, which here depends on who reads first.
            names.add("flink_taskmanager_job_task_operator_groundswell_measure_outcome_records");
            assertThat(names)
                    .as(
                            "the names in deploy/monitoring/metrics.txt; what was seen is in deploy/local/target/metrics.txt")
                    .containsExactlyElementsOf(Files.readAllLines(APPROVED));
        }
    }

    private static void tell(KafkaBroker kafka) {
        Story story = Story.load();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.brokers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            AvroMessages<Brand> brands = AvroMessages.of(Brand.class);
            story.brands()
                    .forEach(brand -> producer.send(new ProducerRecord<>(
                            Topics.BRANDS, brand.getId().getBytes(StandardCharsets.UTF_8), brands.encode(brand))));
            for (StoryRecord record : story.records(END)) {
                producer.send(new ProducerRecord<>(
                        Topics.feed(record.platform()), null, record.at().toEpochMilli(), null, record.payload()));
            }
        }
    }

    /** The reporter listens on every address of this machine, and cannot be told otherwise; it is gone with the test. */
    private static MiniCluster cluster(Path folder, int port) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CoreOptions.TMP_DIRS, folder.toString());
        configuration.setString("metrics.reporters", "prom");
        configuration.setString("metrics.reporter.prom.factory.class", PrometheusReporterFactory.class.getName());
        configuration.setString("metrics.reporter.prom.port", Integer.toString(port));
        return new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Stages.ALL.size())
                .setCommonBindAddress(LocalPorts.HOST)
                .build());
    }

    private static void submit(MiniCluster flink, Stage stage, Settings settings) throws Exception {
        Configuration options = StrictEnvironment.options(settings);
        options.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
        environment.setParallelism(1);
        stage.wiring().into(environment, settings);
        var plan = environment.getStreamGraph();
        plan.setJobName(stage.group());
        flink.submitJob(plan.getJobGraph(MetricsPageTest.class.getClassLoader(), stage.jobId()))
                .get();
    }

    private static String pageWith(int port, String... told) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String page = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            if (page.lines().anyMatch(line -> Set.of(told).stream().allMatch(line::contains))) {
                return page;
            }
            assertThat(System.nanoTime())
                    .as("the page never told of %s", String.join(" ", told))
                    .isLessThan(until);
            Thread.sleep(500);
        }
    }

    private static double value(String page, String... told) {
        return page.lines()
                .filter(line -> Set.of(told).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Those of jobs and what they consist of; the machine's and Kafka's own clients' are of no rule. */
    private static Set<String> names(String page) {
        return page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .filter(name -> name.startsWith("flink_taskmanager_job_") || name.startsWith("flink_jobmanager_job_"))
                .filter(name -> !name.contains("KafkaSourceReader_") && !name.contains("KafkaProducer_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
