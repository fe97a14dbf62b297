package io.groundswell.benchmarks;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredSubject;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one would write without a framework: one thread that polls, decodes, matches, counts in a HashMap what the stage counts
 * that these posts have (kinds, voices, authors, reach, engagement, what they carry, evidence), and at the end writes each window
 * once. It survives no restart, corrects nothing, waits for no late post, and nobody hears of anything before the end.
 */
final class PlainLoop implements AutoCloseable {

    private static final int MOST_EVIDENCE = 20;
    private static final int MOST_SUBJECTS = 10;
    private static final Duration YOUNG = Duration.ofDays(1);

    /** What it has counted of one brand in one window. */
    private static final class Window {
        private final Measure measure = new Measure();
        private final Set<String> authors = new HashSet<>();
        private final Map<String, MeasuredSubject> subjects = new HashMap<>();
        private final List<Evidence> evidence = new ArrayList<>();

        private MeasuredSubject subject(SubjectKind kind, String name) {
            return subjects.computeIfAbsent(kind + name, unknown -> new MeasuredSubject(kind, name, 0L, 0L, 0L, 0L));
        }

        private Measure told() {
            measure.setMentions(measure.getPosts() + measure.getReplies() + measure.getQuotes() + measure.getReposts());
            measure.setAuthors((long) authors.size());
            evidence.sort(Comparator.comparing(Evidence::getFollowers, Comparator.reverseOrder())
                    .thenComparing(Evidence::getMention));
            measure.setEvidence(evidence.subList(0, Math.min(evidence.size(), MOST_EVIDENCE)));
            List<MeasuredSubject> most = new ArrayList<>();
            for (SubjectKind kind : SubjectKind.values()) {
                subjects.values().stream()
                        .filter(subject -> subject.getKind() == kind)
                        .sorted(Comparator.comparing(MeasuredSubject::getMentions, Comparator.reverseOrder())
                                .thenComparing(MeasuredSubject::getEngagement, Comparator.reverseOrder())
                                .thenComparing(MeasuredSubject::getName))
                        .limit(MOST_SUBJECTS)
                        .forEach(most::add);
            }
            measure.setSubjects(most);
            measure.setParts(List.of());
            return measure;
        }
    }

    private final FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
    private final BrandMatcher matcher = new BrandMatcher();
    private final AvroMessages<Measure> messages = AvroMessages.of(Measure.class);
    /** What was last read of a post, by its id. */
    private final Map<String, long[]> readings = new HashMap<>();

    private final Map<String, Window> windows = new HashMap<>();

    PlainLoop(List<Brand> brands) {
        brands.forEach(matcher::put);
    }

    /** Reads the feed to the given number of records, and writes what it has counted. */
    void run(String brokers, long records) {
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
        write(brokers);
    }

    private void count(Decoded item) {
        if (!(item instanceof Decoded.Post post)) {
            return;
        }
        Mention mention = post.mention();
        List<String> brands = matcher.match(mention).brands();
        if (brands.isEmpty()) {
            return;
        }
        long[] now = counters(mention.getCounters());
        long[] before = readings.put(mention.getId(), now);
        boolean young = Duration.between(mention.getCreatedAt(), mention.getObservedAt())
                        .compareTo(YOUNG)
                <= 0;
        for (String brand : brands) {
            for (String platform : new String[] {mention.getPlatform(), "all"}) {
                for (WindowSize size : WindowSize.values()) {
                    if (before == null) {
                        countMention(mention, window(brand, platform, size, mention.getCreatedAt()));
                    }
                    if (before != null || young) {
                        countGains(mention, now, before, window(brand, platform, size, mention.getObservedAt()));
                    }
                }
            }
        }
    }

    private static long[] counters(Counters counters) {
        return counters == null
                ? new long[3]
                : new long[] {known(counters.getLikes()), known(counters.getReposts()), known(counters.getReplies())};
    }

    private static long known(Long counter) {
        return counter == null ? 0 : counter;
    }

    private Window window(String brand, String platform, WindowSize size, Instant at) {
        Instant start = at.truncatedTo(
                switch (size) {
                    case MINUTE -> ChronoUnit.MINUTES;
                    case HOUR -> ChronoUnit.HOURS;
                    case DAY -> ChronoUnit.DAYS;
                });
        return windows.computeIfAbsent(brand + '|' + platform + '|' + size + '|' + start, id -> {
            Window window = new Window();
            Measure measure = window.measure;
            measure.setId(id);
            measure.setBrand(brand);
            measure.setPlatform(platform);
            measure.setSize(size);
            measure.setWindowStart(start);
            measure.setWindowEnd(start);
            measure.setMetrics(Map.of());
            measure.setMetricVersions(List.of());
            measure.setFormula("plain");
            measure.setAsOf(start);
            return window;
        });
    }

    private static void countMention(Mention mention, Window window) {
        Measure measure = window.measure;
        MentionKind kind = mention.getKind();
        switch (kind) {
            case REPLY -> measure.setReplies(measure.getReplies() + 1);
            case QUOTE -> measure.setQuotes(measure.getQuotes() + 1);
            case REPOST -> measure.setReposts(measure.getReposts() + 1);
            default -> measure.setPosts(measure.getPosts() + 1);
        }
        if (kind == MentionKind.REPOST) {
            measure.setAmplified(measure.getAmplified() + 1);
        } else {
            measure.setPeople(measure.getPeople() + 1);
        }
        measure.setUnjudged(measure.getUnjudged() + 1);
        window.authors.add(mention.getAuthor().getId());
        Long followers = mention.getAuthor().getFollowers();
        if (followers != null) {
            measure.setReach(measure.getReach() + followers);
            measure.setReachKnown(measure.getReachKnown() + 1);
        }
        boolean together = measure.getPlatform().equals("all");
        if (together && measure.getSize() == WindowSize.MINUTE) {
            String original = mention.getRepostOf() == null ? mention.getId() : mention.getRepostOf();
            window.evidence.add(
                    new Evidence(mention.getId(), null, followers == null ? Long.valueOf(-1) : followers, original));
        } else if (together) {
            for (MeasuredSubject subject : subjects(mention, window)) {
                subject.setMentions(subject.getMentions() + 1);
                subject.setReach(subject.getReach() + (followers == null ? 0 : followers));
            }
        }
    }

    private static List<MeasuredSubject> subjects(Mention mention, Window window) {
        List<MeasuredSubject> subjects = new ArrayList<>();
        for (String tag : mention.getHashtags()) {
            subjects.add(window.subject(SubjectKind.HASHTAG, tag));
        }
        for (String link : mention.getLinks()) {
            subjects.add(window.subject(SubjectKind.LINK, link));
        }
        subjects.add(window.subject(SubjectKind.AUTHOR, mention.getAuthor().getId()));
        subjects.add(window.subject(
                SubjectKind.POST, mention.getRepostOf() == null ? mention.getId() : mention.getRepostOf()));
        return subjects;
    }

    private static void countGains(Mention mention, long[] now, long[] before, Window window) {
        Measure measure = window.measure;
        long likes = now[0] - (before == null ? 0 : before[0]);
        long shares = now[1] - (before == null ? 0 : before[1]);
        long replies = now[2] - (before == null ? 0 : before[2]);
        long all = likes + shares + replies;
        if (all == 0) {
            return;
        }
        measure.setLikes(measure.getLikes() + likes);
        measure.setSharesGained(measure.getSharesGained() + shares);
        measure.setRepliesGained(measure.getRepliesGained() + replies);
        measure.setEngagement(measure.getEngagement() + all);
        if (measure.getPlatform().equals("all") && measure.getSize() != WindowSize.MINUTE) {
            for (MeasuredSubject subject : subjects(mention, window)) {
                subject.setEngagement(subject.getEngagement() + all);
            }
        }
    }

    private void write(String brokers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", brokers);
        properties.put("linger.ms", "20");
        properties.put("batch.size", "262144");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            windows.forEach((id, window) -> producer.send(new ProducerRecord<>(
                    Topics.MEASURES, id.getBytes(StandardCharsets.UTF_8), messages.encode(window.told()))));
        }
    }

    @Override
    public void close() {
        matcher.close();
    }
}
