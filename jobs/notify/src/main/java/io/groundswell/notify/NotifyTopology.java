package io.groundswell.notify;

import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Alert;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Measure;
import io.groundswell.topics.WindowSize;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What brands got, minute by minute, against what they usually get. */
final class NotifyTopology {

    private static final String ALL_PLATFORMS = "all";

    /** The doors out of this room. */
    record Notified(DataStream<Alert> alerts, DataStream<DeadLetter> deadLetters) {}

    static Notified define(DataStream<KafkaRecord> records, NotifySettings settings) {
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

        return new Notified(alerts, measures.getSideOutput(DeadLetters.DOOR));
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
