package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a post feels towards one thing in it. Where a word of contrast parts clauses that name it from others that name something
 * else, its own are heard apart and weighed against the whole post; where a clause measures something else against it
 * ("better than Acme"), the feeling is turned round. Any other post feels about it as it feels.
 */
public final class TargetSentiment implements TargetClassifier {

    /**
     * How much the clauses that name the thing count against the whole post. SemEval's posts, which mostly name one thing, gain
     * nothing by any value; half is what tells two things in one post apart and costs there no more than a point.
     */
    private static final double OWN_CLAUSES = 0.5;

    private final SentimentClassifier whole;
    private final double ownClauses;

    public TargetSentiment(SentimentClassifier whole) {
        this(whole, OWN_CLAUSES);
    }

    TargetSentiment(SentimentClassifier whole, double ownClauses) {
        this.whole = whole;
        this.ownClauses = ownClauses;
    }

    @Override
    public String name() {
        return "target-" + whole.name();
    }

    @Override
    public Chances classify(String text, List<String> names) {
        List<List<String>> sought = names.stream().map(Clauses::words).toList();
        List<Token> tokens = SocialTokenizer.tokens(text);
        Map<Boolean, List<List<Token>>> clauses =
                Clauses.of(tokens).stream().collect(Collectors.partitioningBy(clause -> Clauses.names(clause, sought)));
        List<List<Token>> own = clauses.get(true);
        Chances all = whole.classify(text);
        if (own.isEmpty()) {
            return all;
        }
        boolean against = own.stream().allMatch(clause -> Clauses.againstNames(clause, sought));
        boolean apart = clauses.get(false).stream().anyMatch(Clauses::namesAnything);
        Chances about = apart ? mixed(whole.classify(between(text, own)), all) : all;
        return against ? new Chances(about.positive(), about.neutral(), about.negative()) : about;
    }

    private Chances mixed(Chances own, Chances all) {
        return new Chances(
                ownClauses * own.negative() + (1 - ownClauses) * all.negative(),
                ownClauses * own.neutral() + (1 - ownClauses) * all.neutral(),
                ownClauses * own.positive() + (1 - ownClauses) * all.positive());
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
