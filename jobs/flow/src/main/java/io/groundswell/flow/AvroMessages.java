package io.groundswell.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one type as bytes in Avro's single-object encoding: two marker bytes, the fingerprint of the schema, the
 * body. It can be read without a registry, by any version whose schema is in {@code schemas/history}. Not thread-safe.
 */
public final class AvroMessages<T extends SpecificRecord> {

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private AvroMessages(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        encoder = new BinaryMessageEncoder<>(model, schema);
        decoder = new BinaryMessageDecoder<>(model, schema);
        past(type).forEach(decoder::addSchema);
    }

    public static <T extends SpecificRecord> AvroMessages<T> of(Class<T> type) {
        return new AvroMessages<>(type);
    }

    public byte[] encode(T message) {
        try {
            ByteBuffer bytes = encoder.encode(message);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws Unreadable when the bytes are not such a message, or of a schema never released */
    public T decode(byte[] bytes) throws Unreadable {
        try {
            return decoder.decode(bytes);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw new Unreadable(e);
        }
    }

    /** Bytes that are no message of the type asked for. */
    public static final class Unreadable extends Exception {
        private Unreadable(Exception cause) {
            super(cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        }
    }

    private static java.util.List<Schema> past(Class<?> type) {
        String folder = "/history/" + kebab(type.getSimpleName()) + "/";
        java.util.List<Schema> schemas = new java.util.ArrayList<>();
        for (int number = 1; ; number++) {
            try (InputStream stream = AvroMessages.class.getResourceAsStream(folder + number + ".avsc")) {
                if (stream == null) {
                    return schemas;
                }
                schemas.add(new Schema.Parser().parse(stream));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
