package io.groundswell.enrich;

import io.groundswell.enrich.language.TextHash;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Equal texts meet in one place, so that each is judged once. Versions of one mention may pass each other on the way,
 * when an edit changed the text; the version says which is newer, not the order.
 */
final class EnrichTopology {

    static final String STAGE = "enrich";

    /** The doors out of this room. */
    record Enriched(DataStream<EnrichedMention> mentions, DataStream<DeadLetter> deadLetters) {}

    static Enriched define(DataStream<KafkaRecord> records, EnrichSettings settings) {
        SingleOutputStreamOperator<Mention> mentions = records.process(
                        new DecodeRecords<>(STAGE, Mention.class, DeadLetters.DOOR))
                .returns(Mention.class)
                .uid("enrich-decode-records")
                .name("Read mentions");

        SingleOutputStreamOperator<EnrichedMention> enriched = mentions.keyBy(EnrichTopology::whatIsJudged)
                .process(new EnrichMentions(settings))
                .uid("enrich-enrich-mentions")
                .name("Say what each text says");

        return new Enriched(enriched, mentions.getSideOutput(DeadLetters.DOOR));
    }

    /** Posts without text share nothing and are spread by their own id. */
    static String whatIsJudged(Mention mention) {
        return mention.getText().isEmpty()
                ? mention.getId()
                : TextHash.ofExact(mention.getText(), mention.getGivenLanguage());
    }

    private EnrichTopology() {}
}
