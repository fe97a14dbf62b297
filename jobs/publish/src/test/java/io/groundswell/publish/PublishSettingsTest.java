package io.groundswell.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishSettingsTest {

    @Test
    void nothing_said_means_a_local_elasticsearch_without_a_key() {
        assertThat(PublishSettings.from(Settings.of(Map.of())))
                .isEqualTo(new PublishSettings(
                        List.of("http://127.0.0.1:9200"),
                        "",
                        "",
                        true,
                        500,
                        5_000_000,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        64_000_000));
    }

    @Test
    void every_setting_is_read() {
        Map<String, String> said = Map.of(
                "publish.elasticsearch", "https://one:9200, https://two:9200",
                "publish.elasticsearch.api-key-file", "/run/secrets/key",
                "publish.elasticsearch.ca-file", "/etc/ca.pem",
                "publish.indices.set-up", "false",
                "publish.batch.documents", "7",
                "publish.batch.bytes", "1000",
                "publish.batch.linger", "1s",
                "publish.timeout", "2s",
                "publish.document.bytes", "2000");

        assertThat(said).hasSameSizeAs(PublishSettings.ALL);
        assertThat(PublishSettings.from(Settings.of(said).checked("publish", PublishSettings.ALL)))
                .isEqualTo(new PublishSettings(
                        List.of("https://one:9200", "https://two:9200"),
                        "/run/secrets/key",
                        "/etc/ca.pem",
                        false,
                        7,
                        1000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        2000));
    }
}
