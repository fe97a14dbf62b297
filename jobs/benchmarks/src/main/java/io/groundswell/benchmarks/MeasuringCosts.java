package io.groundswell.benchmarks;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.measure.MeasureSettings;
import io.groundswell.measure.MeasureTopology;
import io.groundswell.topics.Author;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Sentiment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * What the stage that measures costs, from posts in memory to measures that nobody takes, checkpoints on:
 *
 * <ul>
 *   <li>one brand of ten with 80 % of the posts, beside ten brands alike, on two tasks; rounds alternate
 *   <li>1, 10, 100 and 1,000 brands alike
 *   <li>bytes of state for each mention that may still be corrected, and for each window
 * </ul>
 *
 * <p>Arguments: number of posts (default 150000), number of rounds (default 3).
 */
public final class MeasuringCosts {

    private static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");

    /** Read by the job, which runs in this process. */
    private static volatile List<KafkaRecord> records;

    /** How the posts of one measurement are spread. */
    private record Spread(String name, int brands, double shareOfFirst, int perSecond) {}

    private final int posts;
    private final int rounds;
    private final Path folder;

    private MeasuringCosts(int posts, int rounds, Path folder) {
        this.posts = posts;
        this.rounds = rounds;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        int posts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 150_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = Files.createTempDirectory("groundswell-measuring");
        try {
            new MeasuringCosts(posts, rounds, folder).all();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void all() throws Exception {
        List<Spread> spreads = List.of(
                new Spread("ten brands alike", 10, 0.1, 50),
                new Spread("one of ten has 80 %", 10, 0.8, 50),
                new Spread("1 brand", 1, 1, 50),
                new Spread("100 brands alike", 100, 0.01, 50),
                new Spread("1,000 brands alike", 1_000, 0.001, 50));
        double[][] speeds = new double[spreads.size()][rounds];
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < spreads.size(); i++) {
                double speed = speed(spreads.get(i));
                System.out.printf(
                        "round %d, %s: %,.0f posts/s%n", round, spreads.get(i).name(), speed);
                if (round > 0) {
                    speeds[i][round - 1] = speed;
                }
            }
        }
        double alike = median(speeds[0]);
        System.out.printf("%n| posts | posts/s, two tasks | to ten brands alike |%n| --- | --- | --- |%n");
        for (int i = 0; i < spreads.size(); i++) {
            double speed = median(speeds[i]);
            System.out.printf("| %s | %,.0f | %.2f |%n", spreads.get(i).name(), speed, speed / alike);
        }
        // In one minute of one brand there is next to nothing but mentions; a mention a minute has windows of its own.
        int some = posts / 5;
        double crowded = (double) stateBytes(new Spread("", 1, 1, some / 30), some) / some;
        double lonely = (double) stateBytes(new Spread("", 1_000, 0.001, 1), some) / some;
        System.out.printf(
                "%nState: %,.0f bytes for each mention in a crowd; %,.0f more for each minute of a brand, its two windows,"
                        + " and what its hours and days grow by%n",
                crowded, lonely - crowded);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double speed(Spread spread) throws Exception {
        records = posts(spread, posts);
        StreamExecutionEnvironment environment = environment(spread, posts, new Serve());
        long start = System.nanoTime();
        environment.execute("measure");
        return posts / ((System.nanoTime() - start) / 1e9);
    }

    /** Of a savepoint taken when all posts have been counted and nothing is settled. */
    private long stateBytes(Spread spread, int some) throws Exception {
        records = posts(spread, some);
        Wait.SERVED.set(0);
        JobClient job = environment(spread, Long.MAX_VALUE, new Wait()).executeAsync("measure");
        while (Wait.SERVED.get() < some + 1_000) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(5, TimeUnit.MINUTES);
        try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private StreamExecutionEnvironment environment(Spread spread, long numbers, MapFunction<Long, KafkaRecord> served) {
        Configuration configuration = new Configuration(StrictEnvironment.strict());
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(5_000);
        SerializableTimestampAssigner<KafkaRecord> byRecord = (record, previous) -> record.timestamp();
        List<KafkaRecord> brands = brands(spread);
        MeasureTopology.Measured measured = MeasureTopology.define(
                environment
                        .fromSequence(0, numbers - 1)
                        .setParallelism(1)
                        .uid("benchmark-numbers")
                        .map(served)
                        .returns(KafkaRecord.class)
                        .setParallelism(1)
                        .uid("benchmark-posts")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<KafkaRecord>forBoundedOutOfOrderness(Duration.ofMinutes(2))
                                        .withTimestampAssigner(byRecord))
                        .setParallelism(1)
                        .uid("benchmark-times"),
                environment.fromData(brands).uid("benchmark-brands"),
                brands,
                MeasureSettings.from(Settings.of(Map.of())));
        forgotten(measured.measures(), "measures");
        forgotten(measured.campaignSums(), "campaign-sums");
        forgotten(measured.shares(), "shares");
        forgotten(measured.responses(), "responses");
        forgotten(measured.responseTimes(), "response-times");
        forgotten(measured.late(), "late");
        forgotten(measured.deadLetters(), "dead-letters");
        return environment;
    }

    private static <T> void forgotten(DataStream<T> stream, String what) {
        stream.sinkTo(new DiscardingSink<>()).uid("benchmark-" + what);
    }

    private static List<KafkaRecord> brands(Spread spread) {
        AvroMessages<Brand> messages = AvroMessages.of(Brand.class);
        List<KafkaRecord> brands = new ArrayList<>();
        for (int i = 0; i < spread.brands(); i++) {
            Brand brand = Brand.newBuilder()
                    .setId("brand-" + i)
                    .setName("brand-" + i)
                    .setQuery("brand")
                    .build();
            brands.add(new KafkaRecord(
                    "brands", 0, i, 0, brand.getId().getBytes(StandardCharsets.UTF_8), messages.encode(brand)));
        }
        return brands;
    }

    /** The same ones at every run: a hashtag in two, one of 20,000 authors, likes. */
    private static List<KafkaRecord> posts(Spread spread, int many) {
        SplittableRandom random = new SplittableRandom(20260302);
        AvroMessages<EnrichedMention> messages = AvroMessages.of(EnrichedMention.class);
        List<KafkaRecord> posts = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            boolean first = random.nextDouble() < spread.shareOfFirst();
            int brand = first || spread.brands() == 1 ? 0 : 1 + random.nextInt(spread.brands() - 1);
            Instant at = BEGINNING.plusMillis(i * 1000L / spread.perSecond());
            int author = random.nextInt(20_000);
            Mention mention = Mention.newBuilder()
                    .setId("x:" + (1_500_000_000_000_000_000L + i))
                    .setVersion(at.toEpochMilli())
                    .setPlatform("x")
                    .setText("Made up for a measurement, about as long as what people write on a usual day.")
                    .setBrands(List.of("brand-" + brand))
                    .setAuthor(Author.newBuilder()
                            .setId("x:" + author)
                            .setFollowers((long) author)
                            .build())
                    .setHashtags(random.nextBoolean() ? List.of("tag" + random.nextInt(50)) : List.of())
                    .setCreatedAt(at)
                    .setObservedAt(at)
                    .setCounters(Counters.newBuilder()
                            .setLikes((long) random.nextInt(9))
                            .build())
                    .build();
            EnrichedMention enriched = new EnrichedMention(
                    mention,
                    Enrichment.newBuilder()
                            .setStatus(EnrichmentStatus.COMPLETE)
                            .setLanguage("en")
                            .setSentiment(Sentiment.values()[random.nextInt(3)])
                            .build());
            posts.add(new KafkaRecord(
                    "enriched-mentions",
                    0,
                    i,
                    at.toEpochMilli(),
                    mention.getId().getBytes(StandardCharsets.UTF_8),
                    messages.encode(enriched)));
        }
        return posts;
    }

    private static class Serve implements MapFunction<Long, KafkaRecord> {
        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            return records.get(number.intValue());
        }
    }

    /** Says the last one again and again, which changes nothing, until the savepoint is taken. */
    private static final class Wait extends Serve {

        private static final AtomicInteger SERVED = new AtomicInteger();

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            SERVED.incrementAndGet();
            int last = records.size() - 1;
            if (number > last) {
                Thread.sleep(1);
            }
            return super.map(Math.min(number, last));
        }
    }
}
