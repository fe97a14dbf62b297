package io.groundswell.local.doctor;

import io.groundswell.flow.KafkaRefusal;
import io.groundswell.flow.KafkaRights;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import io.groundswell.local.access.BrokerSetUp;
import io.groundswell.local.access.Duty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A look at Kafka. */
public final class KafkaExamination {

    private static final String SUBJECT = "Kafka";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SET_UP = "groundswell setup makes it";
    private static final List<String> NEVER_FORGOTTEN =
            List.of(Topics.INCIDENTS, Topics.INCIDENT_ACTIONS, Topics.DELIVERIES);

    private final Admin admin;
    private final List<Duty> duties;
    private final Supplier<Instant> clock;
    private final List<Finding> found = new ArrayList<>();
    private final SortedSet<String> neverOverwritten = new TreeSet<>();

    private KafkaExamination(Admin admin, List<Duty> duties, Supplier<Instant> clock) {
        this.admin = admin;
        this.duties = duties;
        this.clock = clock;
    }

    /**
     * Looks, as the user the client is.
     *
     * @param client what a client is made with
     * @param duties of that user
     * @param clock ours
     */
    public static List<Finding> of(Map<String, Object> client, List<Duty> duties, Supplier<Instant> clock)
            throws InterruptedException {
        Map<String, Object> patient = new TreeMap<>(client);
        patient.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
        patient.put("request.timeout.ms", Long.toString(PATIENCE.toMillis()));
        String where = SUBJECT + " at " + client.get("bootstrap.servers");
        try (Admin admin = Admin.create(patient)) {
            KafkaExamination examination = new KafkaExamination(admin, duties, clock);
            int brokers = examination.answer(admin.describeCluster().nodes()).size();
            examination.found.add(Finding.ok(where, "answers, " + brokers + (brokers == 1 ? " broker" : " brokers")));
            examination.lookAtRights(patient);
            examination.lookAtTopics();
            examination.lookAtClock();
            examination.lookAtDisk();
            return examination.found;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return List.of(Finding.failed(
                    where,
                    "does not let us in: " + KafkaRefusal.sentence(e),
                    "look at 'kafka.brokers', 'kafka.user', 'kafka.password-file' and 'kafka.ca-file'"));
        }
    }

    private void lookAtRights(Map<String, Object> client)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> feeds = answer(admin.listTopics().names()).stream().toList();
        for (Duty duty : duties) {
            String subject = SUBJECT + ": rights of " + duty.name();
            try {
                List<String> missing = KafkaRights.missing(client, duty.needs(feeds), PATIENCE);
                missing.forEach(each -> found.add(Finding.failed(
                        subject, each.replaceAll(": give.*", ""), each.replaceAll("^.*?: give", "give"))));
                if (missing.isEmpty()) {
                    found.add(Finding.ok(
                            subject,
                            "may read " + duty.reads().size() + " and write "
                                    + duty.writes().size() + " topics or kinds of them"));
                }
            } catch (SettingsProblem problem) {
                found.add(Finding.failed(subject, problem.getMessage(), "look whether Kafka is well"));
            }
        }
    }

    private void lookAtTopics() throws ExecutionException, TimeoutException, InterruptedException {
        SortedSet<String> wanted = new TreeSet<>();
        for (Duty duty : duties) {
            KafkaRights.Needs needs = duty.needs(List.of());
            wanted.addAll(needs.reads());
            wanted.addAll(needs.writes());
        }
        SortedMap<String, TopicDescription> there = new TreeMap<>();
        int wrong = found.size();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(wanted).topicNameValues().entrySet()) {
            try {
                there.put(topic.getKey(), answer(topic.getValue()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    found.add(Finding.failed(SUBJECT + ": topic " + topic.getKey(), "is not there", SET_UP));
                } else if (!(e.getCause() instanceof TopicAuthorizationException)) {
                    // That right was told.
                    throw e;
                }
            }
        }
        lookAtConfigurations(there);
        if (found.size() == wrong) {
            found.add(Finding.ok(SUBJECT + ": topics", there.size() + " are there, kept as they should be"));
        }
    }

    private void lookAtConfigurations(SortedMap<String, TopicDescription> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> asked = topics.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        int hidden = 0;
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> each :
                admin.describeConfigs(asked).values().entrySet()) {
            String topic = each.getKey().name();
            try {
                lookAtConfiguration(topic, topics.get(topic).partitions().size(), answer(each.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                hidden++;
            }
        }
        if (!neverOverwritten.isEmpty()) {
            found.add(Finding.warning(
                    SUBJECT + ": topics",
                    neverOverwritten.size() + " are not compacted, such as " + neverOverwritten.first()
                            + ", so that what was erased stays in their files",
                    "where people are erased, set their cleanup.policy to compact,delete, see deploy/privacy.md"));
        }
        if (hidden > 0) {
            found.add(Finding.warning(
                    SUBJECT + ": topics",
                    "how " + hidden + " topics are kept is not seen by this user",
                    "let groundswell doctor look as operator, or give DESCRIBE_CONFIGS on them"));
        }
    }

    private void lookAtConfiguration(String topic, int partitions, Config configuration) {
        String subject = SUBJECT + ": topic " + topic;
        String policy = configuration.get("cleanup.policy").value();
        boolean knowledge = TopicKeeping.KNOWLEDGE.contains(topic);
        if (knowledge && !policy.equals("compact")) {
            found.add(Finding.failed(
                    subject,
                    "is kept by cleanup.policy=" + policy + ", and so will forget",
                    "set its cleanup.policy to compact"));
        } else if (!TopicKeeping.keepsNewestOnly(topic) && policy.contains("compact")) {
            found.add(Finding.failed(
                    subject,
                    "is compacted, so that records vanish before all jobs have read them",
                    "set its cleanup.policy to delete"));
        } else if (TopicKeeping.keepsNewestOnly(topic) && !policy.contains("compact")) {
            neverOverwritten.add(topic);
        }
        if (knowledge && partitions != 1) {
            found.add(Finding.failed(
                    subject,
                    "has " + partitions + " partitions, in which changes lose their order",
                    "make it anew with one partition"));
        }
        if (Long.parseLong(configuration.get("max.message.bytes").value()) < BrokerSetUp.LARGEST_RECORD) {
            found.add(Finding.warning(
                    subject,
                    "takes records of " + configuration.get("max.message.bytes").value() + " bytes at most",
                    "set its max.message.bytes to " + BrokerSetUp.LARGEST_RECORD
                            + ", so that a dead letter can carry the largest record"));
        }
        String kept = configuration.get("retention.ms").value();
        if (NEVER_FORGOTTEN.contains(topic) && policy.contains("delete") && !kept.equals("-1")) {
            found.add(Finding.warning(
                    subject,
                    "forgets after " + Duration.ofMillis(Long.parseLong(kept)).toDays() + " days what was told to whom",
                    "set its retention.ms to -1"));
        }
    }

    /** The leader says when it last heard of itself, which is now. */
    private void lookAtClock() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            QuorumInfo quorum = answer(admin.describeMetadataQuorum().quorumInfo());
            Instant ours = clock.get();
            quorum.voters().stream()
                    .filter(voter -> voter.replicaId() == quorum.leaderId())
                    .filter(voter -> voter.lastCaughtUpTimestamp().isPresent())
                    .findFirst()
                    .ifPresent(leader -> found.add(Vitals.clock(
                            SUBJECT,
                            ours,
                            Instant.ofEpochMilli(leader.lastCaughtUpTimestamp().getAsLong()))));
        } catch (ExecutionException e) {
            hidden("clock", e);
        }
    }

    private void lookAtDisk() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            List<Integer> brokers = answer(admin.describeCluster().nodes()).stream()
                    .map(node -> node.id())
                    .toList();
            answer(admin.describeLogDirs(brokers).allDescriptions())
                    .forEach((broker, folders) -> folders.values().forEach(folder -> {
                        if (folder.usableBytes().isPresent()
                                && folder.totalBytes().isPresent()) {
                            found.add(Vitals.room(
                                    SUBJECT,
                                    folder.usableBytes().getAsLong(),
                                    folder.totalBytes().getAsLong()));
                        }
                    }));
        } catch (ExecutionException e) {
            hidden("disk", e);
        }
    }

    private void hidden(String what, ExecutionException failure) throws ExecutionException {
        if (!(failure.getCause() instanceof AuthorizationException)) {
            throw failure;
        }
        found.add(Finding.warning(
                SUBJECT + ": " + what,
                "is not seen by this user",
                "let groundswell doctor look as operator, or give DESCRIBE on the cluster"));
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
