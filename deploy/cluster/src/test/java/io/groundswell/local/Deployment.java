package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.common.TopicPartition;

/** A broker, an Elasticsearch and a Flink of processes, with the story's brands known, and no job yet. */
final class Deployment implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final int COMMANDS_AT_A_TIME = 2;
    private static final Duration UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration CRISIS_WITHIN = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CHECKPOINT_WITHIN = Duration.ofMinutes(1);
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final KafkaBroker kafka;
    private final ElasticsearchServer elasticsearch;
    private final StandaloneCluster cluster;

    private Deployment(KafkaBroker kafka, ElasticsearchServer elasticsearch, StandaloneCluster cluster) {
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
        this.cluster = cluster;
    }

    /**
     * @param folder every user may look into it
     * @param logs where Flink's processes tell what they do
     */
    static Deployment start(Path folder, Path logs, int slots) throws Exception {
        KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
        ElasticsearchServer elasticsearch = null;
        try {
            elasticsearch =
                    ElasticsearchServer.in(folder.resolve("elasticsearch")).start();
            Deployment deployment =
                    new Deployment(kafka, elasticsearch, StandaloneCluster.start(folder.resolve("flink"), logs, slots));
            deployment.createTopics();
            new BrandsTopic(Brokers.open(kafka.brokers())).apply(Story.load().brands(Rehearsal.END), false);
            return deployment;
        } catch (Exception e) {
            if (elasticsearch != null) {
                elasticsearch.close();
            }
            kafka.close();
            throw e;
        }
    }

    StandaloneCluster cluster() {
        return cluster;
    }

    String brokers() {
        return kafka.brokers();
    }

    URI elasticsearch() {
        return elasticsearch.uri();
    }

    private void createTopics() {
        kafka.createTopics(PARTITIONS, Topics.ALL.toArray(String[]::new));
        kafka.createTopics(
                PARTITIONS, FeedDecoders.platforms().stream().map(Topics::feed).toArray(String[]::new));
    }

    /** What manifests tell by the environment, and what {@link Rehearsal} sets to make the story the same on any machine. */
    private Map<String, String> environment() {
        return Map.of(
                "GROUNDSWELL_KAFKA_BROKERS", kafka.brokers(),
                "GROUNDSWELL_PUBLISH_ELASTICSEARCH", elasticsearch.uri().toString(),
                "GROUNDSWELL_CHECKPOINT_INTERVAL", "2s",
                "GROUNDSWELL_EVENT__TIME_IDLE", "5s",
                "GROUNDSWELL_ENRICH_BUDGET", "10m",
                "GROUNDSWELL_ENRICH_DEEP__PER__SECOND", "1000000",
                "GROUNDSWELL_ENRICH_COPY__GROUPS", "30d");
    }

    /**
     * Brings the jobs to the cluster, and returns when all of them run.
     *
     * @param savepoints that the jobs go on from; a stage without begins anew
     */
    Map<Stage, JobID> run(Map<Stage, PackagedJob> jobs, int parallelism, Map<Stage, String> savepoints)
            throws Exception {
        Map<Stage, Future<JobID>> submitted = new LinkedHashMap<>();
        ExecutorService commands = Executors.newFixedThreadPool(COMMANDS_AT_A_TIME);
        try {
            jobs.forEach((stage, job) -> submitted.put(
                    stage, commands.submit(() -> cluster.run(job, parallelism, environment(), savepoints.get(stage)))));
            Map<Stage, JobID> ids = new LinkedHashMap<>();
            for (Map.Entry<Stage, Future<JobID>> each : submitted.entrySet()) {
                ids.put(each.getKey(), each.getValue().get());
            }
            awaitUp(ids);
            return ids;
        } finally {
            commands.shutdownNow();
        }
    }

    private void awaitUp(Map<Stage, JobID> ids) throws Exception {
        FlinkJobs jobs = new FlinkJobs(cluster.rest());
        Instant until = WallClock.now().plus(UP_WITHIN);
        for (Map.Entry<Stage, JobID> each : ids.entrySet()) {
            while (!jobs.health(each.getValue()).map(FlinkJobs.Health::isUp).orElse(false)) {
                assertThat(WallClock.now())
                        .as(
                                "still waiting for %s: %s %s",
                                each.getKey().name(), jobs.health(each.getValue()), jobs.newestFailure(each.getValue()))
                        .isBefore(until);
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    void feed(List<StoryRecord> records) throws Exception {
        try (Feeder feeder = new Feeder(Brokers.open(kafka.brokers()))) {
            for (StoryRecord record : records) {
                feeder.send(
                        new FeedLine(record.platform(), record.at(), record.payload(), 0, feeder.sent() + 1),
                        Pace.unlimited());
            }
            feeder.flush();
        }
    }

    /** Returns when somebody has been told of a crisis. */
    void awaitCrisis() throws Exception {
        PublishedDocuments published = new PublishedDocuments(elasticsearch.uri());
        Instant until = WallClock.now().plus(CRISIS_WITHIN);
        while (published.in(PublishedDocuments.ALERTS).values().stream()
                .noneMatch(alert -> alert.path("signal").asText().equals("NEGATIVE")
                        && alert.path("rule").asText().equals("crisis/2"))) {
            assertThat(WallClock.now()).as("no crisis yet").isBefore(until);
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    /** Returns when everything fed has gone through all stages. */
    void drain(Map<Stage, JobID> ids) throws Exception {
        FlinkJobs jobs = new FlinkJobs(cluster.rest());
        try (TopicOffsets offsets = new TopicOffsets(Brokers.open(kafka.brokers()))) {
            Drain.Flow flow = new Drain.Flow() {
                @Override
                public boolean round() throws Trouble, InterruptedException {
                    boolean complete = true;
                    for (JobID job : ids.values()) {
                        try {
                            complete &= jobs.checkpoint(job, CHECKPOINT_WITHIN);
                        } catch (IOException e) {
                            throw new Trouble("Flink does not answer: " + e.getMessage(), e);
                        }
                    }
                    return complete;
                }

                @Override
                public Map<TopicPartition, Long> ends() throws Trouble {
                    return offsets.ends();
                }

                @Override
                public SortedMap<String, SortedMap<String, Long>> lag() throws Trouble {
                    return offsets.lag(List.copyOf(ids.keySet()));
                }
            };
            new Drain(flow, PATIENCE, StackSettings.QUIET).await();
        }
    }

    /** Why jobs have failed or been restarted, if any was. */
    List<String> stumbles(Map<Stage, JobID> ids) throws Exception {
        FlinkJobs jobs = new FlinkJobs(cluster.rest());
        List<String> stumbles = new ArrayList<>();
        for (Map.Entry<Stage, JobID> each : ids.entrySet()) {
            jobs.newestFailure(each.getValue())
                    .ifPresent(failure -> stumbles.add(each.getKey().name() + ": " + failure));
        }
        return stumbles;
    }

    /** Stops each job with a savepoint, in the order the data flows. */
    Map<Stage, String> stop(Map<Stage, JobID> ids) throws Exception {
        Map<Stage, String> savepoints = new LinkedHashMap<>();
        for (Map.Entry<Stage, JobID> each : ids.entrySet()) {
            savepoints.put(each.getKey(), cluster.stop(each.getValue()));
        }
        return savepoints;
    }

    /** Everything published, by index and document id. */
    Map<Index, SortedMap<String, JsonNode>> documents() throws Exception {
        PublishedDocuments published = new PublishedDocuments(elasticsearch.uri());
        Map<Index, SortedMap<String, JsonNode>> documents = new EnumMap<>(Index.class);
        for (Index index : Index.values()) {
            documents.put(index, new TreeMap<>(published.in(index.alias())));
        }
        return documents;
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        elasticsearch.close();
        kafka.close();
    }
}
