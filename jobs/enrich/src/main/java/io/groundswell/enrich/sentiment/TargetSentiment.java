package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a post feels towards one thing in it. Where clauses that name it are parted from others that name something else, its
 * own are heard apart and weighed against the whole post; where a clause measures something else against it ("better than
 * Acme", "from Acme to Boltwick"), the feeling is turned round. Any other post feels about it as it feels.
 */
public final class TargetSentiment implements TargetClassifier {

    /**
     * How much the clauses that name the thing count against the whole post, when nobody says what else is named. SemEval's
     * posts, which mostly name one thing, gain nothing by any value; half is what tells two things in one post apart and
     * costs there no more than a point.
     */
    private static final double OWN_CLAUSES = 0.5;

    /** The same where another clause is known to name another brand: what is said there is not said of this one. */
    private static final double OWN_BESIDE_OTHERS = 0.8;

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
        return classify(text, names, List.of(), whole.classify(text));
    }

    /**
     * @param names what the target is called
     * @param others what other things are called that the post names too; empty when nobody knows
     * @param all how the whole post feels, whoever judged it
     */
    public Chances classify(String text, List<String> names, List<String> others, Chances all) {
        List<List<String>> sought = names.stream().map(Clauses::words).toList();
        List<List<String>> rivals = others.stream().map(Clauses::words).toList();
        List<Token> tokens = SocialTokenizer.tokens(text);
        List<List<Token>> clauses = rivals.isEmpty() ? Clauses.of(tokens) : Clauses.between(tokens, sought, rivals);
        Map<Boolean, List<List<Token>>> byOwner =
                clauses.stream().collect(Collectors.partitioningBy(clause -> Clauses.names(clause, sought)));
        List<List<Token>> own = byOwner.get(true);
        if (own.isEmpty()) {
            return all;
        }
        boolean against = own.stream().allMatch(clause -> Clauses.againstNames(clause, sought));
        boolean apart = byOwner.get(false).stream()
                .anyMatch(clause -> rivals.isEmpty() ? Clauses.namesAnything(clause) : Clauses.names(clause, rivals));
        Chances about = apart
                ? mixed(whole.classify(between(text, own)), all, rivals.isEmpty() ? ownClauses : OWN_BESIDE_OTHERS)
                : all;
        return against ? new Chances(about.positive(), about.neutral(), about.negative()) : about;
    }

    private static Chances mixed(Chances own, Chances all, double share) {
        return new Chances(
                share * own.negative() + (1 - share) * all.negative(),
                share * own.neutral() + (1 - share) * all.neutral(),
                share * own.positive() + (1 - share) * all.positive());
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
