package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.Alert;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.WindowSize;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** What brands got, minute by minute, against what they usually get. */
final class NotifyTopology {

    private static final String ALL_PLATFORMS = "all";

    /** What comes in, by topic. */
    record Inlets(
            DataStream<KafkaRecord> measures,
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
        SingleOutputStreamOperator<Response> responses = decoded("responses", in.responses(), Response.class);
        SingleOutputStreamOperator<IncidentAction> actions = decoded("actions", in.actions(), IncidentAction.class);

        SingleOutputStreamOperator<Alert> alerts = minutes(measures)
                .keyBy(Measure::getBrand)
                .process(new RaiseAlerts(settings))
                .uid("notify-raise-alerts")
                .name("Raise alerts");

        SingleOutputStreamOperator<News> news = ofBrands(alerts, responses)
                .connect(in.brands().broadcast(BrandsHeard.STATE))
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
                .uid("notify-write-digests");

        SingleOutputStreamOperator<Delivery> deliveries = announcements
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
                alerts,
                incidents,
                deliveries,
                measures.getSideOutput(DeadLetters.DOOR)
                        .union(
                                responses.getSideOutput(DeadLetters.DOOR),
                                actions.getSideOutput(DeadLetters.DOOR),
                                news.getSideOutput(DeadLetters.DOOR)));
    }

    private static <T extends SpecificRecord> SingleOutputStreamOperator<T> decoded(
            String what, DataStream<KafkaRecord> records, Class<T> type) {
        return records.process(new DecodeRecords<>("notify", type, DeadLetters.DOOR))
                .returns(type)
                .uid("notify-decode-" + what)
                .name("Decode " + what);
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
