package io.groundswell.local;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.PseudonymKeys;
import io.groundswell.flow.SettingsProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who and what is to be erased.
 *
 * @param authors ids as platforms give them, such as x:17
 * @param pseudonyms what those authors may be called instead
 * @param mentions ids, such as x:1234
 */
record ErasureSubjects(Set<String> authors, Set<String> pseudonyms, Set<String> mentions) {

    private static final int LONGEST_ID = 2_000;

    /** A native id of fewer characters is looked for in quotes only: else it would be found in half of all posts. */
    private static final int SHORT = 5;

    /** @throws SettingsProblem when one is no id of a platform */
    static ErasureSubjects of(List<String> authors, PseudonymKeys keys, List<String> mentions) {
        List<String> problems = new ArrayList<>();
        authors.forEach(id -> check("--author", id, problems));
        mentions.forEach(id -> check("--mention", id, problems));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        Set<String> pseudonyms = new LinkedHashSet<>();
        authors.forEach(author -> pseudonyms.addAll(keys.pseudonyms(author)));
        return new ErasureSubjects(new LinkedHashSet<>(authors), pseudonyms, new LinkedHashSet<>(mentions));
    }

    private static void check(String option, String id, List<String> problems) {
        String shown = Terminal.safe(id, 200);
        int colon = id.indexOf(':');
        if (colon < 1 || colon == id.length() - 1 || id.length() > LONGEST_ID || !id.equals(id.strip())) {
            problems.add("'" + option + "' is '" + shown
                    + "', but must be an id as documents have it: the platform, a colon, and what the platform calls it, such"
                    + " as x:1234");
        } else if (!FeedDecoders.platforms().contains(platform(id))) {
            problems.add("'" + option + "' is '" + shown + "', but there is no platform '"
                    + Terminal.safe(platform(id), 100) + "'; there are "
                    + String.join(", ", FeedDecoders.platforms()));
        }
    }

    static String platform(String id) {
        return id.substring(0, id.indexOf(':'));
    }

    Set<String> allAuthors() {
        Set<String> all = new LinkedHashSet<>(authors);
        all.addAll(pseudonyms);
        return all;
    }

    Set<String> platforms() {
        Set<String> platforms = new TreeSet<>();
        authors.forEach(id -> platforms.add(platform(id)));
        mentions.forEach(id -> platforms.add(platform(id)));
        return platforms;
    }

    /**
     * Whether bytes of a platform name any of some ids as the platform does: the native id as a word of its own.
     *
     * @param ids with the platform in front
     */
    static boolean named(byte[] bytes, Collection<String> ids) {
        return bytes != null && ids.stream().anyMatch(id -> named(bytes, id.substring(id.indexOf(':') + 1)));
    }

    private static boolean named(byte[] bytes, String id) {
        byte[] wanted = (id.length() < SHORT ? '"' + id + '"' : id).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (matches(bytes, wanted, at)
                    && !(at > 0 && isOfAWord(bytes[at - 1]))
                    && !(at + wanted.length < bytes.length && isOfAWord(bytes[at + wanted.length]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] bytes, byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfAWord(byte letter) {
        return letter >= '0' && letter <= '9'
                || letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter == '_';
    }
}
