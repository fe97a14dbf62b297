package io.groundswell.collect;

import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.Traffic;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Raw feeds to mentions: {@code feed.*}, {@code brands} and {@code erasures} in; out {@code mentions}, {@code engagement},
 * {@code takedowns}, {@code audience}, {@code traffic}, {@code coverage} and {@code dead-letters}.
 */
public final class CollectJob {

    private static final String STAGE = "collect";

    public static void main(String[] arguments) throws Exception {
        StageMain.run(STAGE, arguments, CollectJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        List<Setting<?>> declared = Stream.concat(CollectSettings.ALL.stream(), FlowSettings.ALL.stream())
                .toList();
        settings.checked(STAGE, declared);
        KafkaEnds ends = new KafkaEnds(STAGE, settings);
        CollectSettings mine = CollectSettings.from(settings);
        KnownBrands known = KnownBrands.from(CompactedTopic.read(settings, STAGE, Topics.BRANDS));
        List<KafkaRecord> erased = CompactedTopic.read(settings, STAGE, Topics.ERASURES);

        DataStream<KafkaRecord> feeds = environment
                .fromSource(ends.feeds(), EventTime.ofRecords(settings), "feeds")
                .uid("collect-feeds")
                .name("Raw posts from Kafka");
        DataStream<KafkaRecord> brands = environment
                // Said to have no event time, they would hold that of all feeds back, and nothing would ever be
                // forgotten.
                .fromSource(ends.source(Topics.BRANDS), EventTime.ofKnowledge(), "brands")
                .uid("collect-brands")
                .name("Changes of brands from Kafka")
                // Brands are few, and their order matters.
                .setParallelism(1);

        DataStream<KafkaRecord> erasures = environment
                .fromSource(ends.source(Topics.ERASURES), EventTime.ofKnowledge(), "erasures")
                .uid("collect-erasures")
                .name("Erasures from Kafka")
                .setParallelism(1);

        CollectTopology.Collected collected =
                CollectTopology.define(feeds, brands.union(erasures), known, erased, mine);

        // Each by its own door: in one stream with others, every mention would be encoded and decoded once more on its
        // way.
        collected.mentions().sinkTo(mentionsSink(ends)).uid("collect-mentions").name("Mentions to Kafka");
        collected
                .completedMentions()
                .sinkTo(mentionsSink(ends))
                .uid("collect-completed-mentions")
                .name("Completed mentions to Kafka");
        collected
                .engagement()
                .sinkTo(ends.sink(Topics.ENGAGEMENT, Engagement.class, Engagement::getId, engagement -> engagement
                        .getObservedAt()
                        .toEpochMilli()))
                .uid("collect-engagement")
                .name("Engagement to Kafka");
        collected
                .takedowns()
                .sinkTo(ends.sink(
                        Topics.TAKEDOWNS, Takedown.class, Takedown::getId, takedown -> takedown.getObservedAt()
                                .toEpochMilli()))
                .uid("collect-takedowns")
                .name("Takedowns to Kafka");
        collected
                .audience()
                .sinkTo(ends.sink(
                        Topics.AUDIENCE, Audience.class, Audience::getAccount, audience -> audience.getObservedAt()
                                .toEpochMilli()))
                .uid("collect-audience")
                .name("Audience counts to Kafka");
        collected
                .traffic()
                .sinkTo(ends.sink(Topics.TRAFFIC, Traffic.class, Traffic::getId, traffic -> traffic.getObservedAt()
                        .toEpochMilli()))
                .uid("collect-traffic")
                .name("Web traffic to Kafka");
        collected
                .coverage()
                .sinkTo(ends.sink(Topics.COVERAGE, Coverage.class, Coverage::getId, coverage -> coverage.getAsOf()
                        .toEpochMilli()))
                .uid("collect-coverage")
                .name("Coverage to Kafka");
        collected
                .deadLetters()
                .sinkTo(ends.deadLetters())
                .uid("collect-dead-letters")
                .name("Dead letters to Kafka");
        ends.requireRights();
    }

    private static KafkaSink<Mention> mentionsSink(KafkaEnds ends) {
        return ends.sink(Topics.MENTIONS, Mention.class, Mention::getId, mention -> mention.getObservedAt()
                .toEpochMilli());
    }

    private CollectJob() {}
}
