package io.groundswell.publish;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Index;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;

/** {@link WriterState} in a checkpoint, version 2: the counts, then the documents. */
final class WriterStateBytes extends AsyncSinkWriterStateSerializer<Document> {

    private static final int NONE = -1;

    @Override
    public int getVersion() {
        return 2;
    }

    @Override
    public byte[] serialize(BufferedRequestState<Document> state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Map<String, Long> counts = state instanceof WriterState whole ? whole.counts() : Map.of();
        out.writeInt(counts.size());
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            out.writeUTF(count.getKey());
            out.writeLong(count.getValue());
        }
        out.write(super.serialize(state));
        return bytes.toByteArray();
    }

    @Override
    public WriterState deserialize(int version, byte[] serialized) throws IOException {
        if (version != getVersion()) {
            throw new IOException("The sink's state is of version " + version + ", which this release cannot read.");
        }
        ByteArrayInputStream bytes = new ByteArrayInputStream(serialized);
        DataInputStream in = new DataInputStream(bytes);
        Map<String, Long> counts = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            counts.put(in.readUTF(), in.readLong());
        }
        return new WriterState(super.deserialize(version, in.readAllBytes()), counts);
    }

    @Override
    protected void serializeRequestToStream(Document document, DataOutputStream out) throws IOException {
        out.writeUTF(document.index().name());
        out.writeUTF(document.id());
        out.writeLong(document.version());
        write(document.json(), out);
        KafkaRecord origin = document.origin();
        out.writeUTF(origin.topic());
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        out.writeLong(origin.timestamp());
        write(origin.key(), out);
        write(origin.value(), out);
        write(origin.headers(), out);
    }

    @Override
    protected Document deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        return new Document(
                Index.valueOf(in.readUTF()),
                in.readUTF(),
                in.readLong(),
                read(in),
                new KafkaRecord(
                        in.readUTF(), in.readInt(), in.readLong(), in.readLong(), read(in), read(in), read(in)));
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NONE ? null : in.readNBytes(length);
    }
}
