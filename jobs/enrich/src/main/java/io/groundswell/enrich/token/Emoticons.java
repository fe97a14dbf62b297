package io.groundswell.enrich.token;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faces made of marks, and what they mean in one word. */
final class Emoticons {

    /** A name for each meaning; the groups of the pattern are tried in this order. */
    private static final String[] MEANINGS = {
        "heart", "broken_heart", "cry", "laugh", "smile", "frown", "tongue", "doubt", "wonder", "kiss", "bored", "joy"
    };

    /** No piece can repeat without end, so the time is linear in the text. */
    private static final Pattern FACE = Pattern.compile("(<3{1,5}(?!\\d))"
            + "|(</3)"
            + "|([:;=]'-?[(\\[{]|;_;|T_T|:'\\()"
            + "|([:;=xX]-?D{1,5}(?![\\p{L}\\p{N}]))"
            + "|([:;=8]['o^]?-?[)\\]}]{1,5}|\\({1,3}[:;=]|\\^[_.]?\\^)"
            + "|([:=>]{1,2}-?[(\\[{]{1,5}|\\){1,3}[:=])"
            + "|([:;=xX]-?[pP](?![\\p{L}\\p{N}]))"
            + "|([:=]-?[/\\\\|](?![/\\\\]))"
            + "|([:=]-?[oO0](?![\\p{L}\\p{N}]))"
            + "|([:;=]-?\\*)"
            + "|(-_{1,3}-|>_<)"
            + "|(\\\\o/)");

    private final Matcher matcher;

    private Emoticons(Matcher matcher) {
        this.matcher = matcher;
    }

    static Emoticons in(String text) {
        return new Emoticons(FACE.matcher(text).useTransparentBounds(true));
    }

    /** Whether one begins there. */
    boolean at(int position, int end) {
        return matcher.region(position, end).lookingAt();
    }

    int end() {
        return matcher.end();
    }

    String meaning() {
        for (int group = 1; group <= MEANINGS.length; group++) {
            if (matcher.start(group) >= 0) {
                return MEANINGS[group - 1];
            }
        }
        throw new IllegalStateException("an emoticon without a meaning");
    }
}
