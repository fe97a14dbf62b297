package io.groundswell.enrich.entity;

/** How a word is written, as a small number. */
final class WordShape {

    static final int LETTERS = 0;
    static final int HANDLE = 1;
    static final int LINK = 2;
    static final int TAG = 3;
    static final int NUMBER = 4;
    static final int MARK = 5;

    private static final int SMALL = 8;
    private static final int CAPITALISED = 9;
    private static final int CAPITALS = 10;
    private static final int ONE_CAPITAL = 11;
    private static final int MIXED = 12;
    private static final int SMALL_THEN_CAPITAL = 13;
    private static final int UNCASED = 14;
    private static final int WITH_DIGITS = 16;
    private static final int WITH_MARKS = 32;

    static int kind(String token) {
        char first = token.isEmpty() ? ' ' : token.charAt(0);
        if (token.length() > 1 && (first == '@' || first == '#') && isWordly(token.charAt(1))) {
            return first == '@' ? HANDLE : TAG;
        }
        if (token.startsWith("http") && token.indexOf(':') > 3 || token.startsWith("www.")) {
            return LINK;
        }
        boolean digits = false;
        for (int i = 0; i < token.length(); i++) {
            if (Character.isLetter(token.charAt(i))) {
                return LETTERS;
            }
            digits |= Character.isDigit(token.charAt(i));
        }
        return digits ? NUMBER : MARK;
    }

    static int of(String token) {
        int kind = kind(token);
        if (kind != LETTERS) {
            return kind == MARK ? mark(token) : kind;
        }
        int small = 0;
        int capital = 0;
        int digits = 0;
        int marks = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (Character.isUpperCase(c)) {
                capital++;
            } else if (Character.isLowerCase(c)) {
                small++;
            } else if (Character.isDigit(c)) {
                digits++;
            } else if (!Character.isLetter(c)) {
                marks++;
            }
        }
        int shape;
        if (capital == 0) {
            shape = small == 0 ? UNCASED : SMALL;
        } else if (small == 0) {
            shape = capital == 1 ? ONE_CAPITAL : CAPITALS;
        } else if (Character.isUpperCase(token.charAt(0))) {
            shape = capital == 1 ? CAPITALISED : MIXED;
        } else {
            shape = SMALL_THEN_CAPITAL;
        }
        return shape + (digits > 0 ? WITH_DIGITS : 0) + (marks > 0 ? WITH_MARKS : 0);
    }

    /** A shape without what capitals say. */
    static int caseless(int shape) {
        return (shape & 15) >= SMALL ? shape & ~15 | SMALL : shape;
    }

    static String withoutDigits(String small) {
        StringBuilder text = null;
        for (int i = 0; i < small.length(); i++) {
            if (Character.isDigit(small.charAt(i))) {
                text = text == null ? new StringBuilder(small) : text;
                text.setCharAt(i, '0');
            }
        }
        return text == null ? small : text.toString();
    }

    private static int mark(String token) {
        if (token.length() == 1) {
            return switch (token.charAt(0)) {
                case '.', '!', '?' -> 6;
                case ',', ';' -> 7;
                case ':' -> 5;
                case '"', '\'', '“', '”' -> 48;
                case '-', '/', '|' -> 49;
                case '@' -> 50;
                case '#' -> 51;
                case '&' -> 52;
                case '(', ')' -> 53;
                default -> 54;
            };
        }
        return 55;
    }

    private static boolean isWordly(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private WordShape() {}
}
