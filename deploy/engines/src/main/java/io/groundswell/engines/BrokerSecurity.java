package io.groundswell.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A broker that lets in over TLS only, asks everybody who they are, and allows nothing that no rule allows. Its controller stays
 * without: nobody but the broker itself speaks to that, on 127.0.0.1.
 *
 * @param certificate PEM file of the broker's private key and certificate
 * @param authority PEM file of who signed it
 * @param administrator who is above all rules, and makes other users
 */
public record BrokerSecurity(Path certificate, Path authority, String administrator, String password) {

    public BrokerSecurity {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(authority, "authority");
    }

    /** How a client reaches such a broker. */
    public static Map<String, Object> client(Path authority, String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login(user, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    /** Users that are there from the first start on. */
    List<String> firstUsers() {
        return List.of("SCRAM-SHA-512=[name=" + administrator + ",password=" + password + "]");
    }

    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512"),
                Map.entry("listener.name.broker.scram-sha-512.sasl.jaas.config", login(administrator, password)),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.location", certificate.toString()),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", authority.toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                // The broker itself, at its controller, has no name.
                Map.entry("super.users", "User:" + administrator + ";User:ANONYMOUS"));
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    @Override
    public String toString() {
        return "BrokerSecurity of " + administrator;
    }
}
