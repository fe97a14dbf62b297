package io.groundswell.benchmarks;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What one would write without a framework: one thread that polls, decodes, matches, and counts mentions and authors per
 * brand, platform and window in a HashMap. It survives no restart, waits for no late post and tells nobody.
 */
final class PlainLoop {

    /** What it has counted of one brand in one window. */
    static final class Count {
        long mentions;
        final Set<String> authors = new HashSet<>();
    }

    private final FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
    private final BrandMatcher matcher = new BrandMatcher();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Count> counts = new HashMap<>();

    PlainLoop(List<Brand> brands) {
        brands.forEach(matcher::put);
    }

    /** Reads the feed to the given number of records. */
    Map<String, Count> run(String brokers, long records) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.feed("x")).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long read = 0; read < records; ) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofSeconds(1));
                for (ConsumerRecord<byte[], byte[]> record : batch) {
                    decoder.decode(record.value(), record.timestamp()).forEach(this::count);
                }
                read += batch.count();
            }
        }
        return counts;
    }

    private void count(Decoded item) {
        if (!(item instanceof Decoded.Post post)) {
            return;
        }
        Mention mention = post.mention();
        List<String> brands = matcher.match(mention).brands();
        if (brands.isEmpty() || versions.put(mention.getId(), mention.getVersion()) != null) {
            return;
        }
        for (String brand : brands) {
            for (String platform : new String[] {mention.getPlatform(), "all"}) {
                count(brand, platform, mention, ChronoUnit.MINUTES);
                count(brand, platform, mention, ChronoUnit.HOURS);
                count(brand, platform, mention, ChronoUnit.DAYS);
            }
        }
    }

    private void count(String brand, String platform, Mention mention, ChronoUnit size) {
        Instant start = mention.getCreatedAt().truncatedTo(size);
        Count count = counts.computeIfAbsent(brand + "|" + platform + "|" + size + "|" + start, window -> new Count());
        count.mentions++;
        count.authors.add(mention.getAuthor().getId());
    }
}
