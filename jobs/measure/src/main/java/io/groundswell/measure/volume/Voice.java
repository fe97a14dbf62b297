package io.groundswell.measure.volume;

import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;

/**
 * One mention as a window counts it.
 *
 * @param author null when unknown; such mentions add no author
 * @param sentiment null when not judged
 * @param owned written by the brand itself
 */
public record Voice(String author, MentionKind kind, Sentiment sentiment, boolean owned) {}
