package io.groundswell.enrich;

import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.EnrichedMention;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Mentions, {@code brands} and {@code brand-models} in, enriched mentions and {@code copies} out. */
public final class EnrichJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run(EnrichTopology.STAGE, arguments, EnrichJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        List<Setting<?>> declared = Stream.concat(FlowSettings.ALL.stream(), EnrichSettings.ALL.stream())
                .toList();
        EnrichSettings own = EnrichSettings.from(settings.checked(EnrichTopology.STAGE, declared));
        KafkaEnds kafka = new KafkaEnds(EnrichTopology.STAGE, settings);

        DataStream<KafkaRecord> records = environment
                .fromSource(kafka.source(Topics.MENTIONS), EventTime.ofRecords(settings), "Mentions")
                .uid("enrich-mentions-source");

        // Brands are few, and their order matters.
        DataStream<KafkaRecord> brands = environment
                .fromSource(kafka.source(Topics.BRANDS), WatermarkStrategy.noWatermarks(), "Brands")
                .uid("enrich-brands-source")
                .setParallelism(1);
        DataStream<KafkaRecord> models = environment
                .fromSource(kafka.source(Topics.BRAND_MODELS), WatermarkStrategy.noWatermarks(), "What brands taught")
                .uid("enrich-brand-models-source")
                .setParallelism(1);
        List<KafkaRecord> known = new ArrayList<>(CompactedTopic.read(settings, EnrichTopology.STAGE, Topics.BRANDS));
        known.addAll(CompactedTopic.read(settings, EnrichTopology.STAGE, Topics.BRAND_MODELS));

        EnrichTopology.Enriched enriched = EnrichTopology.define(records, brands.union(models), known, own);

        enriched.mentions()
                .sinkTo(kafka.sink(
                        Topics.ENRICHED_MENTIONS,
                        EnrichedMention.class,
                        mention -> mention.getMention().getId(),
                        mention -> mention.getMention().getObservedAt().toEpochMilli()))
                .uid("enrich-enriched-mentions-sink")
                .name("Enriched mentions");
        enriched.copies()
                .sinkTo(kafka.sink(Topics.COPIES, CopyGroup.class, CopyGroup::getId, group -> group.getLastAt()
                        .toEpochMilli()))
                .uid("enrich-copies-sink")
                .name("Copies");
        enriched.deadLetters()
                .sinkTo(kafka.deadLetters())
                .uid("enrich-dead-letters-sink")
                .name("Dead letters");
        kafka.requireRights();
    }

    private EnrichJob() {}
}
