package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What people wrote, which no log repeats. */
final class TextsOfPosts {

    /** Shorter ones may stand in a log by chance. */
    private static final int TELLING = 20;

    /** Those of published mentions that somebody would recognise. */
    static List<String> of(Map<String, JsonNode> mentions) {
        return mentions.values().stream()
                .map(mention -> mention.path("text").asText())
                .filter(text -> text.length() >= TELLING)
                .distinct()
                .toList();
    }

    private TextsOfPosts() {}
}
