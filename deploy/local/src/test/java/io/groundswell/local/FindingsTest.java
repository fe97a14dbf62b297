package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.publish.document.Index;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rehearsal's comparison can fail. */
class FindingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Index, SortedMap<String, JsonNode>> straight = documents();
    private final Map<Index, SortedMap<String, JsonNode>> again = documents();

    @Test
    void equal_documents_do_not_differ() {
        assertThat(differences()).isZero();
    }

    @Test
    void one_field_of_one_document_makes_a_difference() throws Exception {
        again.get(Index.MEASURES).put("m", JSON.readTree("{\"mentions\":2}"));
        assertThat(differences()).isEqualTo(1);
    }

    @Test
    void a_document_less_and_a_document_more_make_a_difference() throws Exception {
        again.get(Index.MENTIONS).clear();
        again.get(Index.LATE).put("l", JSON.readTree("{}"));
        assertThat(differences()).isEqualTo(2);
    }

    @Test
    void of_alerts_only_those_that_stand_make_a_difference() throws Exception {
        again.get(Index.ALERTS).put("b", JSON.readTree("{\"id\":\"b\",\"state\":\"RETRACTED\"}"));
        assertThat(differences()).isZero();
        again.get(Index.ALERTS).put("c", JSON.readTree("{\"id\":\"c\",\"state\":\"OPEN\"}"));
        assertThat(differences()).isEqualTo(1);
    }

    @Test
    void a_dead_letter_is_known_by_its_bytes_and_not_by_its_place() throws Exception {
        again.get(Index.DEAD_LETTERS).clear();
        again.get(Index.DEAD_LETTERS)
                .put(
                        "d2",
                        JSON.readTree(
                                "{\"stage\":\"collect\",\"reason\":\"EMPTY\",\"recordValue\":\"YQ==\",\"offset\":2}"));
        assertThat(differences()).isZero();
        again.get(Index.DEAD_LETTERS)
                .put(
                        "d3",
                        JSON.readTree(
                                "{\"stage\":\"collect\",\"reason\":\"EMPTY\",\"recordValue\":\"Yg==\",\"offset\":3}"));
        assertThat(differences()).isEqualTo(1);
    }

    private int differences() {
        return Findings.differences(new Findings(straight).comparable(), new Findings(again).comparable())
                .size();
    }

    private static Map<Index, SortedMap<String, JsonNode>> documents() {
        try {
            Map<Index, SortedMap<String, JsonNode>> documents = new EnumMap<>(Index.class);
            for (Index index : Index.values()) {
                documents.put(index, new TreeMap<>());
            }
            documents.get(Index.MENTIONS).put("x:1", JSON.readTree("{\"text\":\"a\"}"));
            documents.get(Index.MEASURES).put("m", JSON.readTree("{\"mentions\":1}"));
            documents.get(Index.ALERTS).put("a", JSON.readTree("{\"id\":\"a\",\"state\":\"CLOSED\"}"));
            documents
                    .get(Index.DEAD_LETTERS)
                    .put(
                            "d1",
                            JSON.readTree(
                                    "{\"stage\":\"collect\",\"reason\":\"EMPTY\",\"recordValue\":\"YQ==\",\"offset\":1}"));
            return documents;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
