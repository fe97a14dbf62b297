package io.groundswell.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.groundswell.collect.CollectJob;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.enrich.EnrichJob;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.measure.MeasureJob;
import io.groundswell.notify.NotifyJob;
import io.groundswell.publish.PublishJob;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a post costs in each job: the five run one after the other, alone, on one task each, over the same posts, and each until it has
 * read all that the one before it wrote. CPU is this process's without the broker's threads, and Elasticsearch's own for publish; bytes
 * of topics are those on the broker's disk, compressed, one replica; state is that of a checkpoint. From that, how many cores and how much
 * disk some rates of posts take.
 *
 * <p>Arguments: number of posts (default 60000).
 */
public final class PostCosts {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a core, so that a job can catch up after it was away. */
    private static final double USED = 0.6;

    /** Of the posts of a whole platform, those about the brands listened for. */
    private static final double ABOUT_BRANDS = 0.01;

    private static final double DAY = 86_400;

    /** @param read posts it read, those about brands for all but collect */
    private record Cost(
            String job,
            long read,
            double seconds,
            double cpuSeconds,
            double elasticsearchSeconds,
            long heap,
            long state,
            long topics) {

        double per1000(double amount) {
            return amount * 1_000 / read;
        }
    }

    private record Rate(String name, double perSecond) {}

    private record Job(String name, Throughput.Wiring wiring, List<String> reads, List<String> writes) {}

    private static final List<Job> JOBS = List.of(
            new Job(
                    "collect",
                    CollectJob::wire,
                    List.of(Topics.feed("x")),
                    List.of(Topics.MENTIONS, Topics.COVERAGE, Topics.ENGAGEMENT, Topics.AUDIENCE)),
            new Job(
                    "enrich",
                    EnrichJob::wire,
                    List.of(Topics.MENTIONS),
                    List.of(Topics.ENRICHED_MENTIONS, Topics.COPIES)),
            new Job(
                    "measure",
                    MeasureJob::wire,
                    List.of(Topics.ENRICHED_MENTIONS),
                    List.of(Topics.MEASURES, Topics.SHARES, Topics.RESPONSES, Topics.RESPONSE_TIMES, Topics.CAMPAIGNS)),
            new Job("notify", NotifyJob::wire, List.of(Topics.MEASURES), List.of(Topics.ALERTS, Topics.INCIDENTS)),
            new Job(
                    "publish",
                    PublishJob::wire,
                    List.of(Topics.ENRICHED_MENTIONS, Topics.MEASURES, Topics.SHARES, Topics.COPIES, Topics.COVERAGE),
                    List.of()));

    private final int posts;
    private final Path folder;
    private final List<Cost> costs = new ArrayList<>();

    private PostCosts(int posts, Path folder) {
        this.posts = posts;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        int posts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60_000;
        Path folder = Files.createTempDirectory("groundswell-costs");
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
                ElasticsearchServer elasticsearch =
                        ElasticsearchServer.temporary().start()) {
            new PostCosts(posts, folder).all(broker, elasticsearch);
        } finally {
            Throughput.delete(folder);
        }
    }

    private void all(KafkaBroker broker, ElasticsearchServer elasticsearch) throws Exception {
        broker.createTopics(Topics.ALL.toArray(String[]::new));
        Throughput.fill(broker, posts);
        long about = 0;
        for (Job job : JOBS) {
            System.err.printf("%s …%n", job.name());
            Cost cost = run(job, broker, elasticsearch, costs.isEmpty() ? posts : about);
            costs.add(cost);
            if (costs.size() == 1) {
                try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
                    about = Throughput.end(admin, Topics.MENTIONS);
                }
            }
        }
        print(about, topicBytes(List.of(Topics.feed("x"))), elasticsearch);
    }

    private Cost run(Job job, KafkaBroker broker, ElasticsearchServer elasticsearch, long read) throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(RestOptions.BIND_PORT, "0");
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build();
        Path checkpoints = folder.resolve("checkpoints-" + job.name());
        Map<String, String> written = new HashMap<>(Map.of(
                "kafka.brokers",
                broker.brokers(),
                "checkpoint.directory",
                checkpoints.toUri().toString()));
        if (job.name().equals("publish")) {
            written.put("publish.elasticsearch", elasticsearch.uri().toString());
        }
        Settings settings = Settings.of(written);
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<Long> others = threads();
        long before = heap();
        double elasticsearchBefore = elasticsearchSeconds(elasticsearch);
        long othersBefore = cpuNanos(others);
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        try (MiniCluster flink = new MiniCluster(configuration);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            flink.start();
            StreamExecutionEnvironment environment = StrictEnvironment.of(settings);
            environment.setParallelism(1);
            job.wiring().into(environment, settings);
            JobID id = flink.submitJob(environment.getStreamGraph().getJobGraph())
                    .get(2, TimeUnit.MINUTES)
                    .getJobID();
            for (String topic : job.reads()) {
                Throughput.awaitRead(admin, "groundswell-" + job.name(), topic, Throughput.end(admin, topic));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (process.getProcessCpuTime() - cpu - (cpuNanos(others) - othersBefore)) / 1e9;
            double elasticsearchSeconds = elasticsearchSeconds(elasticsearch) - elasticsearchBefore;
            long heap = Math.max(0, heap() - before);
            long state = newestCheckpoint(checkpoints);
            flink.cancelJob(id).get(1, TimeUnit.MINUTES);
            return new Cost(
                    job.name(), read, seconds, cpuSeconds, elasticsearchSeconds, heap, state, topicBytes(job.writes()));
        }
    }

    /** Those that run already: the broker's, mostly. */
    private static List<Long> threads() {
        List<Long> ids = new ArrayList<>();
        for (long id : ManagementFactory.getThreadMXBean().getAllThreadIds()) {
            if (id != Thread.currentThread().getId()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static long cpuNanos(List<Long> threads) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return threads.stream()
                .mapToLong(id -> Math.max(0, bean.getThreadCpuTime(id)))
                .sum();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long newestCheckpoint(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private long topicBytes(List<String> topics) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                String partition = file.getParent().getFileName().toString();
                if (topics.contains(partition.replaceFirst("-[0-9]+$", ""))) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    private static double elasticsearchSeconds(ElasticsearchServer server) throws Exception {
        JsonNode nodes = ask(server, "/_nodes/stats/process").path("nodes");
        return nodes.elements().next().at("/process/cpu/total_in_millis").asLong() / 1_000.0;
    }

    private static JsonNode ask(ElasticsearchServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.uri().toString().replaceAll("/$", "") + path))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private void print(long about, long feedBytes, ElasticsearchServer elasticsearch) throws Exception {
        long stored = ask(elasticsearch, "/_stats/store")
                .at("/_all/primaries/store/size_in_bytes")
                .asLong();
        System.out.printf(
                "%,d posts of %,d bytes on the broker's disk, %,d of them about brands.%n%n",
                posts, feedBytes / posts, about);
        System.out.println(
                "| job | reads | CPU-seconds per 1,000 | posts/s, one core | heap, MB | state, bytes a post |"
                        + " written to topics, bytes a post |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Cost cost : costs) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.2f | %,.0f | %,d | %,d | %,d |%n",
                    cost.job(),
                    cost.read(),
                    cost.per1000(cost.cpuSeconds()),
                    cost.read() / cost.cpuSeconds(),
                    cost.heap() >> 20,
                    cost.state() / cost.read(),
                    cost.topics() / cost.read());
        }
        Cost publish = costs.get(costs.size() - 1);
        System.out.printf(
                Locale.ROOT,
                "%nElasticsearch: %.2f CPU-seconds per 1,000 posts about brands, %,d bytes of index for each.%n%n",
                publish.per1000(publish.elasticsearchSeconds()),
                stored / about);
        sizes(feedBytes / (double) posts, stored / (double) about, publish);
    }

    private void sizes(double feedBytes, double stored, Cost publish) {
        System.out.printf(
                Locale.ROOT,
                "Cores at %.0f %% load; %.0f %% of all posts are about brands; Kafka keeps a day of feeds and a week of"
                        + " the rest, one copy; Elasticsearch 30 days, one copy.%n%n",
                USED * 100,
                ABOUT_BRANDS * 100);
        System.out.println(
                "| posts/s | about brands/s | collect | enrich | measure | notify | publish | Elasticsearch |"
                        + " Kafka, GB | Elasticsearch, GB |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Rate rate :
                List.of(new Rate("25 (Bluesky)", 25), new Rate("5,000", 5_000), new Rate("143,000", 143_000))) {
            double brands = rate.perSecond() * ABOUT_BRANDS;
            StringBuilder row = new StringBuilder("| %s | %s |".formatted(rate.name(), round(brands)));
            double topics = 0;
            for (Cost cost : costs) {
                double read = cost.job().equals("collect") ? rate.perSecond() : brands;
                row.append(' ')
                        .append(round(read * cost.cpuSeconds() / cost.read() / USED))
                        .append(" |");
                topics += brands * cost.topics() / cost.read();
            }
            double kafka = (rate.perSecond() * feedBytes + 7 * topics) * DAY / 1e9;
            row.append(" %s | %s | %s |"
                    .formatted(
                            round(brands * publish.elasticsearchSeconds() / publish.read() / USED),
                            round(kafka),
                            round(30 * brands * stored * DAY / 1e9)));
            System.out.println(row);
        }
        Cost dearest = costs.stream()
                .max(Comparator.comparingDouble(cost -> cost.cpuSeconds() / cost.read()))
                .orElseThrow();
        System.out.printf(
                "%nA post about a brand costs most in %s; a post about none is read by collect alone.%n",
                dearest.job());
    }

    private static String round(double number) {
        return number >= 10 ? "%,.0f".formatted(number) : String.format(Locale.ROOT, "%.2f", number);
    }
}
