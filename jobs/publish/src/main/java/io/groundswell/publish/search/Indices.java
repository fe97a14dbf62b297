package io.groundswell.publish.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The templates and indices of Groundswell in one Elasticsearch: put there when absent, checked when present. */
public final class Indices {

    private static final Logger LOG = LoggerFactory.getLogger(Indices.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** What may not differ between a field as it is and as we need it. */
    private static final List<String> NATURE = List.of("type", "analyzer", "normalizer");

    private final Elasticsearch elasticsearch;
    private Duration wait = Duration.ofSeconds(1);

    private Indices(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * Puts the templates, makes the indices that are not there and adds fields that are missing in those that are. Waits
     * as long as Elasticsearch does not answer, saying so in the log. Safe to repeat, and to run twice at once.
     *
     * @throws IndexProblem when an index keeps a field in a way we cannot write to, or we are not allowed to look
     */
    public static void setUp(Elasticsearch elasticsearch) {
        Indices indices = new Indices(elasticsearch);
        try {
            for (Index index : Index.values()) {
                indices.setUp(index);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexProblem("interrupted while setting up the indices");
        }
    }

    /**
     * What a look at the indices found, which changes nothing.
     *
     * @param unusable indices that are not there, or keep a field in a way we cannot write to
     * @param outdated fields and templates that a set-up would bring up to date
     * @param hidden what we may not look at
     */
    public record Look(List<String> unusable, List<String> outdated, List<String> hidden) {}

    /** @throws IndexProblem when what answers is no Elasticsearch */
    public static Look lookAt(Elasticsearch elasticsearch) {
        Look look = new Look(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Indices indices = new Indices(elasticsearch);
        try {
            for (Index index : Index.values()) {
                indices.lookAt(index, look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IndexProblem("interrupted while looking at the indices");
        }
        return look;
    }

    private void lookAt(Index index, Look look) throws InterruptedException {
        JsonNode ours = template(index).path("template").path("mappings");
        Answer kept = ask("GET", "/_index_template/" + index.alias(), null);
        if (kept.status() == 404) {
            look.outdated().add("there is no index template " + index.alias());
        } else if (kept.status() != 200) {
            look.hidden().add("the index template " + index.alias());
        } else if (!missingFields(
                        ours.path("properties"),
                        read(kept).path("index_templates").path(0).at("/index_template/template/mappings/properties"),
                        "")
                .isEmpty()) {
            look.outdated().add("the index template " + index.alias() + " is of another version");
        }
        Answer behind = ask("GET", "/" + index.alias() + "/_mapping", null);
        if (behind.status() == 404) {
            look.unusable().add("there is no index " + index.alias());
            return;
        } else if (behind.status() != 200) {
            look.hidden().add("the mapping of " + index.alias());
            return;
        }
        for (Map.Entry<String, JsonNode> each : read(behind).properties()) {
            JsonNode theirs = each.getValue().path("mappings").path("properties");
            try {
                check(each.getKey(), "", ours.path("properties"), theirs);
            } catch (IndexProblem problem) {
                look.unusable().add(problem.getMessage());
            }
            List<String> missing = missingFields(ours.path("properties"), theirs, "");
            if (!missing.isEmpty()) {
                look.outdated().add("the index " + each.getKey() + " lacks " + String.join(", ", missing));
            }
        }
    }

    private static List<String> missingFields(JsonNode ours, JsonNode theirs, String path) {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : ours.properties()) {
            String name = path + field.getKey();
            JsonNode there = theirs.path(field.getKey());
            if (there.isMissingNode()) {
                missing.add(name);
            } else {
                missing.addAll(
                        missingFields(field.getValue().path("properties"), there.path("properties"), name + "."));
            }
        }
        return missing;
    }

    private void setUp(Index index) throws InterruptedException {
        JsonNode template = template(index);
        Answer put = ask("PUT", "/_index_template/" + index.alias(), template.toString());
        if (put.status() != 200) {
            throw problem("the index template " + index.alias(), put);
        }
        Answer behind = ask("GET", "/" + index.alias() + "/_mapping", null);
        if (behind.status() == 404) {
            create(index);
            behind = ask("GET", "/" + index.alias() + "/_mapping", null);
        }
        if (behind.status() != 200) {
            throw problem("the mapping of " + index.alias(), behind);
        }
        JsonNode ours = template.path("template").path("mappings");
        for (Map.Entry<String, JsonNode> each : read(behind).properties()) {
            if (each.getKey().equals(index.alias())) {
                throw new IndexProblem("there is an index called " + index.alias()
                        + ", but that is the name of our alias: rename or delete it");
            }
            check(
                    each.getKey(),
                    "",
                    ours.path("properties"),
                    each.getValue().path("mappings").path("properties"));
            Answer added = ask("PUT", "/" + each.getKey() + "/_mapping", ours.toString());
            if (added.status() != 200) {
                throw problem("the mapping of the index " + each.getKey(), added);
            }
        }
    }

    private void create(Index index) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("aliases").putObject(index.alias()).put("is_write_index", true);
        Answer made = ask("PUT", "/" + index.first(), body.toString());
        boolean others = BulkAnswer.type(made.body()).equals("resource_already_exists_exception");
        if (made.status() != 200 && !others) {
            throw problem("the index " + index.first(), made);
        }
        if (others) {
            // Another job made it at the same moment, or it has lost its alias.
            ObjectNode actions = JSON.createObjectNode();
            actions.putArray("actions")
                    .addObject()
                    .putObject("add")
                    .put("index", index.first())
                    .put("alias", index.alias())
                    .put("is_write_index", true);
            Answer added = ask("POST", "/_aliases", actions.toString());
            if (added.status() != 200) {
                throw problem("the alias " + index.alias(), added);
            }
        }
        LOG.info("The index {} is set up", index.first());
    }

    /** Fields of theirs that we do not know are left alone. */
    private static void check(String index, String path, JsonNode ours, JsonNode theirs) {
        for (Map.Entry<String, JsonNode> field : ours.properties()) {
            JsonNode there = theirs.path(field.getKey());
            if (there.isMissingNode()) {
                continue;
            }
            String name = path + field.getKey();
            for (String property : NATURE) {
                String needed = nature(field.getValue(), property);
                String found = nature(there, property);
                if (!needed.equals(found)) {
                    throw new IndexProblem(
                            "the index " + index + " keeps the field " + name + " with " + property + " '"
                                    + found + "', but it must be '" + needed
                                    + "': copy it into a new index behind the alias, or delete it and publish again");
                }
            }
            check(index, name + ".", field.getValue().path("properties"), there.path("properties"));
        }
    }

    private static String nature(JsonNode field, String property) {
        String fallback = property.equals("type") ? "object" : "default";
        return field.path(property).asText(fallback);
    }

    private IndexProblem problem(String what, Answer answer) {
        String type = BulkAnswer.type(answer.body());
        if (answer.status() == 401 || answer.status() == 403) {
            return new IndexProblem("Elasticsearch at " + elasticsearch.name() + " does not let us set up " + what
                    + " ("
                    + answer.status() + " " + type + "): give the API key in publish.elasticsearch.api-key-file the"
                    + " privileges manage_index_templates and manage on groundswell-*, or set up the indices with another"
                    + " key and say publish.indices.set-up=false");
        }
        String reason;
        try {
            reason = read(answer).path("error").path("reason").asText();
        } catch (IndexProblem notJson) {
            reason = "";
        }
        return new IndexProblem("Elasticsearch at " + elasticsearch.name() + " refuses " + what + " with "
                + answer.status() + " " + type + ": " + reason);
    }

    private JsonNode read(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IndexProblem("what answers at " + elasticsearch.name() + " is not Elasticsearch");
        }
    }

    /** Asks until there is an answer that is one. */
    private Answer ask(String method, String path, String body) throws InterruptedException {
        while (true) {
            String why;
            try {
                Answer answer = elasticsearch.ask(method, path, body);
                if (answer.status() != 429 && answer.status() < 500) {
                    return answer;
                }
                why = "answer " + answer.status();
            } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
                throw new IndexProblem("Elasticsearch at " + elasticsearch.name()
                        + " shows a certificate we do not trust (" + e.getMessage()
                        + "): name its authority in publish.elasticsearch.ca-file");
            } catch (IOException e) {
                why = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            LOG.warn(
                    "Elasticsearch at {} does not answer yet ({}); asking again in {} s",
                    elasticsearch.name(),
                    why,
                    wait.toSeconds());
            Thread.sleep(wait.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    private static JsonNode template(Index index) {
        try (InputStream stream = Indices.class.getResourceAsStream(index.template())) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
