package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Erasures;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Erasure;
import io.groundswell.topics.Label;
import io.groundswell.topics.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Erases an author or a mention: an erasure in the topic of erasures keeps later copies out and lets {@code collect} send a
 * deletion through all jobs, as a platform's own would; what deletions do not reach is written again without it; raw
 * records are cut off. May be repeated after a failure.
 */
final class Erasing implements AutoCloseable {

    /** Longer than measures wait before they are told again. */
    private static final Duration MEASURES_SETTLE = Duration.ofSeconds(3);

    /** A mention that was on its way while others were looked for is found the next time round. */
    private static final int MOST_ROUNDS = 10;

    private final Brokers brokers;
    private final SearchDoor door;
    private final Steps steps;
    private final TopicOffsets offsets;
    private final ErasureSearch search;

    Erasing(Brokers brokers, SearchDoor door, Steps steps) {
        this.brokers = brokers;
        this.door = door;
        this.steps = steps;
        offsets = new TopicOffsets(brokers);
        search = new ErasureSearch(brokers, door);
    }

    /** Records that name a subject where nothing can be overwritten. @param cutAt one past the last, by partition */
    private record RawRecords(long count, Map<TopicPartition, Long> cutAt) {}

    /** @return false when nothing was found, and nothing was done */
    boolean erase(ErasureSubjects subjects, boolean dryRun, ErasureReceipt receipt)
            throws Trouble, IOException, InterruptedException {
        steps.say("Looking through topics and documents");
        ErasureSearch.Found found = search.find(subjects);
        Set<String> mentions = new TreeSet<>(found.versions().keySet());
        mentions.addAll(found.gone());
        mentions.addAll(subjects.mentions());
        RawRecords raw = rawRecords(subjects, mentions);
        long labels = labels(mentions);
        long letters = new ErasureScrub(brokers, subjects.allAuthors(), mentions, WallClock.now()).lettersHolding();
        receipt.found("mentions", found.versions().size());
        receipt.found("records", raw.count());
        receipt.found("labels", labels);
        receipt.found("deadLetters", letters);
        steps.say("Found " + found.versions().size() + " mentions with reposts, " + raw.count() + " records of them, "
                + labels + " labels, " + letters + " dead letters");
        if (found.versions().isEmpty() && raw.count() == 0 && labels == 0 && letters == 0) {
            return false;
        }
        if (dryRun) {
            return true;
        }
        // The deletions begin files of their own, so that what lies before them can go.
        offsets.newFileAfter(CUT_OFF, 1L);
        try {
            mentions.addAll(sendDeletions(subjects, found));
            receipt.done("topic erasures", "posts by the authors, the mentions and their reposts stay out for good");
            receipt.done("job collect", "its state and its topics have the deletions");
            awaitJobs();
            receipt.done("jobs enrich, measure, notify, publish", "have taken the deletions");
            scrub(subjects, mentions, receipt);
            forgetSubjects();
            // Last of what is looked for at the beginning: whoever is interrupted before finds it again.
            cut(rawRecords(subjects, mentions), receipt);
        } finally {
            offsets.newFileAfter(CUT_OFF, TopicKeeping.GONE_WITHIN.toMillis());
        }
        documents(subjects, mentions, receipt);
        tellWhatRemains(receipt);
        return true;
    }

    private Set<String> sendDeletions(ErasureSubjects subjects, ErasureSearch.Found first)
            throws Trouble, IOException, InterruptedException {
        JobProgress jobs = new JobProgress(offsets);
        Set<String> sent = new HashSet<>();
        ErasureSearch.Found found = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, Long> more = new HashMap<>(found.versions());
            more.keySet().removeAll(sent);
            if (round == 0) {
                subjects.mentions().forEach(mention -> more.putIfAbsent(mention, 0L));
            } else if (more.isEmpty()) {
                return sent;
            }
            Instant now = WallClock.now();
            long newest = found.newest() == Long.MIN_VALUE ? now.toEpochMilli() : found.newest();
            Instant observedAt =
                    Instant.ofEpochMilli(Math.min(newest, now.toEpochMilli())).plus(LATER_THAN_ALL);
            AvroMessages<Erasure> messages = AvroMessages.of(Erasure.class);
            try (TopicWriter writer = new TopicWriter(brokers, Topics.ERASURES)) {
                for (String author : subjects.authors()) {
                    String id = Erasures.ofAuthor(author);
                    String platform = ErasureSubjects.platform(author);
                    writer.write(id, messages.encode(erasure(id, null, platform, 0, observedAt, now)));
                }
                for (Map.Entry<String, Long> each : more.entrySet()) {
                    String id = Erasures.ofMention(each.getKey());
                    String platform = ErasureSubjects.platform(each.getKey());
                    long version = Math.max(each.getValue() + 1, observedAt.toEpochMilli());
                    writer.write(id, messages.encode(erasure(id, each.getKey(), platform, version, observedAt, now)));
                }
                writer.finish();
            }
            sent.addAll(more.keySet());
            steps.say("Waiting for collect to hear of it");
            jobs.await(Topics.ERASURES::equals, "collect");
            found = search.find(subjects);
        }
        throw new Trouble("New mentions of the author still come after " + MOST_ROUNDS
                + " rounds: is an older version of the job collect running?");
    }

    private static Erasure erasure(
            String id, String subject, String platform, long version, Instant observedAt, Instant now) {
        return Erasure.newBuilder()
                .setId(id)
                .setSubject(subject)
                .setPlatform(platform)
                .setVersion(version)
                .setObservedAt(observedAt)
                .setErasedAt(now)
                .build();
    }

    private void awaitJobs() throws Trouble, InterruptedException {
        steps.say("Waiting for the other jobs");
        JobProgress jobs = new JobProgress(offsets);
        jobs.await(Topics.MENTIONS::equals, "enrich");
        jobs.await(Topics.ENRICHED_MENTIONS::equals, "measure", "notify", "publish");
        Thread.sleep(MEASURES_SETTLE.toMillis());
        jobs.await(Topics.ENRICHED_MENTIONS::equals, "measure");
        jobs.await(topic -> !topic.equals(Topics.ENRICHED_MENTIONS), "notify");
        // An alert of which only the revision moved waits as long as that.
        Thread.sleep(StackSettings.QUIET.toMillis());
        jobs.await(topic -> true, "publish");
    }

    private void scrub(ErasureSubjects subjects, Set<String> mentions, ErasureReceipt receipt) throws Trouble {
        steps.say("Taking out what deletions do not reach");
        ErasureScrub scrub = new ErasureScrub(brokers, subjects.allAuthors(), mentions, WallClock.now());
        offsets.newFileAfter(QUIET, 1L);
        try {
            rewrite(scrub, receipt);
        } finally {
            offsets.newFileAfter(QUIET, null);
        }
    }

    private static void rewrite(ErasureScrub scrub, ErasureReceipt receipt) throws Trouble {
        receipt.done("topic labels", "words taken out of " + scrub.labels() + " labels");
        receipt.done("topic dead-letters", "records taken out of " + scrub.deadLetters() + " dead letters");
        receipt.done("topic measures", "names and posts taken out of " + scrub.measures() + " settled measures");
        receipt.done("topic alerts", "names and posts taken out of " + scrub.alerts() + " settled alerts");
        receipt.done("topic engagement", "who gave it taken out of " + scrub.engagement() + " likes and shares");
        receipt.done("topic takedowns", scrub.takedowns() + " wishes about the accounts removed");
    }

    private long labels(Set<String> mentions) throws Trouble {
        AvroMessages<Label> messages = AvroMessages.of(Label.class);
        Set<String> worded = new HashSet<>();
        new TopicRecords(brokers, Topics.LABELS).each(record -> {
            if (record.value() != null) {
                Label label = messages.decode(record.value());
                if (mentions.contains(label.getMention()) && !label.getText().isEmpty()) {
                    worded.add(label.getId());
                } else {
                    worded.remove(label.getId());
                }
            }
        });
        return worded.size();
    }

    private RawRecords rawRecords(ErasureSubjects subjects, Set<String> mentions) throws Trouble {
        Map<TopicPartition, Long> cutAt = new HashMap<>();
        long[] count = {0};
        Set<String> platforms = new TreeSet<>(subjects.platforms());
        mentions.forEach(mention -> platforms.add(ErasureSubjects.platform(mention)));
        Map<String, Holding> topics = new TreeMap<>();
        platforms.forEach(platform -> topics.put(
                Topics.feed(platform),
                record -> ErasureSubjects.named(record.value(), subjects.authors())
                        || ErasureSubjects.named(record.value(), mentions)));
        topics.put(
                Topics.AUDIENCE,
                record -> record.key() != null
                        && subjects.allAuthors().contains(new String(record.key(), StandardCharsets.UTF_8)));
        AvroMessages<Mention> found = AvroMessages.of(Mention.class);
        topics.put(Topics.MENTIONS, record -> holds(found.decode(record.value()), mentions));
        AvroMessages<EnrichedMention> enriched = AvroMessages.of(EnrichedMention.class);
        topics.put(
                Topics.ENRICHED_MENTIONS,
                record -> holds(enriched.decode(record.value()).getMention(), mentions));
        for (Map.Entry<String, Holding> topic : topics.entrySet()) {
            new TopicRecords(brokers, topic.getKey()).each(record -> {
                if (record.value() != null && topic.getValue().subject(record)) {
                    count[0]++;
                    cutAt.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
                }
            });
        }
        return new RawRecords(count[0], cutAt);
    }

    private interface Holding {
        boolean subject(ConsumerRecord<byte[], byte[]> record) throws AvroMessages.Unreadable;
    }

    /** A gravestone holds nothing. */
    private static boolean holds(Mention mention, Set<String> mentions) {
        return !mention.getDeleted() && mentions.contains(mention.getId());
    }

    /** What lies before them in their partition goes too: Kafka can be cut off at its beginning only. */
    private void cut(RawRecords raw, ErasureReceipt receipt) throws Trouble, InterruptedException {
        if (raw.cutAt().isEmpty()) {
            return;
        }
        steps.say("Cutting off what holds them");
        Set<String> topics = new TreeSet<>();
        raw.cutAt().keySet().forEach(partition -> topics.add(partition.topic()));
        // All that is read by then, as a file goes when nothing in it is needed; none that is not read yet.
        Map<TopicPartition, Long> ends = offsets.ends();
        new JobProgress(offsets).await(topics::contains, "collect", "enrich", "measure", "notify", "publish");
        Map<TopicPartition, Long> at = new HashMap<>(raw.cutAt());
        at.replaceAll((partition, behind) -> Math.max(behind, ends.getOrDefault(partition, behind)));
        offsets.cut(at);
        for (String topic : topics) {
            receipt.done("topic " + topic, "cut off behind what was read when the subjects had gone");
            receipt.cutOff(topic, offsets.settings(topic), WallClock.now());
        }
    }

    /** The deletions have arrived, those of an interrupted run too: from here on the list of what was erased holds digests only. */
    private void forgetSubjects() throws Trouble {
        AvroMessages<Erasure> messages = AvroMessages.of(Erasure.class);
        Map<String, byte[]> values = new HashMap<>();
        new TopicRecords(brokers, Topics.ERASURES)
                .newest(Erasure.class, key -> true, erasure -> 0)
                .forEach((id, erasure) -> {
                    if (erasure.getSubject() != null) {
                        erasure.setSubject(null);
                        values.put(id, messages.encode(erasure));
                    }
                });
        offsets.newFileAfter(Set.of(Topics.ERASURES), 1L);
        try (TopicWriter writer = new TopicWriter(brokers, Topics.ERASURES)) {
            writer.writeTwice(values, null);
        } finally {
            offsets.newFileAfter(Set.of(Topics.ERASURES), null);
        }
    }

    private void documents(ErasureSubjects subjects, Set<String> mentions, ErasureReceipt receipt)
            throws Trouble, IOException, InterruptedException {
        new JobProgress(offsets).await(topic -> true, "publish");
        steps.say("Merging Elasticsearch's segments without what was deleted");
        long left = search.documents(subjects.allAuthors(), mentions);
        if (left > 0) {
            throw new Trouble(left + " documents still speak of the subjects after all jobs have taken the deletions. "
                    + "Is the job publish connected to this Elasticsearch? Erase once more when it is.");
        }
        receipt.done("documents", "no document of a mention speaks of the subjects; exports read these");
        try {
            SegmentMerge.of(door);
            receipt.done("files of Elasticsearch", "merged without what was deleted or overwritten");
        } catch (IOException e) {
            steps.say("The segments could not be merged: " + e.getMessage());
            receipt.remains(
                    "files of Elasticsearch",
                    "overwritten documents, which nobody can find, until a merge; the key must be allowed to maintain"
                            + " groundswell-*",
                    null);
        }
    }

    private void tellWhatRemains(ErasureReceipt receipt) throws Trouble {
        Instant now = WallClock.now();
        for (String topic : Topics.ALL) {
            if (TopicKeeping.keepsNewestOnly(topic) && HOLD_WORDS.contains(topic)) {
                receipt.overwritten(topic, offsets.settings(topic), now);
            }
        }
        receipt.remains(
                "documents and topics",
                "gravestones: id, platform and time of each mention, so that late copies stay out",
                null);
        receipt.remains(
                "state of collect",
                "who gave a like or share, until collect.engagement-memory is over (2 days unless set)",
                now.plus(Duration.ofDays(2)));
        receipt.remains("checkpoints", "until two newer ones are complete; savepoints are yours to delete", null);
        receipt.remains(
                "memory of enrich",
                "judged texts, until enrich.copy-memory is over (6 h unless set)",
                now.plus(Duration.ofHours(6)));
        receipt.remains(
                "brand models", "weights of words learned from labels, until groundswell train runs again", null);
        receipt.remains("outside", "exports written before, snapshots, messages that were sent: yours to delete", null);
    }

    /** By so much the time of a deletion is that of another file, where files are a millisecond long. */
    private static final Duration LATER_THAN_ALL = Duration.ofMillis(2);

    private static final Set<String> CUT_OFF = Set.of(Topics.MENTIONS, Topics.ENRICHED_MENTIONS);

    /** Topics so quiet that nothing else may be written after what is written here. */
    private static final Set<String> QUIET =
            Set.of(Topics.LABELS, Topics.DEAD_LETTERS, Topics.ALERTS, Topics.ENGAGEMENT, Topics.TAKEDOWNS);

    /** Topics in which words or names stood, and where newer records took their place. */
    private static final Set<String> HOLD_WORDS = Set.of(
            Topics.LABELS,
            Topics.ERASURES,
            Topics.MEASURES,
            Topics.ALERTS,
            Topics.INCIDENTS,
            Topics.DELIVERIES,
            Topics.DEAD_LETTERS,
            Topics.ENGAGEMENT,
            Topics.TAKEDOWNS);

    @Override
    public void close() {
        offsets.close();
    }
}
