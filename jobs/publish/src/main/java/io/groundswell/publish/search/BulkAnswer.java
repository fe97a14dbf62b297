package io.groundswell.publish.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of answers: what Elasticsearch says about documents, and what that means for them. */
final class BulkAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    // Field names only, which are ours: what else Elasticsearch says may quote the document.
    private static final List<Pattern> FIELD = List.of(
            Pattern.compile("introduction of \\[([\\w.-]{1,200})\\]"),
            Pattern.compile("failed to parse field \\[([\\w.-]{1,200})\\]"),
            Pattern.compile("immense term in field=\"([\\w.-]{1,200})\""),
            Pattern.compile("field \\[([\\w.-]{1,200})\\]"),
            Pattern.compile("for \\[([\\w.-]{1,200})\\]"));

    private static final Pattern ALIAS = Pattern.compile("\\[(groundswell-[a-z-]+)\\]");

    /** The verdict on each document of a request that was answered with 200, or empty when that was not an answer to it. */
    static Optional<List<Verdict>> read(byte[] body, int documents) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            return Optional.empty();
        }
        JsonNode items = answer.path("items");
        if (!answer.path("errors").isBoolean() || !items.isArray() || items.size() != documents) {
            return Optional.empty();
        }
        List<Verdict> verdicts = new ArrayList<>(documents);
        for (JsonNode item : items) {
            JsonNode index = item.path("index");
            if (!index.path("status").isInt()) {
                return Optional.empty();
            }
            verdicts.add(ofItem(index.path("status").asInt(), index.path("error")));
        }
        return Optional.of(verdicts);
    }

    /** One item of a bulk. */
    static Verdict ofItem(int status, JsonNode error) {
        String type = error.path("type").asText();
        if (status == 200 || status == 201) {
            return new Verdict.Stored();
        }
        if (type.equals("version_conflict_engine_exception")) {
            return new Verdict.Outdated();
        }
        if (type.equals("cluster_block_exception") || type.equals("index_closed_exception")) {
            return new Verdict.Again("the index is blocked: " + type);
        }
        if (status == 429 || status >= 500 || status == 408 || status == 409) {
            return new Verdict.Again("answer " + status + (type.isEmpty() ? "" : " " + type));
        }
        if (status == 400 || status == 413) {
            String field = field(error);
            return new Verdict.Refused(
                    status == 413 ? Reason.INDEX_TOO_LARGE : Reason.INDEX_MAPPING,
                    field,
                    "Elasticsearch refused the document with " + (type.isEmpty() ? status : type));
        }
        if (status == 404) {
            Matcher alias = ALIAS.matcher(error.path("reason").asText());
            return new Verdict.Stop("Elasticsearch has no alias " + (alias.find() ? alias.group(1) : "to write to")
                    + " (" + type + "): it was deleted, or never set up; starting the job anew sets it up.");
        }
        return ofRefusal(status, type);
    }

    /** 401, 403 and whatever else concerns us and not the document. */
    static Verdict.Stop ofRefusal(int status, String type) {
        String said = "Elasticsearch answered " + status + (type.isEmpty() ? "" : " " + type);
        return new Verdict.Stop(
                switch (status) {
                    case 401 ->
                        said + ": it does not know our API key; put a valid one into the file that"
                                + " publish.elasticsearch.api-key-file names.";
                    case 403 ->
                        said + ": our API key may not write to the groundswell indices; give it the privileges index"
                                + " and create_doc on groundswell-*.";
                    default -> said + ": is that an Elasticsearch, and the right path to it?";
                });
    }

    static String type(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return error.path("type").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static String field(JsonNode error) {
        for (JsonNode at = error; at.isObject(); at = at.path("caused_by")) {
            String reason = at.path("reason").asText();
            for (Pattern pattern : FIELD) {
                Matcher matcher = pattern.matcher(reason);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        }
        return null;
    }

    private BulkAnswer() {}
}
