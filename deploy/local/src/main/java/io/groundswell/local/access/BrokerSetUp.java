package io.groundswell.local.access;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** Makes a Kafka ready: topics that are missing, and the rules of every duty. What is there already stays; safe to repeat. */
public final class BrokerSetUp {

    /** Room for the largest record a platform may send us, and for the dead letter that carries it whole; in bytes. */
    public static final int LARGEST_RECORD = 32 * 1024 * 1024;

    private static final long BYTES_KEPT_PER_PARTITION = 8L * 1024 * 1024 * 1024;
    private static final long ANSWER_WITHIN_SECONDS = 30;

    private final Admin admin;

    public BrokerSetUp(Admin admin) {
        this.admin = admin;
    }

    /** Every topic a stack has: ours, and one for each platform. */
    public static List<String> topics() {
        return Stream.concat(
                        Topics.ALL.stream(), FeedDecoders.platforms().stream().map(Topics::feed))
                .toList();
    }

    /**
     * Makes topics that are not there: as many partitions and copies as the broker likes, but one partition for topics of things to
     * know; records stay however old they are, up to 8 GiB a partition.
     *
     * @return what was done, in words
     */
    public String makeTopics() throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> there = answer(admin.listTopics().names());
        List<NewTopic> missing = topics().stream()
                .filter(topic -> !there.contains(topic))
                .map(BrokerSetUp::topic)
                .toList();
        answer(admin.createTopics(missing).all());
        return topics().size() + " are there, " + missing.size() + " of them new";
    }

    private static NewTopic topic(String name) {
        String largest = Integer.toString(LARGEST_RECORD);
        boolean knowledge = TopicKeeping.KNOWLEDGE.contains(name);
        Map<String, String> settings = new HashMap<>(TopicKeeping.settings(name));
        settings.put("max.message.bytes", largest);
        if (!knowledge) {
            settings.put("retention.ms", "-1");
            settings.put("retention.bytes", Long.toString(BYTES_KEPT_PER_PARTITION));
        }
        return new NewTopic(name, knowledge ? Optional.of(1) : Optional.empty(), Optional.empty()).configs(settings);
    }

    /**
     * Makes the rules that are not there; rules for our users that we do not know stay and are told.
     *
     * @return what was done, in words
     */
    public String makeRules(Duties duties) throws ExecutionException, TimeoutException, InterruptedException {
        List<AclBinding> wanted =
                duties.all().stream().flatMap(duty -> duty.rules().stream()).toList();
        Set<String> users = new HashSet<>();
        wanted.forEach(rule -> users.add(rule.entry().principal()));
        Collection<AclBinding> there;
        try {
            there = answer(admin.describeAcls(AclBindingFilter.ANY).values());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return "left out, as this Kafka asks nobody who they are: whoever reaches it may do everything";
            }
            throw e;
        }
        List<AclBinding> missing =
                wanted.stream().filter(rule -> !there.contains(rule)).toList();
        answer(admin.createAcls(missing).all());
        List<AclBinding> others = new ArrayList<>(there);
        others.removeIf(rule -> !users.contains(rule.entry().principal()) || wanted.contains(rule));
        return wanted.size() + " rules for " + users.size() + " users are there, " + missing.size() + " of them new"
                + (others.isEmpty() ? "" : "; these users may also do what no file says, " + others.size() + " rules");
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
