package io.groundswell.local;

import io.groundswell.flow.KafkaRefusal;
import java.util.Collection;
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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

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

    /** Cuts partitions off: what lies before an offset can no longer be read, and its files go when they are full. */
    void cut(Map<TopicPartition, Long> before) throws Trouble {
        answer(admin.deleteRecords(before.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> RecordsToDelete.beforeOffset(entry.getValue()))))
                .all());
    }

    /**
     * Has every record begin a new file, or no longer: Kafka never compacts the file it writes to.
     *
     * @param millis of event time after which a file is full; null for what the broker says
     */
    void newFileAfter(Collection<String> topics, Long millis) throws Trouble {
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("segment.ms", millis == null ? null : millis.toString()),
                millis == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET);
        answer(admin.incrementalAlterConfigs(topics.stream()
                        .collect(Collectors.toMap(
                                topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                topic -> List.of(change))))
                .all());
    }

    /** What a topic is kept by, as Kafka calls it. */
    Map<String, String> settings(String topic) throws Trouble {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new HashMap<>();
        answer(admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .entries()
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
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
