package io.groundswell.flow;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys by which authors get pseudonyms: HMAC-SHA256 of the author's id, the same for the same author and key. The first
 * key of the file makes new ones; older ones stay in the file for as long as what they made is to be found. Without
 * its key, a pseudonym is nobody.
 *
 * @param keys by the name of each, the newest first
 */
public record PseudonymKeys(LinkedHashMap<String, byte[]> keys) implements Serializable {

    private static final Pattern LINE = Pattern.compile("([a-z0-9-]{1,16}):\\s*([0-9a-fA-F]{64,128})");
    private static final String HMAC = "HmacSHA256";

    /** Authors keep the ids platforms give them. */
    public static PseudonymKeys none() {
        return new PseudonymKeys(new LinkedHashMap<>());
    }

    /**
     * @param file a key a line, its name, a colon and at least 32 bytes in hexadecimal digits; empty means {@link #none()}
     * @throws SettingsProblem naming the line that is none, never the key
     */
    public static PseudonymKeys in(String file) {
        if (file.isBlank()) {
            return none();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new SettingsProblem(List.of("the file with the keys of pseudonyms, " + file
                    + ", cannot be read; is it there, is it text, and may you read it?"));
        }
        LinkedHashMap<String, byte[]> keys = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher matcher = LINE.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            } else if (!matcher.matches() || matcher.group(2).length() % 2 != 0) {
                problems.add(
                        "line " + (i + 1) + " of " + file
                                + " is no key of pseudonyms: a name of a-z, 0-9 and hyphens, a colon, 64 to 128 hexadecimal digits");
            } else if (keys.put(
                            matcher.group(1),
                            java.util.HexFormat.of().parseHex(matcher.group(2).toLowerCase(java.util.Locale.ROOT)))
                    != null) {
                problems.add("line " + (i + 1) + " of " + file + " has the name '" + matcher.group(1)
                        + "' again: each key has its own");
            }
        }
        if (keys.isEmpty() && problems.isEmpty()) {
            problems.add("the file with the keys of pseudonyms, " + file + ", holds none");
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return new PseudonymKeys(keys);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * What an author is called from now on.
     *
     * @param author its id, such as x:17
     * @return platform:key~digest, such as {@code x:k1~Zm9v…}, 43 characters of digest; the id itself when there is no key
     */
    public String pseudonym(String author) {
        return keys.isEmpty()
                ? author
                : pseudonym(author, keys.entrySet().iterator().next());
    }

    /** What an author may have been called under any of the keys. */
    public Set<String> pseudonyms(String author) {
        Set<String> all = new LinkedHashSet<>();
        keys.entrySet().forEach(key -> all.add(pseudonym(author, key)));
        return all;
    }

    private static String pseudonym(String author, Map.Entry<String, byte[]> key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getValue(), HMAC));
            String digest = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(author.getBytes(StandardCharsets.UTF_8)));
            return author.substring(0, author.indexOf(':') + 1) + key.getKey() + "~" + digest;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the keys. */
    @Override
    public String toString() {
        return "PseudonymKeys" + keys.keySet();
    }
}
