package io.groundswell.flow;

import java.time.Duration;
import java.util.List;

/** The settings every stage shares. */
public final class FlowSettings {

    public static final Setting<String> KAFKA_BROKERS =
            Setting.text("kafka.brokers", "127.0.0.1:9092", "Kafka brokers to begin with, host:port, comma-separated");

    public static final Setting<String> KAFKA_USER = Setting.text(
            "kafka.user", "", "Who we are to Kafka, by SCRAM-SHA-512 over TLS; empty where nobody is asked");

    public static final Setting<String> KAFKA_PASSWORD_FILE =
            Setting.text("kafka.password-file", "", "File with the password of that user");

    public static final Setting<String> KAFKA_CA_FILE = Setting.text(
            "kafka.ca-file",
            "",
            "PEM file with the authority that signed the brokers' certificates, alone trusted; empty trusts the public ones");

    public static final Setting<Duration> CHECKPOINT_INTERVAL =
            Setting.duration("checkpoint.interval", "30s", "How often a job saves its state");

    public static final Setting<String> CHECKPOINT_DIRECTORY = Setting.text(
            "checkpoint.directory",
            "",
            "Where state is saved, as a URI; empty leaves it to the cluster's own settings");

    public static final Setting<Duration> OUT_OF_ORDER = Setting.duration(
            "event-time.out-of-order", "2m", "How far a record may lag behind the newest before event time passes it");

    public static final Setting<Duration> IDLE = Setting.duration(
            "event-time.idle", "30s", "After how long a silent partition no longer holds event time back");

    public static final Setting<Duration> BRANDS_PATIENCE = Setting.duration(
            "brands.patience",
            "30s",
            "How long the start of a job may take to read from Kafka the brands and what they have taught");

    public static final List<Setting<?>> ALL = List.of(
            KAFKA_BROKERS,
            KAFKA_USER,
            KAFKA_PASSWORD_FILE,
            KAFKA_CA_FILE,
            CHECKPOINT_INTERVAL,
            CHECKPOINT_DIRECTORY,
            OUT_OF_ORDER,
            IDLE,
            BRANDS_PATIENCE);

    private FlowSettings() {}
}
