package io.groundswell.local;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** What lies in the topics a stage reads and is not yet behind it. */
final class Lag {

    /**
     * By topic. A partition the stage has saved no position for counts whole: a source saves none before it has read
     * there.
     */
    static SortedMap<String, Long> of(
            Stage stage,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> committed) {
        SortedMap<String, Long> behind = new TreeMap<>();
        ends.forEach((partition, end) -> {
            if (stage.reads().test(partition.topic())) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                long position = Math.max(beginning, committed.getOrDefault(partition, beginning));
                behind.merge(partition.topic(), Math.max(0, end - position), Long::sum);
            }
        });
        return behind;
    }

    private Lag() {}
}
