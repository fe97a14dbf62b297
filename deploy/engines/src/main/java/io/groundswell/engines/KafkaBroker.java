package io.groundswell.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka broker inside this JVM: KRaft, broker and controller in one, reachable on 127.0.0.1 only. Topics have
 * to be created; what was written stays in the data folder and is there again at the next start.
 *
 * <p>Records are never dropped for their age: a replay writes records that are years old, and Kafka would take them
 * for stale the minute they arrive. A partition is cut at {@value #BYTES_KEPT_PER_PARTITION} bytes instead.
 */
public final class KafkaBroker implements AutoCloseable {

    /** The topic of which Kafka keeps the newest record per key, for ever. */
    private static final Set<String> COMPACTED = Set.of("brands", "brand-models", "labels", "erasures");

    private static final int PARTITIONS = 2;
    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";

    /** Room for the largest record a platform may send us, and for the dead letter that carries it whole. */
    static final int LARGEST_RECORD = 32 * 1024 * 1024;

    private static final long BYTES_KEPT_PER_PARTITION = 8L * 1024 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts on a free port. */
    public static KafkaBroker start(Path dataFolder) throws IOException {
        return start(dataFolder, 0);
    }

    /**
     * Starts, and returns when clients can connect.
     *
     * @param port 0 for a free one
     * @throws IOException when something else listens on the port
     */
    public static KafkaBroker start(Path dataFolder, int port) throws IOException {
        return start(dataFolder, port, null);
    }

    /** Starts on a free port, behind TLS, users and rules. */
    public static KafkaBroker secured(Path dataFolder, BrokerSecurity security) throws IOException {
        return start(dataFolder, 0, security);
    }

    private static KafkaBroker start(Path dataFolder, int port, BrokerSecurity security) throws IOException {
        int brokerPort = port == 0 ? LocalPorts.free() : port;
        LocalPorts.refuseTaken(brokerPort);
        int controllerPort = LocalPorts.free();
        Files.createDirectories(dataFolder);
        format(dataFolder, security == null ? List.of() : security.firstUsers());
        Properties settings = settings(dataFolder, brokerPort, controllerPort);
        if (security != null) {
            settings.putAll(security.settings());
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new KafkaBroker(server, brokerPort);
    }

    private static void format(Path dataFolder, List<String> users) throws IOException {
        if (Files.exists(dataFolder.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dataFolder.toString())
                    .addDirectory(dataFolder.toString())
                    .setScramArguments(users)
                    .run();
        } catch (Exception e) {
            throw new IOException("the folder " + dataFolder + " cannot be made into a Kafka log", e);
        }
    }

    private static Properties settings(Path dataFolder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners", "BROKER://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort),
                Map.entry("advertised.listeners", "BROKER://" + HOST + ":" + port),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("log.dirs", dataFolder.toString()),
                // Two topics that differ by a letter would hide a mistake.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("num.partitions", Integer.toString(PARTITIONS)),
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // Positions of a stack that slept for months are still good.
                Map.entry("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE)),
                Map.entry("log.retention.ms", "-1"),
                Map.entry("log.retention.bytes", Long.toString(BYTES_KEPT_PER_PARTITION)),
                Map.entry("log.segment.bytes", Integer.toString(256 * 1024 * 1024)),
                // Segments roll by size only: a replay crosses years within a minute.
                Map.entry("log.roll.ms", Long.toString(Duration.ofDays(36_500).toMillis())),
                // What lies before the beginning of a topic, because it was cut off there, is not to lie there for
                // long.
                Map.entry("log.retention.check.interval.ms", "10000"),
                Map.entry("log.index.size.max.bytes", Integer.toString(1024 * 1024)),
                Map.entry("message.max.bytes", Integer.toString(LARGEST_RECORD)),
                Map.entry("replica.fetch.max.bytes", Integer.toString(LARGEST_RECORD)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024))));
        return settings;
    }

    public int port() {
        return port;
    }

    /** As clients want it: host and port. */
    public String brokers() {
        return HOST + ":" + port;
    }

    /**
     * Creates those of the topics that are missing, with two partitions each; topics of things to know ({@code brands} and
     * others) are compacted and have one, so that changes keep their order.
     */
    public void createTopics(String... names) {
        createTopics(PARTITIONS, names);
    }

    /** @param partitions of each topic that is missing, those of things to know apart */
    public void createTopics(int partitions, String... names) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers()))) {
            Set<String> existing = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (String name : names) {
                if (!existing.contains(name)) {
                    missing.add(
                            COMPACTED.contains(name)
                                    ? new NewTopic(name, 1, (short) 1)
                                            .configs(Map.of(
                                                    "cleanup.policy", "compact",
                                                    "min.cleanable.dirty.ratio", "0.1",
                                                    "segment.bytes", Integer.toString(16 * 1024 * 1024)))
                                    : new NewTopic(name, partitions, (short) 1));
                }
            }
            admin.createTopics(missing).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitLed(admin, missing);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics " + String.join(", ", names) + " could not be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    /**
     * Created is not yet known to the broker's partitions, and a producer whose first batch comes too early and whose second does not is
     * refused the first for good.
     */
    private static void awaitLed(Admin admin, List<NewTopic> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        for (long looks = PATIENCE.toMillis() / BETWEEN_LOOKS_MILLIS; looks > 0; looks--) {
            try {
                admin.listOffsets(ends).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
        throw new TimeoutException("some of them have no leader");
    }

    /**
     * Has topics kept as the settings say, those that were there before too.
     *
     * @param settings by topic, as Kafka calls them
     */
    public void keep(Map<String, Map<String, String>> settings) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        settings.forEach((topic, entries) -> changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                entries.entrySet().stream()
                        .map(entry -> new AlterConfigOp(
                                new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers()))) {
            admin.incrementalAlterConfigs(changes).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics could not be set up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while setting up topics", e);
        }
    }

    /** Stops the broker, then the controller, and returns when both are gone. Closing twice is harmless. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
