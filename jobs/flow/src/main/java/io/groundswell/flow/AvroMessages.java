package io.groundswell.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    static {
        GuardedAvro.register();
    }

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
        } catch (IOException | RuntimeException e) {
            // Damaged bytes make Avro throw what it likes, an UnsupportedOperationException among others.
            throw new Unreadable(e);
        }
    }

    /** Bytes that are no message of the type asked for. */
    public static final class Unreadable extends Exception {
        private Unreadable(Exception cause) {
            super(cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        }
    }

    static List<Schema> past(Class<?> type) {
        String folder = "/history/" + kebab(type.getSimpleName()) + "/";
        List<Schema> schemas = new ArrayList<>();
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
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
