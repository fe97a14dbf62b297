package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertPart;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Label;
import io.groundswell.topics.Measure;
import io.groundswell.topics.SubjectKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes out of Kafka's topics what a deletion does not reach: words in labels, the bytes of dead letters, and names in numbers
 * that are settled. Each is written again without them, in place of the older one; numbers stay.
 */
final class ErasureScrub {

    private final String brokers;
    private final Set<String> authors;
    private final Set<String> mentions;
    private final Instant now;

    /**
     * @param authors their ids, pseudonyms too
     * @param mentions their ids, reposts too
     */
    ErasureScrub(String brokers, Set<String> authors, Set<String> mentions, Instant now) {
        this.brokers = brokers;
        this.authors = authors;
        this.mentions = mentions;
        this.now = now;
    }

    /** How many labels lost their words. */
    int labels() throws Trouble {
        return rewrite(
                Topics.LABELS,
                Label.class,
                Label::getId,
                label -> !mentions.contains(label.getMention())
                                || label.getText().isEmpty()
                        ? label
                        : Label.newBuilder(label)
                                .setText("")
                                .setSentiment(null)
                                .setBy(null)
                                .setLabelledAt(now)
                                .build());
    }

    /** How many dead letters lost the record they held. */
    int deadLetters() throws Trouble {
        return rewrite(
                Topics.DEAD_LETTERS,
                DeadLetter.class,
                DeadLetter::getId,
                letter -> !holds(letter)
                        ? letter
                        : DeadLetter.newBuilder(letter)
                                .setRecordKey(null)
                                .setRecordValue(null)
                                .setHeaders(List.of())
                                .setReplayedAt(now)
                                .build());
    }

    /** How many dead letters hold a record that names one of them. */
    int lettersHolding() throws Trouble {
        return hits(
                        Topics.DEAD_LETTERS,
                        DeadLetter.class,
                        DeadLetter::getId,
                        letter -> holds(letter)
                                ? DeadLetter.newBuilder(letter)
                                        .setRecordValue(null)
                                        .build()
                                : letter)
                .size();
    }

    private boolean holds(DeadLetter letter) {
        if (letter.getRecordValue() == null) {
            return false;
        }
        byte[] bytes = new byte[letter.getRecordValue().remaining()];
        letter.getRecordValue().duplicate().get(bytes);
        return ErasureSubjects.named(bytes, authors) || ErasureSubjects.named(bytes, mentions);
    }

    /** How many likes no longer say who gave them. */
    int engagement() throws Trouble {
        return rewrite(
                Topics.ENGAGEMENT,
                Engagement.class,
                Engagement::getId,
                like -> like.getBy() == null || !authors.contains(like.getBy())
                        ? like
                        : Engagement.newBuilder(like).setBy(null).build());
    }

    /** How many measures no longer name an author or show a post. */
    int measures() throws Trouble {
        Map<String, Measure> hits = hits(Topics.MEASURES, Measure.class, Measure::getId, measure -> {
            Measure rest = Measure.newBuilder(measure).build();
            boolean changed = rest.getSubjects().removeIf(subject -> names(subject.getKind(), subject.getName()));
            changed |= rest.getParts()
                    .removeIf(part -> names(part.getKind(), part.getName())
                            || part.getKind() == SubjectKind.PHRASE
                                    && part.getMentions().stream().anyMatch(mentions::contains));
            changed |= rest.getEvidence().removeIf(each -> mentions.contains(each.getMention()));
            return changed ? rest : measure;
        });
        AvroMessages<Measure> messages = AvroMessages.of(Measure.class);
        try (TopicWriter writer = new TopicWriter(brokers, Topics.MEASURES)) {
            for (Measure measure : hits.values()) {
                // Others tell the time by this topic.
                writer.write(
                        measure.getId(),
                        messages.encode(measure),
                        measure.getAsOf().toEpochMilli());
            }
            writer.finish();
        }
        return hits.size();
    }

    /** How many alerts no longer name an author or show a post. */
    int alerts() throws Trouble {
        return rewrite(Topics.ALERTS, Alert.class, Alert::getId, alert -> {
            Alert rest = Alert.newBuilder(alert).build();
            boolean changed = rest.getEvidence().removeIf(each -> mentions.contains(each.getMention()));
            AlertExplanation why = rest.getExplanation();
            if (why != null && why.getParts().removeIf(this::names)) {
                // It quotes what stands out most, which may be what is gone.
                why.setSentence("");
                changed = true;
            }
            return changed ? rest : alert;
        });
    }

    private boolean names(AlertPart part) {
        return names(part.getKind(), part.getName())
                || part.getKind() == SubjectKind.PHRASE
                        && part.getMentions().stream().anyMatch(mentions::contains);
    }

    private boolean names(SubjectKind kind, String name) {
        return kind == SubjectKind.AUTHOR && authors.contains(name)
                || (kind == SubjectKind.POST || kind == SubjectKind.THREAD) && mentions.contains(name);
    }

    /** Account wishes about an author: nobody reads them, and they are nothing but the author's id. */
    int takedowns() throws Trouble {
        Map<String, byte[]> gravestones = new LinkedHashMap<>();
        new TopicRecords(brokers, Topics.TAKEDOWNS).each(record -> {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() != null && authors.stream().anyMatch(author -> key.startsWith(author + "|"))) {
                gravestones.put(key, null);
            }
        });
        if (!gravestones.isEmpty()) {
            try (TopicWriter writer = new TopicWriter(brokers, Topics.TAKEDOWNS)) {
                writer.writeTwice(gravestones, null);
            }
        }
        return gravestones.size();
    }

    /** @param without gives the value itself when there is nothing to take out */
    private <T extends SpecificRecord> Map<String, T> hits(
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

    private <T extends SpecificRecord> int rewrite(
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
