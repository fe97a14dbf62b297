package io.groundswell.collect;

import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.Traffic;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Feeds in, mentions of brands out. What cannot be used leaves by its own door. */
public final class CollectTopology {

    /**
     * The doors out of this room.
     *
     * @param mentions as they were read: nearly all
     * @param completedMentions told again with what came apart from them: likes one by one, deletions by a local name
     */
    public record Collected(
            DataStream<Mention> mentions,
            DataStream<Mention> completedMentions,
            DataStream<Engagement> engagement,
            DataStream<Takedown> takedowns,
            DataStream<Audience> audience,
            DataStream<Traffic> traffic,
            DataStream<Coverage> coverage,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * @param feeds raw records of any platform's topic
     * @param brands records of the topics of brands and of erasures, changes while the job runs
     * @param known the brands to begin with
     * @param erasures the erasures to begin with
     * @param settings how long likes and local names are remembered
     */
    public static Collected define(
            DataStream<KafkaRecord> feeds,
            DataStream<KafkaRecord> brands,
            KnownBrands known,
            List<KafkaRecord> erasures,
            CollectSettings settings) {
        long memory = settings.engagementMemory().toMillis();

        SingleOutputStreamOperator<Mention> mentions = feeds.connect(
                        brands.broadcast(FindMentions.BRANDS, FindMentions.ERASED))
                .process(new FindMentions(known, erasures, new Pseudonyms(settings.pseudonymKeys())))
                .uid("collect-find-mentions")
                .name("Read posts and keep those about a brand");

        DataStream<Engagement> engagement = mentions.getSideOutput(FindMentions.ENGAGEMENT);

        DataStream<Engagement> withSubjects = engagement
                .keyBy(Engagement::getId)
                .process(new RecallSubjects(memory))
                .uid("collect-recall-subjects")
                .name("Find the post of a like that is taken back");

        DataStream<Mention> counted = mentions.filter(CollectTopology::mayBeCountedAlone)
                .uid("collect-counted-alone")
                .name("Posts whose likes may be told alone")
                .keyBy(Mention::getId)
                .connect(withSubjects.keyBy(Engagement::getSubject))
                .process(new CountEngagement(memory))
                .uid("collect-count-engagement")
                .name("Add likes and shares up for their post");

        DataStream<Mention> named = mentions.filter(CollectTopology::isNamedLocally)
                .uid("collect-local-deletions")
                .name("Deletions that know a post only as one server calls it")
                .keyBy(Mention::getId)
                .connect(mentions.getSideOutput(FindMentions.LOCAL_NAMES).keyBy(LocalName::localName))
                .process(new NameDeletions(settings.localNameMemory().toMillis()))
                .uid("collect-name-deletions")
                .name("Find the post a deletion is about");

        DataStream<Coverage> coverage = mentions.getSideOutput(FindMentions.RECEIVED)
                .transform(
                        "Gather what was received by minute", TypeInformation.of(MinuteOfFeed.class), new GatherFeeds())
                .uid("collect-gather-feeds")
                .keyBy(MinuteOfFeed::platform)
                .process(new WatchFeeds())
                .returns(Coverage.class)
                .uid("collect-watch-feeds")
                .name("Tell what came from each platform");

        return new Collected(
                mentions,
                counted.union(named),
                engagement,
                mentions.getSideOutput(FindMentions.TAKEDOWNS),
                mentions.getSideOutput(FindMentions.AUDIENCE),
                mentions.getSideOutput(FindMentions.TRAFFIC),
                coverage,
                mentions.getSideOutput(DeadLetters.DOOR));
    }

    /** Elsewhere all counters come with the post, and nothing has to be remembered. */
    private static boolean mayBeCountedAlone(Mention post) {
        return FeedDecoders.of(post.getPlatform())
                .filter(FeedDecoder::tellsEngagementAlone)
                .isPresent();
    }

    private static boolean isNamedLocally(Mention mention) {
        return mention.getDeleted() && mention.getNotes().contains(Decoded.LOCAL_NAME);
    }

    private CollectTopology() {}
}
