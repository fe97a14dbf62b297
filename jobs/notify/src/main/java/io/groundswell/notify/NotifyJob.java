package io.groundswell.notify;

import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Alert;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Measures in, alerts out. */
public final class NotifyJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run("notify", arguments, NotifyJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        settings.checked("notify", NotifySettings.declared());
        NotifySettings notify = NotifySettings.from(settings);
        KafkaEnds kafka = new KafkaEnds("notify", settings);

        NotifyTopology.Notified notified = NotifyTopology.define(
                environment
                        .fromSource(kafka.source(Topics.MEASURES), EventTime.ofRecords(settings), "Measures")
                        .uid("notify-measures")
                        .name("Measures"),
                notify);

        notified.alerts()
                .sinkTo(kafka.sink(Topics.ALERTS, Alert.class, Alert::getId, alert -> alert.getAsOf()
                        .toEpochMilli()))
                .uid("notify-alerts")
                .name("Alerts");
        notified.deadLetters()
                .sinkTo(kafka.deadLetters())
                .uid("notify-dead-letters")
                .name("Dead letters");
    }

    private NotifyJob() {}
}
