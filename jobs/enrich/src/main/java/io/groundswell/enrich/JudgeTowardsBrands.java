package io.groundswell.enrich;

import io.groundswell.enrich.brand.BrandNames;
import io.groundswell.enrich.brand.BrandView;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Brand;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says of each mention how it feels about each of its brands, and whose the things are that it names. Each mention comes out
 * once, whatever is known of its brands; about a brand that is not known, or not by name, it feels as the whole post feels.
 *
 * <p>State: the brands by id (broadcast), for as long as they are not removed. At a fresh start they are those handed in; after
 * a restart those of the checkpoint. A brand that cannot be read leaves as a dead letter.
 */
final class JudgeTowardsBrands extends BroadcastProcessFunction<EnrichedMention, KafkaRecord, EnrichedMention>
        implements CheckpointedFunction {

    static final MapStateDescriptor<String, Brand> BRANDS =
            new MapStateDescriptor<>("brands", Types.STRING, new AvroTypeInfo<>(Brand.class));

    private final ArrayList<KafkaRecord> known;
    private final EnrichSettings settings;

    private transient AvroMessages<Brand> messages;
    private transient Map<String, Brand> brands;
    private transient Judgements judgements;
    private transient BrandView view;
    private transient boolean restored;

    /** @param known the topic of brands as it is when the job starts */
    JudgeTowardsBrands(List<KafkaRecord> known, EnrichSettings settings) {
        this.known = new ArrayList<>(known);
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        messages = AvroMessages.of(Brand.class);
        brands = new HashMap<>();
        restored = context.isRestored();
        BroadcastState<String, Brand> saved = context.getOperatorStateStore().getBroadcastState(BRANDS);
        if (!restored) {
            for (KafkaRecord record : known) {
                try {
                    put(read(record), saved);
                } catch (AvroMessages.Unreadable e) {
                    // The running job meets it too, and has a door for it.
                }
            }
        }
        saved.immutableEntries().forEach(brand -> brands.put(brand.getKey(), brand.getValue()));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The broadcast state saves itself.
    }

    @Override
    public void open(OpenContext context) {
        judgements = Judgements.taken(settings);
    }

    @Override
    public void close() {
        if (judgements != null) {
            judgements.giveBack();
        }
    }

    @Override
    public void processElement(EnrichedMention mention, ReadOnlyContext context, Collector<EnrichedMention> out) {
        if (view == null) {
            view = judgements.view(BrandNames.of(brands.values(), judgements.ordinaryWords()));
        }
        mention.setEnrichment(view.of(mention.getMention(), mention.getEnrichment()));
        out.collect(mention);
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<EnrichedMention> out)
            throws Exception {
        Brand brand;
        try {
            brand = read(record);
        } catch (AvroMessages.Unreadable e) {
            // Every subtask hears of every brand; one of them tells.
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                context.output(
                        DeadLetters.DOOR,
                        DeadLetters.of(
                                EnrichTopology.STAGE,
                                record,
                                Reason.AVRO_DECODE,
                                null,
                                "not a Brand: " + e.getMessage()));
            }
            return;
        }
        if (restored || !isOldNews(record)) {
            put(brand, context.getBroadcastState(BRANDS));
            if (brand.getRemoved()) {
                brands.remove(brand.getId());
            } else {
                brands.put(brand.getId(), brand);
            }
            view = null;
        }
    }

    /** Whether what was handed in reaches further: an older definition must not come back for a moment. */
    private boolean isOldNews(KafkaRecord record) {
        return known.stream()
                .anyMatch(each -> each.partition() == record.partition() && each.offset() >= record.offset());
    }

    private Brand read(KafkaRecord record) throws AvroMessages.Unreadable {
        if (record.value() != null) {
            return messages.decode(record.value());
        }
        // A record without a value removes the brand that is its key.
        return Brand.newBuilder()
                .setId(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8))
                .setName("")
                .setQuery("")
                .setRemoved(true)
                .build();
    }

    private static void put(Brand brand, BroadcastState<String, Brand> saved) throws Exception {
        if (brand.getRemoved()) {
            saved.remove(brand.getId());
        } else {
            saved.put(brand.getId(), brand);
        }
    }
}
