package io.groundswell.enrich.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words inside a hashtag, where capitals, digits and underscores show them: {@code NotMyPhone} is not, my, phone. */
final class HashtagWords {

    static List<String> of(String tag) {
        List<String> words = new ArrayList<>();
        int begun = 0;
        for (int i = 1; i <= tag.length(); i++) {
            if (i == tag.length() || isSeam(tag, i)) {
                String word = tag.substring(begun, i).replace("_", "");
                if (!word.isEmpty()) {
                    words.add(Slang.spelledOut(Lengthening.cut(word.toLowerCase(Locale.ROOT))));
                }
                begun = i;
            }
        }
        return words.isEmpty() ? List.of(tag) : List.copyOf(words);
    }

    private static boolean isSeam(String tag, int at) {
        char before = tag.charAt(at - 1);
        char here = tag.charAt(at);
        if (before == '_' || here == '_' || Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        if (!Character.isUpperCase(here)) {
            return false;
        }
        // The last capital of a run begins the next word: GMODebate is gmo, debate.
        return !Character.isUpperCase(before) || at + 1 < tag.length() && Character.isLowerCase(tag.charAt(at + 1));
    }

    private HashtagWords() {}
}
