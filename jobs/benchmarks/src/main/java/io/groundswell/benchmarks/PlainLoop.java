package io.groundswell.benchmarks;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import io.groundswell.measure.MeasureSettings;
import io.groundswell.measure.metric.MetricValues;
import io.groundswell.measure.volume.Breakdown;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Reach;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Counters;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What one would write without a framework: one thread that polls, decodes, matches, writes each mention on, counts in a HashMap
 * what the stage counts that these posts have, and at the end writes each window once. What it writes of a window is what the
 * stage says of it in the end; metrics, parts and the order of evidence are worked out by the stage's own classes. It survives no restart, corrects nothing, waits for no late post, and nobody hears of any number
 * before the end.
 */
final class PlainLoop implements AutoCloseable {

    static final String MENTIONS = "plain-mentions";
    static final String MEASURES = "plain-measures";

    private static final int MOST_SUBJECTS = 10;
    private static final Duration YOUNG = Duration.ofDays(1);

    /** What it has counted of one brand in one window. */
    private static final class Window {
        private final Measure measure = new Measure();
        private final Set<String> authors = new HashSet<>();
        private final Map<String, MeasuredSubject> subjects = new HashMap<>();
        private final List<Candidate> mentions = new ArrayList<>();

        private MeasuredSubject subject(SubjectKind kind, String name) {
            return subjects.computeIfAbsent(kind + name, unknown -> new MeasuredSubject(kind, name, 0L, 0L, 0L, 0L));
        }

        private Measure told(MetricValues metrics) {
            measure.setMentions(measure.getPosts() + measure.getReplies() + measure.getQuotes() + measure.getReposts());
            measure.setAuthors((long) authors.size());
            mentions.sort(Candidate.BY_WEIGHT);
            measure.setEvidence(mentions.stream()
                    .limit(Candidate.MOST)
                    .map(Candidate::evidence)
                    .toList());
            measure.setParts(Breakdown.of(mentions, Set.of()));
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
            metrics.addTo(measure);
            return measure;
        }
    }

    /** Counters tell what was gained only in the order in which they were read, which a topic keeps within a partition. */
    private static final class InOrder {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Map<TopicPartition, Long> ends;
        private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();

        private InOrder(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
            this.consumer = consumer;
            this.ends = ends;
            ends.keySet().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
        }

        /** Null when there is no more. */
        private ConsumerRecord<byte[], byte[]> next() {
            while (waiting.entrySet().stream().anyMatch(each -> each.getValue().isEmpty() && !isRead(each.getKey()))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    waiting.get(new TopicPartition(record.topic(), record.partition()))
                            .add(record);
                }
            }
            return waiting.values().stream()
                    .filter(records -> !records.isEmpty())
                    .min(Comparator.comparingLong(records -> records.peek().timestamp()))
                    .map(Queue::remove)
                    .orElse(null);
        }

        private boolean isRead(TopicPartition partition) {
            return consumer.position(partition) >= ends.get(partition);
        }
    }

    private final FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
    private final BrandMatcher matcher = new BrandMatcher();
    private final AvroMessages<Mention> mentions = AvroMessages.of(Mention.class);
    private final AvroMessages<Measure> measures = AvroMessages.of(Measure.class);
    private final Settings settings;
    /** What was last read of a post, by its id. */
    private final Map<String, long[]> readings = new HashMap<>();

    private final Map<String, Window> windows = new HashMap<>();

    /** @param settings of the jobs it stands beside */
    PlainLoop(List<Brand> brands, Settings settings) {
        brands.forEach(matcher::put);
        this.settings = settings;
    }

    /** Reads the feed to its end, and writes what it found and has counted. */
    void run() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.get(FlowSettings.KAFKA_BROKERS));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        KafkaEnds.producer(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.feed("x")).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            InOrder feed = new InOrder(consumer, consumer.endOffsets(partitions));
            for (ConsumerRecord<byte[], byte[]> record = feed.next(); record != null; record = feed.next()) {
                for (Decoded item : decoder.decode(record.value(), record.timestamp())) {
                    if (item instanceof Decoded.Post post) {
                        take(post.mention(), producer);
                    }
                }
            }
            MetricValues metrics =
                    new MetricValues(MeasureSettings.from(settings).metrics());
            windows.forEach((id, window) -> write(MEASURES, id, measures.encode(window.told(metrics)), producer));
        }
    }

    private static void write(String topic, String id, byte[] value, KafkaProducer<byte[], byte[]> producer) {
        producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value));
    }

    private void take(Mention mention, KafkaProducer<byte[], byte[]> producer) {
        List<String> brands = matcher.match(mention).brands();
        if (brands.isEmpty()) {
            return;
        }
        mention.setBrands(brands);
        write(MENTIONS, mention.getId(), mentions.encode(mention), producer);
        long[] now = counters(mention.getCounters());
        long[] before = readings.put(mention.getId(), now);
        boolean young = Duration.between(mention.getCreatedAt(), mention.getObservedAt())
                        .compareTo(YOUNG)
                <= 0;
        for (String brand : brands) {
            for (String platform : new String[] {mention.getPlatform(), WindowKey.ALL_PLATFORMS}) {
                for (WindowSize size : WindowSize.values()) {
                    if (before == null) {
                        countMention(mention, window(brand, platform, size, mention.getCreatedAt()));
                    }
                    if (before != null || young) {
                        countGains(mention, now, before, brand, platform, size);
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
        ChronoUnit unit =
                switch (size) {
                    case MINUTE -> ChronoUnit.MINUTES;
                    case HOUR -> ChronoUnit.HOURS;
                    case DAY -> ChronoUnit.DAYS;
                };
        Instant start = at.truncatedTo(unit);
        String key = brand + '|' + platform + '|' + size.name().toLowerCase(Locale.ROOT) + '|' + start;
        return windows.computeIfAbsent(key, id -> {
            Window window = new Window();
            Measure measure = window.measure;
            measure.setId(id);
            measure.setBrand(brand);
            measure.setPlatform(platform);
            measure.setSize(size);
            measure.setWindowStart(start);
            measure.setWindowEnd(start.plus(1, unit));
            measure.setFormula(Tally.FORMULA);
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
            measure.setReachSliding(measure.getReachSliding() + Reach.sliding(followers));
        }
        boolean together = measure.getPlatform().equals(WindowKey.ALL_PLATFORMS);
        if (together && measure.getSize() == WindowSize.MINUTE) {
            window.mentions.add(candidate(mention));
        } else if (together) {
            for (MeasuredSubject subject : subjects(mention, window)) {
                subject.setMentions(subject.getMentions() + 1);
                subject.setReach(subject.getReach() + (followers == null ? 0 : followers));
            }
        }
    }

    private static Candidate candidate(Mention mention) {
        boolean repost = mention.getKind() == MentionKind.REPOST;
        String original = repost ? mention.getRepostOf() : mention.getId();
        Long followers = mention.getAuthor().getFollowers();
        List<Subject> carries = new ArrayList<>();
        mention.getHashtags().forEach(tag -> carries.add(new Subject(SubjectKind.HASHTAG, tag)));
        mention.getLinks().forEach(link -> carries.add(new Subject(SubjectKind.LINK, link)));
        carries.add(new Subject(SubjectKind.PLATFORM, mention.getPlatform()));
        carries.add(new Subject(SubjectKind.VOICE, mention.getKind().name().toLowerCase(Locale.ROOT)));
        carries.add(new Subject(SubjectKind.THREAD, original));
        carries.add(new Subject(SubjectKind.AUTHOR, mention.getAuthor().getId()));
        return new Candidate(
                mention.getId(),
                null,
                followers == null ? Candidate.UNKNOWN : followers,
                original,
                repost ? Crowd.AMPLIFIED : Crowd.PEOPLE,
                false,
                carries);
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

    private void countGains(
            Mention mention, long[] now, long[] before, String brand, String platform, WindowSize size) {
        long likes = now[0] - (before == null ? 0 : before[0]);
        long shares = now[1] - (before == null ? 0 : before[1]);
        long replies = now[2] - (before == null ? 0 : before[2]);
        long all = likes + shares + replies;
        if (all == 0) {
            return;
        }
        Window window = window(brand, platform, size, mention.getObservedAt());
        Measure measure = window.measure;
        measure.setLikes(measure.getLikes() + likes);
        measure.setSharesGained(measure.getSharesGained() + shares);
        measure.setRepliesGained(measure.getRepliesGained() + replies);
        measure.setEngagement(measure.getEngagement() + all);
        if (measure.getPlatform().equals(WindowKey.ALL_PLATFORMS) && measure.getSize() != WindowSize.MINUTE) {
            for (MeasuredSubject subject : subjects(mention, window)) {
                subject.setEngagement(subject.getEngagement() + all);
            }
        }
    }

    @Override
    public void close() {
        matcher.close();
    }
}
