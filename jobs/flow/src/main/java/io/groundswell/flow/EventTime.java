package io.groundswell.flow;

import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
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

    private EventTime() {}
}
