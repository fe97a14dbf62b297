package io.groundswell.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How the topic of erasures calls who and what was erased: by digests, so that the list names nobody. */
public final class Erasures {

    /** @param author its id, such as x:17 */
    public static String ofAuthor(String author) {
        return "author|" + digest(author);
    }

    /** @param mention its id, such as x:1234 */
    public static String ofMention(String mention) {
        return "mention|" + digest(mention);
    }

    /** SHA-256 in hexadecimal digits. */
    public static String digest(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Erasures() {}
}
