package io.groundswell.enrich.intent;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a post's writer wants, by the rules of a file. A phrase counts where its first word is not negated,
 * unless its rule says otherwise. Safe for any
 * number of threads; a function of the text and its chances.
 */
public final class IntentRules {

    /** Longest text that is looked at, in UTF-16 units. */
    private static final int MOST_CHARS = 1_000;

    private static final String SHIPPED = "intents.yaml";

    /** What the post must show of a sentiment that a rule asks for. */
    private static final double FELT = 0.5;

    private static final Set<String> QUESTION_WORDS = Set.of(
            "what", "when", "where", "which", "who", "why", "how", "is", "are", "does", "do", "did", "can", "could",
            "will", "would", "should", "has", "have", "any", "anyone", "anybody");

    private record Lead(IntentRule rule, Phrase phrase) {}

    private final List<IntentRule> rules;

    /** By the first word of a phrase. */
    private final Map<String, List<Lead>> whole = new HashMap<>();

    /** Phrases whose first word has any ending, by its first two letters. */
    private final Map<String, List<Lead>> begun = new HashMap<>();

    private IntentRules(List<IntentRule> rules) {
        this.rules = List.copyOf(rules);
        for (IntentRule rule : rules) {
            for (Phrase phrase : rule.phrases()) {
                Phrase.Step first = phrase.steps().get(0);
                Map<String, List<Lead>> index = first.anyEnding() ? begun : whole;
                String key = first.anyEnding() ? beginning(first.word()) : first.word();
                index.computeIfAbsent(key, word -> new ArrayList<>()).add(new Lead(rule, phrase));
            }
        }
    }

    /** The rules that ship. */
    public static IntentRules load() {
        try (InputStream shipped = IntentRules.class.getResourceAsStream(SHIPPED)) {
            return of(new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", e);
        }
    }

    /**
     * A user's own.
     *
     * @throws IntentProblems when anything is wrong in it
     */
    public static IntentRules read(Path file) throws IOException {
        return of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    static IntentRules of(String yaml) {
        return new IntentRules(IntentFile.read(yaml));
    }

    /**
     * Each intent once, by its first evidence; the weightiest first, equal ones by name.
     *
     * @param chances how the post feels; null when that was not judged, and then no rule that asks for a sentiment fires
     */
    public List<FoundIntent> find(String text, Chances chances) {
        String cut = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
        List<Token> tokens = SocialTokenizer.tokens(cut);
        List<String> words = new ArrayList<>();
        List<Token> from = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.HASHTAG) {
                token.parts().forEach(part -> {
                    words.add(part);
                    from.add(token);
                });
            } else if (token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER) {
                words.add(token.plain());
                from.add(token);
            }
        }
        Map<String, FoundIntent> found = new LinkedHashMap<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            for (Lead lead : whole.getOrDefault(word, List.of())) {
                take(lead, words, from, at, cut, found);
            }
            for (Lead lead : begun.getOrDefault(beginning(word), List.of())) {
                take(lead, words, from, at, cut, found);
            }
        }
        Token question = question(tokens);
        for (IntentRule rule : rules) {
            if (rule.asks() && rule.phrases().isEmpty() && question != null) {
                found.putIfAbsent(
                        rule.intent(),
                        new FoundIntent(
                                rule.intent(),
                                rule.department(),
                                rule.weight(),
                                question.text(),
                                question.start(),
                                question.end()));
            }
        }
        return rules.stream()
                .filter(rule -> found.containsKey(rule.intent()))
                .filter(rule -> !rule.asks() || question != null)
                .filter(rule -> rule.sentiment() == null || shows(rule, chances))
                .filter(rule -> rule.unless().stream().noneMatch(phrase -> stands(phrase, words)))
                .map(rule -> found.get(rule.intent()))
                .sorted(Comparator.comparingDouble(FoundIntent::weight)
                        .reversed()
                        .thenComparing(FoundIntent::intent))
                .toList();
    }

    private static void take(
            Lead lead, List<String> words, List<Token> from, int at, String text, Map<String, FoundIntent> found) {
        if (found.containsKey(lead.rule().intent())
                || from.get(at).negated() && !lead.rule().negated()) {
            return;
        }
        int end = lead.phrase().end(words, at);
        if (end > at) {
            int start = from.get(at).start();
            int stop = from.get(end - 1).end();
            found.put(
                    lead.rule().intent(),
                    new FoundIntent(
                            lead.rule().intent(),
                            lead.rule().department(),
                            lead.rule().weight(),
                            text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, stop)),
                            start,
                            stop));
        }
    }

    private static boolean shows(IntentRule rule, Chances chances) {
        if (chances == null) {
            return false;
        }
        return switch (rule.sentiment()) {
            case NEGATIVE -> chances.negative() >= FELT;
            case NEUTRAL -> chances.neutral() >= FELT;
            case POSITIVE -> chances.positive() >= FELT;
        };
    }

    private static boolean stands(Phrase phrase, List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            if (phrase.end(words, at) > at) {
                return true;
            }
        }
        return false;
    }

    /** The mark of a question whose sentence begins with a word that asks, or a mark at the very end. */
    private static Token question(List<Token> tokens) {
        boolean asks = false;
        boolean begins = true;
        Token last = null;
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.WORD) {
                asks |= begins && QUESTION_WORDS.contains(token.plain());
                begins = false;
            } else if (token.kind() == Token.Kind.PUNCTUATION && token.plain().startsWith("?")) {
                if (asks) {
                    return token;
                }
                last = token;
                begins = true;
            } else if (token.kind() == Token.Kind.PUNCTUATION
                    && ".!…".contains(token.plain().substring(0, 1))) {
                asks = false;
                begins = true;
            }
            if (token.kind() != Token.Kind.LINK && token.kind() != Token.Kind.HASHTAG && token != last) {
                last = null;
            }
        }
        return last;
    }

    private static String beginning(String word) {
        return word.length() <= 2 ? word : word.substring(0, 2);
    }
}
