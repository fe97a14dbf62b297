package io.groundswell.local.access;

import io.groundswell.flow.KafkaRights;
import io.groundswell.flow.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a job, or a person with a task, does in Kafka, and as whom.
 *
 * @param name such as {@code collect} or {@code operator}
 * @param reads topics; {@code feed.*} are all feeds
 * @param maintains topics that are cut off at their beginning, and how long they are kept changed
 * @param looksAt names whose description is read, topics and groups
 * @param cluster rights in the cluster as a whole
 */
public record Duty(
        String name,
        String user,
        List<String> reads,
        List<String> writes,
        List<String> groups,
        List<String> maintains,
        List<String> looksAt,
        List<AclOperation> cluster) {

    static final String FEEDS = "feed.*";

    /** Everything it may do, and nothing else. */
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>();
        reads.forEach(topic -> rights.add(new Right(ResourceType.TOPIC, topic, AclOperation.READ)));
        writes.forEach(topic -> rights.add(new Right(ResourceType.TOPIC, topic, AclOperation.WRITE)));
        groups.forEach(group -> rights.add(new Right(ResourceType.GROUP, group, AclOperation.READ)));
        maintains.forEach(topic -> {
            rights.add(new Right(ResourceType.TOPIC, topic, AclOperation.DELETE));
            rights.add(new Right(ResourceType.TOPIC, topic, AclOperation.ALTER_CONFIGS));
        });
        looksAt.forEach(name -> {
            rights.add(new Right(ResourceType.TOPIC, name, AclOperation.DESCRIBE));
            rights.add(new Right(ResourceType.TOPIC, name, AclOperation.DESCRIBE_CONFIGS));
            rights.add(new Right(ResourceType.GROUP, name, AclOperation.DESCRIBE));
        });
        cluster.forEach(operation -> rights.add(new Right(ResourceType.CLUSTER, "", operation)));
        return rights;
    }

    /** As Kafka wants them. */
    public List<AclBinding> rules() {
        return rights().stream().map(right -> right.rule(user)).toList();
    }

    /**
     * As they are asked for one by one.
     *
     * @param feeds the topics of the feeds, in place of {@code feed.*} among those written
     */
    public KafkaRights.Needs needs(List<String> feeds) {
        return new KafkaRights.Needs(
                without(reads, List.of()), without(writes, feeds), Set.copyOf(groups), reads.contains(FEEDS));
    }

    private static Set<String> without(List<String> names, List<String> feeds) {
        Set<String> topics = new TreeSet<>();
        for (String name : names) {
            if (name.equals(FEEDS)) {
                topics.addAll(
                        feeds.stream().filter(Topics.FEEDS.asMatchPredicate()).toList());
            } else {
                topics.add(name);
            }
        }
        return topics;
    }
}
