package io.groundswell.enrich.entity;

import java.util.List;

/** Names the entities among words that are already told apart. */
@FunctionalInterface
public interface EntityTagger {

    /**
     * One label per word: {@code O} outside, {@code B-} and a type where an entity begins, {@code I-} where it goes on.
     *
     * @param tokens the words of one post, in order
     */
    List<String> tags(List<String> tokens);
}
