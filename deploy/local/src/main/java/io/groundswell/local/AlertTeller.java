package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints alerts on standard output as they open, worsen, ease and close, from the moment it was made. */
final class AlertTeller implements AutoCloseable {

    private static final int LONGEST_SENTENCE = 300;
    private static final Logger LOG = LoggerFactory.getLogger(AlertTeller.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int POSTS_SHOWN = 3;
    private static final int TEXT_SHOWN = 120;
    private static final Duration TEXT_ARRIVES_WITHIN = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Documents documents;
    private final PrintStream out;
    private final AvroMessages<Alert> messages = AvroMessages.of(Alert.class);
    private final Map<String, AlertState> told = new HashMap<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final Thread thread = new Thread(this::listen, "tell-alerts");
    private volatile boolean closed;

    AlertTeller(Brokers brokers, Documents documents, PrintStream out) {
        this.documents = documents;
        this.out = out;
        consumer = new KafkaConsumer<>(
                brokers.with(Map.of("enable.auto.commit", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ALERTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            consumer.seek(partition, end);
            read.put(partition, end);
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    tell(record);
                    synchronized (read) {
                        read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                    }
                }
            }
        } catch (WakeupException | InterruptException e) {
            LOG.debug("no more alerts are told");
        } catch (KafkaException e) {
            LOG.warn("alerts are not told any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Thread.interrupted();
            consumer.close();
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Alert alert;
        try {
            alert = messages.decode(record.value());
        } catch (AvroMessages.Unreadable e) {
            LOG.warn("an alert that cannot be read, at {} {}", record.partition(), record.offset());
            return;
        }
        // Most revisions only refine the numbers of a state that was told.
        AlertState before = told.put(alert.getId(), alert.getState());
        if (alert.getState() != before) {
            String text = (before == null ? opening(alert) : "") + describe(alert, this::textOf);
            synchronized (out) {
                out.print(text);
                out.flush();
            }
        }
    }

    /** Finds the text of a mention. */
    interface Texts {
        Optional<String> of(String mention) throws InterruptedException;
    }

    /** The document may come a moment after the alert. */
    private Optional<String> textOf(String mention) throws InterruptedException {
        Instant until = WallClock.now().plus(TEXT_ARRIVES_WITHIN);
        Optional<String> text = documents.textOf(mention);
        while (text.isEmpty() && !closed && WallClock.now().isBefore(until)) {
            Thread.sleep(POLL.toMillis());
            text = documents.textOf(mention);
        }
        return text;
    }

    /** A fast storm may be worse already when it is first heard of; then its opening is told from its history. */
    static String opening(Alert alert) {
        if (alert.getState() == AlertState.OPEN || alert.getHistory().isEmpty()) {
            return "";
        }
        AlertChange first = alert.getHistory().get(0);
        return String.format(
                Locale.ROOT,
                "%n%-9s %s UTC  %s%n          %s, %s: seen %d, expected %.1f, severity %.1f%n",
                first.getState(),
                TIME.format(first.getAt()),
                Terminal.safe(first.getHeadline(), LONGEST_SENTENCE),
                alert.getBrand(),
                alert.getSignal().toString().toLowerCase(Locale.ROOT),
                first.getSeen(),
                first.getExpected(),
                first.getSeverity());
    }

    static String describe(Alert alert, Texts texts) throws InterruptedException {
        StringBuilder told = new StringBuilder();
        told.append(String.format(
                Locale.ROOT,
                "%n%-9s %s UTC  %s%n",
                alert.getState(),
                TIME.format(alert.getChangedAt()),
                Terminal.safe(alert.getHeadline(), LONGEST_SENTENCE)));
        told.append(String.format(
                Locale.ROOT,
                "          %s, %s: seen %d, expected %.1f ± %.1f, severity %.1f (peak %.1f, %d seen%s)%n",
                alert.getBrand(),
                alert.getSignal().toString().toLowerCase(Locale.ROOT),
                alert.getSeen(),
                alert.getExpected(),
                alert.getSpread(),
                alert.getSeverity(),
                alert.getPeakSeverity(),
                alert.getPeakSeen(),
                alert.getOnceInDays() == null
                        ? ""
                        : String.format(Locale.ROOT, ", once in %.0f days or rarer", alert.getOnceInDays())));
        if (alert.getState() == AlertState.OPEN || alert.getState() == AlertState.WORSE) {
            if (alert.getExplanation() != null
                    && !alert.getExplanation().getSentence().isEmpty()) {
                told.append("          ")
                        .append(Terminal.safe(alert.getExplanation().getSentence(), LONGEST_SENTENCE))
                        .append(String.format("%n"));
            }
            for (AlertEvidence evidence :
                    alert.getEvidence().stream().limit(POSTS_SHOWN).toList()) {
                Optional<String> text = texts.of(evidence.getMention());
                told.append(String.format(
                        Locale.ROOT,
                        "          %4d × %s%s  (%s)%n",
                        evidence.getCount(),
                        evidence.getNegative() ? "− " : "",
                        text.map(found -> "“" + Terminal.safe(found, TEXT_SHOWN) + "”")
                                .orElse("(text not published)"),
                        Terminal.safe(evidence.getMention(), TEXT_SHOWN)));
            }
        }
        return told.toString();
    }

    /** Returns when everything that lies in the topic now has been told, or it takes too long. */
    void catchUp(TopicOffsets offsets) throws Trouble, InterruptedException {
        Map<TopicPartition, Long> ends = offsets.ends();
        Instant until = WallClock.now().plusSeconds(30);
        while (thread.isAlive() && isBehind(ends) && WallClock.now().isBefore(until)) {
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        synchronized (read) {
            return read.entrySet().stream()
                    .anyMatch(position -> position.getValue() < ends.getOrDefault(position.getKey(), 0L));
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
    }
}
