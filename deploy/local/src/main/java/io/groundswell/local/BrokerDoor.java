package io.groundswell.local;

import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The broker of a data folder: of the stack that runs on it, else the broker alone, started for the purpose. */
final class BrokerDoor {

    /** What is wanted of the broker. */
    interface Asked<T> {
        /**
         * @param brokers where Kafka is, and how to get in
         * @param running whether the jobs run too
         */
        T of(Brokers brokers, boolean running) throws Trouble, IOException;
    }

    /** @param data null for the usual folder */
    static <T> T through(Path data, Asked<T> asked) throws Trouble, IOException {
        DataFolder folder = DataFolder.at(data == null ? DataFolder.usual() : data);
        folder.prepare();
        Optional<StackAddress> running = folder.reachable();
        if (running.isPresent()) {
            return asked.of(running.get().kafka(), true);
        }
        try (DataFolder.Lock lock = folder.lock();
                KafkaBroker kafka = KafkaBroker.start(folder.kafka())) {
            kafka.createTopics(
                    Topics.BRANDS, Topics.BRAND_MODELS, Topics.LABELS, Topics.INCIDENT_ACTIONS, Topics.DEAD_LETTERS);
            return asked.of(Brokers.open(kafka.brokers()), false);
        }
    }

    private BrokerDoor() {}
}
