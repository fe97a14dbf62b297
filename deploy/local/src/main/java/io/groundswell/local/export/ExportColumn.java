package io.groundswell.local.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One column of a kind of export; its name is the field's in the documents, such as {@code author.followers}. */
public final class ExportColumn {

    private final String name;
    private final ColumnType type;
    private final String unit;
    private final String meaning;
    private final List<String> path;

    ExportColumn(String name, ColumnType type, String unit, String meaning) {
        this.name = name;
        this.type = type;
        this.unit = unit;
        this.meaning = meaning;
        this.path = List.of(name.split("\\."));
    }

    public String name() {
        return name;
    }

    public ColumnType type() {
        return type;
    }

    /** Empty when it is no quantity. */
    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    /** The field of the documents that it is in. */
    String root() {
        return path.get(0);
    }

    Object of(JsonNode document) {
        JsonNode value = document;
        for (String step : path) {
            value = value.path(step);
        }
        return type.read(value);
    }

    /** Whether a field of the documents, as a rule names it, is this column or has it in it. */
    boolean isOf(String field) {
        return name.equals(field) || name.startsWith(field + ".");
    }
}
