package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.publish.document.Index;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A whole stack of its own on an empty folder, with the story's brands known to it. */
final class Rehearsal implements AutoCloseable {

    /** The story is always played at the same time, so that everything that follows from it can be written down. */
    static final Instant END = Instant.parse("2026-03-09T00:00:00Z");

    /** A judgement that ran out of time, or of the deep tier, on a busy machine would be a difference of its own. */
    private static final Map<String, String> SETTINGS = Map.of(
            "enrich.budget", "10m",
            "enrich.deep-per-second", "1000000",
            // Days pass in seconds here: when a text is forgotten would depend on which partition is read first.
            "enrich.copy-groups", "30d");

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final StackLink link;

    private Rehearsal(Path folder) throws Exception {
        Steps steps = new Steps(new PrintStream(told, true, StandardCharsets.UTF_8));
        link = StackLink.to(new LocalStack.Plan(DataFolder.at(folder), Stages.ALL, SETTINGS, 0, 0, 0, 1), steps);
        new BrandsTopic(link.address().kafka()).apply(Story.load().brands(END), false);
        link.settle();
    }

    /** @param folder every user may look into what it lies in */
    static Rehearsal in(Path folder) throws Exception {
        return new Rehearsal(folder);
    }

    /** The story as it is told. */
    static List<StoryRecord> straight() {
        return Story.load().records(END);
    }

    /** The story with every record up to so much earlier or later than its time; the times it carries stay. */
    static List<StoryRecord> shuffled(Duration most, long seed) {
        Random random = new Random(seed);
        record Displaced(StoryRecord record, Instant place) {}
        return straight().stream()
                .map(record -> new Displaced(
                        record, record.at().plusMillis(random.nextLong(-most.toMillis(), most.toMillis() + 1))))
                .sorted(Comparator.comparing(Displaced::place))
                .map(Displaced::record)
                .toList();
    }

    /** The story with every record a second time right away, as after a collector's restart. */
    static List<StoryRecord> doubled() {
        return straight().stream().flatMap(record -> Stream.of(record, record)).toList();
    }

    /** Feeds records as fast as the broker takes them and returns when all has gone through all stages. */
    ClosingAccount play(List<StoryRecord> records) throws Exception {
        StackLink.Beginning beginning = link.beginning();
        Iterator<FeedLine> lines = IntStream.range(0, records.size())
                .mapToObj(index -> line(records.get(index), index))
                .iterator();
        try (Feeder feeder = new Feeder(link.address().kafka())) {
            new Feeding(feeder, line -> {}, () -> {}, (sent, time) -> {})
                    .run(() -> lines.hasNext() ? lines.next() : null, Pace.unlimited());
            link.drain();
            return link.account(beginning, feeder.sent());
        }
    }

    private static FeedLine line(StoryRecord record, int index) {
        return new FeedLine(record.platform(), record.at(), record.payload(), 0, index + 1L);
    }

    URI elasticsearch() {
        return URI.create(link.address().elasticsearch());
    }

    String brokers() {
        return link.address().kafka().addresses();
    }

    OutcomeCounts counts() {
        return link.counts();
    }

    /** Everything published, by index and document id. */
    Map<Index, SortedMap<String, JsonNode>> documents() throws Exception {
        PublishedDocuments published = new PublishedDocuments(elasticsearch());
        Map<Index, SortedMap<String, JsonNode>> all = new EnumMap<>(Index.class);
        for (Index index : Index.values()) {
            all.put(index, new TreeMap<>(published.in(index.alias())));
        }
        return all;
    }

    /** Jobs that do not run, or that have ever failed, each with its reason. */
    List<String> stumbles() throws Exception {
        FlinkJobs jobs = new FlinkJobs(URI.create(link.address().flink()));
        List<String> stumbles = new ArrayList<>();
        for (Stage stage : Stages.ALL) {
            boolean up = jobs.health(stage.jobId()).map(FlinkJobs.Health::isUp).orElse(false);
            String failure = jobs.newestFailure(stage.jobId()).orElse("");
            if (!up || !failure.isEmpty()) {
                stumbles.add(stage.name() + (up ? " has failed: " : " does not run: ") + failure);
            }
        }
        return stumbles;
    }

    @Override
    public void close() {
        link.close();
    }
}
