package io.groundswell.collect;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Brand;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The brands known before the first post is read, and where in the topic each came from: what the topic says again up to
 * there is old news.
 *
 * @param brands by id
 */
public record KnownBrands(TreeMap<String, Known> brands) implements Serializable {

    /** A brand as of one record of the topic; partition and offset are -1 when it came from elsewhere. */
    public record Known(Brand brand, int partition, long offset) implements Serializable {}

    /** Brands that come from no topic, for tests and benchmarks. */
    public static KnownBrands of(Brand... brands) {
        return of(List.of(brands));
    }

    /** Brands that come from no topic, for tests and benchmarks. */
    public static KnownBrands of(Collection<Brand> brands) {
        TreeMap<String, Known> known = new TreeMap<>();
        brands.forEach(brand -> known.put(brand.getId(), new Known(brand, -1, -1)));
        return new KnownBrands(known);
    }

    /**
     * The newest usable definition of each brand. A record that is none, or whose query cannot be read, is left to the
     * running job, which has a door for it.
     */
    static KnownBrands from(Iterable<KafkaRecord> records) {
        AvroMessages<Brand> messages = AvroMessages.of(Brand.class);
        TreeMap<String, Known> known = new TreeMap<>();
        for (KafkaRecord record : records) {
            try {
                Brand brand = record.value() == null ? tombstone(record) : messages.decode(record.value());
                if (brand.getRemoved() || BrandMatcher.check(brand).isEmpty()) {
                    known.put(brand.getId(), new Known(brand, record.partition(), record.offset()));
                }
            } catch (AvroMessages.Unreadable e) {
                continue;
            }
        }
        return new KnownBrands(known);
    }

    /** Those to listen for: readable and not removed. */
    List<Brand> present() {
        return brands.values().stream()
                .map(Known::brand)
                .filter(brand ->
                        !brand.getRemoved() && BrandMatcher.check(brand).isEmpty())
                .toList();
    }

    /** A record without a value removes the brand that is its key. */
    static Brand tombstone(KafkaRecord record) {
        return Brand.newBuilder()
                .setId(record.key() == null ? "" : new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                .setName("")
                .setQuery("")
                .setRemoved(true)
                .build();
    }

    /** Whether a record of the topic says nothing new about a brand. */
    boolean knows(String brand, KafkaRecord record) {
        Known known = brands.get(brand);
        return known != null && known.partition() == record.partition() && known.offset() >= record.offset();
    }
}
