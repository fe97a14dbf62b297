package io.groundswell.notify;

import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.Alert;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Measure;
import io.groundswell.topics.WindowSize;
import java.util.ArrayList;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** What brands got, minute by minute, against what they usually get. */
final class NotifyTopology {

    private static final String ALL_PLATFORMS = "all";

    /** The doors out of this room. */
    record Notified(DataStream<Alert> alerts, DataStream<Delivery> deliveries, DataStream<DeadLetter> deadLetters) {}

    /**
     * @param records of the topic of measures
     * @param ended ids of deliveries that ended before
     */
    static Notified define(DataStream<KafkaRecord> records, NotifySettings settings, Set<String> ended) {
        SingleOutputStreamOperator<Measure> measures = records.process(
                        new DecodeRecords<>("notify", Measure.class, DeadLetters.DOOR))
                .returns(Measure.class)
                .uid("notify-decode-measures")
                .name("Decode measures");

        SingleOutputStreamOperator<Alert> alerts = minutes(measures)
                .keyBy(Measure::getBrand)
                .process(new RaiseAlerts(settings))
                .uid("notify-raise-alerts")
                .name("Raise alerts");

        ArrayList<Channel> channels = new ArrayList<>(settings.channels());
        SingleOutputStreamOperator<Delivery> deliveries = alerts.keyBy(Alert::getBrand)
                .process(new AnnounceIncidents())
                .returns(Announcement.class)
                .uid("notify-announce-incidents")
                .name("Announce each turn of an incident")
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

        return new Notified(alerts, deliveries, measures.getSideOutput(DeadLetters.DOOR));
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
