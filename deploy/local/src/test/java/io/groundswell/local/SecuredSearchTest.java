package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.engines.ElasticsearchSecurity;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.flow.Settings;
import io.groundswell.flow.WallClock;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.local.doctor.Finding;
import io.groundswell.local.doctor.SearchExamination;
import io.groundswell.publish.PublishSettings;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.SearchRights;
import io.groundswell.testkit.MadeCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Elasticsearch behind TLS that knows roles. The one at hand has no place to keep API keys, so whoever comes without one is
 * given the role of publish, as its file has it.
 */
class SecuredSearchTest {

    private static final String ROLE = "groundswell-publish";

    @TempDir
    static Path folder;

    private static MadeCertificates certificates;
    private static ElasticsearchServer server;

    @BeforeAll
    static void a_server_behind_tls() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        certificates = MadeCertificates.in(folder.resolve("secrets"));
        Path configuration =
                Files.createDirectories(folder.resolve("elasticsearch").resolve("config"));
        Files.writeString(configuration.resolve("roles.yml"), ROLE + ": " + SearchRoles.role(ROLE) + "\n");
        server = ElasticsearchServer.in(folder.resolve("elasticsearch"))
                .security(new ElasticsearchSecurity(
                        certificates.certificate(),
                        certificates.key(),
                        certificates.authority(),
                        "administrator",
                        "made up for a test"))
                .setting("xpack.security.authc.anonymous.username", "publisher")
                .setting("xpack.security.authc.anonymous.roles", ROLE)
                .start();
    }

    @AfterAll
    static void no_server() {
        server.close();
    }

    private static Elasticsearch door(Path key, Path authority) {
        return Elasticsearch.at(List.of(server.uri().toString()), key, authority, Duration.ofSeconds(10));
    }

    @Test
    void the_role_of_publish_may_write_documents_and_nothing_else() throws Exception {
        try (Elasticsearch door = door(null, certificates.authority())) {
            assertThat(SearchRights.missing(door, List.of(), List.of("index"))).isEmpty();
            assertThat(SearchRights.missing(door, List.of("monitor"), List.of("read")))
                    .hasSize(16)
                    .contains(
                            "the API key lacks the privilege monitor of the cluster",
                            "the API key lacks the privilege read on groundswell-mentions");
            assertThat(door.ask("GET", "/groundswell-mentions/_search", null).status())
                    .isEqualTo(403);
            assertThat(door.ask("DELETE", "/groundswell-mentions-1", null).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void an_authority_that_is_not_named_is_not_believed() {
        try (Elasticsearch door = door(null, certificates.stranger())) {
            assertThatThrownBy(() -> door.ask("GET", "/_cluster/health", null))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        assertThat(export().err())
                .contains("shows a certificate we do not trust; --ca-file names the authority that signed it");
        assertThat(export("--ca-file", certificates.authority()).err()).contains("does not let us read (403");
    }

    private static Ended export(Object... more) {
        return Ended.ofTheBadDay(
                "export",
                Stream.concat(
                                Stream.of("measures", "--format", "csv", "--out", "-", "--elasticsearch", server.uri()),
                                Stream.of(more))
                        .toArray());
    }

    @Test
    void a_key_that_is_not_known_is_told() throws Exception {
        Path key = Files.writeString(folder.resolve("secrets").resolve("key"), "bm9ib2R5Om5vYm9keQ==");
        try (Elasticsearch door = door(key, certificates.authority())) {
            assertThatThrownBy(() -> SearchRights.missing(door, List.of(), List.of("index")))
                    .isInstanceOf(IndexProblem.class)
                    .hasMessageContaining("does not know our API key (401)");
        }
    }

    @Test
    void the_doctor_says_what_a_role_lacks() throws Exception {
        PublishSettings known = PublishSettings.from(Settings.of(Map.of(
                "publish.elasticsearch", server.uri().toString(),
                "publish.elasticsearch.ca-file", certificates.authority().toString())));

        assertThat(SearchExamination.of(known, List.of(ROLE, "groundswell-eraser"), WallClock::now))
                .contains(
                        new Finding(
                                Finding.State.OK,
                                "Elasticsearch: rights of groundswell-publish",
                                "may do what groundswell-publish does",
                                ""),
                        new Finding(
                                Finding.State.FAILED,
                                "Elasticsearch: rights of groundswell-eraser",
                                "the API key lacks the privilege read on groundswell-mentions",
                                "give the key what deploy/security/elasticsearch-roles/groundswell-eraser.json says"));
    }
}
