package io.groundswell.local;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker, an Elasticsearch and a Flink with the jobs in it, on 127.0.0.1, around one data folder. Stopped and started
 * again, it goes on where it was.
 */
final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration JOBS_UP_WITHIN = Duration.ofMinutes(3);
    private static final long BETWEEN_QUESTIONS_MILLIS = 200;

    /**
     * How a stack is to be started.
     *
     * @param stages in the order the data flows
     * @param settings what the user wrote, for the stages
     * @param kafkaPort 0 for a free one, as the others
     * @param parallelism of each job
     */
    record Plan(
            DataFolder folder,
            List<Stage> stages,
            Map<String, String> settings,
            int kafkaPort,
            int elasticsearchPort,
            int flinkPort,
            int parallelism) {

        /** Free ports, one lane per job, no settings. */
        static Plan in(DataFolder folder, List<Stage> stages) {
            return new Plan(folder, stages, Map.of(), 0, 0, 0, 1);
        }
    }

    private final Plan plan;
    private final Steps steps;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private KafkaBroker kafka;
    private ElasticsearchServer elasticsearch;
    private FlinkCluster flink;
    private StackAddress address;
    private boolean closing;

    private LocalStack(Plan plan, Steps steps) {
        this.plan = plan;
        this.steps = steps;
    }

    /**
     * Starts everything and returns when all jobs run. Whatever was started is stopped again when something fails.
     *
     * @throws Trouble in a sentence for the user
     */
    static LocalStack start(Plan plan, Steps steps) throws Trouble, IOException {
        LocalStack stack = new LocalStack(plan, steps);
        Thread hook = new Thread(stack::closeFromHook, "stop-groundswell");
        Runtime.getRuntime().addShutdownHook(hook);
        stack.onClose(() -> forget(hook));
        try {
            stack.launch();
            return stack;
        } catch (Trouble | IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and it is the hook that runs.
        }
    }

    private void launch() throws Trouble, IOException {
        DataFolder folder = plan.folder();
        folder.prepare();
        DataFolder.Lock lock = folder.lock();
        onClose(lock);
        folder.goOn();
        // Checked before anything takes its time.
        for (int port : List.of(plan.kafkaPort(), plan.elasticsearchPort(), plan.flinkPort())) {
            LocalPorts.refuseTaken(port);
        }
        folder.clearTemporary();
        steps.say("Data folder " + folder.path());

        // Elasticsearch takes longest, and needs nobody else.
        Instant began = WallClock.now();
        CompletableFuture<ElasticsearchServer> elasticsearchStarts =
                CompletableFuture.supplyAsync(() -> startElasticsearch(began));
        onClose(() -> elasticsearchStarts
                .thenAccept(ElasticsearchServer::close)
                .exceptionally(failed -> null)
                .join());

        kafka = KafkaBroker.start(folder.kafka(), plan.kafkaPort());
        onClose(kafka);
        // One partition per lane. With more, every stage would read them in turns, hundreds of records at a time, and
        // in a replay of years that shakes the order so much that posts come out late.
        kafka.createTopics(plan.parallelism(), Topics.ALL.toArray(String[]::new));
        List<String> feeds = FeedDecoders.platforms().stream().map(Topics::feed).toList();
        kafka.createTopics(plan.parallelism(), feeds.toArray(String[]::new));
        steps.done("Kafka", began, "up on " + kafka.brokers());

        Instant flinkBegan = WallClock.now();
        flink = new FlinkCluster(folder, plan.stages(), plan.flinkPort(), plan.parallelism());
        onClose(flink);
        flink.start(plan.flinkPort());
        steps.done("Flink", flinkBegan, "up on " + flink.uri());

        try {
            elasticsearch = elasticsearchStarts.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException reason) {
                throw reason;
            }
            throw e;
        }

        Instant jobsBegan = WallClock.now();
        Settings settings = settings();
        for (Stage stage : plan.stages()) {
            flink.submit(stage, settings);
        }
        awaitJobs();
        steps.done(
                "Jobs",
                jobsBegan,
                plan.stages().stream().map(Stage::name).collect(Collectors.joining(", ")) + " running");

        CountsDoor door = new CountsDoor(flink.counts()::read);
        onClose(door);
        address = new StackAddress(
                ProcessHandle.current().pid(),
                Brokers.open(kafka.brokers()),
                elasticsearch.uri().toString(),
                flink.uri().toString(),
                door.url(),
                WallClock.now().toString());
        lock.tell(address);
    }

    private ElasticsearchServer startElasticsearch(Instant began) {
        try {
            ElasticsearchServer server = ElasticsearchServer.in(plan.folder().elasticsearch())
                    .port(plan.elasticsearchPort())
                    .progress(LOG::info)
                    .start();
            steps.done("Elasticsearch", began, "up on " + server.uri());
            return server;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private Settings settings() {
        return Settings.of(plan.settings())
                .with(StackSettings.of(kafka.brokers(), elasticsearch.uri(), plan.settings()));
    }

    private void awaitJobs() throws Trouble, IOException {
        FlinkJobs jobs = new FlinkJobs(flink.uri());
        Instant until = WallClock.now().plus(JOBS_UP_WITHIN);
        List<Stage> waiting = new ArrayList<>(plan.stages());
        try {
            while (true) {
                for (Stage stage : List.copyOf(waiting)) {
                    FlinkJobs.Health health = jobs.health(stage.jobId()).orElse(new FlinkJobs.Health("CREATED", 0, 0));
                    if (health.isUp()) {
                        waiting.remove(stage);
                    } else if (health.isOver()) {
                        throw new Trouble("The job " + stage.name() + " failed: "
                                + jobs.newestFailure(stage.jobId()).orElse("no reason given") + ".");
                    }
                }
                if (waiting.isEmpty()) {
                    return;
                }
                if (WallClock.now().isAfter(until)) {
                    Stage first = waiting.get(0);
                    throw new Trouble("The job " + first.name() + " does not run after " + JOBS_UP_WITHIN.toSeconds()
                            + " s: " + jobs.newestFailure(first.jobId()).orElse("no reason given") + ".");
                }
                Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while the jobs were starting.", e);
        }
    }

    StackAddress address() {
        return address;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    ElasticsearchServer elasticsearch() {
        return elasticsearch;
    }

    FlinkCluster flink() {
        return flink;
    }

    private void onClose(AutoCloseable part) {
        synchronized (open) {
            open.push(part);
        }
    }

    private void closeFromHook() {
        if (!closing) {
            steps.say("Stopping …");
        }
        close();
    }

    /** Stops what was started last first: the jobs save their state, then the engines go. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        closing = true;
        while (true) {
            AutoCloseable part;
            synchronized (open) {
                part = open.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part of the stack did not stop in order", e);
            }
        }
    }
}
