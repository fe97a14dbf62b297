package io.groundswell.local;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Kafka, and how its clients get in. Written down, it is the addresses alone.
 *
 * @param addresses host:port, comma-separated
 * @param client properties of the clients beside that: TLS, user
 */
record Brokers(String addresses, Map<String, String> client) {

    Brokers {
        client = Map.copyOf(client);
    }

    /** One that asks nobody who they are. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Brokers open(String addresses) {
        return new Brokers(addresses, Map.of());
    }

    /** @throws io.groundswell.flow.SettingsProblem when a file of the user is not there */
    static Brokers of(Settings settings) {
        Map<String, String> client = new TreeMap<>();
        settings.kafkaClient().forEach((key, value) -> client.put((String) key, (String) value));
        return new Brokers(settings.get(FlowSettings.KAFKA_BROKERS), client);
    }

    /** What a client is made with. */
    Map<String, Object> with(Map<String, ?> own) {
        Map<String, Object> properties = new TreeMap<>(client);
        properties.put("bootstrap.servers", addresses);
        properties.putAll(own);
        return properties;
    }

    /** As a job takes them. */
    Settings settings() {
        Map<String, String> written = new TreeMap<>();
        client.forEach((key, value) -> written.put(Settings.KAFKA_CLIENT_PREFIX + key, value));
        written.put(FlowSettings.KAFKA_BROKERS.key(), addresses);
        return Settings.of(written);
    }

    @JsonValue
    @Override
    public String toString() {
        return addresses;
    }
}
