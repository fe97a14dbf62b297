package io.groundswell.enrich.entity;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what belongs to the brands: all aliases in one walk over the text. Whole words only. Names that are ordinary words
 * (Target, Gap, Apple) count when they are written as names: with a capital where capitals say something, or behind @, # or
 * $. Immutable; safe for any number of threads.
 */
public final class AliasMatcher {

    /** @param joined matches words run together, as behind # and @, and only there */
    private record Entry(Alias alias, boolean ordinary, boolean joined) {}

    private record Hit(int begin, int end, Entry entry) {
        private int length() {
            return end - begin;
        }
    }

    private static final Pattern LINK = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:https?://|www\\.)\\S++");
    private static final Pattern BLANK = Pattern.compile(" ");
    private static final Comparator<Hit> LEFTMOST_LONGEST =
            Comparator.comparingInt(Hit::begin).thenComparing(Hit::length, Comparator.reverseOrder());

    private final AhoCorasickDoubleArrayTrie<Entry> automaton;

    private AliasMatcher(Collection<Alias> aliases, Predicate<String> ordinary) {
        Map<String, Entry> entries = new TreeMap<>();
        // Of two owners of one name the first keeps it, and names as such come before names run together.
        for (Alias alias : aliases) {
            String name = FoldedText.name(alias.text());
            if (!name.isEmpty() && !isSign(name.charAt(0))) {
                entries.putIfAbsent(name, new Entry(alias, ordinary.test(name), false));
            }
        }
        for (Alias alias : aliases) {
            String name = FoldedText.name(alias.text());
            String joined =
                    BLANK.matcher(isSigned(name, 1) ? name.substring(1) : name).replaceAll("");
            if (!joined.isEmpty()) {
                entries.putIfAbsent(joined, new Entry(alias, false, true));
            }
        }
        automaton = entries.isEmpty() ? null : new AhoCorasickDoubleArrayTrie<>();
        if (automaton != null) {
            automaton.build(entries);
        }
    }

    /**
     * @param aliases of all brands
     * @param ordinary whether a word, in small letters, is one of the language's own
     */
    public static AliasMatcher of(Collection<Alias> aliases, Predicate<String> ordinary) {
        return new AliasMatcher(aliases, ordinary);
    }

    /** Aliases in a text, in order, none over another: the leftmost, and of those the longest. */
    public List<FoundEntity> find(String text) {
        if (automaton == null) {
            return List.of();
        }
        FoldedText folded = FoldedText.of(text);
        CharSequence letters = folded.folded();
        List<Hit> hits = new ArrayList<>();
        automaton.parseText(letters, (begin, end, entry) -> {
            if (isWhole(letters, begin, end)) {
                hits.add(new Hit(begin, end, entry));
            }
        });
        if (hits.isEmpty()) {
            return List.of();
        }
        hits.sort(LEFTMOST_LONGEST);
        return entities(text, folded, hits);
    }

    private static List<FoundEntity> entities(String text, FoldedText folded, List<Hit> hits) {
        CharSequence letters = folded.folded();
        List<FoundEntity> entities = new ArrayList<>();
        Matcher links = LINK.matcher(letters);
        boolean link = links.find();
        boolean capitalsTell = Manner.of(List.of(text.split("\\s+"))) == Manner.TELLING;
        int[] codePoints = text.codePoints().toArray();
        int free = 0;
        for (Hit hit : hits) {
            while (link && links.end() <= hit.begin) {
                link = links.find();
            }
            boolean insideLink = link && links.start() < hit.end;
            int start = folded.origin(hit.begin);
            int end = folded.origin(hit.end - 1) + 1;
            while (end < codePoints.length && Character.getType(codePoints[end]) == Character.NON_SPACING_MARK) {
                end++;
            }
            boolean signed = isSigned(letters, hit.begin);
            boolean named = capitalsTell && Character.isUpperCase(codePoints[start]);
            boolean meant = signed || !hit.entry.joined && (!hit.entry.ordinary || named);
            if (hit.begin >= free && !insideLink && meant) {
                Alias alias = hit.entry.alias;
                entities.add(new FoundEntity(
                        new String(codePoints, start, end - start),
                        alias.product() ? Labels.PRODUCT : Labels.ORGANIZATION,
                        start,
                        end,
                        alias.canonical(),
                        alias.brand()));
                free = hit.end;
            }
        }
        return entities;
    }

    /** Behind @, # or $ that itself stands at the beginning of a word: not in the middle of an address. */
    private static boolean isSigned(CharSequence letters, int begin) {
        if (begin == 0 || begin > letters.length()) {
            return false;
        }
        return isSign(letters.charAt(begin - 1)) && (begin == 1 || !isWordly(letters.charAt(begin - 2)));
    }

    private static boolean isSign(char c) {
        return c == '@' || c == '#' || c == '$';
    }

    private static boolean isWhole(CharSequence letters, int begin, int end) {
        boolean mailed = begin > 1 && letters.charAt(begin - 1) == '@' && isWordly(letters.charAt(begin - 2));
        return !mailed
                && (begin == 0 || !goOn(letters.charAt(begin - 1), letters.charAt(begin)))
                && (end == letters.length() || !goOn(letters.charAt(end - 1), letters.charAt(end)));
    }

    /** Whether two characters belong to one word. Scripts without blanks have no ends of words to look for. */
    private static boolean goOn(char left, char right) {
        return isWordly(left) && isWordly(right) && !isUnspaced(left) && !isUnspaced(right);
    }

    private static boolean isWordly(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isUnspaced(char c) {
        Character.UnicodeScript script = c < 0x0E00 ? null : Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || script == Character.UnicodeScript.THAI;
    }
}
