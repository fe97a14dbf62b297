package io.groundswell.enrich.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Pictures in text: which code points are some, how far one reaches, and what is meant by it. */
final class Emoji {

    private static final int JOINER = 0x200D;
    private static final int PICTURE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final Map<Integer, String> MEANINGS = read();

    /** Whether a picture begins with this code point. */
    static boolean begins(int point) {
        return point >= 0x1F000 && point <= 0x1FAFF
                || point >= 0x2600 && point <= 0x27BF
                || point >= 0x2B05 && point <= 0x2B55
                || point >= 0x2190 && point <= 0x21FF
                || point >= 0x2300 && point <= 0x23FF
                || point == 0x203C
                || point == 0x2049;
    }

    /** Where the picture that begins there ends: skin tones, joined pictures and flags belong to it. */
    static int end(String text, int position) {
        int first = text.codePointAt(position);
        int at = position + Character.charCount(first);
        boolean flag = isRegional(first);
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (point == JOINER && at + 1 < text.length() && begins(text.codePointAt(at + 1))) {
                at += 1 + Character.charCount(text.codePointAt(at + 1));
            } else if (point == PICTURE || point == KEYCAP || isSkinTone(point) || isTag(point)) {
                at += Character.charCount(point);
            } else if (flag && isRegional(point)) {
                at += Character.charCount(point);
                flag = false;
            } else {
                break;
            }
        }
        return at;
    }

    /**
     * What people mean by the first picture, in one word, where {@code emoji.tsv} knows; else the words of Unicode's name for
     * it, in lower case; empty when it has none yet.
     */
    static String meaning(String picture) {
        int point = picture.codePointAt(0);
        String meant = MEANINGS.get(point);
        if (meant != null) {
            return meant;
        }
        String name = Character.getName(point);
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private static Map<Integer, String> read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Emoji.class.getResourceAsStream("emoji.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0].codePointAt(0), row -> row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("emoji.tsv cannot be read", e);
        }
    }

    private static boolean isRegional(int point) {
        return point >= 0x1F1E6 && point <= 0x1F1FF;
    }

    private static boolean isSkinTone(int point) {
        return point >= 0x1F3FB && point <= 0x1F3FF;
    }

    private static boolean isTag(int point) {
        return point >= 0xE0020 && point <= 0xE007F;
    }

    private Emoji() {}
}
