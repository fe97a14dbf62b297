package io.groundswell.collect;

import io.groundswell.flow.EventTime;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.PackedHeaders;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Raw feeds to mentions: {@code feed.*} and {@code brands} in; out {@code mentions}, {@code engagement},
 * {@code takedowns}, {@code audience}, {@code traffic} and {@code dead-letters}.
 */
public final class CollectJob {

    private static final String STAGE = "collect";
    private static final Duration POLL = Duration.ofMillis(500);

    public static void main(String[] arguments) throws Exception {
        StageMain.run(STAGE, arguments, CollectJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        List<Setting<?>> declared = Stream.concat(CollectSettings.ALL.stream(), FlowSettings.ALL.stream())
                .toList();
        settings.checked(STAGE, declared);
        KafkaEnds ends = new KafkaEnds(STAGE, settings);
        CollectSettings mine = CollectSettings.from(settings);
        KnownBrands known = KnownBrands.from(brandRecords(settings, mine.brandsPatience()));

        DataStream<KafkaRecord> feeds = environment
                .fromSource(ends.source(Topics.FEEDS), EventTime.ofRecords(settings), "feeds")
                .uid("collect-feeds")
                .name("Raw posts from Kafka");
        DataStream<KafkaRecord> brands = environment
                .fromSource(ends.source(Topics.BRANDS), WatermarkStrategy.noWatermarks(), "brands")
                .uid("collect-brands")
                .name("Changes of brands from Kafka")
                // Brands are few, and their order matters.
                .setParallelism(1);

        CollectTopology.Collected collected = CollectTopology.define(feeds, brands, known, mine);

        collected
                .mentions()
                .sinkTo(ends.sink(Topics.MENTIONS, Mention.class, Mention::getId, mention -> mention.getObservedAt()
                        .toEpochMilli()))
                .uid("collect-mentions")
                .name("Mentions to Kafka");
        collected
                .engagement()
                .sinkTo(ends.sink(Topics.ENGAGEMENT, Engagement.class, Engagement::getId, engagement -> engagement
                        .getObservedAt()
                        .toEpochMilli()))
                .uid("collect-engagement")
                .name("Engagement to Kafka");
        collected
                .takedowns()
                .sinkTo(ends.sink(
                        Topics.TAKEDOWNS, Takedown.class, Takedown::getId, takedown -> takedown.getObservedAt()
                                .toEpochMilli()))
                .uid("collect-takedowns")
                .name("Takedowns to Kafka");
        collected
                .audience()
                .sinkTo(ends.sink(
                        Topics.AUDIENCE, Audience.class, Audience::getAccount, audience -> audience.getObservedAt()
                                .toEpochMilli()))
                .uid("collect-audience")
                .name("Audience counts to Kafka");
        collected
                .traffic()
                .sinkTo(ends.sink(Topics.TRAFFIC, Traffic.class, Traffic::getId, traffic -> traffic.getObservedAt()
                        .toEpochMilli()))
                .uid("collect-traffic")
                .name("Web traffic to Kafka");
        collected
                .deadLetters()
                .sinkTo(ends.deadLetters())
                .uid("collect-dead-letters")
                .name("Dead letters to Kafka");
    }

    /**
     * The topic of brands from its beginning to where it ends now, so that the first post already meets every brand.
     *
     * @throws SettingsProblem when Kafka does not answer in time
     */
    private static List<KafkaRecord> brandRecords(Settings settings, Duration patience) {
        Properties client = settings.kafkaClient();
        client.put("bootstrap.servers", settings.get(FlowSettings.KAFKA_BROKERS));
        client.put("client.id", "groundswell-collect-known-brands");
        client.put("allow.auto.create.topics", "false");
        client.put("enable.auto.commit", "false");
        client.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
        client.put("request.timeout.ms", Long.toString(Math.max(1, patience.toMillis())));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<KafkaRecord> records = new ArrayList<>();
            long patientPolls = Math.max(1, patience.dividedBy(POLL));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (polled.isEmpty() && --patientPolls < 0) {
                    throw new SettingsProblem(List.of("the brands cannot be read from Kafka at "
                            + settings.get(FlowSettings.KAFKA_BROKERS) + ": it stopped answering"));
                }
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    records.add(new KafkaRecord(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            PackedHeaders.of(record.headers())));
                }
            }
            return records;
        } catch (KafkaException e) {
            throw new SettingsProblem(List.of("the brands cannot be read from Kafka at "
                    + settings.get(FlowSettings.KAFKA_BROKERS) + " ('kafka.brokers'): " + e.getMessage()));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(Topics.BRANDS);
        return found == null
                ? List.of()
                : found.stream()
                        .map(partition -> new TopicPartition(Topics.BRANDS, partition.partition()))
                        .toList();
    }

    private CollectJob() {}
}
