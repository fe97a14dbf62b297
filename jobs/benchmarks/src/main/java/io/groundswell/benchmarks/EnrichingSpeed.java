package io.groundswell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.enrich.EnrichJob;
import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The whole job {@code enrich} on a real timeline with its real repeats, on a real broker, with one and with two parallel tasks;
 * beside it CoreNLP's own pipeline, post by post, on a part of the same timeline, how far the two agree, and how often each is
 * right on posts that people labelled; last, texts made to break it. Markdown on standard output.
 *
 * <p>Arguments, all of the form {@code key=value}: {@code data}, the folder with the timelines and the labelled posts, else the
 * nearest {@code shared/data}; {@code posts}, how many posts of the timeline; {@code rounds}, how often each is run, the first
 * of which is thrown away; {@code tasks}, how many in parallel at most; {@code stock}, for how many seconds CoreNLP may work;
 * {@code kept}, when it is the part that is kept to one processor.
 */
public final class EnrichingSpeed {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final List<String> TICKERS = List.of("AAPL", "BABA", "MSFT", "DIS", "MCD", "KO");

    private static final String FAST = "the fast tier alone";
    private static final String DEEP = "both tiers, deep without a limit";

    /** The start of a run is no part of its speed: what is counted begins when so much of the posts is out. */
    private static final double STARTED = 0.2;

    /** When the timelines were read, in milliseconds since 1970: any time after their posts. */
    private static final long AFTER_ALL = 1_600_000_000_000L;

    /** So long a job may be silent before it is taken for dead: to read its models it takes some seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * @param postsPerSecond by the clock
     * @param perCpuSecond the broker's and the clients' work included
     * @param deep share of the posts judged by the deep tier
     * @param copies share of the posts whose text had been there before
     */
    private record Run(double postsPerSecond, double perCpuSecond, double deep, double copies) {}

    /** One way to run the job. */
    private record Way(String name, Map<String, String> settings, int tasks) {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> given =
                BenchmarkArguments.of(arguments, Map.of("posts", "6000", "rounds", "3", "tasks", "2", "stock", "60"));
        Path data = BenchmarkArguments.data(given);
        List<Mention> timeline = data == null ? List.of() : timeline(data, Integer.parseInt(given.get("posts")));
        if (timeline.isEmpty()) {
            System.err.println("There are no timelines here; say where they are with -Dgroundswell.data=FOLDER.");
            return;
        }
        if (given.containsKey("kept")) {
            kept(timeline, Integer.parseInt(given.get("rounds")));
            return;
        }
        Set<String> texts = new HashSet<>();
        timeline.forEach(mention -> texts.add(mention.getText()));
        System.out.printf(
                Locale.ROOT,
                "%,d posts of %s in the order of their time, %,d different texts%n",
                timeline.size(),
                String.join(", ", TICKERS),
                texts.size());
        job(timeline, given);
        library(timeline);
        StockPipeline.beside(timeline, data, Double.parseDouble(given.get("stock")));
        HostileTexts.judge();
    }

    private static List<Mention> timeline(Path data, int most) throws IOException {
        List<Mention> mentions = new ArrayList<>();
        FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
        for (String ticker : TICKERS) {
            Path file = data.resolve("timelines/x_v1_companies/" + ticker + ".jsonl.gz");
            if (!Files.isReadable(file)) {
                continue;
            }
            int taken = 0;
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine();
                        line != null && taken < most / TICKERS.size();
                        line = lines.readLine()) {
                    for (Decoded item : decoder.decode(line.getBytes(StandardCharsets.UTF_8), AFTER_ALL)) {
                        if (item instanceof Decoded.Post post && !post.mention().getEmbedded()) {
                            post.mention().setObservedAt(post.mention().getCreatedAt());
                            post.mention().setBrands(List.of(ticker.toLowerCase(Locale.ROOT)));
                            mentions.add(post.mention());
                            taken++;
                        }
                    }
                }
            }
        }
        mentions.sort(Comparator.comparing(Mention::getCreatedAt).thenComparing(Mention::getId));
        return mentions;
    }

    private static Way fast(int tasks) {
        return new Way(FAST, Map.of("enrich.sentiment", "fast"), tasks);
    }

    private static Way deep(int tasks) {
        return new Way(DEEP, Map.of("enrich.deep-per-second", "1000000"), tasks);
    }

    private static void job(List<Mention> timeline, Map<String, String> given) throws Exception {
        List<Way> ways = new ArrayList<>();
        for (int tasks = 1; tasks <= Integer.parseInt(given.get("tasks")); tasks++) {
            ways.add(fast(tasks));
            ways.add(new Way("both tiers, 50 deep a second and task", Map.of(), tasks));
            ways.add(deep(tasks));
        }
        Map<Way, List<Run>> runs = runs(ways, timeline, Integer.parseInt(given.get("rounds")));
        Map<String, Run> kept = keptToOneProcessor(given);
        System.out.println();
        System.out.println("| the whole job | tasks | posts/s | posts per CPU-second | judged deeply | copies"
                + " | two tasks : one | two on two processors : one on one |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        kept.forEach((name, run) -> System.out.println(row(name, "1, kept to one processor", run, "", "")));
        Map<String, Double> ofOne = new HashMap<>();
        for (Way way : ways) {
            List<Run> own = runs.get(way);
            Run middle = new Run(
                    median(own.stream().map(Run::postsPerSecond)),
                    median(own.stream().map(Run::perCpuSecond)),
                    median(own.stream().map(Run::deep)),
                    median(own.stream().map(Run::copies)));
            ofOne.putIfAbsent(way.name(), middle.postsPerSecond());
            System.out.println(row(
                    way.name(),
                    Integer.toString(way.tasks()),
                    middle,
                    way.tasks() == 2 ? ratio(middle.postsPerSecond(), ofOne.get(way.name())) : "",
                    way.tasks() == 2 && kept.containsKey(way.name())
                            ? ratio(
                                    middle.postsPerSecond(),
                                    kept.get(way.name()).postsPerSecond())
                            : ""));
        }
    }

    private static String ratio(double ours, double other) {
        return String.format(Locale.ROOT, "%.2f", ours / other);
    }

    private static String row(String way, String tasks, Run run, String ofOne, String ofOneKept) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f | %,.0f | %.0f %% | %.0f %% | %s | %s |",
                way,
                tasks,
                run.postsPerSecond(),
                run.perCpuSecond(),
                run.deep() * 100,
                run.copies() * 100,
                ofOne,
                ofOneKept);
    }

    /** Each way in turn, then all again; without the first round, in which Java compiles, unless it is the only one. */
    private static Map<Way, List<Run>> runs(List<Way> ways, List<Mention> timeline, int rounds) throws Exception {
        Map<Way, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Way way : ways) {
                Run run = run(way, timeline);
                System.err.printf(
                        Locale.ROOT,
                        "round %d, %s, %d task(s): %,.0f posts/s%n",
                        round,
                        way.name(),
                        way.tasks(),
                        run.postsPerSecond());
                if (round > 0 || rounds == 1) {
                    runs.computeIfAbsent(way, each -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs;
    }

    /**
     * One task, the broker and the clients with one processor for all of them: this program once more, kept to it. Of a round
     * more than the others, the fastest: there the compiler has no second processor to work on.
     *
     * @return by the name of the way; empty where no program can be kept to a processor
     */
    private static Map<String, Run> keptToOneProcessor(Map<String, String> given) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EnrichingSpeed.class.getName()));
        given.forEach((name, value) -> command.add(name + "=" + value));
        command.add("rounds=" + (Integer.parseInt(given.get("rounds")) + 1));
        command.add("kept=yes");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            System.err.println("No task was kept to one processor: " + e.getMessage());
            return Map.of();
        }
        Map<String, Run> fastest = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split("\t");
                if (parts.length == 5) {
                    fastest.put(
                            parts[0],
                            new Run(
                                    Double.parseDouble(parts[1]),
                                    Double.parseDouble(parts[2]),
                                    Double.parseDouble(parts[3]),
                                    Double.parseDouble(parts[4])));
                }
            }
            if (process.waitFor() != 0) {
                System.err.println("What was kept to one processor ended with " + process.exitValue());
            }
        } finally {
            process.destroy();
        }
        return fastest;
    }

    private static void kept(List<Mention> timeline, int rounds) throws Exception {
        runs(List.of(fast(1), deep(1)), timeline, rounds).forEach((way, own) -> {
            Run fastest =
                    own.stream().max(Comparator.comparing(Run::postsPerSecond)).orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%f\t%f\t%f\t%f%n",
                    way.name(),
                    fastest.postsPerSecond(),
                    fastest.perCpuSecond(),
                    fastest.deep(),
                    fastest.copies());
        });
    }

    private static double median(Stream<Double> values) {
        double[] sorted = values.mapToDouble(value -> value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Run run(Way way, List<Mention> timeline) throws Exception {
        Path folder = Files.createTempDirectory("groundswell-enriching");
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(Topics.ALL.toArray(String[]::new));
            fill(broker, timeline);
            Map<String, String> settings = new HashMap<>(way.settings());
            settings.put("kafka.brokers", broker.brokers());
            settings.put(
                    "checkpoint.directory",
                    folder.resolve("checkpoints").toUri().toString());
            Settings all = Settings.of(settings);
            Configuration cluster = new Configuration();
            cluster.set(RestOptions.BIND_PORT, "0");
            MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                    .setConfiguration(cluster)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(way.tasks())
                    .build();
            try (MiniCluster flink = new MiniCluster(configuration)) {
                flink.start();
                StreamExecutionEnvironment environment = StrictEnvironment.of(all);
                environment.setParallelism(way.tasks());
                EnrichJob.wire(environment, all);
                flink.submitJob(environment.getStreamGraph().getJobGraph()).get(1, TimeUnit.MINUTES);
                return read(broker, timeline.size());
            }
        } finally {
            delete(folder);
        }
    }

    private static void fill(KafkaBroker broker, List<Mention> timeline) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.brokers());
        properties.put("linger.ms", "20");
        AvroMessages<Mention> messages = AvroMessages.of(Mention.class);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < timeline.size(); i++) {
                Mention mention = timeline.get(i);
                producer.send(new ProducerRecord<>(
                        Topics.MENTIONS,
                        i % 2,
                        mention.getCreatedAt().toEpochMilli(),
                        mention.getId().getBytes(StandardCharsets.UTF_8),
                        messages.encode(mention)));
            }
        }
    }

    private static Run read(KafkaBroker broker, int posts) throws Exception {
        AvroMessages<EnrichedMention> messages = AvroMessages.of(EnrichedMention.class);
        int begun = (int) (posts * STARTED);
        int read = 0;
        int deep = 0;
        int repeated = 0;
        Set<String> texts = new HashSet<>();
        long begin = 0;
        long cpu = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.brokers(),
                        "enable.auto.commit",
                        "false",
                        "fetch.min.bytes",
                        "1000000",
                        "fetch.max.wait.ms",
                        "100"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ENRICHED_MENTIONS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long last = System.nanoTime();
            while (read < posts) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                if (!records.isEmpty()) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only %d of %d posts came out; the last %d s nothing did"
                            .formatted(read, posts, PATIENCE.toSeconds()));
                }
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    EnrichedMention mention = messages.decode(record.value());
                    String model = mention.getEnrichment().getSentimentModel();
                    deep += model != null && model.startsWith("deep") ? 1 : 0;
                    repeated += texts.add(mention.getMention().getText()) ? 0 : 1;
                    read++;
                    if (read == begun) {
                        begin = System.nanoTime();
                        cpu = PROCESS.getProcessCpuTime();
                    }
                }
            }
        }
        double counted = posts - begun;
        return new Run(
                counted / ((System.nanoTime() - begin) / 1e9),
                counted / ((PROCESS.getProcessCpuTime() - cpu) / 1e9),
                (double) deep / posts,
                (double) repeated / posts);
    }

    /** The judging alone, without Flink and Kafka: the same texts on one thread and on two. */
    private static void library(List<Mention> timeline) throws Exception {
        Enricher enricher = Enricher.load(TieredSentiment.load());
        List<String> texts =
                timeline.stream().map(Mention::getText).distinct().limit(1_200).toList();
        judgedOn(1, enricher, texts);
        double one = judgedOn(1, enricher, texts);
        double two = judgedOn(2, enricher, texts);
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "The judging alone, both tiers without a limit, %,d different texts: %,.0f texts/s on one thread, %,.0f on two: %.2f%n",
                texts.size(),
                one,
                two,
                two / one);
    }

    private static double judgedOn(int threads, Enricher enricher, List<String> texts) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        List<Callable<Void>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            parts.add(() -> {
                for (int i = first; i < texts.size(); i += threads) {
                    enricher.judge(texts.get(i), "en", false, () -> true);
                }
                return null;
            });
        }
        long begin = System.nanoTime();
        for (Future<Void> part : workers.invokeAll(parts)) {
            part.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        workers.shutdown();
        return texts.size() / seconds;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private EnrichingSpeed() {}
}
