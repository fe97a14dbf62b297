package io.groundswell.flow;

import io.groundswell.topics.RecordHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record's headers in one array of bytes: most records have none, and those that have are rarely asked for them. */
public final class PackedHeaders {

    private static final int NONE = -1;

    /** Null when there are none. */
    public static byte[] of(Headers headers) {
        Header[] all = headers.toArray();
        if (all.length == 0) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(all.length);
            for (Header header : all) {
                write(header.key().getBytes(StandardCharsets.UTF_8), out);
                write(header.value(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** The headers in their order. */
    static List<RecordHeader> unpacked(byte[] packed) {
        List<RecordHeader> headers = new ArrayList<>();
        if (packed == null) {
            return headers;
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed));
        try {
            for (int left = in.readInt(); left > 0; left--) {
                String name = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                int length = in.readInt();
                headers.add(new RecordHeader(name, length == NONE ? null : ByteBuffer.wrap(in.readNBytes(length))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return headers;
    }

    private PackedHeaders() {}
}
