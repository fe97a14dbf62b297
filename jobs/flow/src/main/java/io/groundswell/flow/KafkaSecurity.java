package io.groundswell.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a Kafka that asks who comes is spoken to: TLS, its authority from a file where it is no public one, and a user that shows
 * itself by SCRAM-SHA-512. The password stays in its file: what a job carries about is the place where it stands.
 */
final class KafkaSecurity {

    private static final String PROVIDERS = "config.providers";
    private static final String PROVIDER = "password";

    /** @throws SettingsProblem when a file is not there, or a user has no password */
    static Map<String, String> clientProperties(Settings settings) {
        String user = settings.get(FlowSettings.KAFKA_USER);
        String passwordFile = settings.get(FlowSettings.KAFKA_PASSWORD_FILE);
        String caFile = settings.get(FlowSettings.KAFKA_CA_FILE);
        List<String> problems = new ArrayList<>();
        if (user.isEmpty() != passwordFile.isEmpty()) {
            problems.add("'kafka.user' and 'kafka.password-file' belong together: say both or neither");
        }
        if (!user.matches("[A-Za-z0-9._@-]*")) {
            problems.add("'kafka.user' must be of letters, digits, dots, hyphens, underscores and @");
        }
        if (!passwordFile.isEmpty() && !Files.isReadable(Path.of(passwordFile))) {
            // Not repeated: people who mistake it write the password itself.
            problems.add(
                    "'kafka.password-file' names no file that can be read: it takes the path of a file that holds the"
                            + " password, not the password");
        }
        if (!caFile.isEmpty() && !Files.isReadable(Path.of(caFile))) {
            problems.add(
                    "'kafka.ca-file' is " + caFile + ", which cannot be read: it takes the path of a PEM file with the"
                            + " certificate of the authority that signed the brokers'");
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        Map<String, String> properties = new TreeMap<>();
        if (!user.isEmpty()) {
            properties.put("security.protocol", "SASL_SSL");
            properties.put("sasl.mechanism", "SCRAM-SHA-512");
            properties.put(PROVIDERS, PROVIDER);
            properties.put(PROVIDERS + "." + PROVIDER + ".class", PasswordFile.class.getName());
            properties.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                            + "\" password=\"${" + PROVIDER + ":" + passwordFile + ":" + PasswordFile.KEY + "}\";");
        }
        if (!caFile.isEmpty()) {
            properties.putIfAbsent("security.protocol", "SSL");
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", caFile);
        }
        return properties;
    }

    /** Whether a key of the Kafka clients holds what nobody may see. */
    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("password") && !lower.endsWith("password-file")
                || lower.contains("jaas")
                || lower.endsWith("keystore.key")
                || lower.contains("secret");
    }

    private KafkaSecurity() {}
}
