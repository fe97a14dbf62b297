package io.groundswell.publish.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Index lifecycle management, which not every Elasticsearch has: one policy called {@code groundswell} for all our indices. It
 * deletes nothing, as a window may still be corrected days later and how long posts are kept is for their owner to say; it is
 * there to be given phases. A policy that is there stays as it is, and so does an index with a policy of another name.
 */
public final class Lifecycle {

    private static final String NAME = "groundswell";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String POLICY =
            """
            {"policy": {"_meta": {"doc": "Of the indices of Groundswell; add phases to it, ours deletes nothing."},
                        "phases": {"hot": {"actions": {"set_priority": {"priority": 100}}}}}}""";

    private final Elasticsearch elasticsearch;
    private final int status;

    private Lifecycle(Elasticsearch elasticsearch, int status) {
        this.elasticsearch = elasticsearch;
        this.status = status;
    }

    /**
     * Asks whether the server has it.
     *
     * @throws IOException when the server does not answer
     */
    public static Lifecycle of(Elasticsearch elasticsearch) throws IOException, InterruptedException {
        return new Lifecycle(
                elasticsearch, elasticsearch.ask("GET", "/_ilm/status", null).status());
    }

    /**
     * Puts the policy where there is none and gives it to our indices, which must be there.
     *
     * @return what was done, or why nothing was, in a sentence
     * @throws IndexProblem when the server has it and refuses
     */
    public String apply() throws IOException, InterruptedException {
        if (status == 401 || status == 403) {
            return "left alone, as Elasticsearch does not let us look (" + status
                    + "): the key needs the privilege manage_ilm";
        }
        if (status != 200) {
            return "left out, as this Elasticsearch has none: indices stay until somebody deletes them";
        }
        boolean there = elasticsearch.ask("GET", "/_ilm/policy/" + NAME, null).status() == 200;
        if (!there) {
            done("PUT", "/_ilm/policy/" + NAME, POLICY);
        }
        List<String> without = indicesWithoutAny();
        if (!without.isEmpty()) {
            done(
                    "PUT",
                    "/" + String.join(",", without) + "/_settings",
                    "{\"index\": {\"lifecycle\": {\"name\": \"" + NAME + "\"}}}");
        }
        return "the policy " + NAME + (there ? " was there and stays as it is" : " is new and deletes nothing") + ", "
                + (without.isEmpty() ? "no index lacked one" : "given to " + String.join(", ", without));
    }

    private List<String> indicesWithoutAny() throws IOException, InterruptedException {
        String ours = Arrays.stream(Index.values()).map(Index::alias).collect(Collectors.joining(","));
        List<String> without = new ArrayList<>();
        for (Map.Entry<String, JsonNode> index : JSON.readTree(
                        done("GET", "/" + ours + "/_settings", null).body())
                .properties()) {
            if (index.getValue().at("/settings/index/lifecycle/name").asText().isEmpty()) {
                without.add(index.getKey());
            }
        }
        return without;
    }

    private Answer done(String method, String path, String body) throws IOException, InterruptedException {
        Answer answer = elasticsearch.ask(method, path, body);
        if (answer.status() != 200) {
            throw new IndexProblem(
                    "Elasticsearch at " + elasticsearch.name() + " refuses the lifecycle of our indices with "
                            + answer.status() + " " + BulkAnswer.type(answer.body())
                            + ": give the API key the privileges manage_ilm and manage on groundswell-*");
        }
        return answer;
    }
}
