package io.groundswell.publish.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What an API key may do in Elasticsearch, asked before it does. Asking needs no right of its own and changes nothing. */
public final class SearchRights {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param cluster privileges in the cluster
     * @param indices privileges on each of our indices
     * @return a sentence for each right that is missing; none when nothing is, or nobody is asked there
     * @throws IndexProblem when the key is not known
     * @throws IOException when Elasticsearch does not answer
     */
    public static List<String> missing(Elasticsearch elasticsearch, List<String> cluster, List<String> indices)
            throws IOException, InterruptedException {
        ObjectNode question = JSON.createObjectNode();
        question.set("cluster", JSON.valueToTree(cluster));
        ArrayNode entries = question.putArray("index");
        if (!indices.isEmpty()) {
            ObjectNode entry = entries.addObject();
            entry.set(
                    "names",
                    JSON.valueToTree(
                            Arrays.stream(Index.values()).map(Index::alias).toList()));
            entry.set("privileges", JSON.valueToTree(indices));
        }
        Answer answer = elasticsearch.ask("POST", "/_security/user/_has_privileges", question.toString());
        if (answer.status() == 401) {
            throw new IndexProblem("Elasticsearch at " + elasticsearch.name()
                    + " does not know our API key (401): put a valid one into the file that"
                    + " publish.elasticsearch.api-key-file names");
        }
        if (answer.status() != 200) {
            // Without security there is nothing to ask.
            return List.of();
        }
        JsonNode said = JSON.readTree(answer.body());
        List<String> missing = new ArrayList<>();
        said.path("cluster").properties().stream()
                .filter(privilege -> !privilege.getValue().asBoolean())
                .map(privilege -> "the API key lacks the privilege " + privilege.getKey() + " of the cluster")
                .sorted()
                .forEach(missing::add);
        for (Map.Entry<String, JsonNode> index : said.path("index").properties()) {
            index.getValue().properties().stream()
                    .filter(privilege -> !privilege.getValue().asBoolean())
                    .map(privilege -> "the API key lacks the privilege " + privilege.getKey() + " on " + index.getKey())
                    .sorted()
                    .forEach(missing::add);
        }
        return missing;
    }

    private SearchRights() {}
}
