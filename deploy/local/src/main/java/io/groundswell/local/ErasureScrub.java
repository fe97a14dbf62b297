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
import java.util.function.Predicate;

/**
 * Takes out of Kafka's topics what a deletion does not reach: words in labels, the bytes of dead letters, and names in numbers
 * that are settled. Each is written again without them, in place of the older one; numbers stay.
 */
final class ErasureScrub {

    private final Brokers brokers;
    private final TopicRewriting topics;
    private final Set<String> authors;
    private final Set<String> mentions;
    private final Instant now;

    /**
     * @param authors their ids, pseudonyms too
     * @param mentions their ids, reposts too
     */
    ErasureScrub(Brokers brokers, Set<String> authors, Set<String> mentions, Instant now) {
        this.brokers = brokers;
        topics = new TopicRewriting(brokers);
        this.authors = authors;
        this.mentions = mentions;
        this.now = now;
    }

    /** How many labels lost their words. */
    int labels() throws Trouble {
        return topics.rewrite(
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
        return topics.rewrite(
                Topics.DEAD_LETTERS,
                DeadLetter.class,
                DeadLetter::getId,
                letter -> holds(letter) ? emptied(letter, now) : letter);
    }

    /** Without the record it held, and so never fed in again. */
    static DeadLetter emptied(DeadLetter letter, Instant now) {
        return DeadLetter.newBuilder(letter)
                .setRecordKey(null)
                .setRecordValue(null)
                .setHeaders(List.of())
                .setReplayedAt(now)
                .build();
    }

    /** How many dead letters hold a record that names one of them. */
    int lettersHolding() throws Trouble {
        return topics.hits(
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
        return topics.rewrite(
                Topics.ENGAGEMENT,
                Engagement.class,
                Engagement::getId,
                like -> like.getBy() == null || !authors.contains(like.getBy())
                        ? like
                        : Engagement.newBuilder(like).setBy(null).build());
    }

    /** How many measures no longer name an author or show a post. */
    int measures() throws Trouble {
        Map<String, Measure> hits = topics.hits(Topics.MEASURES, Measure.class, Measure::getId, measure -> {
            Measure rest = Measure.newBuilder(measure)
                    .setSubjects(without(measure.getSubjects(), each -> names(each.getKind(), each.getName())))
                    .setParts(without(
                            measure.getParts(), each -> names(each.getKind(), each.getName(), each.getMentions())))
                    .setEvidence(without(measure.getEvidence(), each -> mentions.contains(each.getMention())))
                    .build();
            return rest.equals(measure) ? measure : rest;
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
        return topics.rewrite(Topics.ALERTS, Alert.class, Alert::getId, alert -> {
            Alert rest = Alert.newBuilder(alert)
                    .setEvidence(without(alert.getEvidence(), each -> mentions.contains(each.getMention())))
                    .build();
            AlertExplanation why = rest.getExplanation();
            if (why != null) {
                List<AlertPart> parts =
                        without(why.getParts(), each -> names(each.getKind(), each.getName(), each.getMentions()));
                if (parts.size() < why.getParts().size()) {
                    why.setParts(parts);
                    // It quotes what stands out most, which may be what is gone.
                    why.setSentence("");
                }
            }
            return rest.equals(alert) ? alert : rest;
        });
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return all.stream().filter(gone.negate()).toList();
    }

    private boolean names(SubjectKind kind, String name, List<String> carriedBy) {
        return names(kind, name)
                || kind == SubjectKind.PHRASE && carriedBy.stream().anyMatch(mentions::contains);
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
}
