package io.groundswell.enrich;

import io.groundswell.enrich.brand.BrandView;
import io.groundswell.enrich.sentiment.BrandSentiment;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LogFields;
import io.groundswell.flow.Topics;
import io.groundswell.topics.BrandModel;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Says of each mention how it feels about each of its brands, and whose the things are that it names. Each mention comes out
 * once, whatever is known of its brands; about a brand that is not known, or not by name, it feels as the whole post feels.
 * Hears of brands, and of what brands have taught by labels of their own, while the job runs.
 *
 * <p>State (broadcast): the brands by id, and what each has taught, for as long as they are not removed. At a fresh start they
 * are those handed in; after a restart those of the checkpoint. What cannot be read leaves as a dead letter, and what was known
 * before stays.
 *
 * <p>Metric: posts that could not be told apart, {@code towards.failed}.
 */
final class JudgeTowardsBrands extends BroadcastProcessFunction<EnrichedMention, KafkaRecord, EnrichedMention>
        implements HearsBrands {

    private static final Logger LOG = LoggerFactory.getLogger(JudgeTowardsBrands.class);

    static final MapStateDescriptor<String, BrandModel> MODELS =
            new MapStateDescriptor<>("brand-models", Types.STRING, new AvroTypeInfo<>(BrandModel.class));

    private final BrandsHeard brands;
    private final ArrayList<KafkaRecord> knownModels;
    private final EnrichSettings settings;

    private transient AvroMessages<BrandModel> modelMessages;
    private transient Map<String, BrandView.OwnSentiment> taught;
    private transient BrandView view;
    private transient boolean restored;
    private transient Counter failed;

    /** @param known the topics of brands and of what they have taught, as they are when the job starts */
    JudgeTowardsBrands(List<KafkaRecord> known, EnrichSettings settings) {
        this.brands = new BrandsHeard(
                known.stream().filter(record -> !isModel(record)).toList());
        this.knownModels = new ArrayList<>(
                known.stream().filter(JudgeTowardsBrands::isModel).toList());
        this.settings = settings;
    }

    private static boolean isModel(KafkaRecord record) {
        return record.topic().equals(Topics.BRAND_MODELS);
    }

    /** What a record says cannot be used. Not an error of the job. */
    private static final class Unusable extends Exception {
        private Unusable(String message) {
            super(message);
        }
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        HearsBrands.super.initializeState(context);
        modelMessages = AvroMessages.of(BrandModel.class);
        taught = new HashMap<>();
        restored = context.isRestored();
        failed = getRuntimeContext()
                .getMetricGroup()
                .addGroup("groundswell")
                .addGroup(EnrichTopology.STAGE)
                .addGroup("towards")
                .counter("failed");
        BroadcastState<String, BrandModel> savedModels =
                context.getOperatorStateStore().getBroadcastState(MODELS);
        if (restored) {
            List<String> unreadable = new ArrayList<>();
            for (Map.Entry<String, BrandModel> model : savedModels.immutableEntries()) {
                try {
                    take(model.getValue());
                } catch (IllegalArgumentException e) {
                    LOG.error(
                            "What brand {} has taught cannot be read by this version and is left out, until it is trained again: {}",
                            model.getKey(),
                            e.getMessage());
                    unreadable.add(model.getKey());
                }
            }
            for (String brand : unreadable) {
                savedModels.remove(brand);
            }
            return;
        }
        for (KafkaRecord record : knownModels) {
            try {
                learnModel(record, savedModels);
            } catch (Unusable e) {
                // The running job meets it too, and has a door for it.
            }
        }
    }

    @Override
    public void processElement(EnrichedMention mention, ReadOnlyContext context, Collector<EnrichedMention> out) {
        if (view == null) {
            view = Judgements.view(settings, brands.all().values(), taught);
        }
        Enrichment enrichment = mention.getEnrichment();
        try {
            mention.setEnrichment(view.of(mention.getMention(), enrichment));
        } catch (RuntimeException | StackOverflowError e) {
            failed.inc();
            // What it says may quote the text.
            try (MDC.MDCCloseable about =
                    MDC.putCloseable(LogFields.MENTION, mention.getMention().getId())) {
                LOG.warn(
                        "A post could not be told apart by brands, and feels about each as a whole: {} at {}",
                        e.getClass().getName(),
                        e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
            mention.setEnrichment(BrandView.asAWhole(mention.getMention(), enrichment));
        }
        out.collect(mention);
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<EnrichedMention> out)
            throws Exception {
        Optional<String> problem = isModel(record)
                ? hearModel(record, context.getBroadcastState(MODELS))
                : brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
        problem.ifPresent(why -> bury(record, why, context));
        view = null;
    }

    private Optional<String> hearModel(KafkaRecord record, BroadcastState<String, BrandModel> saved) throws Exception {
        try {
            if (restored || !isOldNews(record)) {
                learnModel(record, saved);
            }
            return Optional.empty();
        } catch (Unusable e) {
            return Optional.of(e.getMessage());
        }
    }

    private void bury(KafkaRecord record, String problem, Context context) {
        // Every subtask hears of every brand; one of them tells.
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            context.output(
                    DeadLetters.DOOR, DeadLetters.of(EnrichTopology.STAGE, record, Reason.AVRO_DECODE, null, problem));
        }
    }

    /** Whether what was handed in reaches further: an older definition must not come back for a moment. */
    private boolean isOldNews(KafkaRecord record) throws Unusable {
        boolean old = knownModels.stream()
                .anyMatch(each -> each.topic().equals(record.topic())
                        && each.partition() == record.partition()
                        && each.offset() >= record.offset());
        if (old && record.value() != null) {
            // Read all the same: what cannot be read has to be told once.
            read(record);
        }
        return old;
    }

    private BrandModel read(KafkaRecord record) throws Unusable {
        try {
            BrandModel read = modelMessages.decode(record.value());
            if (!read.getRemoved()) {
                own(read);
            }
            return read;
        } catch (AvroMessages.Unreadable | IllegalArgumentException e) {
            throw new Unusable("not a BrandModel: " + e.getMessage());
        }
    }

    private void learnModel(KafkaRecord record, BroadcastState<String, BrandModel> saved) throws Exception {
        if (record.value() == null) {
            // A record without a value removes what its key says.
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            saved.remove(key);
            taught.remove(key);
            return;
        }
        BrandModel read = read(record);
        if (read.getRemoved()) {
            saved.remove(read.getBrand());
            taught.remove(read.getBrand());
        } else {
            saved.put(read.getBrand(), read);
            take(read);
        }
    }

    /** What was taught over other chances than the job's own would change them for reasons that do not hold here. */
    private void take(BrandModel model) {
        String judges = settings.sentiment().name().toLowerCase(Locale.ROOT);
        if (model.getTier().equals(judges)) {
            taught.put(model.getBrand(), own(model));
        } else {
            taught.remove(model.getBrand());
            LOG.warn(
                    "What brand {} has taught was taught over {}, and this job judges by {}: it is not used",
                    model.getBrand(),
                    model.getTier(),
                    judges);
        }
    }

    private static BrandView.OwnSentiment own(BrandModel model) {
        ByteBuffer bytes = model.getModel().duplicate();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new BrandView.OwnSentiment(model.getBrand() + '@' + model.getVersion(), BrandSentiment.of(copy));
    }
}
