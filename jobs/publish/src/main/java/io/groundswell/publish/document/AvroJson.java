package io.groundswell.publish.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Avro records as JSON: times in ISO 8601 with milliseconds, enums by name, bytes in base64, what is null left out. The
 * schema is walked once, not per record.
 */
final class AvroJson {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    /** A field with this property set to false is for other jobs and not for readers. */
    private static final String INDEXED = "indexed";

    @FunctionalInterface
    private interface Writing {
        void write(JsonGenerator json, Object value) throws IOException;
    }

    private record Field(int position, SerializedString name, Writing writing) {}

    private final List<Field> fields;
    /** Beside each other instead of inside each other: the records in these positions. */
    private final boolean flat;

    private final List<AvroJson> inner;

    private AvroJson(Schema schema, boolean flat) {
        this.flat = flat;
        this.fields = new ArrayList<>();
        this.inner = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (flat) {
                inner.add(new AvroJson(field.schema(), false));
            } else if (!Boolean.FALSE.equals(field.getObjectProp(INDEXED))) {
                fields.add(new Field(field.pos(), new SerializedString(field.name()), writing(field.schema())));
            }
        }
    }

    /** Fields in the order of the schema. */
    static AvroJson of(Schema schema) {
        return new AvroJson(schema, false);
    }

    /** For a record of records: the fields of all of them, side by side. */
    static AvroJson flat(Schema schema) {
        return new AvroJson(schema, true);
    }

    void write(JsonGenerator json, IndexedRecord value) throws IOException {
        json.writeStartObject();
        writeFields(json, value);
        json.writeEndObject();
    }

    private void writeFields(JsonGenerator json, IndexedRecord value) throws IOException {
        if (flat) {
            for (int i = 0; i < inner.size(); i++) {
                inner.get(i).writeFields(json, (IndexedRecord) value.get(i));
            }
            return;
        }
        for (Field field : fields) {
            Object content = value.get(field.position());
            if (content != null) {
                json.writeFieldName(field.name());
                field.writing().write(json, content);
            }
        }
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static Writing writing(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                writing(schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow());
            case STRING, ENUM -> (json, value) -> json.writeString(value.toString());
            case LONG ->
                schema.getLogicalType() == null
                        ? (json, value) -> json.writeNumber((Long) value)
                        : (json, value) -> json.writeString(time((Instant) value));
            case INT -> (json, value) -> json.writeNumber((Integer) value);
            case DOUBLE -> (json, value) -> json.writeNumber((Double) value);
            case BOOLEAN -> (json, value) -> json.writeBoolean((Boolean) value);
            case BYTES -> (json, value) -> writeBytes(json, (ByteBuffer) value);
            case ARRAY -> writingAll(writing(schema.getElementType()));
            case MAP -> writingByName(writing(schema.getValueType()));
            case RECORD -> {
                AvroJson record = of(schema);
                yield (json, value) -> record.write(json, (IndexedRecord) value);
            }
            default -> throw new IllegalArgumentException("no JSON is agreed on for " + schema);
        };
    }

    private static Writing writingAll(Writing item) {
        return (json, value) -> {
            json.writeStartArray();
            for (Object one : (List<?>) value) {
                item.write(json, one);
            }
            json.writeEndArray();
        };
    }

    /** In the order of their names, so that equal maps are equal documents. */
    private static Writing writingByName(Writing item) {
        return (json, value) -> {
            json.writeStartObject();
            for (Map.Entry<?, ?> one : new TreeMap<>((Map<?, ?>) value).entrySet()) {
                json.writeFieldName(one.getKey().toString());
                item.write(json, one.getValue());
            }
            json.writeEndObject();
        };
    }

    private static void writeBytes(JsonGenerator json, ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        json.writeBinary(copy);
    }
}
