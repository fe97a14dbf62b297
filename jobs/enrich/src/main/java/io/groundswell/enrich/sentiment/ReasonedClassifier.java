package io.groundswell.enrich.sentiment;

import java.util.List;

/** A classifier that can say why. */
public interface ReasonedClassifier extends SentimentClassifier {

    /** What in the text mattered, the weightiest first; together with the bias it is all the classifier went by. */
    List<Reason> reasons(String text);
}
