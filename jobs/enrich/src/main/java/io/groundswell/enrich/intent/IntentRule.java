package io.groundswell.enrich.intent;

import io.groundswell.topics.Sentiment;
import java.util.List;

/**
 * One intent of the file.
 *
 * @param department null when nobody in particular answers
 * @param sentiment which the post must show for it, null when any will do
 * @param asks whether the post must ask something
 * @param negated whether phrases count after a negation as well
 * @param unless phrases that rule it out anywhere in the post
 */
record IntentRule(
        String intent,
        String department,
        double weight,
        Sentiment sentiment,
        boolean asks,
        boolean negated,
        List<Phrase> phrases,
        List<Phrase> unless) {}
