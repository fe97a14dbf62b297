package io.groundswell.flow;

import io.groundswell.topics.DeadLetter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads Avro messages out of Kafka records; what is none leaves as a dead letter. Keeps no state. */
public final class DecodeRecords<T extends SpecificRecord> extends ProcessFunction<KafkaRecord, T> {

    private final String stage;
    private final Class<T> type;
    private final OutputTag<DeadLetter> deadLetters;
    private transient RecordReader<T> reader;

    public DecodeRecords(String stage, Class<T> type, OutputTag<DeadLetter> deadLetters) {
        this.stage = stage;
        this.type = type;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        reader = new RecordReader<>(stage, type);
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<T> out) {
        reader.read(record, letter -> context.output(deadLetters, letter)).ifPresent(out::collect);
    }
}
