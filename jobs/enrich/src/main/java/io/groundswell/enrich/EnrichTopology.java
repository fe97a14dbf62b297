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

        SingleOutputStreamOperator<EnrichedMention> enriched = mentions.keyBy(
                        mention -> whatIsJudged(mention, settings.deepFollowers()))
                .process(new EnrichMentions(settings))
                .uid("enrich-enrich-mentions")
                .name("Say what each text says");

        return new Enriched(enriched, mentions.getSideOutput(DeadLetters.DOOR));
    }

    /**
     * Posts without text share nothing and are spread by their own id. A post that matters is judged apart from its copies
     * that do not, so that what becomes of either does not depend on which came first.
     */
    static String whatIsJudged(Mention mention, long deepFollowers) {
        if (mention.getText().isEmpty()) {
            return mention.getId();
        }
        String text = TextHash.ofExact(mention.getText(), mention.getGivenLanguage());
        return matters(mention, deepFollowers) ? text + '!' : text;
    }

    /** Whether so many read the author that the post is worth the deep tier in any case. */
    static boolean matters(Mention mention, long deepFollowers) {
        return mention.getAuthor() != null
                && mention.getAuthor().getFollowers() != null
                && mention.getAuthor().getFollowers() >= deepFollowers;
    }

    private EnrichTopology() {}
}
