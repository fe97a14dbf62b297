package io.groundswell.enrich.sentiment;

import java.util.List;

/** A classifier that can say why. */
public interface ReasonedClassifier extends SentimentClassifier {

    /** The features that moved the judgement, strongest first. */
    List<Reason> reasons(String text);
}
