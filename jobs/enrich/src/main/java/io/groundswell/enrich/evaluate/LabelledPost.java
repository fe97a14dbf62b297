package io.groundswell.enrich.evaluate;

import io.groundswell.topics.Sentiment;

/**
 * A post and what people said it feels.
 *
 * @param id as the file has it, empty where it has none
 * @param target what the feeling is about; null where the whole post is meant
 */
public record LabelledPost(String id, String target, Sentiment label, String text) {}
