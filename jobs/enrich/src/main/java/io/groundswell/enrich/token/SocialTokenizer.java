package io.groundswell.enrich.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a post into pieces as people write them. Works on any string, broken surrogates too, in time linear in its length;
 * every character that is no blank is in exactly one piece. Links are those with a scheme or {@code www.}.
 */
public final class SocialTokenizer {

    private static final String[] LINKS = {"http://", "https://", "www.", "pic.twitter.com/"};

    private final String text;
    private final Emoticons emoticons;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int point;

    private SocialTokenizer(String text) {
        this.text = text;
        this.emoticons = Emoticons.in(text);
    }

    /** In order of appearance. */
    public static List<Token> tokens(String text) {
        SocialTokenizer tokenizer = new SocialTokenizer(text);
        while (tokenizer.at < text.length()) {
            tokenizer.next();
        }
        return Negation.marked(tokenizer.tokens);
    }

    private void next() {
        int code = text.codePointAt(at);
        if (isBlank(code)) {
            at += Character.charCount(code);
            point++;
            return;
        }
        boolean fresh = at == 0 || !isWordPart(text.codePointBefore(at));
        if (fresh && isLink()) {
            take(Token.Kind.LINK, endOfLink(), "http");
        } else if (code == '@' && fresh && endOfName(at + 1, true) > at + 1) {
            take(Token.Kind.HANDLE, endOfName(at + 1, true), "@");
        } else if (code == '#' && endOfName(at + 1, true) > at + 1) {
            int end = endOfName(at + 1, true);
            String tag = text.substring(at + 1, end);
            take(Token.Kind.HASHTAG, end, "#" + plain(tag), HashtagWords.of(tag));
        } else if (code == '$' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
            int end = endOfName(at + 1, false);
            take(Token.Kind.CASHTAG, end, "$" + plain(text.substring(at + 1, end)));
        } else if (fresh && mayBeginFace(code) && emoticons.at(at, text.length())) {
            take(Token.Kind.EMOTICON, emoticons.end(), emoticons.meaning());
        } else if (isWordPart(code)) {
            word();
        } else if (Emoji.begins(code)) {
            int end = Emoji.end(text, at);
            String meaning = Emoji.meaning(text.substring(at, end));
            take(Token.Kind.EMOJI, end, meaning, List.of(meaning.split(" ")));
        } else {
            punctuation(code);
        }
    }

    private void word() {
        int end = at;
        boolean letters = false;
        while (end < text.length()) {
            int code = text.codePointAt(end);
            boolean joint = (code == '\'' || code == '’')
                    && end + 1 < text.length()
                    && Character.isLetter(text.charAt(end + 1));
            if (!isWordPart(code) && !joint) {
                break;
            }
            letters |= Character.isLetter(code);
            end += Character.charCount(code);
        }
        if (letters) {
            take(Token.Kind.WORD, end, Slang.spelledOut(plain(text.substring(at, end))));
        } else {
            take(Token.Kind.NUMBER, end, "0");
        }
    }

    /** Equal marks in a row are one piece. */
    private void punctuation(int code) {
        int end = at + Character.charCount(code);
        while (end < text.length() && text.codePointAt(end) == code) {
            end += Character.charCount(code);
        }
        int marks = (end - at) / Character.charCount(code);
        String mark = Character.toString(code);
        String plain = code == '.' && marks > 1 ? "…" : marks > 1 ? mark + mark : mark;
        take(Token.Kind.PUNCTUATION, end, plain);
    }

    private void take(Token.Kind kind, int end, String plain) {
        take(kind, end, plain, List.of(plain));
    }

    private void take(Token.Kind kind, int end, String plain, List<String> parts) {
        int points = text.codePointCount(at, end);
        tokens.add(new Token(kind, text.substring(at, end), plain, parts, point, point + points, false));
        at = end;
        point += points;
    }

    private boolean isLink() {
        char first = text.charAt(at);
        if (first != 'h' && first != 'H' && first != 'w' && first != 'W' && first != 'p') {
            return false;
        }
        for (String link : LINKS) {
            if (text.regionMatches(true, at, link, 0, link.length())) {
                return true;
            }
        }
        return false;
    }

    /** Marks at the end of a link belong to the sentence. */
    private int endOfLink() {
        int end = at;
        while (end < text.length() && !isBlank(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        while (end > at + 1 && ".,;:!?)]}'\"…".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private int endOfName(int from, boolean digits) {
        int end = from;
        while (end < text.length()) {
            int code = text.codePointAt(end);
            if (!(Character.isLetter(code) || digits && (Character.isDigit(code) || code == '_' || isMark(code)))) {
                break;
            }
            end += Character.charCount(code);
        }
        return end;
    }

    private static String plain(String word) {
        return Lengthening.cut(word.toLowerCase(Locale.ROOT).replace('’', '\''));
    }

    private static boolean mayBeginFace(int code) {
        return code < 128 && "<:;=8xX(>)T-^\\".indexOf(code) >= 0;
    }

    private static boolean isWordPart(int code) {
        return Character.isLetterOrDigit(code) || code == '_' || isMark(code);
    }

    private static boolean isMark(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK && code != 0xFE0F && code != 0x20E3
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isBlank(int code) {
        return Character.isWhitespace(code) || Character.isSpaceChar(code) || Character.isISOControl(code);
    }
}
