package io.groundswell.flow;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Why Kafka does not serve us, and what to do about it, in words. */
public final class KafkaRefusal {

    /** The user that reads or writes is told by the caller. */
    public static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (isWrapping(cause) || cause.getCause() instanceof ConfigException)) {
            cause = cause.getCause();
        }
        if (cause instanceof TopicAuthorizationException refused) {
            return "this user has no right to the topic " + String.join(", ", refused.unauthorizedTopics())
                    + ": give it READ or WRITE there";
        } else if (cause instanceof GroupAuthorizationException refused) {
            return "this user has no right to the group " + refused.groupId() + ": give it READ there";
        } else if (cause instanceof SaslAuthenticationException) {
            return "it does not know this user by this password: look at 'kafka.user' and 'kafka.password-file'";
        } else if (cause instanceof SslAuthenticationException) {
            return "its certificate is signed by nobody we trust, or is for another address: 'kafka.ca-file' names the"
                    + " authority";
        } else if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return "it does not answer: is it up, is that its address, and does it speak TLS where we do not, or the other way"
                    + " round?";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isWrapping(Throwable failure) {
        return failure instanceof ExecutionException
                || failure.getClass() == org.apache.kafka.common.KafkaException.class;
    }

    private KafkaRefusal() {}
}
