package io.groundswell.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Elasticsearch.Answer;
import io.groundswell.publish.search.IndexProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The roles of Elasticsearch that ship: of users as they are, or the limits of an API key. */
public final class SearchRoles {

    /** By name, as the files are called. */
    public static final List<String> NAMES =
            List.of("groundswell-publish", "groundswell-setup", "groundswell-reader", "groundswell-eraser");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a role may do, as Elasticsearch takes it. */
    public static JsonNode role(String name) {
        try (InputStream file =
                SearchRoles.class.getResourceAsStream("/security/elasticsearch-roles/" + name + ".json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts them, where the server asks people who they are. Safe to repeat.
     *
     * @return what was done, or why nothing was, in words
     * @throws IOException when it does not answer
     * @throws IndexProblem when it refuses
     */
    public static String put(Elasticsearch elasticsearch) throws IOException, InterruptedException {
        if (elasticsearch.ask("GET", "/_security/_authenticate", null).status() != 200) {
            return "left out, as this Elasticsearch asks nobody who they are: whoever reaches it may do everything";
        }
        for (String name : NAMES) {
            Answer answer = elasticsearch.ask(
                    "PUT", "/_security/role/" + name, role(name).toString());
            if (answer.status() == 401 || answer.status() == 403) {
                return "left alone, as this key may not make roles (" + answer.status()
                        + "): it needs the privilege manage_security";
            } else if (answer.status() != 200) {
                throw new IndexProblem("Elasticsearch refuses the role " + name + " with " + answer.status());
            }
        }
        return String.join(", ", NAMES) + " are there";
    }

    private SearchRoles() {}
}
