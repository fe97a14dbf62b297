package io.groundswell.publish.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Incident;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.zip.CRC32;
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

    /** Tells which of two documents of one id stays: the greater. */
    @FunctionalInterface
    private interface Ranking<T> {
        long of(T value, byte[] json);
    }

    private final Index index;
    private final Function<T, String> id;
    private final Ranking<T> ranking;
    private final Writing<T> writing;

    private Documents(Index index, Function<T, String> id, Ranking<T> ranking, Writing<T> writing) {
        this.index = index;
        this.id = id;
        this.ranking = ranking;
        this.writing = writing;
    }

    public static Documents<EnrichedMention> ofMentions() {
        AvroJson whole = AvroJson.flat(EnrichedMention.getClassSchema());
        return new Documents<>(
                Index.MENTIONS,
                value -> value.getMention().getId(),
                (value, json) -> rank(value.getMention(), json),
                (json, value) -> {
                    if (value.getMention().getDeleted()) {
                        writeGravestone(json, value.getMention());
                    } else {
                        whole.write(json, value);
                    }
                });
    }

    /** A text that comes back after it was forgotten is counted from one again, so the time tells which is newer. */
    public static Documents<CopyGroup> ofCopies() {
        return new Documents<>(
                Index.COPIES,
                CopyGroup::getId,
                (value, json) -> value.getToldAt().toEpochMilli(),
                AvroJson.of(CopyGroup.getClassSchema())::write);
    }

    public static Documents<Coverage> ofCoverage() {
        return new Documents<>(
                Index.COVERAGE,
                Coverage::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(Coverage.getClassSchema())::write);
    }

    public static Documents<Measure> ofMeasures() {
        return new Documents<>(
                Index.MEASURES,
                Measure::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(Measure.getClassSchema())::write);
    }

    public static Documents<ShareOfVoice> ofShares() {
        return new Documents<>(
                Index.SHARES,
                ShareOfVoice::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(ShareOfVoice.getClassSchema())::write);
    }

    public static Documents<Response> ofResponses() {
        return new Documents<>(
                Index.RESPONSES,
                Response::getId,
                (value, json) -> value.getToldAt().toEpochMilli(),
                AvroJson.of(Response.getClassSchema())::write);
    }

    public static Documents<ResponseTimes> ofResponseTimes() {
        return new Documents<>(
                Index.RESPONSE_TIMES,
                ResponseTimes::getId,
                (value, json) -> value.getToldAt().toEpochMilli(),
                AvroJson.of(ResponseTimes.getClassSchema())::write);
    }

    public static Documents<AudienceDay> ofAudienceDays() {
        return new Documents<>(
                Index.AUDIENCE_DAYS,
                AudienceDay::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(AudienceDay.getClassSchema())::write);
    }

    public static Documents<TrafficDay> ofTrafficDays() {
        return new Documents<>(
                Index.TRAFFIC_DAYS,
                TrafficDay::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(TrafficDay.getClassSchema())::write);
    }

    public static Documents<CampaignResults> ofCampaigns() {
        return new Documents<>(
                Index.CAMPAIGNS,
                CampaignResults::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(CampaignResults.getClassSchema())::write);
    }

    public static Documents<Incident> ofIncidents() {
        return new Documents<>(
                Index.INCIDENTS,
                Incident::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(Incident.getClassSchema())::write);
    }

    public static Documents<Delivery> ofDeliveries() {
        return new Documents<>(
                Index.DELIVERIES,
                Delivery::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(Delivery.getClassSchema())::write);
    }

    public static Documents<Alert> ofAlerts() {
        return new Documents<>(
                Index.ALERTS,
                Alert::getId,
                (value, json) -> value.getRevision(),
                AvroJson.of(Alert.getClassSchema())::write);
    }

    public static Documents<DeadLetter> ofDeadLetters() {
        return new Documents<>(
                Index.DEAD_LETTERS,
                DeadLetter::getId,
                (value, json) -> value.getReplayedAt() == null
                        ? ONLY_VERSION
                        : value.getReplayedAt().toEpochMilli(),
                AvroJson.of(DeadLetter.getClassSchema())::write);
    }

    public static Documents<LateMention> ofLate() {
        return new Documents<>(
                Index.LATE,
                LateMention::getId,
                (value, json) -> ONLY_VERSION,
                AvroJson.of(LateMention.getClassSchema())::write);
    }

    public Document from(T value, KafkaRecord origin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            writing.write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] written = bytes.toByteArray();
        return new Document(index, shortened(id.apply(value)), ranking.of(value, written), written, origin);
    }

    /**
     * Which of two documents of one post stays, whatever the order they come in:
     *
     * <ul>
     *   <li>a deletion, for good: a repost on its way may still carry what was taken back
     *   <li>else the greater version
     *   <li>else, seen in the same millisecond, the post itself before one that another post carries
     *   <li>else whichever document's check sum is greater, which means nothing but is the same every time
     * </ul>
     *
     * @return from the highest bit: 0, the deletion, 42 bits of version, the post itself, 19 bits of check sum
     */
    private static long rank(Mention mention, byte[] json) {
        if (mention.getVersion() < 0) {
            // No time any post was seen at. Elasticsearch refuses it, and a dead letter tells.
            return mention.getVersion();
        }
        CRC32 sum = new CRC32();
        sum.update(json);
        return (mention.getDeleted() ? 1L << 62 : 0)
                | Math.min(mention.getVersion(), (1L << 42) - 1) << 20
                | (mention.getEmbedded() ? 0 : 1L << 19)
                | sum.getValue() >>> 13;
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
