package io.groundswell.local;

import io.groundswell.flow.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until stages have taken what lies in their topics now. Their positions are those of complete checkpoints: what they
 * had to say to it is in Kafka or Elasticsearch by then.
 */
final class JobProgress {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final TopicOffsets offsets;

    JobProgress(TopicOffsets offsets) {
        this.offsets = offsets;
    }

    /**
     * @param topics of which topics; only those each stage reads count
     * @throws Trouble naming who is behind, when a stage has not moved for five minutes
     */
    void await(Predicate<String> topics, String... names) throws Trouble, InterruptedException {
        Map<TopicPartition, Long> ends = offsets.ends().entrySet().stream()
                .filter(end -> topics.test(end.getKey().topic()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<TopicPartition, Long> beginnings = offsets.beginnings();
        for (String name : names) {
            Stage stage = Stages.ALL.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            SortedMap<String, Long> last = new TreeMap<>();
            Instant moved = WallClock.now();
            while (true) {
                SortedMap<String, Long> lag = Lag.of(stage, ends, beginnings, offsets.committed(stage.group()));
                lag.values().removeIf(behind -> behind == 0);
                if (lag.isEmpty()) {
                    break;
                }
                if (!lag.equals(last)) {
                    last = lag;
                    moved = WallClock.now();
                } else if (Duration.between(moved, WallClock.now()).compareTo(PATIENCE) > 0) {
                    throw new Trouble("The job " + name + " does not get on; it still has to read " + lag
                            + ". When it runs again, erase once more: nothing is lost by that.");
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }
}
