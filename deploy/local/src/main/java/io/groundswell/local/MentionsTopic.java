package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Mention;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The mentions that Kafka has. */
final class MentionsTopic {

    private final Brokers brokers;

    MentionsTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /** The newest version of one mention. */
    Optional<Mention> find(String id) throws Trouble {
        AvroMessages<Mention> messages = AvroMessages.of(Mention.class);
        AtomicReference<Mention> newest = new AtomicReference<>();
        new TopicRecords(brokers, Topics.MENTIONS).ofKey(id.getBytes(StandardCharsets.UTF_8), record -> {
            if (record.value() != null) {
                Mention seen = messages.decode(record.value());
                Mention before = newest.get();
                boolean newer = before == null
                        || seen.getDeleted()
                        || !before.getDeleted() && seen.getVersion() > before.getVersion();
                newest.set(newer ? seen : before);
            }
        });
        return Optional.ofNullable(newest.get());
    }
}
