package io.groundswell.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether a user may do in Kafka what it will have to do, asked before it does: a right that is missing would otherwise show as a job
 * that starts again and again, or, where a topic is merely invisible, not at all. Asking needs no right of its own and changes
 * nothing.
 */
public final class KafkaRights {

    /**
     * What is needed.
     *
     * @param reads topics that are read
     * @param writes topics that are written
     * @param groups consumer groups whose positions are kept
     * @param feeds whether every feed is read
     */
    public record Needs(Set<String> reads, Set<String> writes, Set<String> groups, boolean feeds) {}

    private final Admin admin;
    private final Duration patience;

    private KafkaRights(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    /**
     * Asks Kafka.
     *
     * @param client how it is reached
     * @param patience for the whole of it
     * @return a sentence for each right that is missing; none when nothing is. A topic that is not there is no missing right.
     * @throws SettingsProblem when Kafka does not answer or does not know us
     */
    public static List<String> missing(Map<String, Object> client, Needs needs, Duration patience) {
        Map<String, Object> own = new HashMap<>(client);
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
        own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
        try (Admin admin = Admin.create(own)) {
            return new KafkaRights(admin, patience).missing(needs);
        } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
            throw new SettingsProblem(List.of("Kafka at " + client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                    + " ('kafka.brokers') does not let us ask: " + KafkaRefusal.sentence(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsProblem(List.of("interrupted while asking Kafka what we may do"));
        }
    }

    private List<String> missing(Needs needs) throws ExecutionException, TimeoutException, InterruptedException {
        Set<AclOperation> everywhere =
                answer(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                        .authorizedOperations());
        if (everywhere != null && everywhere.contains(AclOperation.ALTER)) {
            // Nobody is asked here, or we are above all rules.
            return List.of();
        }
        List<String> missing = new ArrayList<>();
        SortedSet<String> topics = new TreeSet<>(needs.reads());
        topics.addAll(needs.writes());
        Map<String, KafkaFuture<TopicDescription>> asked = new HashMap<>(
                admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .topicNameValues());
        for (String topic : topics) {
            Set<AclOperation> may = ofTopic(asked.get(topic));
            if (needs.reads().contains(topic) && !may.contains(AclOperation.READ)) {
                missing.add("this user may not read the topic " + topic + ": give it READ on topic " + topic);
            }
            if (needs.writes().contains(topic) && !may.contains(AclOperation.WRITE)) {
                missing.add("this user may not write the topic " + topic + ": give it WRITE on topic " + topic);
            }
        }
        if (needs.feeds()) {
            missing.addAll(ofFeeds());
        }
        for (String group : new TreeSet<>(needs.groups())) {
            if (!mayKeepPositionsOf(group)) {
                missing.add(
                        "this user may not keep positions of the group " + group + ": give it READ on group " + group);
            }
        }
        return missing;
    }

    /** What cannot be told of a topic that is not there is not missing. */
    private Set<AclOperation> ofTopic(KafkaFuture<TopicDescription> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return answer(asked).authorizedOperations();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Set.of();
            } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Set.of(AclOperation.READ, AclOperation.WRITE);
            }
            throw e;
        }
    }

    private List<String> ofFeeds() throws ExecutionException, TimeoutException, InterruptedException {
        Pattern feeds = Topics.FEEDS;
        List<String> seen = answer(admin.listTopics().names()).stream()
                .filter(feeds.asMatchPredicate())
                .sorted()
                .toList();
        if (seen.isEmpty()) {
            return List.of(
                    "this user sees no topic of a feed: give it READ on topics that begin with feed. (or make the first"
                            + " one)");
        }
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each : admin.describeTopics(
                        seen, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .entrySet()) {
            if (!ofTopic(each.getValue()).contains(AclOperation.READ)) {
                missing.add("this user may not read the topic " + each.getKey()
                        + ": give it READ on topics that begin with feed.");
            }
        }
        return missing;
    }

    private boolean mayKeepPositionsOf(String group) throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return answer(admin.describeConsumerGroups(
                                    List.of(group),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups()
                            .get(group))
                    .authorizedOperations()
                    .contains(AclOperation.READ);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                return false;
            } else if (e.getCause() instanceof GroupIdNotFoundException) {
                // Not there yet, and we were let as far as to be told so.
                return true;
            }
            throw e;
        }
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
