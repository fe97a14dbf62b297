package io.groundswell.local;

import io.groundswell.flow.KafkaRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where the topics of a broker begin and end, and how far each group has come. */
final class TopicOffsets implements AutoCloseable {

    private static final long ANSWER_WITHIN_SECONDS = 30;

    private final Admin admin;

    TopicOffsets(Brokers brokers) {
        admin = Admin.create(brokers.with(Map.of()));
    }

    /** One past the newest record, of every partition of every topic of ours. */
    Map<TopicPartition, Long> ends() throws Trouble {
        return offsets(OffsetSpec.latest());
    }

    Map<TopicPartition, Long> beginnings() throws Trouble {
        return offsets(OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec) throws Trouble {
        Set<String> topics = answer(admin.listTopics().names());
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic :
                answer(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(partition -> asked.put(new TopicPartition(topic.name(), partition.partition()), spec));
        }
        return answer(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    /** The positions a group has saved; partitions it saved none for are absent. */
    Map<TopicPartition, Long> committed(String group) throws Trouble {
        Map<TopicPartition, OffsetAndMetadata> saved =
                answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> positions = new HashMap<>();
        saved.forEach((partition, offset) -> {
            if (offset != null) {
                positions.put(partition, offset.offset());
            }
        });
        return positions;
    }

    /** Ends minus beginnings by topic: how many records lie there, compacted ones counted as if they still did. */
    SortedMap<String, Long> records() throws Trouble {
        Map<TopicPartition, Long> beginnings = beginnings();
        SortedMap<String, Long> records = new TreeMap<>();
        ends().forEach((partition, end) ->
                records.merge(partition.topic(), end - beginnings.getOrDefault(partition, 0L), Long::sum));
        return records;
    }

    /**
     * By how many records each stage is behind, by topic it reads.
     *
     * @return stage, then topic
     */
    SortedMap<String, SortedMap<String, Long>> lag(List<Stage> stages) throws Trouble {
        Map<TopicPartition, Long> ends = ends();
        Map<TopicPartition, Long> beginnings = beginnings();
        SortedMap<String, SortedMap<String, Long>> lag = new TreeMap<>();
        for (Stage stage : stages) {
            lag.put(stage.name(), Lag.of(stage, ends, beginnings, committed(stage.group())));
        }
        return lag;
    }

    private static <T> T answer(KafkaFuture<T> future) throws Trouble {
        try {
            return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Trouble("Kafka does not answer as it should: " + KafkaRefusal.sentence(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while asking Kafka.", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
