package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Topics;
import io.groundswell.topics.BrandModel;
import io.groundswell.topics.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What people say posts feel, and what brands have taught from it, as Kafka has them. */
final class LabelsTopic {

    private final Brokers brokers;
    private final AvroMessages<Label> labels = AvroMessages.of(Label.class);
    private final AvroMessages<BrandModel> models = AvroMessages.of(BrandModel.class);

    LabelsTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /** Of a brand, in the order they were given, without those that were withdrawn. */
    List<Label> of(String brand) {
        Map<String, Label> known = new LinkedHashMap<>();
        for (KafkaRecord record : read(Topics.LABELS)) {
            try {
                Label label = labels.decode(record.value());
                known.remove(label.getId());
                if (label.getBrand().equals(brand) && label.getSentiment() != null) {
                    known.put(label.getId(), label);
                }
            } catch (AvroMessages.Unreadable e) {
                // Not one of ours.
            }
        }
        return List.copyOf(known.values());
    }

    /** By brand, what each has taught last; removed ones too, since their version is taken. */
    Map<String, BrandModel> taught() {
        Map<String, BrandModel> taught = new TreeMap<>();
        for (KafkaRecord record : read(Topics.BRAND_MODELS)) {
            try {
                BrandModel model = models.decode(record.value());
                taught.put(model.getBrand(), model);
            } catch (AvroMessages.Unreadable e) {
                // The job enrich has a door for it.
            }
        }
        return taught;
    }

    private List<KafkaRecord> read(String topic) {
        return CompactedTopic.read(brokers.settings(), "local", topic).stream()
                .filter(record -> record.value() != null)
                .toList();
    }

    void add(List<Label> given) throws Trouble {
        send(Topics.LABELS, labels, given, Label::getId);
    }

    void switchOn(BrandModel model) throws Trouble {
        send(Topics.BRAND_MODELS, models, List.of(model), BrandModel::getBrand);
    }

    private <T extends SpecificRecord> void send(
            String topic, AvroMessages<T> messages, List<T> values, java.util.function.Function<T, String> key)
            throws Trouble {
        try (TopicWriter writer = new TopicWriter(brokers, topic)) {
            for (T value : values) {
                writer.write(key.apply(value), messages.encode(value));
            }
            writer.finish();
        }
    }
}
