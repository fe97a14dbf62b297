package io.groundswell.local.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is wanted.
 *
 * @param brands ids; rows of any of them
 * @param from of the kind's time, inclusive; null for the earliest
 * @param to exclusive; null for the latest
 * @param size of the windows of measures; of other kinds without meaning
 */
public record ExportRequest(
        ExportKind kind, SortedSet<String> brands, Instant from, Instant to, WindowSize size, ExportFormat format) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public ExportRequest {
        brands = new TreeSet<>(brands);
    }

    /** Elasticsearch's query for it. Marks of deleted posts are no rows. */
    ObjectNode query() {
        ObjectNode query = JSON.createObjectNode();
        ArrayNode filters = query.putObject("bool").putArray("filter");
        ArrayNode ids = filters.addObject().putObject("terms").putArray(kind.brandField());
        brands.forEach(ids::add);
        ObjectNode range = filters.addObject().putObject("range").putObject(kind.timeField());
        if (from != null) {
            range.put("gte", from.toString());
        }
        if (to != null) {
            range.put("lt", to.toString());
        }
        if (kind.isOfPosts()) {
            filters.addObject().putObject("term").put("deleted", false);
        }
        if (kind == ExportKind.REVIEWS) {
            filters.addObject().putObject("exists").put("field", "rating.value");
        }
        if (kind == ExportKind.MEASURES) {
            filters.addObject().putObject("term").put("size", size.name());
        }
        return query;
    }
}
