package io.groundswell.local.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.publish.PublishSettings;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Elasticsearch.Answer;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.Indices;
import io.groundswell.publish.search.SearchRights;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLHandshakeException;

/** A look at Elasticsearch. */
public final class SearchExamination {

    private static final String SUBJECT = "Elasticsearch";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY_REMEDY =
            "put a valid key into the file that 'publish.elasticsearch.api-key-file' or --api-key-file names";

    private final Elasticsearch elasticsearch;
    private final List<Finding> found = new ArrayList<>();

    private SearchExamination(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /**
     * Looks, as whom the API key is.
     *
     * @param roles whose privileges are looked for, as the files are called
     * @param clock ours
     */
    public static List<Finding> of(PublishSettings settings, List<String> roles, Supplier<Instant> clock)
            throws InterruptedException {
        String where = SUBJECT + " at " + String.join(", ", settings.elasticsearch());
        try (Elasticsearch elasticsearch = settings.client()) {
            SearchExamination examination = new SearchExamination(elasticsearch);
            if (examination.isIn(where)) {
                for (String role : roles) {
                    examination.lookAtRights(role);
                }
                examination.lookAtIndices();
                examination.lookAtNodes(clock);
            }
            return examination.found;
        } catch (SSLHandshakeException e) {
            return List.of(Finding.failed(
                    where,
                    "shows a certificate we do not trust",
                    "name the authority that signed it in 'publish.elasticsearch.ca-file' or --ca-file"));
        } catch (IOException e) {
            return List.of(Finding.failed(
                    where,
                    "does not answer (" + e.getClass().getSimpleName() + ")",
                    "is it up, is that its address, and is it https?"));
        } catch (IllegalArgumentException e) {
            return List.of(Finding.failed(where, e.getMessage(), "mend the setting"));
        }
    }

    private boolean isIn(String where) throws IOException, InterruptedException {
        Answer answer = elasticsearch.ask("GET", "/_cluster/health", null);
        if (answer.status() == 401) {
            found.add(Finding.failed(where, "does not know who we are (401)", KEY_REMEDY));
            return false;
        } else if (answer.status() == 403) {
            found.add(Finding.ok(where, "answers"));
            return true;
        } else if (answer.status() != 200) {
            found.add(Finding.failed(where, "answers with " + answer.status(), "is that an Elasticsearch?"));
            return false;
        }
        String health = JSON.readTree(answer.body()).path("status").asText();
        found.add(
                health.equals("red")
                        ? Finding.failed(
                                where, "answers, and says it is red", "some of its data is not there: mend it first")
                        : Finding.ok(where, "answers, " + health));
        return true;
    }

    private void lookAtRights(String role) throws IOException, InterruptedException {
        String subject = SUBJECT + ": rights of " + role;
        JsonNode wanted = SearchRoles.role(role);
        try {
            List<String> missing = SearchRights.missing(
                    elasticsearch,
                    words(wanted.path("cluster")),
                    words(wanted.path("indices").path(0).path("privileges")));
            missing.forEach(each -> found.add(Finding.failed(
                    subject, each, "give the key what deploy/security/elasticsearch-roles/" + role + ".json says")));
            if (missing.isEmpty()) {
                found.add(Finding.ok(subject, "may do what " + role + " does"));
            }
        } catch (IndexProblem unknown) {
            found.add(Finding.failed(subject, unknown.getMessage(), KEY_REMEDY));
        }
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private void lookAtIndices() {
        Indices.Look look = Indices.lookAt(elasticsearch);
        String setUp = "groundswell setup";
        Stream.of(look.unusable())
                .flatMap(List::stream)
                .forEach(problem -> found.add(Finding.failed(
                        SUBJECT + ": indices",
                        problem.replaceAll(": copy it.*", ""),
                        problem.contains(": copy it")
                                ? problem.replaceAll("^.*?: copy", "copy")
                                : setUp + " makes it")));
        look.outdated()
                .forEach(problem ->
                        found.add(Finding.warning(SUBJECT + ": indices", problem, setUp + " brings it up to date")));
        if (!look.hidden().isEmpty()) {
            found.add(Finding.warning(
                    SUBJECT + ": indices",
                    look.hidden().size() + " things about them are not seen by this key",
                    "let groundswell doctor look with a key that has view_index_metadata and manage_index_templates"));
        }
        if (look.unusable().isEmpty()
                && look.outdated().isEmpty()
                && look.hidden().isEmpty()) {
            found.add(Finding.ok(SUBJECT + ": indices", "templates and mappings are those of this version"));
        }
    }

    private void lookAtNodes(Supplier<Instant> clock) throws IOException, InterruptedException {
        Answer answer = elasticsearch.ask("GET", "/_nodes/stats/fs", null);
        Instant ours = clock.get();
        if (answer.status() != 200) {
            found.add(Finding.warning(
                    SUBJECT + ": clock and disk",
                    "are not seen by this key (" + answer.status() + ")",
                    "let groundswell doctor look with a key that has the privilege monitor"));
            return;
        }
        for (JsonNode node : JSON.readTree(answer.body()).path("nodes")) {
            String name = SUBJECT + " " + node.path("name").asText();
            found.add(Vitals.clock(
                    name, ours, Instant.ofEpochMilli(node.path("timestamp").asLong())));
            JsonNode total = node.path("fs").path("total");
            found.add(Vitals.room(
                    name,
                    total.path("available_in_bytes").asLong(),
                    total.path("total_in_bytes").asLong()));
        }
    }
}
