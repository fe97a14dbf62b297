package io.groundswell.enrich.entity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** One name for the ways of writing it: "#NewYork", "new york" and "NEW  YORK's" are New York. */
final class CanonicalName {

    private static final Pattern POSSESSIVE = Pattern.compile("(?i)(?<=\\p{L})['’´`]s$|(?<=s)['’´`]$");
    private static final Pattern SIGN = Pattern.compile("^[@#$]\\s*");
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|_+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final int LONGEST_ACRONYM = 4;

    /** @param manner how the whole post is written: where all is shouted, so are the names */
    static String of(String text, String type, Manner manner) {
        String name = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        String bare = SIGN.matcher(name).replaceFirst("");
        if (bare.length() < name.length()) {
            bare = BETWEEN_WORDS.matcher(bare).replaceAll(" ");
        }
        bare = BLANKS.matcher(POSSESSIVE.matcher(bare.strip()).replaceFirst("")).replaceAll(" ");
        return bare.isBlank() ? name : cased(bare.strip(), type, manner);
    }

    private static String cased(String name, String type, Manner manner) {
        boolean small = name.equals(name.toLowerCase(Locale.ROOT));
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
        boolean acronym =
                name.length() <= LONGEST_ACRONYM && (manner != Manner.ALL_CAPITALS || type.equals(Labels.ORGANIZATION));
        return small && !capitals || capitals && !acronym ? capitalised(name) : name;
    }

    private static String capitalised(String name) {
        StringBuilder capitalised = new StringBuilder(name.length());
        boolean begins = true;
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            i += Character.charCount(codePoint);
            capitalised.appendCodePoint(begins ? Character.toTitleCase(codePoint) : Character.toLowerCase(codePoint));
            begins = codePoint == ' ' || codePoint == '-';
        }
        return capitalised.toString();
    }

    private CanonicalName() {}
}
