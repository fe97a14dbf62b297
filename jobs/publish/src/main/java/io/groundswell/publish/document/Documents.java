package io.groundswell.publish.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Alert;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Mention;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Makes documents of records of one type. The document of a deleted post is a gravestone: enough to keep older copies
 * away, and nothing of what was said or who said it.
 */
public final class Documents<T extends SpecificRecord> {

    /** Never revised, so any copy is as good as the other. */
    private static final long ONLY_VERSION = 1;

    private static final int LONGEST_ID_BYTES = 512;

    // An emoji as the four bytes it is, not as twelve of escapes.
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    @FunctionalInterface
    private interface Writing<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    private final Index index;
    private final Function<T, String> id;
    private final ToLongFunction<T> version;
    private final Writing<T> writing;

    private Documents(Index index, Function<T, String> id, ToLongFunction<T> version, Writing<T> writing) {
        this.index = index;
        this.id = id;
        this.version = version;
        this.writing = writing;
    }

    public static Documents<EnrichedMention> ofMentions() {
        AvroJson whole = AvroJson.flat(EnrichedMention.getClassSchema());
        return new Documents<>(
                Index.MENTIONS,
                value -> value.getMention().getId(),
                value -> value.getMention().getVersion(),
                (json, value) -> {
                    if (value.getMention().getDeleted()) {
                        writeGravestone(json, value.getMention());
                    } else {
                        whole.write(json, value);
                    }
                });
    }

    public static Documents<Measure> ofMeasures() {
        return new Documents<>(
                Index.MEASURES, Measure::getId, Measure::getRevision, AvroJson.of(Measure.getClassSchema())::write);
    }

    public static Documents<Alert> ofAlerts() {
        return new Documents<>(
                Index.ALERTS, Alert::getId, Alert::getRevision, AvroJson.of(Alert.getClassSchema())::write);
    }

    public static Documents<DeadLetter> ofDeadLetters() {
        return new Documents<>(
                Index.DEAD_LETTERS,
                DeadLetter::getId,
                value -> ONLY_VERSION,
                AvroJson.of(DeadLetter.getClassSchema())::write);
    }

    public static Documents<LateMention> ofLate() {
        return new Documents<>(
                Index.LATE,
                LateMention::getId,
                value -> ONLY_VERSION,
                AvroJson.of(LateMention.getClassSchema())::write);
    }

    public Document from(T value, KafkaRecord origin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Document(index, shortened(id.apply(value)), version.applyAsLong(value), bytes.toByteArray(), origin);
    }

    private static void writeGravestone(JsonGenerator json, Mention mention) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", mention.getId());
        json.writeNumberField("version", mention.getVersion());
        json.writeStringField("platform", mention.getPlatform());
        json.writeBooleanField("deleted", true);
        json.writeStringField("observedAt", AvroJson.time(mention.getObservedAt()));
        json.writeEndObject();
    }

    /** Elasticsearch takes ids of up to 512 bytes; a longer one is known by its hash, and whole in the field id. */
    static String shortened(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_ID_BYTES) {
            return id;
        }
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
