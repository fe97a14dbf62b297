package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.List;

/**
 * How a post feels towards one thing in it. Where only some clauses name the thing, those are heard apart from the whole post,
 * and both are weighed; where a clause measures something else against it ("better than Acme"), its feeling is turned round.
 * A post that names it everywhere or nowhere feels about it as it feels.
 */
public final class TargetSentiment implements TargetClassifier {

    /** How much the clauses that name the thing count against the whole post; the best of ten tried on SemEval BD 2016 train. */
    private static final double OWN_CLAUSES = 0.6;

    private final SentimentClassifier whole;

    public TargetSentiment(SentimentClassifier whole) {
        this.whole = whole;
    }

    @Override
    public String name() {
        return "target-" + whole.name();
    }

    @Override
    public Chances classify(String text, List<String> names) {
        List<List<String>> sought = names.stream().map(Clauses::words).toList();
        List<Token> tokens = SocialTokenizer.tokens(text);
        List<List<Token>> own = Clauses.of(tokens).stream()
                .filter(clause -> Clauses.names(clause, sought))
                .toList();
        Chances all = whole.classify(text);
        if (own.isEmpty()) {
            return all;
        }
        boolean against = own.stream().allMatch(clause -> Clauses.againstNames(clause, sought));
        int words = own.stream().mapToInt(List::size).sum();
        Chances about = words == tokens.size() ? all : mixed(whole.classify(between(text, own)), all);
        return against ? new Chances(about.positive(), about.neutral(), about.negative()) : about;
    }

    private static Chances mixed(Chances own, Chances all) {
        return new Chances(
                OWN_CLAUSES * own.negative() + (1 - OWN_CLAUSES) * all.negative(),
                OWN_CLAUSES * own.neutral() + (1 - OWN_CLAUSES) * all.neutral(),
                OWN_CLAUSES * own.positive() + (1 - OWN_CLAUSES) * all.positive());
    }

    /** The words of the clauses as they stand in the text. */
    private static String between(String text, List<List<Token>> clauses) {
        StringBuilder joined = new StringBuilder();
        for (List<Token> clause : clauses) {
            int from = text.offsetByCodePoints(0, clause.get(0).start());
            int to = text.offsetByCodePoints(0, clause.get(clause.size() - 1).end());
            joined.append(joined.isEmpty() ? "" : " ").append(text, from, to);
        }
        return joined.toString();
    }
}
