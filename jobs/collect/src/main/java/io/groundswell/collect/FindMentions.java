package io.groundswell.collect;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.brand.BrandProblem;
import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.collect.coverage.Received;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.collect.feed.FieldDrift;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Erasure;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.Traffic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads feed records, finds out which brands each post is about, and passes on those that are about any.
 *
 * <p>Each item of each feed record is counted once, under one of:
 *
 * <ul>
 *   <li>{@code mention}: a post about a brand, or an edited post that is about none (any more), passed on
 *   <li>{@code deletion}: passed on, whatever it was about
 *   <li>{@code dropped-no-brand}: a post about no brand
 *   <li>{@code dropped-erased}: by or about somebody who was erased, see {@link ErasedIds}
 *   <li>{@code engagement}, {@code takedown}, {@code audience}, {@code traffic}: records of their own, each with its door
 *   <li>{@code control}: keep-alives, notices, empty pages; no post
 *   <li>{@code dead-letter}: cannot be used; left by {@link DeadLetters#DOOR}
 * </ul>
 *
 * so received items = the sum of these. A brand that cannot be used leaves as a dead letter too, counted as
 * {@code brand-dead-letter}, as it is no item of a feed. What a record held, whatever it was, leaves by {@link #RECEIVED} too.
 *
 * <p>An erasure that names a mention leaves as its deletion, counted as {@code erasure}.
 *
 * <p>State: the brands by id (broadcast), for as long as they are not removed; digests of what was erased (broadcast), 75
 * bytes each, for as long as the topic of erasures has them; the counts, for ever. At a fresh start the
 * brands are those handed in; after a restart those of the checkpoint.
 */
final class FindMentions extends BroadcastProcessFunction<KafkaRecord, KafkaRecord, Mention>
        implements CheckpointedFunction {

    static final MapStateDescriptor<String, Brand> BRANDS =
            new MapStateDescriptor<>("brands", Types.STRING, new AvroTypeInfo<>(Brand.class));

    /** Digests of what was erased; the values say nothing. */
    static final MapStateDescriptor<String, Boolean> ERASED =
            new MapStateDescriptor<>("erased", Types.STRING, Types.BOOLEAN);

    /** Of posts passed on that have one. */
    static final OutputTag<LocalName> LOCAL_NAMES = new OutputTag<>("local-names") {};

    /** One for each record. */
    static final OutputTag<MinuteOfFeed> RECEIVED = new OutputTag<>("received", TypeInformation.of(MinuteOfFeed.class));

    static final OutputTag<Engagement> ENGAGEMENT = new OutputTag<>("engagement") {};
    static final OutputTag<Takedown> TAKEDOWNS = new OutputTag<>("takedowns") {};
    static final OutputTag<Audience> AUDIENCE = new OutputTag<>("audience") {};
    static final OutputTag<Traffic> TRAFFIC = new OutputTag<>("traffic") {};

    /** Metric {@code groundswell.collect.platform.<slug>.fields-never-seen}: see {@link FieldDrift}. */
    private static final String FIELDS_NEVER_SEEN = "fields-never-seen";

    /** One record in so many of a partition is looked into for fields never seen. */
    private static final int DRIFT_SAMPLE = 64;

    private static final String TOPIC_PREFIX = "feed.";

    private final KnownBrands known;
    private final ArrayList<KafkaRecord> knownErasures;
    private final Pseudonyms pseudonyms;

    private transient ErasedIds erased;
    private transient AvroMessages<Erasure> erasures;
    private transient BrandMatcher matcher;
    private transient LastingCounts counts;
    private transient AvroMessages<Brand> messages;
    private transient Map<String, Counter> fieldsNeverSeen;
    private transient boolean restored;

    /** @param knownErasures the topic of erasures as it is when the job starts */
    FindMentions(KnownBrands known, List<KafkaRecord> knownErasures, Pseudonyms pseudonyms) {
        this.known = known;
        this.pseudonyms = pseudonyms;
        this.knownErasures = new ArrayList<>(knownErasures);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("collect", context, getRuntimeContext().getMetricGroup());
        messages = AvroMessages.of(Brand.class);
        matcher = new BrandMatcher();
        erasures = AvroMessages.of(Erasure.class);
        erased = new ErasedIds();
        fieldsNeverSeen = new HashMap<>();
        restored = context.isRestored();
        BroadcastState<String, Brand> brands = context.getOperatorStateStore().getBroadcastState(BRANDS);
        if (restored) {
            List<Brand> saved = new ArrayList<>();
            brands.immutableEntries().forEach(brand -> saved.add(brand.getValue()));
            matcher.putAll(saved);
        } else {
            matcher.putAll(known.present());
            for (Brand brand : known.present()) {
                brands.put(brand.getId(), brand);
            }
        }
        BroadcastState<String, Boolean> digests =
                context.getOperatorStateStore().getBroadcastState(ERASED);
        // Before the first post passes, also where a job goes on that did not know of erasures yet.
        for (KafkaRecord record : knownErasures) {
            if (record.value() != null) {
                digests.put(key(record), true);
            }
        }
        digests.immutableEntries().forEach(digest -> erased.add(digest.getKey()));
    }

    private static String key(KafkaRecord record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void processElement(KafkaRecord record, ReadOnlyContext context, Collector<Mention> out) {
        String platform = record.topic().startsWith(TOPIC_PREFIX)
                ? record.topic().substring(TOPIC_PREFIX.length())
                : record.topic();
        Received received = Received.at(record.timestamp());
        take(record, platform, received, context, out);
        context.output(RECEIVED, MinuteOfFeed.of(platform, received));
    }

    private void take(
            KafkaRecord record, String platform, Received received, ReadOnlyContext context, Collector<Mention> out) {
        Optional<FeedDecoder> decoder = FeedDecoders.of(platform);
        if (decoder.isEmpty()) {
            received.deadLetter();
            bury(record, "", Reason.UNKNOWN_PAYLOAD, null, "no decoder for platform '" + platform + "'", context);
            return;
        }
        lookForDrift(platform, record);
        List<Decoded> items = decoder.get().decode(record.value(), record.timestamp());
        List<Decoded> wanted = erased.without(items);
        for (int i = wanted.size(); i < items.size(); i++) {
            counts.count("dropped-erased");
        }
        for (Decoded item : wanted) {
            if (item instanceof Decoded.Post post) {
                passOnIfWanted(post, record, received, context, out);
            } else if (item instanceof Decoded.Deletion deletion) {
                counts.count("deletion");
                out.collect(deletion.mention());
            } else if (item instanceof Decoded.Undecodable fault) {
                received.deadLetter();
                bury(record, fault.part(), fault.reason(), fault.field(), fault.detail(), context);
            } else if (item instanceof Decoded.Engagement engagement) {
                counts.count("engagement");
                pseudonyms.hide(engagement.engagement());
                context.output(ENGAGEMENT, engagement.engagement());
            } else if (item instanceof Decoded.Takedown takedown) {
                counts.count("takedown");
                pseudonyms.hide(takedown.takedown());
                context.output(TAKEDOWNS, takedown.takedown());
            } else if (item instanceof Decoded.Audience audience) {
                counts.count("audience");
                audience.audience()
                        .setBrand(matcher.ownerOf(
                                audience.audience().getAccount(),
                                audience.audience().getPlatform(),
                                audience.audience().getHandle()));
                pseudonyms.hide(audience.audience());
                context.output(AUDIENCE, audience.audience());
            } else if (item instanceof Decoded.Traffic traffic) {
                counts.count("traffic");
                context.output(TRAFFIC, traffic.traffic());
            } else {
                counts.count("control");
            }
        }
    }

    /** Reads some records a second time; which ones is the same after every restart. */
    private void lookForDrift(String platform, KafkaRecord record) {
        if (record.offset() % DRIFT_SAMPLE == 0) {
            FieldDrift.of(platform).ifPresent(drift -> fieldsNeverSeen
                    .computeIfAbsent(platform, slug -> getRuntimeContext()
                            .getMetricGroup()
                            .addGroup("groundswell")
                            .addGroup("collect")
                            .addGroup("platform", slug)
                            .counter(FIELDS_NEVER_SEEN))
                    .inc(drift.neverSeen(record.value()).size()));
        }
    }

    private void passOnIfWanted(
            Decoded.Post post, KafkaRecord record, Received received, ReadOnlyContext context, Collector<Mention> out) {
        Mention mention = post.mention();
        received.post(mention.getEmbedded() ? null : mention.getCreatedAt());
        BrandMatcher.About about;
        try {
            about = matcher.match(mention);
        } catch (IllegalStateException e) {
            // One query and one post that do not go together must not stop all others.
            received.deadLetter();
            bury(record, mention.getId(), Reason.POISON, null, e.getMessage(), context);
            return;
        }
        // An edit may have taken the brand out: whoever has the earlier text must hear of it.
        if (about.brands().isEmpty() && !mention.getEdited()) {
            counts.count("dropped-no-brand");
            return;
        }
        mention.setBrands(about.brands());
        mention.setCampaigns(about.campaigns());
        mention.setRules(about.rules());
        mention.setOwnedBy(about.ownedBy());
        pseudonyms.hide(mention);
        counts.count("mention");
        received.mention(about.brands());
        out.collect(mention);
        if (post.localName() != null) {
            context.output(LOCAL_NAMES, new LocalName(post.localName(), mention.getId(), record.timestamp()));
        }
    }

    private void bury(
            KafkaRecord record, String part, Reason reason, String field, String detail, ReadOnlyContext context) {
        counts.count("dead-letter");
        context.output(
                DeadLetters.DOOR,
                pseudonyms.withoutBytes(DeadLetters.of("collect", record, part, reason, field, detail)));
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Mention> out) throws Exception {
        if (record.topic().equals(Topics.ERASURES)) {
            erase(record, context, out);
        } else {
            hear(record, context);
        }
    }

    private void erase(KafkaRecord record, Context context, Collector<Mention> out) throws Exception {
        BroadcastState<String, Boolean> digests = context.getBroadcastState(ERASED);
        if (record.value() == null) {
            digests.remove(key(record));
            erased.remove(key(record));
            return;
        }
        Erasure erasure;
        try {
            erasure = erasures.decode(record.value());
        } catch (AvroMessages.Unreadable e) {
            buryBrand(record, Reason.AVRO_DECODE, null, "not an Erasure: " + e.getMessage(), context);
            return;
        }
        digests.put(erasure.getId(), true);
        erased.add(erasure.getId());
        // Every subtask hears of it; one of them tells.
        if (erasure.getSubject() != null && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            counts.count("erasure");
            out.collect(Mention.newBuilder()
                    .setId(erasure.getSubject())
                    .setVersion(erasure.getVersion())
                    .setPlatform(erasure.getPlatform())
                    .setDeleted(true)
                    .setObservedAt(erasure.getObservedAt())
                    .build());
        }
    }

    private void hear(KafkaRecord record, Context context) throws Exception {
        Brand brand;
        try {
            brand = record.value() == null ? KnownBrands.tombstone(record) : messages.decode(record.value());
        } catch (AvroMessages.Unreadable e) {
            buryBrand(record, Reason.AVRO_DECODE, null, "not a Brand: " + e.getMessage(), context);
            return;
        }
        if (!restored && known.knows(brand.getId(), record)) {
            return;
        }
        BroadcastState<String, Brand> brands = context.getBroadcastState(BRANDS);
        if (brand.getRemoved()) {
            matcher.remove(brand.getId());
            brands.remove(brand.getId());
            return;
        }
        Optional<BrandProblem> problem = matcher.put(brand);
        if (problem.isPresent()) {
            buryBrand(record, Reason.FIELD_RANGE, "query", problem.get().sentence(), context);
        } else {
            brands.put(brand.getId(), brand);
        }
    }

    private void buryBrand(KafkaRecord record, Reason reason, String field, String detail, Context context) {
        // Every subtask hears of every brand; one of them tells.
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            counts.count("brand-dead-letter");
            DeadLetter letter = DeadLetters.of("collect", record, reason, field, detail);
            context.output(DeadLetters.DOOR, letter);
        }
    }

    /** Ids of the brands listened for, for tests. */
    List<String> listenedFor() {
        return List.copyOf(matcher.listenedFor());
    }

    /** How many fields never seen the records looked into had, for tests. */
    long fieldsNeverSeen(String platform) {
        Counter counter = fieldsNeverSeen.get(platform);
        return counter == null ? 0 : counter.getCount();
    }

    /** How many items had this outcome, for tests. */
    long counted(String outcome) {
        return counts.of(outcome);
    }

    @Override
    public void close() {
        if (matcher != null) {
            matcher.close();
        }
    }
}
