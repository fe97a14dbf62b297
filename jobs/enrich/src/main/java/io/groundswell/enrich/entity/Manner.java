package io.groundswell.enrich.entity;

import java.util.List;
import java.util.Locale;

/** Whether the capitals of a post say anything. */
enum Manner {
    TELLING,
    ALL_SMALL,
    ALL_CAPITALS;

    /** Handles, links and tags are written by other rules and do not count; a capital I and a first capital say little. */
    static Manner of(List<String> tokens) {
        int words = 0;
        int capitals = 0;
        int shouted = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            int kind = WordShape.kind(token);
            boolean addressed =
                    i > 0 && (tokens.get(i - 1).equals("@") || tokens.get(i - 1).equals("#"));
            if (kind != WordShape.LETTERS || addressed || token.length() < 2) {
                continue;
            }
            words++;
            if (Character.isUpperCase(token.charAt(0))) {
                capitals++;
                shouted += token.equals(token.toUpperCase(Locale.ROOT)) ? 1 : 0;
            }
        }
        if (capitals == 0) {
            return ALL_SMALL;
        }
        return words >= 3 && shouted >= 0.8 * words ? ALL_CAPITALS : TELLING;
    }
}
