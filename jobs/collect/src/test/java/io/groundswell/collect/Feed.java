package io.groundswell.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.testkit.Moments;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Erasure;

/** Records as they would lie in Kafka at noon, said in one line. */
final class Feed {

    static KafkaRecord line(long offset, String line) {
        return new KafkaRecord("feed.x", 0, offset, Moments.NOON.toEpochMilli(), null, line.getBytes(UTF_8));
    }

    static KafkaRecord post(long offset, String text) {
        return line(
                offset,
                "{\"data\":{\"id\":\"20284318000000000%02d\",\"text\":\"%s\",\"created_at\":\"2026-03-02T11:51:00.000Z\"}}"
                        .formatted(offset, text));
    }

    static Brand brand(String id, String query) {
        return Brand.newBuilder().setId(id).setName(id).setQuery(query).build();
    }

    static KafkaRecord brandRecord(long offset, Brand brand) {
        return new KafkaRecord(
                "brands",
                0,
                offset,
                Moments.NOON.toEpochMilli(),
                brand.getId().getBytes(UTF_8),
                AvroMessages.of(Brand.class).encode(brand));
    }

    static KafkaRecord brandTombstone(long offset, String id) {
        return new KafkaRecord("brands", 0, offset, Moments.NOON.toEpochMilli(), id.getBytes(UTF_8), null);
    }

    static KafkaRecord erasure(long offset, String id, String subject) {
        Erasure erasure = Erasure.newBuilder()
                .setId(id)
                .setSubject(subject)
                .setPlatform("x")
                .setVersion(Moments.NOON.toEpochMilli())
                .setObservedAt(Moments.NOON)
                .setErasedAt(Moments.NOON)
                .build();
        return new KafkaRecord(
                "erasures",
                0,
                offset,
                Moments.NOON.toEpochMilli(),
                id.getBytes(UTF_8),
                AvroMessages.of(Erasure.class).encode(erasure));
    }

    private Feed() {}
}
