package io.groundswell.enrich.token;

/** Letters drawn out for feeling. No English word has the same letter three times in a row. */
final class Lengthening {

    static boolean in(String word) {
        for (int i = 2; i < word.length(); i++) {
            if (Character.isLetter(word.charAt(i)) && sameRun(word, i)) {
                return true;
            }
        }
        return false;
    }

    /** Every run of three and more cut to two. */
    static String cut(String word) {
        if (!in(word)) {
            return word;
        }
        StringBuilder cut = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (i < 2 || !Character.isLetter(word.charAt(i)) || !sameRun(word, i)) {
                cut.append(word.charAt(i));
            }
        }
        return cut.toString();
    }

    private static boolean sameRun(String word, int at) {
        char last = Character.toLowerCase(word.charAt(at));
        return Character.toLowerCase(word.charAt(at - 1)) == last && Character.toLowerCase(word.charAt(at - 2)) == last;
    }

    private Lengthening() {}
}
