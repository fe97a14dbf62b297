package io.groundswell.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final long LONG_AGO = 1_420_070_400_000L; // 2015-01-01T00:00:00Z

    @TempDir
    Path folder;

    @Test
    void what_was_written_is_there_after_a_restart_on_another_port() throws Exception {
        // Given
        int firstPort;
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            firstPort = broker.port();
            broker.createTopics("feed.x", "brands");
            try (KafkaProducer<String, byte[]> producer = producer(broker)) {
                producer.send(new ProducerRecord<>(
                                "feed.x", 0, LONG_AGO, "one", "first".getBytes(StandardCharsets.UTF_8)))
                        .get();
                producer.send(new ProducerRecord<>("feed.x", 0, LONG_AGO, "two", new byte[5_000_000]))
                        .get();
            }
        }

        // When
        List<String> read;
        int secondPort;
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            secondPort = broker.port();
            broker.createTopics("feed.x", "brands");
            read = read(broker, "feed.x");
        }

        // Then
        assertThat(read).containsExactly(LONG_AGO + " one 5", LONG_AGO + " two 5000000");
        assertThat(secondPort).isPositive().isNotEqualTo(firstPort);
    }

    @Test
    void brands_are_compacted_and_a_topic_nobody_created_is_refused() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()));
                KafkaProducer<String, byte[]> producer = producer(broker)) {
            // Given
            broker.createTopics("brands", "mentions");

            // When
            ConfigResource brands = new ConfigResource(ConfigResource.Type.TOPIC, "brands");
            ConfigResource mentions = new ConfigResource(ConfigResource.Type.TOPIC, "mentions");
            var configs = admin.describeConfigs(List.of(brands, mentions)).all().get();
            var described = admin.describeTopics(List.of("brands", "mentions"))
                    .allTopicNames()
                    .get();

            // Then
            assertThat(configs.get(brands).get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(configs.get(mentions).get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(configs.get(mentions).get("retention.ms").value()).isEqualTo("-1");
            assertThat(described.get("brands").partitions()).hasSize(1);
            assertThat(described.get("mentions").partitions()).hasSize(2);
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("mentoins", new byte[0]))
                            .get())
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void topics_are_led_as_soon_as_they_are_said_to_be_created() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.brokers()))) {
            // Many times, as it is a matter of milliseconds.
            for (int round = 0; round < 40; round++) {
                String prefix = "feed.n" + round + "-";
                String[] names =
                        IntStream.range(0, 25).mapToObj(each -> prefix + each).toArray(String[]::new);

                broker.createTopics(1, names);

                Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
                for (String name : names) {
                    ends.put(new TopicPartition(name, 0), OffsetSpec.latest());
                }
                assertThat(admin.listOffsets(ends).all().get()).hasSize(names.length);
            }
        }
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            int taken = other.getLocalPort();

            // Then
            assertThatThrownBy(() -> KafkaBroker.start(folder, taken))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Port " + taken
                                    + " on 127.0.0.1 is taken by another program: stop it, or choose another port, or 0 for any free one.");
        }
    }

    private static KafkaProducer<String, byte[]> producer(KafkaBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers(), "max.request.size", 16_000_000, "max.block.ms", 2_000),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static List<String> read(KafkaBroker broker, String topic) {
        List<String> read = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.brokers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    read.add(record.timestamp() + " " + record.key() + " " + record.value().length);
                }
            }
        }
        return read;
    }
}
