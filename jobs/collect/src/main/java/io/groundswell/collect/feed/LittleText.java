package io.groundswell.collect.feed;

import java.util.function.Consumer;

/**
 * LinkedIn's notation for posts, "little": {@code @[Name](urn)} names an account, <code>{hashtag|\#|tag}</code> is a tag,
 * and a backslash before a reserved character means the character itself.
 */
final class LittleText {

    private static final String RESERVED = "\\|{}@[]()<>#*_~";
    private static final String TAG = "{hashtag|";

    /** Names and tags are short; looking no further keeps a text of nothing but brackets cheap. */
    private static final int LONGEST_ELEMENT = 1_000;

    /** Thrice what is kept of a post, as every character may be escaped; what comes after is not read. */
    static final int LONGEST = 3 * CleanText.POST_LIMIT;

    private final String written;
    private final StringBuilder plain;

    private LittleText(String written) {
        this.written = written;
        this.plain = new StringBuilder(written.length());
    }

    /**
     * @param whole only its beginning is read when it is longer than {@link #LONGEST}
     * @param accounts gets the URNs of those named, in order
     * @param tags gets the tags of templates, without #; those written plainly are still in the text
     */
    static String plain(String whole, Consumer<String> accounts, Consumer<String> tags) {
        String written = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
        LittleText text = new LittleText(written);
        int i = 0;
        while (i < written.length()) {
            char c = written.charAt(i);
            int after = c == '@' ? text.account(i, accounts) : c == '{' ? text.tag(i, tags) : i;
            if (after > i) {
                i = after;
            } else {
                i = text.character(i);
            }
        }
        return text.plain.toString();
    }

    /** One character, escaped or not; says where the next begins. */
    private int character(int i) {
        boolean escape =
                written.charAt(i) == '\\' && i + 1 < written.length() && RESERVED.indexOf(written.charAt(i + 1)) >= 0;
        plain.append(written.charAt(escape ? i + 1 : i));
        return escape ? i + 2 : i + 1;
    }

    private int account(int i, Consumer<String> accounts) {
        int open = i + 1;
        if (open >= written.length() || written.charAt(open) != '[') {
            return i;
        }
        int close = end(open + 1, ']');
        int urn = close < 0 ? -1 : close + 1;
        if (urn > 0 && urn < written.length() && written.charAt(urn) == ' ') {
            urn++;
        }
        if (urn < 0 || !written.startsWith("(urn:", urn)) {
            return i;
        }
        int end = end(urn + 1, ')');
        if (end < 0) {
            return i;
        }
        plain.append(unescaped(open + 1, close));
        accounts.accept(written.substring(urn + 1, end));
        return end + 1;
    }

    private int tag(int i, Consumer<String> tags) {
        if (!written.startsWith(TAG, i)) {
            return i;
        }
        int bar = end(i + TAG.length(), '|');
        int close = bar < 0 ? -1 : end(bar + 1, '}');
        if (close < 0) {
            return i;
        }
        String tag = unescaped(bar + 1, close);
        plain.append('#').append(tag);
        tags.accept(tag);
        return close + 1;
    }

    /** Where the closing character stands unescaped, or -1. */
    private int end(int from, char closing) {
        int limit = Math.min(written.length(), from + LONGEST_ELEMENT);
        for (int i = from; i < limit; i++) {
            char c = written.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == closing) {
                return i;
            }
        }
        return -1;
    }

    private String unescaped(int from, int to) {
        StringBuilder words = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (written.charAt(i) == '\\' && i + 1 < to) {
                i++;
            }
            words.append(written.charAt(i));
        }
        return words.toString();
    }
}
