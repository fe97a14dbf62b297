package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Brand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The brands that are listened for, as Kafka has them. */
final class BrandsTopic {

    private final Brokers brokers;
    private final AvroMessages<Brand> messages = AvroMessages.of(Brand.class);

    BrandsTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /** By id, without those that were removed. */
    SortedMap<String, Brand> read() throws Trouble {
        SortedMap<String, Brand> brands = new TreeMap<>();
        new TopicRecords(brokers, Topics.BRANDS).each(record -> take(record, brands));
        return brands;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, SortedMap<String, Brand> brands) {
        String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            brands.remove(id);
            return;
        }
        try {
            Brand brand = messages.decode(record.value());
            if (brand.getRemoved()) {
                brands.remove(brand.getId());
            } else {
                brands.put(brand.getId(), brand);
            }
        } catch (AvroMessages.Unreadable e) {
            // The job collect has a door for it.
            return;
        }
    }

    /**
     * What applying a file changed.
     *
     * @param unchanged were there already, word for word
     * @param kept stand in Kafka and not in the file
     */
    record Applied(
            List<String> added, List<String> changed, List<String> removed, List<String> unchanged, List<String> kept) {

        String sentence() {
            return Map.of("added", added, "changed", changed, "removed", removed, "unchanged", unchanged)
                    .entrySet()
                    .stream()
                    .filter(part -> !part.getValue().isEmpty())
                    .sorted(Map.Entry.comparingByKey())
                    .map(part -> part.getKey() + " " + String.join(", ", part.getValue()))
                    .collect(Collectors.joining("; ", "Brands: ", ""));
        }
    }

    /** @param prune whether brands that are not in the file are removed */
    Applied apply(List<Brand> file, boolean prune) throws Trouble {
        SortedMap<String, Brand> before = read();
        Applied applied = new Applied(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (TopicWriter writer = new TopicWriter(brokers, Topics.BRANDS)) {
            for (Brand brand : file) {
                Brand old = before.get(brand.getId());
                if (brand.equals(old)) {
                    applied.unchanged().add(brand.getId());
                } else {
                    (old == null ? applied.added() : applied.changed()).add(brand.getId());
                    writer.write(brand.getId(), messages.encode(brand));
                }
            }
            Set<String> written = file.stream().map(Brand::getId).collect(Collectors.toSet());
            for (Brand brand : before.values()) {
                if (!written.contains(brand.getId())) {
                    (prune ? applied.removed() : applied.kept()).add(brand.getId());
                    if (prune) {
                        writer.write(
                                brand.getId(),
                                messages.encode(
                                        Brand.newBuilder(brand).setRemoved(true).build()));
                    }
                }
            }
            writer.finish();
        }
        return applied;
    }
}
