package io.groundswell.publish;

import io.groundswell.publish.document.Document;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The way into Elasticsearch, at least once; ids and external versions make that exact. One request at a time and
 * subtask, so that versions of one document are sent in the order they came, also after a retry.
 */
final class ElasticsearchSink extends AsyncSinkBase<Document, Document> {

    private static final int ONE_AT_A_TIME = 1;
    private static final int BATCHES_BUFFERED = 4;

    /** Flink's limit would send a request again while its first copy is still being retried; ours is in the client. */
    private static final long FLINK_NEVER_GIVES_UP = Duration.ofDays(3650).toMillis();

    private final PublishSettings settings;
    private final SerializableSupplier<DeadLetterOffice> office;

    ElasticsearchSink(PublishSettings settings, SerializableSupplier<DeadLetterOffice> office) {
        super(
                (document, context) -> document,
                settings.batchSize(),
                ONE_AT_A_TIME,
                settings.batchSize() * BATCHES_BUFFERED + 1,
                settings.batchBytes(),
                settings.linger().toMillis(),
                settings.batchBytes(),
                FLINK_NEVER_GIVES_UP,
                false);
        this.settings = settings;
        this.office = office;
    }

    @Override
    public StatefulSinkWriter<Document, BufferedRequestState<Document>> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<Document, BufferedRequestState<Document>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<Document>> states) {
        AsyncSinkWriterConfiguration configuration = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .setRequestTimeoutMS(getRequestTimeoutMS())
                .setFailOnTimeout(getFailOnTimeout())
                .build();
        return new ElasticsearchWriter(getElementConverter(), context, configuration, states, settings, office.get());
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<Document>> getWriterStateSerializer() {
        return new WriterStateBytes();
    }
}
