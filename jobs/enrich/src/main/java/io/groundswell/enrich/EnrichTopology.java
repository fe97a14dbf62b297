package io.groundswell.enrich;

import io.groundswell.enrich.copies.TextTally;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Mentions come out in the order in which they are judged. Versions of one mention may pass each other on the way, when an
 * edit changed the text; the version says which is newer, not the order.
 */
final class EnrichTopology {

    static final String STAGE = "enrich";

    /** The time that texts may take is watched where they are judged, not while they wait for it. */
    private static final long NO_LIMIT_HERE = 0;

    /** The doors out of this room. */
    record Enriched(
            DataStream<EnrichedMention> mentions, DataStream<CopyGroup> copies, DataStream<DeadLetter> deadLetters) {}

    /**
     * @param records of the topic of mentions
     * @param brands records of the topics of brands and of what they have taught, changes while the job runs
     * @param known the records of those topics to begin with
     */
    static Enriched define(
            DataStream<KafkaRecord> records,
            DataStream<KafkaRecord> brands,
            List<KafkaRecord> known,
            EnrichSettings settings) {
        SingleOutputStreamOperator<Mention> mentions = records.process(
                        new DecodeRecords<>(STAGE, Mention.class, DeadLetters.DOOR))
                .returns(Mention.class)
                .uid("enrich-decode-records")
                .name("Read mentions");

        SingleOutputStreamOperator<EnrichedMention> judged = AsyncDataStream.unorderedWait(
                        mentions,
                        new EnrichMentions(settings),
                        NO_LIMIT_HERE,
                        TimeUnit.MILLISECONDS,
                        EnrichMentions.ON_THEIR_WAY)
                .returns(EnrichedMention.class)
                .uid("enrich-enrich-mentions")
                .name("Say what each text says");

        SingleOutputStreamOperator<EnrichedMention> enriched = judged.connect(
                        brands.broadcast(BrandsHeard.STATE, JudgeTowardsBrands.MODELS))
                .process(new JudgeTowardsBrands(known, settings))
                .returns(EnrichedMention.class)
                .uid("enrich-judge-towards-brands")
                .name("Say how each feels about its brands");

        DataStream<EnrichedMention> counted = enriched.map(new CountOutcomes())
                .returns(EnrichedMention.class)
                .uid("enrich-count-outcomes")
                .name("Count what became of each");

        // Not behind the brands: that stream says nothing of event time, and would hold back the memory of copies.
        DataStream<CopyGroup> copies = judged.keyBy(
                        mention -> mention.getMention().getId())
                .process(new TrackCarriers(settings), TypeInformation.of(CarrierChange.class))
                .uid("enrich-track-carriers")
                .name("Tell who carries which text")
                .keyBy(CarrierChange::text)
                .process(new TallyTexts(settings), TypeInformation.of(TextTally.class))
                .uid("enrich-tally-texts")
                .name("Add up who carries each text")
                .keyBy(TextTally::brand)
                .process(new GroupCopies())
                .returns(CopyGroup.class)
                .uid("enrich-group-copies")
                .name("Bring texts that are nearly the same together");

        return new Enriched(
                counted,
                copies,
                mentions.getSideOutput(DeadLetters.DOOR).union(enriched.getSideOutput(DeadLetters.DOOR)));
    }

    private EnrichTopology() {}
}
