package io.groundswell.enrich.language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Fingerprints of text, 128 bits in 32 lower-case hex digits. Cut from SHA-256 and not a faster hash, because people who
 * wish harm choose the text: nobody may make one post pass for the copy of another.
 */
public final class TextHash {

    private static final int BYTES = 16;

    /** What is normalised of a text, in UTF-16 units; the rest of a longer one counts as it stands, which costs a tenth. */
    private static final int NORMALISED = 100_000;

    /** Equal for copies: case, links, handles and blanks do not count. Null when nothing else is left. */
    public static String ofNormalised(String text) {
        int end = Math.min(text.length(), NORMALISED);
        String words =
                PostText.withoutLinksAndHandles(text.substring(0, end)).toLowerCase(Locale.ROOT) + text.substring(end);
        return words.isEmpty() ? null : hash(words.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Equal only when everything a judgement depends on is equal: every char of the text (broken surrogates too), since
     * entities carry positions in it, and the platform's language tag.
     *
     * @param languageTag may be null
     */
    public static String ofExact(String text, String languageTag) {
        String all = (languageTag == null ? "" : languageTag) + '\n' + text;
        byte[] bytes = new byte[all.length() * 2];
        for (int i = 0; i < all.length(); i++) {
            bytes[2 * i] = (byte) (all.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) all.charAt(i);
        }
        return hash(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private TextHash() {}
}
