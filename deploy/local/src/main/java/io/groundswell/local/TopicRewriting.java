package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/** Writes records again without something; the newer one of a key takes the older one's place. */
final class TopicRewriting {

    private final Brokers brokers;

    TopicRewriting(Brokers brokers) {
        this.brokers = brokers;
    }

    /**
     * The newest values that have something to be taken out, without it, by key.
     *
     * @param without gives the value itself when there is nothing to take out
     */
    <T extends SpecificRecord> Map<String, T> hits(
            String topic, Class<T> type, Function<T, String> key, UnaryOperator<T> without) throws Trouble {
        AvroMessages<T> messages = AvroMessages.of(type);
        Map<String, T> rest = new LinkedHashMap<>();
        new TopicRecords(brokers, topic).each(record -> {
            if (record.value() == null) {
                return;
            }
            try {
                T value = messages.decode(record.value());
                T less = without.apply(value);
                if (less == value) {
                    rest.remove(key.apply(value));
                } else {
                    rest.put(key.apply(value), less);
                }
            } catch (AvroMessages.Unreadable e) {
                // Not one of ours.
            }
        });
        return rest;
    }

    /**
     * Writes those in place of the older ones, so that compaction can take these away at once.
     *
     * @return how many
     */
    <T extends SpecificRecord> int rewrite(
            String topic, Class<T> type, Function<T, String> key, UnaryOperator<T> without) throws Trouble {
        AvroMessages<T> messages = AvroMessages.of(type);
        Map<String, byte[]> values = new LinkedHashMap<>();
        hits(topic, type, key, without).forEach((id, value) -> values.put(id, messages.encode(value)));
        if (!values.isEmpty()) {
            try (TopicWriter writer = new TopicWriter(brokers, topic)) {
                writer.writeTwice(values, null);
            }
        }
        return values.size();
    }
}
