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
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.WindowSize;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** What brands got, minute by minute, against what they usually get. */
final class NotifyTopology {

    static final String STAGE = "notify";

    private static final String ALL_PLATFORMS = "all";

    /** What comes in, by topic. */
    record Inlets(
            DataStream<KafkaRecord> measures,
            DataStream<KafkaRecord> mentions,
            DataStream<KafkaRecord> coverage,
            DataStream<KafkaRecord> responses,
            DataStream<KafkaRecord> actions,
            DataStream<KafkaRecord> brands) {}

    /** The doors out of this room. */
    record Notified(
            DataStream<Alert> alerts,
            DataStream<Incident> incidents,
            DataStream<Delivery> deliveries,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * @param brands the topic of brands to begin with
     * @param remembered of what was told before
     */
    static Notified define(Inlets in, NotifySettings settings, List<KafkaRecord> brands, Remembered remembered) {
        SingleOutputStreamOperator<Measure> measures = decoded("measures", in.measures(), Measure.class);
        SingleOutputStreamOperator<EnrichedMention> mentions =
                decoded("mentions", in.mentions(), EnrichedMention.class);
        SingleOutputStreamOperator<Coverage> coverage = decoded("coverage", in.coverage(), Coverage.class);
        SingleOutputStreamOperator<Response> responses = decoded("responses", in.responses(), Response.class);
        SingleOutputStreamOperator<IncidentAction> actions = decoded("actions", in.actions(), IncidentAction.class);

        BroadcastStream<KafkaRecord> heard = in.brands().broadcast(BrandsHeard.STATE);
        DataStream<Measure> minutes = minutes(measures);

        SingleOutputStreamOperator<Alert> raised = minutes.keyBy(Measure::getBrand)
                .connect(heard)
                .process(new RaiseAlerts(new BrandsHeard(brands), settings))
                .returns(Alert.class)
                .uid("notify-raise-alerts")
                .name("Raise alerts");

        SingleOutputStreamOperator<Alert> ruled = facts(minutes, mentions, coverage, responses, heard, brands, settings)
                .keyBy(RuleFact::brand)
                .connect(heard)
                .process(new ApplyRules(new BrandsHeard(brands), settings))
                .returns(Alert.class)
                .uid("notify-apply-rules")
                .name("Apply rules of the brands' own");

        DataStream<Alert> toTell = raised.union(ruled.keyBy(Alert::getId)
                .process(new KeepQuietHours())
                .returns(Alert.class)
                .uid("notify-keep-quiet-hours")
                .name("Keep quiet hours"));

        SingleOutputStreamOperator<News> news = ofBrands(toTell, responses)
                .connect(heard)
                .process(new TakeToCompanies(new BrandsHeard(brands)))
                .returns(News.class)
                .uid("notify-take-to-companies")
                .name("Take them to the company and its departments");

        SingleOutputStreamOperator<Announcement> announcements = news.union(byHand(actions))
                .keyBy(News::company)
                .process(new AnnounceIncidents(remembered))
                .returns(Announcement.class)
                .uid("notify-announce-incidents")
                .name("Announce each turn of an incident");

        ArrayList<Channel> channels = new ArrayList<>(settings.channels());
        DataStream<Incident> incidents = announcements.getSideOutput(AnnounceIncidents.INCIDENTS);
        DataStream<Addressed> digests = incidents
                .transform("Write digests", TypeInformation.of(Addressed.class), new WriteDigests(channels, remembered))
                .setParallelism(1)
                .setMaxParallelism(1)
                // In a chain it would take on the chain's maximum, and a savepoint would fit no other parallelism.
                .disableChaining()
                .uid("notify-write-digests");

        SingleOutputStreamOperator<Delivery> deliveries = announcements
                .filter(announcement -> !isOverAtOnce(announcement))
                .uid("notify-announce-moments-once")
                .name("Announce once what is a moment")
                .flatMap((Announcement announcement, Collector<Addressed> out) -> channels.stream()
                        .filter(channel -> channel.takes(announcement))
                        .forEach(channel -> out.collect(new Addressed(channel.id(), announcement))))
                .returns(Addressed.class)
                .uid("notify-address-announcements")
                .name("Address them to channels")
                .union(digests)
                .keyBy(Addressed::channel)
                .process(new DeliverAnnouncements(channels, remembered.ended(), settings.deliverWithin()))
                .returns(Delivery.class)
                .uid("notify-deliver-announcements")
                .name("Deliver them");

        return new Notified(
                raised.union(ruled),
                incidents,
                deliveries,
                measures.getSideOutput(DeadLetters.DOOR)
                        .union(
                                mentions.getSideOutput(DeadLetters.DOOR),
                                coverage.getSideOutput(DeadLetters.DOOR),
                                ruled.getSideOutput(DeadLetters.DOOR),
                                responses.getSideOutput(DeadLetters.DOOR),
                                actions.getSideOutput(DeadLetters.DOOR)));
    }

    private static <T extends SpecificRecord> SingleOutputStreamOperator<T> decoded(
            String what, DataStream<KafkaRecord> records, Class<T> type) {
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
            DataStream<Response> responses,
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

        DataStream<RuleFact> questions = responses
                .map(RuleFact::of)
                .returns(RuleFact.class)
                .uid("notify-questions-as-facts")
                .name("Keep who waits for an answer");

        return counts.union(matches, feeds, questions);
    }

    /** A mention that a rule tells is over as it opens, and nobody wants to hear that, too. */
    private static boolean isOverAtOnce(Announcement announcement) {
        return announcement.what() == Announcement.Turn.OVER
                && announcement.at().equals(announcement.openedAt());
    }

    private static DataStream<News> ofBrands(DataStream<Alert> alerts, DataStream<Response> responses) {
        DataStream<News> ofAlerts = alerts.map(News::of)
                .returns(News.class)
                .uid("notify-news-of-alerts")
                .name("News: alerts");
        return ofAlerts.union(responses
                .map(News::of)
                .returns(News.class)
                .uid("notify-news-of-responses")
                .name("News: who waits for an answer"));
    }

    private static DataStream<News> byHand(DataStream<IncidentAction> actions) {
        return actions.map(News::of)
                .returns(News.class)
                .uid("notify-news-of-actions")
                .name("News: what was done by hand");
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
