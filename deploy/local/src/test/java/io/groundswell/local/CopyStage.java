package io.groundswell.local;

import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.Settings;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A stand-in for a stage: hands every record on to the next topic, and counts it as {@code copied}. */
final class CopyStage {

    static Stage between(String name, String from, String to) {
        return Stage.reading(name, (environment, settings) -> wire(environment, settings, name, from, to), from);
    }

    private static void wire(
            StreamExecutionEnvironment environment, Settings settings, String name, String from, String to) {
        KafkaEnds ends = new KafkaEnds(name, settings);
        environment
                .fromSource(ends.source(from), EventTime.ofRecords(settings), from)
                .uid(name + "-source")
                .process(new CountAndCopy(name))
                .uid(name + "-copy")
                .name("Copy")
                .sinkTo(KafkaSink.<KafkaRecord>builder()
                        .setBootstrapServers(settings.get(io.groundswell.flow.FlowSettings.KAFKA_BROKERS))
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(new WriteTo(to))
                        .build())
                .uid(name + "-sink")
                .name(to);
    }

    private static final class WriteTo implements KafkaRecordSerializationSchema<KafkaRecord> {
        private final String topic;

        private WriteTo(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(KafkaRecord record, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value());
        }
    }

    private static final class CountAndCopy extends ProcessFunction<KafkaRecord, KafkaRecord>
            implements CheckpointedFunction {
        private final String stage;
        private transient LastingCounts counts;

        private CountAndCopy(String stage) {
            this.stage = stage;
        }

        @Override
        public void processElement(KafkaRecord record, Context context, Collector<KafkaRecord> out) {
            counts.count("copied");
            out.collect(record);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            counts.save();
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            counts = LastingCounts.restored(stage, context, getRuntimeContext().getMetricGroup());
        }
    }

    private CopyStage() {}
}
