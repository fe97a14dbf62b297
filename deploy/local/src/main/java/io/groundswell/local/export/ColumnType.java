package io.groundswell.local.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stands in the cells of a column. */
public enum ColumnType {
    TEXT("text"),
    WHOLE("whole number"),
    NUMBER("number"),
    FLAG("true or false"),
    TIME("time"),
    TEXTS("list of text"),
    JSON("JSON");

    private final String inWords;

    ColumnType(String inWords) {
        this.inWords = inWords;
    }

    /** As the tables of columns say it. */
    String inWords() {
        return inWords;
    }

    /** A String, Long, Double, Boolean, Instant, list of strings or JsonNode, by the type; null when there is none. */
    Object read(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (this) {
            case TEXT -> value.asText();
            case WHOLE -> value.asLong();
            case NUMBER -> value.asDouble();
            case FLAG -> value.asBoolean();
            case TIME -> Instant.parse(value.asText());
            case TEXTS -> {
                List<String> texts = new ArrayList<>(value.size());
                value.forEach(each -> texts.add(each.asText()));
                yield texts;
            }
            case JSON -> value;
        };
    }
}
