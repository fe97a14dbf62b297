package io.groundswell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.groundswell.collect.CollectJob;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.measure.MeasureJob;
import io.groundswell.topics.Brand;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Posts per second through collect and measure, without language models, beside {@link PlainLoop} doing the same
 * work. Both read the same topic of a real broker in this JVM, and write as many mentions and in the end the same windows to it, which is
 * checked in each round; ours also keeps its state in checkpoints as often as by default, tells each second what has changed, and
 * dedupes, revises and waits for late posts. Between the two jobs stands {@link HandOnMentions}. Rounds alternate, the first
 * is thrown away, and the medians and their ratio are printed.
 *
 * <p>Arguments: number of posts (default 450000), number of rounds (default 3).
 */
public final class Throughput {

    private static final int BRANDS = 10;

    /** One run: wall and CPU time, CPU of the broker and the clients included. */
    private record Run(double seconds, double cpuSeconds) {}

    public static void main(String[] arguments) throws Exception {
        int posts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 450_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<Run> plain = new ArrayList<>();
        List<Run> ours = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Path folder = Files.createTempDirectory("groundswell-throughput");
            try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
                fill(broker, posts);
                broker.createTopics(PlainLoop.MENTIONS, PlainLoop.MEASURES);
                Settings settings = Settings.of(Map.of(
                        "kafka.brokers",
                        broker.brokers(),
                        "checkpoint.directory",
                        folder.resolve("checkpoints").toUri().toString()));
                Run plainRun = timed(() -> plain(settings));
                Run ourRun = pipeline(broker.brokers(), settings, posts);
                System.out.printf(
                        "round %d%s: plain loop %,.0f posts/s (%,.0f per CPU-second), ours %,.0f posts/s (%,.0f per"
                                + " CPU-second)%n",
                        round,
                        round == 0 ? " (warm-up)" : "",
                        posts / plainRun.seconds(),
                        posts / plainRun.cpuSeconds(),
                        posts / ourRun.seconds(),
                        posts / ourRun.cpuSeconds());
                if (round > 0) {
                    plain.add(plainRun);
                    ours.add(ourRun);
                }
            } finally {
                delete(folder);
            }
        }
        double plainSpeed = posts / median(plain.stream().map(Run::seconds));
        double ourSpeed = posts / median(ours.stream().map(Run::seconds));
        double plainCpu = posts / median(plain.stream().map(Run::cpuSeconds));
        double ourCpu = posts / median(ours.stream().map(Run::cpuSeconds));
        System.out.printf(
                "%,d posts, median of %d: plain loop %,.0f posts/s (%,.0f per CPU-second), ours %,.0f posts/s (%,.0f per"
                        + " CPU-second), ratio %.2f (%.2f per CPU-second)%n",
                posts, rounds, plainSpeed, plainCpu, ourSpeed, ourCpu, ourSpeed / plainSpeed, ourCpu / plainCpu);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Run timed(Work work) throws Exception {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Run((System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
    }

    private static void plain(Settings settings) {
        try (PlainLoop loop = new PlainLoop(brands(), settings)) {
            loop.run();
        }
    }

    private static double median(Stream<Double> values) {
        double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static List<Brand> brands() {
        return IntStream.range(0, BRANDS)
                .mapToObj(number -> Brand.newBuilder()
                        .setId("brand-" + number)
                        .setName(SyntheticPosts.brand(number))
                        .setQuery(SyntheticPosts.brand(number))
                        .build())
                .toList();
    }

    static void fill(KafkaBroker broker, int posts) {
        broker.createTopics(
                Topics.feed("x"),
                Topics.BRANDS,
                Topics.ERASURES,
                Topics.MENTIONS,
                Topics.ENRICHED_MENTIONS,
                Topics.COVERAGE,
                Topics.MEASURES,
                Topics.SHARES,
                Topics.RESPONSES,
                Topics.RESPONSE_TIMES,
                Topics.AUDIENCE,
                Topics.TRAFFIC,
                Topics.AUDIENCE_DAYS,
                Topics.TRAFFIC_DAYS,
                Topics.CAMPAIGNS,
                Topics.LATE,
                Topics.DEAD_LETTERS);
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.brokers());
        properties.put("linger.ms", "20");
        properties.put("batch.size", "262144");
        SyntheticPosts synthetic = new SyntheticPosts();
        AvroMessages<Brand> brands = AvroMessages.of(Brand.class);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Brand brand : brands()) {
                producer.send(new ProducerRecord<>(
                        Topics.BRANDS, brand.getId().getBytes(StandardCharsets.UTF_8), brands.encode(brand)));
            }
            for (int i = 0; i < posts; i++) {
                long time = synthetic.now().toEpochMilli();
                producer.send(new ProducerRecord<>(Topics.feed("x"), i % 2, time, null, synthetic.next()));
            }
        }
    }

    /** @return how it ran until all was read and saved; what came out is looked at after that */
    private static Run pipeline(String brokers, Settings settings, int posts) throws Exception {
        Configuration cluster = new Configuration();
        cluster.set(RestOptions.BIND_PORT, "0");
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(cluster)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build();
        try (MiniCluster flink = new MiniCluster(configuration);
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
                HandOnMentions between = HandOnMentions.start(brokers)) {
            Run run = timed(() -> {
                flink.start();
                for (Wiring job : List.<Wiring>of(CollectJob::wire, MeasureJob::wire)) {
                    StreamExecutionEnvironment environment = StrictEnvironment.of(settings);
                    environment.setParallelism(1);
                    job.into(environment, settings);
                    flink.submitJob(environment.getStreamGraph().getJobGraph()).get(1, TimeUnit.MINUTES);
                }
                awaitRead(admin, "groundswell-collect", Topics.feed("x"), posts);
                long mentions = end(admin, Topics.MENTIONS);
                between.await(mentions);
                awaitRead(admin, "groundswell-measure", Topics.ENRICHED_MENTIONS, mentions);
            });
            long mentions = end(admin, Topics.MENTIONS);
            long plain = end(admin, PlainLoop.MENTIONS);
            if (mentions != plain) {
                throw new IllegalStateException("%,d mentions, %,d by the plain loop".formatted(mentions, plain));
            }
            SameWindows.await(brokers, PlainLoop.MEASURES, Topics.MEASURES);
            return run;
        }
    }

    interface Wiring {
        void into(StreamExecutionEnvironment environment, Settings settings) throws Exception;
    }

    static void awaitRead(Admin admin, String group, String topic, long records) throws Exception {
        while (committed(admin, group, topic) < records) {
            Thread.sleep(100);
        }
    }

    private static long committed(Admin admin, String group, String topic) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    static long end(Admin admin, String topic) throws Exception {
        var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(java.util.stream.Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Throughput() {}
}
