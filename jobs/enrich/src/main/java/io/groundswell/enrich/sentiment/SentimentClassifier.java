package io.groundswell.enrich.sentiment;

/** Says how likely a post is to be negative, neutral or positive. Safe for any number of threads; a function of the text. */
public interface SentimentClassifier {

    /** Name and version, as written into every document it judged, for example {@code fast/1}. */
    String name();

    /** @param text of a post as people wrote it, markup gone; any string is allowed, broken surrogates too */
    Chances classify(String text);
}
