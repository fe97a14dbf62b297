package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.rules.Sight;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** What brands got, minute by minute, against what they usually get. */
final class NotifyTopology {

    private static final String ALL_PLATFORMS = "all";

    static final String STAGE = "notify";

    /** The doors into this room: records of topics, those of brands as they change while the job runs. */
    record Read(
            DataStream<KafkaRecord> measures,
            DataStream<KafkaRecord> mentions,
            DataStream<KafkaRecord> coverage,
            DataStream<KafkaRecord> brands) {}

    /** The doors out of this room. */
    record Notified(DataStream<Alert> alerts, DataStream<Delivery> deliveries, DataStream<DeadLetter> deadLetters) {}

    /**
     * @param read records of the topics that are read
     * @param known the records of the topic of brands to begin with
     * @param ended ids of deliveries that ended before
     */
    static Notified define(Read read, List<KafkaRecord> known, NotifySettings settings, Set<String> ended) {
        SingleOutputStreamOperator<Measure> measures = decoded(read.measures(), Measure.class, "measures");
        SingleOutputStreamOperator<EnrichedMention> mentions =
                decoded(read.mentions(), EnrichedMention.class, "mentions");
        SingleOutputStreamOperator<Coverage> coverage = decoded(read.coverage(), Coverage.class, "coverage");
        DataStream<Measure> minutes = minutes(measures);

        SingleOutputStreamOperator<Alert> raised = minutes.keyBy(Measure::getBrand)
                .connect(read.brands().broadcast(BrandsHeard.STATE))
                .process(new RaiseAlerts(new BrandsHeard(known), settings))
                .returns(Alert.class)
                .uid("notify-raise-alerts")
                .name("Raise alerts");

        SingleOutputStreamOperator<Alert> ruled = facts(
                        minutes, mentions, coverage, read.brands().broadcast(BrandsHeard.STATE), known, settings)
                .keyBy(RuleFact::brand)
                .connect(read.brands().broadcast(BrandsHeard.STATE))
                .process(new ApplyRules(new BrandsHeard(known), settings))
                .returns(Alert.class)
                .uid("notify-apply-rules")
                .name("Apply rules of the brands' own");

        DataStream<Alert> toTell = raised.union(ruled.keyBy(Alert::getId)
                .process(new KeepQuietHours())
                .returns(Alert.class)
                .uid("notify-keep-quiet-hours")
                .name("Keep quiet hours"));

        return new Notified(
                raised.union(ruled),
                deliveries(toTell, new ArrayList<>(settings.channels()), settings, ended),
                measures.getSideOutput(DeadLetters.DOOR)
                        .union(
                                mentions.getSideOutput(DeadLetters.DOOR),
                                coverage.getSideOutput(DeadLetters.DOOR),
                                ruled.getSideOutput(DeadLetters.DOOR)));
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<T> decoded(
            DataStream<KafkaRecord> records, Class<T> type, String what) {
        return records.process(new DecodeRecords<>(STAGE, type, DeadLetters.DOOR))
                .returns(type)
                .uid("notify-decode-" + what)
                .name("Decode " + what);
    }

    /** What rules of the brands' own rest on. */
    private static DataStream<RuleFact> facts(
            DataStream<Measure> minutes,
            DataStream<EnrichedMention> mentions,
            DataStream<Coverage> coverage,
            BroadcastStream<KafkaRecord> brands,
            List<KafkaRecord> known,
            NotifySettings settings) {
        DataStream<RuleFact> counts = minutes.map(RuleFact::of)
                .returns(RuleFact.class)
                .uid("notify-minutes-as-facts")
                .name("Keep what rules count");

        DataStream<RuleFact> matches = mentions.connect(brands)
                .process(new FindClaims(new BrandsHeard(known)))
                .returns(Sight.class)
                .uid("notify-find-claims")
                .name("Find mentions that rules ask for")
                .keyBy(Sight::mention)
                .process(new FollowMentions(settings))
                .returns(RuleFact.class)
                .uid("notify-follow-mentions")
                .name("Follow their versions");

        DataStream<RuleFact> feeds = coverage.connect(brands)
                .process(new AskFeeds(new BrandsHeard(known)))
                .returns(RuleFact.class)
                .uid("notify-ask-feeds")
                .name("Take minutes of platforms to the rules about them");

        return counts.union(matches, feeds);
    }

    private static DataStream<Delivery> deliveries(
            DataStream<Alert> alerts, ArrayList<Channel> channels, NotifySettings settings, Set<String> ended) {
        return alerts.keyBy(Alert::getBrand)
                .process(new AnnounceIncidents())
                .returns(Announcement.class)
                .uid("notify-announce-incidents")
                .name("Announce each turn of an incident")
                .filter(announcement -> !isOverAtOnce(announcement))
                .uid("notify-announce-moments-once")
                .name("Announce once what is a moment")
                .flatMap((Announcement announcement, Collector<Addressed> out) -> channels.stream()
                        .filter(channel -> channel.takes(announcement))
                        .forEach(channel -> out.collect(new Addressed(channel.id(), announcement))))
                .returns(Addressed.class)
                .uid("notify-address-announcements")
                .name("Address them to channels")
                .keyBy(Addressed::channel)
                .process(new DeliverAnnouncements(channels, ended, settings.deliverWithin()))
                .returns(Delivery.class)
                .uid("notify-deliver-announcements")
                .name("Deliver them");
    }

    /** A mention that a rule tells is over as it opens, and nobody wants to hear that, too. */
    private static boolean isOverAtOnce(Announcement announcement) {
        return announcement.what() == Announcement.Turn.OVER
                && announcement.at().equals(announcement.openedAt());
    }

    private static DataStream<Measure> minutes(DataStream<Measure> measures) {
        return measures.filter(NotifyTopology::isBrandMinute)
                .uid("notify-pick-brand-minutes")
                .name("Pick minutes of all platforms");
    }

    private static boolean isBrandMinute(Measure measure) {
        return measure.getSize() == WindowSize.MINUTE && ALL_PLATFORMS.equals(measure.getPlatform());
    }

    private NotifyTopology() {}
}
