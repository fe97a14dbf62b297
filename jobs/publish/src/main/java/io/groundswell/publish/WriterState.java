package io.groundswell.publish;

import io.groundswell.publish.document.Document;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/** What a writer of the sink leaves in a checkpoint: documents not sent yet, and how many went which way so far. */
final class WriterState extends BufferedRequestState<Document> {

    private final TreeMap<String, Long> counts;

    WriterState(BufferedRequestState<Document> documents, Map<String, Long> counts) {
        super(documents.getBufferedRequestEntries());
        this.counts = new TreeMap<>(counts);
    }

    Map<String, Long> counts() {
        return counts;
    }
}
