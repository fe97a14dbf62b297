package io.groundswell.publish;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.Topics;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Documents;
import io.groundswell.topics.Reason;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Makes the document of each record; a record that is none of ours leaves as a dead letter, unless it was one: those stay
 * in their topic and are only counted. Keeps its counts, for ever.
 */
final class WriteDocuments<T extends SpecificRecord> extends ProcessFunction<KafkaRecord, Document>
        implements CheckpointedFunction {

    private final Class<T> type;
    private final SerializableSupplier<Documents<T>> rules;
    private transient AvroMessages<T> messages;
    private transient Documents<T> documents;
    private transient LastingCounts counts;

    WriteDocuments(Class<T> type, SerializableSupplier<Documents<T>> rules) {
        this.type = type;
        this.rules = rules;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("publish", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        messages = AvroMessages.of(type);
        documents = rules.get();
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<Document> out) {
        if (record.value() == null) {
            refuse(record, Reason.EMPTY, "a record without a value", context);
            return;
        }
        T value;
        try {
            value = messages.decode(record.value());
        } catch (AvroMessages.Unreadable e) {
            refuse(record, Reason.AVRO_DECODE, "not a " + type.getSimpleName() + ": " + e.getMessage(), context);
            return;
        }
        out.collect(documents.from(value, record));
    }

    private void refuse(KafkaRecord record, Reason reason, String detail, Context context) {
        if (record.topic().equals(Topics.DEAD_LETTERS)) {
            counts.count(ElasticsearchWriter.KEPT_IN_TOPIC);
        } else {
            counts.count(ElasticsearchWriter.DEAD_LETTER);
            context.output(DeadLetters.DOOR, DeadLetters.of("publish", record, reason, null, detail));
        }
    }
}
