package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.local.access.Duty;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.SearchRights;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each duty may do on a real broker and a real Elasticsearch behind TLS, users and keys, and what is said where it may not. */
class SecuredDutiesTest {

    @TempDir
    static Path folder;

    private static SecuredWorld world;

    @BeforeAll
    static void a_stack_behind_locks() throws Exception {
        world = new SecuredWorld(folder);
    }

    @AfterAll
    static void no_stack() {
        world.close();
    }

    @Test
    void the_one_who_sets_up_makes_everything_ready() {
        assertThat(world.setUp().code()).as(world.setUp().err()).isZero();
        assertThat(world.setUp().err())
                .contains("Topics … 47 are there, 47 of them new", "Rights in Kafka … ", "rules for 9 users are there")
                .contains("Index templates and indices … 15 are there, ready")
                .contains(
                        "Roles … groundswell-publish, groundswell-setup, groundswell-reader, groundswell-eraser are there");
    }

    static Stream<Map.Entry<String, String>> privileges() {
        return SearchRoles.NAMES.stream().flatMap(role -> {
            JsonNode all = SearchRoles.role(role);
            List<Map.Entry<String, String>> each = new ArrayList<>();
            all.path("cluster").forEach(privilege -> each.add(Map.entry(role, privilege.asText())));
            all.at("/indices/0/privileges").forEach(privilege -> each.add(Map.entry(role, privilege.asText())));
            return each.stream();
        });
    }

    @ParameterizedTest
    @MethodSource("privileges")
    void a_key_that_lacks_one_privilege_is_told_which(Map.Entry<String, String> missing) throws Exception {
        JsonNode whole = SearchRoles.role(missing.getKey());
        JsonNode less = whole.deepCopy();
        for (JsonNode list : List.of(less.path("cluster"), less.at("/indices/0/privileges"))) {
            without((ArrayNode) list, missing.getValue());
        }
        if (less.at("/indices/0/privileges").isEmpty()) {
            ((ObjectNode) less).putArray("indices");
        }
        Path key = world.key("less", less);
        try (Elasticsearch door = Elasticsearch.at(
                List.of(world.elasticsearch().uri().toString()), key, world.authority(), Duration.ofSeconds(10))) {
            assertThat(SearchRights.missing(
                            door, words(whole.path("cluster")), words(whole.at("/indices/0/privileges"))))
                    .isNotEmpty()
                    .allMatch(sentence -> sentence.contains("lacks the privilege " + missing.getValue() + " "));
        }
    }

    private static void without(ArrayNode list, String word) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).asText().equals(word)) {
                list.remove(i);
            }
        }
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    @Test
    void publish_says_at_its_start_what_its_key_lacks_and_whom_it_does_not_trust() {
        Map<String, String> written = new HashMap<>(world.written(SecuredWorld.duty("publish")));
        written.put(
                "publish.elasticsearch.api-key-file",
                world.keyFile("groundswell-reader").toString());
        assertThatThrownBy(() -> publish(written))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("the API key lacks the privilege index on groundswell-mentions");

        written.put("publish.elasticsearch.api-key-file", "VGhlS2V5SXRzZWxm");
        assertThatThrownBy(() -> publish(written))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("it takes the path of a file that holds the key, not the key")
                .hasMessageNotContaining("VGhlS2V5SXRzZWxm");

        written.putAll(world.written(SecuredWorld.duty("publish")));
        written.put("publish.indices.set-up", "true");
        written.put(
                "publish.elasticsearch.ca-file",
                world.kafka().certificates().stranger().toString());
        assertThatThrownBy(() -> publish(written))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("shows a certificate we do not trust");
    }

    private static void publish(Map<String, String> written) {
        Settings settings = Settings.of(written);
        Stages.ALL.get(4).wiring().into(StrictEnvironment.of(settings), settings);
    }

    static Stream<String> duties() {
        return SecuredWorld.DUTIES.all().stream().map(Duty::name);
    }

    @ParameterizedTest
    @MethodSource("duties")
    void the_doctor_finds_nothing_wrong_with_any_duty(String duty) {
        Ended doctor = Ended.of("doctor", "--data", world.of(duty));

        assertThat(doctor.out()).contains("Kafka: rights of " + duty + " … may read ");
        assertThat(doctor.out()).doesNotContain("FAILED");
        assertThat(doctor.code()).as(doctor.out()).isZero();
    }

    @Test
    void the_doctor_says_what_a_wrong_key_needs() {
        Ended doctor = Ended.of(
                "doctor",
                "--data",
                world.of("publish"),
                "--set",
                "publish.elasticsearch.api-key-file=" + world.keyFile("groundswell-reader"));

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains(
                        "FAILED   Elasticsearch: rights of groundswell-publish … the API key lacks the privilege index on"
                                + " groundswell-mentions\n         → give the key what"
                                + " deploy/security/elasticsearch-roles/groundswell-publish.json says\n");
    }

    @Test
    void without_the_authority_nobody_is_believed() {
        URI address = world.elasticsearch().uri();
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(Ended.of(
                                "export",
                                "measures",
                                "--format",
                                "csv",
                                "--out",
                                "-",
                                "--brand",
                                "pottlewick",
                                "--elasticsearch",
                                address,
                                "--api-key-file",
                                world.keyFile("groundswell-reader"))
                        .err())
                .contains("shows a certificate we do not trust; --ca-file names the authority that signed it");
    }
}
