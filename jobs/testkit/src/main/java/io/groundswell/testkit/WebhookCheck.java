package io.groundswell.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receiver of our webhooks does before it believes one, after the Standard Webhooks specification: a sample to copy. Not
 * thread-safe; a real receiver keeps the ids it has seen for a day where restarts do not lose them.
 */
public final class WebhookCheck {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SCHEME = "v1,";

    /** What is to be done with it. */
    public enum Verdict {
        /** Act on it. */
        GENUINE,
        /** Answer with 2xx and do nothing: messages come at least once. */
        SEEN,
        /** Answer with 400: recorded and sent again by somebody, or one of the clocks is wrong. */
        STALE,
        /** Answer with 401: somebody else sent it, or it was changed on the way. */
        FORGED
    }

    private final SecretKeySpec key;
    private final Set<String> seen = new HashSet<>();

    /** @param secret {@code whsec_} and the key in Base64, as the channel has it */
    public WebhookCheck(String secret) {
        key = new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256");
    }

    /**
     * @param id the header {@code webhook-id}; null when it is not there, as the next two
     * @param timestamp the header {@code webhook-timestamp}
     * @param signatures the header {@code webhook-signature}: several with spaces between them while a secret is changed
     * @param body as it arrived, byte by byte
     */
    public Verdict look(String id, String timestamp, String signatures, byte[] body, Instant now)
            throws GeneralSecurityException {
        if (id == null || timestamp == null || signatures == null || !timestamp.matches("\\d{1,12}")) {
            return Verdict.FORGED;
        }
        Mac mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        String right = SCHEME + Base64.getEncoder().encodeToString(mac.doFinal(body));
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            // In constant time, so that nobody learns a signature byte by byte.
            signed |= MessageDigest.isEqual(
                    right.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        }
        if (!signed) {
            return Verdict.FORGED;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return Verdict.STALE;
        }
        return seen.add(id) ? Verdict.GENUINE : Verdict.SEEN;
    }
}
