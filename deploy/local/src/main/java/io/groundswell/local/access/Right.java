package io.groundswell.local.access;

import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One thing a user may do in Kafka.
 *
 * @param on a topic, a group or the cluster
 * @param name of that; {@code feed.*} stands for all that begin with {@code feed.}, {@code *} for all
 */
public record Right(ResourceType on, String name, AclOperation operation) {

    /** As Kafka wants it. */
    public AclBinding rule(String user) {
        return new AclBinding(
                pattern(), new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    private ResourcePattern pattern() {
        if (on == ResourceType.CLUSTER) {
            return new ResourcePattern(on, Resource.CLUSTER_NAME, PatternType.LITERAL);
        }
        boolean prefix = name.length() > 1 && name.endsWith("*");
        return prefix
                ? new ResourcePattern(on, name.substring(0, name.length() - 1), PatternType.PREFIXED)
                : new ResourcePattern(on, name, PatternType.LITERAL);
    }

    /** For example {@code READ on topic brands}. */
    @Override
    public String toString() {
        return operation + " on " + on.toString().toLowerCase(Locale.ROOT)
                + (on == ResourceType.CLUSTER ? "" : " " + name);
    }
}
