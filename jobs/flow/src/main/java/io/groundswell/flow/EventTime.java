package io.groundswell.flow;

import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The one way event time moves in every job. */
public final class EventTime {

    /** By the timestamp of the Kafka record, which the stage before set to the event time. */
    public static WatermarkStrategy<KafkaRecord> ofRecords(Settings settings) {
        SerializableTimestampAssigner<KafkaRecord> assigner = (record, previous) -> record.timestamp();
        return WatermarkStrategy.<KafkaRecord>forBoundedOutOfOrderness(settings.get(FlowSettings.OUT_OF_ORDER))
                .withIdleness(settings.get(FlowSettings.IDLE))
                .withTimestampAssigner(assigner);
    }

    /**
     * For what is to be known and not to be counted, such as brands: it says nothing of event time, and holds nobody back who
     * reads it beside a stream that does.
     */
    public static WatermarkStrategy<KafkaRecord> ofKnowledge() {
        return WatermarkStrategy.forGenerator(context -> new WatermarkGenerator<>() {
            @Override
            public void onEvent(KafkaRecord record, long timestamp, WatermarkOutput output) {
                output.markIdle();
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {
                output.markIdle();
            }
        });
    }

    private EventTime() {}
}
