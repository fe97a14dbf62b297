package io.groundswell.enrich.language;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.util.IOUtils;

/**
 * What a text is about, in its own words: runs of words between those that say little, after the candidates of RAKE (Rose et
 * al., Automatic keyword extraction from individual documents, 2010). Stop words are Lucene's, by language. Languages that put
 * no blanks between words, and those of which nobody wrote the stop words down, have none.
 */
final class KeyPhrases {

    /** Whoever compares texts by their phrases has enough in these, and news articles say what they are about at their beginning. */
    private static final int MOST_WORDS = 12;

    private static final int LONGEST_WORD = 40;

    private static final String ENGLISH = "en";

    private static final Map<String, CharArraySet> STOP_WORDS = stopWords();

    private static Map<String, CharArraySet> stopWords() {
        Map<String, CharArraySet> all = new HashMap<>();
        all.put(ENGLISH, english());
        all.put("es", SpanishAnalyzer.getDefaultStopSet());
        all.put("pt", PortugueseAnalyzer.getDefaultStopSet());
        all.put("fr", FrenchAnalyzer.getDefaultStopSet());
        all.put("de", GermanAnalyzer.getDefaultStopSet());
        all.put("it", ItalianAnalyzer.getDefaultStopSet());
        all.put("nl", DutchAnalyzer.getDefaultStopSet());
        all.put("ca", CatalanAnalyzer.getDefaultStopSet());
        all.put("sv", SwedishAnalyzer.getDefaultStopSet());
        all.put("no", NorwegianAnalyzer.getDefaultStopSet());
        all.put("da", DanishAnalyzer.getDefaultStopSet());
        all.put("fi", FinnishAnalyzer.getDefaultStopSet());
        all.put("cs", CzechAnalyzer.getDefaultStopSet());
        all.put("ro", RomanianAnalyzer.getDefaultStopSet());
        all.put("hu", HungarianAnalyzer.getDefaultStopSet());
        all.put("tr", TurkishAnalyzer.getDefaultStopSet());
        all.put("id", IndonesianAnalyzer.getDefaultStopSet());
        all.put("ru", RussianAnalyzer.getDefaultStopSet());
        all.put("el", GreekAnalyzer.getDefaultStopSet());
        all.put("ar", ArabicAnalyzer.getDefaultStopSet());
        all.put("fa", PersianAnalyzer.getDefaultStopSet());
        all.put("hi", HindiAnalyzer.getDefaultStopSet());
        return Map.copyOf(all);
    }

    /** The English analyzer's own list is of 33 words; Snowball's knows "I" and "my", too. */
    private static CharArraySet english() {
        try {
            return WordlistLoader.getSnowballWordSet(IOUtils.requireResourceNonNull(
                    SnowballFilter.class.getResourceAsStream("english_stop.txt"), "english_stop.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param language ISO 639-1; when it is not known, English is meant: of other languages a text of a few words says enough
     *     to be known
     */
    static List<String> of(String text, String language) {
        CharArraySet stopWords = STOP_WORDS.get(language == null ? ENGLISH : language);
        if (stopWords == null) {
            return List.of();
        }
        List<String> phrases = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int words = 0;
        for (Token token : SocialTokenizer.tokens(PostText.cut(text))) {
            boolean carries = token.kind() == Token.Kind.WORD && carriesMeaning(token.plain(), stopWords);
            if (carries) {
                run.append(run.isEmpty() ? "" : " ").append(token.plain());
                words++;
            }
            if ((!carries || words == MOST_WORDS) && !run.isEmpty()) {
                phrases.add(run.toString());
                run.setLength(0);
            }
            if (words == MOST_WORDS) {
                return phrases;
            }
        }
        if (!run.isEmpty()) {
            phrases.add(run.toString());
        }
        return phrases;
    }

    /** Slang that is spelled out as several words is small talk as well. */
    private static boolean carriesMeaning(String word, CharArraySet stopWords) {
        return word.length() > 1
                && word.length() <= LONGEST_WORD
                && word.indexOf(' ') < 0
                && !word.equals("rt")
                && !stopWords.contains(word);
    }

    private KeyPhrases() {}
}
