package io.groundswell.flow;

import io.groundswell.topics.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka sources and sinks for one stage. Sources begin at the group's committed offsets, else at the earliest record;
 * sinks deliver at least once, and ids and versions downstream make that exact.
 */
public final class KafkaEnds {

    private static final long DISCOVER_PARTITIONS_MILLIS = 10_000;

    /** In bytes: a dead letter carries the bad record whole, so it may be as large as the largest record let in. */
    private static final int LARGEST_RECORD = 32 << 20;

    /** In bytes: what comes within the five milliseconds that a batch waits goes in one request, also when thousands come. */
    private static final int BATCH = 256 << 10;

    private final String stage;
    private final String brokers;
    private final Properties client;
    private final Properties producer;
    private final Duration patience;
    private final Set<String> reads = new TreeSet<>();
    private final Set<String> writes = new TreeSet<>();
    private boolean feeds;

    public KafkaEnds(String stage, Settings settings) {
        this.stage = stage;
        this.brokers = settings.get(FlowSettings.KAFKA_BROKERS);
        this.client = settings.kafkaClient();
        this.producer = producer(settings);
        this.patience = settings.get(FlowSettings.BRANDS_PATIENCE);
    }

    public KafkaSource<KafkaRecord> source(String topic) {
        reads.add(topic);
        return source(builder -> builder.setTopics(topic), topic);
    }

    /** Of every feed, those to come included. */
    public KafkaSource<KafkaRecord> feeds() {
        feeds = true;
        return source(builder -> builder.setTopicPattern(Topics.FEEDS), "feeds");
    }

    // Flink's connector still asks for the enum that Kafka has deprecated.
    @SuppressWarnings("deprecation")
    private KafkaSource<KafkaRecord> source(
            Function<KafkaSourceBuilder<KafkaRecord>, KafkaSourceBuilder<KafkaRecord>> subscription, String name) {
        return subscription
                .apply(KafkaSource.builder())
                .setProperties(client)
                .setBootstrapServers(brokers)
                .setGroupId("groundswell-" + stage)
                .setClientIdPrefix("groundswell-" + stage + "-" + name)
                .setProperty("partition.discovery.interval.ms", Long.toString(DISCOVER_PARTITIONS_MILLIS))
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new ReadKafkaRecords())
                .build();
    }

    /**
     * A sink of Avro records in single-object encoding.
     *
     * @param key the record's key, by which versions of one thing stay in one partition, in order
     * @param time the record's event time in milliseconds since 1970, kept as Kafka's timestamp
     */
    public <T extends SpecificRecord> KafkaSink<T> sink(
            String topic, Class<T> type, SerializableFunction<T, String> key, SerializableFunction<T, Long> time) {
        writes.add(topic);
        return sink(new WriteAvroRecords<>(topic, type, key, time));
    }

    /** The sink of the dead-letter topic. */
    public KafkaSink<DeadLetter> deadLetters() {
        writes.add(Topics.DEAD_LETTERS);
        return sink(new WriteDeadLetters());
    }

    /**
     * To be called when every end is made: whether this user may read, write and keep positions wherever the job will.
     *
     * @throws SettingsProblem naming each right that is missing
     */
    public void requireRights() {
        Map<String, Object> access = new HashMap<>();
        client.forEach((key, value) -> access.put((String) key, value));
        access.put("bootstrap.servers", brokers);
        access.put("client.id", "groundswell-" + stage + "-rights");
        List<String> missing = KafkaRights.missing(
                access, new KafkaRights.Needs(reads, writes, Set.of("groundswell-" + stage), feeds), patience);
        if (!missing.isEmpty()) {
            throw new SettingsProblem(missing.stream()
                    .map(right -> "Kafka at " + brokers + ": " + right)
                    .toList());
        }
    }

    private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> serializer) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer)
                .build();
    }

    /**
     * How every producer of a stage is made, also where a sink cannot be attached: inside another sink. It acknowledges
     * what all replicas in sync have, in order; records that come within five milliseconds travel together.
     */
    public static Properties producer(Settings settings) {
        Properties properties = settings.kafkaClient();
        properties.setProperty("bootstrap.servers", settings.get(FlowSettings.KAFKA_BROKERS));
        properties.setProperty("acks", "all");
        properties.setProperty("enable.idempotence", "true");
        properties.setProperty("compression.type", "lz4");
        properties.setProperty("linger.ms", "5");
        properties.setProperty("batch.size", Integer.toString(BATCH));
        properties.setProperty("max.request.size", Integer.toString(LARGEST_RECORD));
        properties.setProperty("buffer.memory", Integer.toString(2 * LARGEST_RECORD));
        return properties;
    }

    private static final class WriteDeadLetters implements KafkaRecordSerializationSchema<DeadLetter> {

        private static final long serialVersionUID = 1;

        private transient AvroMessages<DeadLetter> messages;
        private transient DeadLetterCounts counts;

        @Override
        public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
            counts = new DeadLetterCounts(context.getMetricGroup());
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
            if (messages == null) {
                messages = AvroMessages.of(DeadLetter.class);
            }
            counts.count(letter.getReason());
            return DeadLetters.toKafka(letter, messages);
        }
    }

    private static final class WriteAvroRecords<T extends SpecificRecord> implements KafkaRecordSerializationSchema<T> {

        private final String topic;
        private final Class<T> type;
        private final SerializableFunction<T, String> key;
        private final SerializableFunction<T, Long> time;
        private transient AvroMessages<T> messages;
        private transient long lastAge;

        private WriteAvroRecords(
                String topic, Class<T> type, SerializableFunction<T, String> key, SerializableFunction<T, Long> time) {
            this.topic = topic;
            this.type = type;
            this.key = key;
            this.time = time;
        }

        /** As the metric {@code groundswell.topic.<topic>.ageMillis}: how long after its event time the last record was written. */
        @Override
        public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
            context.getMetricGroup()
                    .addGroup("groundswell")
                    .addGroup("topic", topic)
                    .gauge("ageMillis", (Gauge<Long>) () -> lastAge);
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, Long timestamp) {
            if (messages == null) {
                messages = AvroMessages.of(type);
            }
            byte[] keyBytes = key.apply(element).getBytes(StandardCharsets.UTF_8);
            long eventTime = time.apply(element);
            lastAge = WallClock.now().toEpochMilli() - eventTime;
            return new ProducerRecord<>(topic, null, eventTime, keyBytes, messages.encode(element));
        }
    }
}
