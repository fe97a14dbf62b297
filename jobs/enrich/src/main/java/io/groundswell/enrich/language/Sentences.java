package io.groundswell.enrich.language;

import edu.stanford.nlp.ling.CoreLabel;
import java.util.List;

/** The words of a post, as the models are given them. */
public final class Sentences {

    /** Sentence by sentence; no more than the models see, so a long post is cut. */
    public static List<List<String>> of(String text) {
        return TokenizedPost.of(text).sentences().stream()
                .map(sentence -> sentence.stream().map(CoreLabel::word).toList())
                .toList();
    }

    private Sentences() {}
}
