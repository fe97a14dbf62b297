package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Setting<Duration> LATENESS =
            Setting.duration("measure.lateness", "7d", "How late a post may be");
    private static final Setting<Long> LEAST = Setting.number("measure.least", 1, 99, "10", "Fewest mentions");
    private static final Setting<String> SECRET = Setting.text("measure.place", null, "Where it is");

    @Test
    void what_is_not_written_has_its_default() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.get(LATENESS)).isEqualTo(Duration.ofDays(7));
        assertThat(settings.get(LEAST)).isEqualTo(10L);
    }

    @Test
    void the_command_line_beats_the_environment_beats_the_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("settings.properties"),
                "measure.lateness = 1d\nmeasure.least = 11\nmeasure.place = file\n");
        Settings settings = Settings.fromArguments(
                new String[] {"--settings", file.toString(), "measure.lateness=3h"},
                Map.of("GROUNDSWELL_MEASURE_LATENESS", "2h", "GROUNDSWELL_MEASURE_LEAST", "12"));

        assertThat(settings.get(LATENESS)).isEqualTo(Duration.ofHours(3));
        assertThat(settings.get(LEAST)).isEqualTo(12L);
        assertThat(settings.get(SECRET)).isEqualTo("file");
    }

    @Test
    void a_key_with_a_hyphen_is_set_from_the_environment_with_two_underscores() {
        Setting<Long> outOfOrder = Setting.number("event-time.out-of-order", 0, 9, "1", "How far behind");
        Settings settings =
                Settings.fromArguments(new String[0], Map.of("GROUNDSWELL_EVENT__TIME_OUT__OF__ORDER", "5"));
        assertThat(settings.get(outOfOrder)).isEqualTo(5L);
    }

    @Test
    void all_problems_are_told_at_once_and_a_slip_of_the_pen_is_guessed() {
        Settings settings =
                Settings.of(Map.of("measure.latenes", "1d", "measure.least", "100", "measure.colour", "red"));

        assertThatThrownBy(() -> settings.checked("measure", List.of(LATENESS, LEAST, SECRET)))
                .isInstanceOf(SettingsProblem.class)
                .extracting(problem -> ((SettingsProblem) problem).problems())
                .isEqualTo(List.of(
                        "unknown setting 'measure.colour'",
                        "unknown setting 'measure.latenes'; did you mean 'measure.lateness'?",
                        "'measure.least' is '100', but must be a whole number, 1 to 99",
                        "'measure.place' is not set: Where it is"));
    }

    @Test
    void keys_of_another_stage_and_of_the_kafka_clients_are_left_alone() {
        Settings settings = Settings.of(
                Map.of("collect.anything", "1", "kafka.client.security.protocol", "SSL", "measure.place", "here"));

        settings.checked("measure", List.of(LATENESS, LEAST, SECRET));

        assertThat(settings.kafkaClient()).isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void a_missing_file_and_a_stray_word_are_told_in_a_sentence() {
        assertThatThrownBy(() -> Settings.fromArguments(new String[] {"--settings", "nowhere.properties"}, Map.of()))
                .isInstanceOf(SettingsProblem.class)
                .hasMessage("there is no settings file nowhere.properties");
        assertThatThrownBy(() -> Settings.fromArguments(new String[] {"--fast"}, Map.of()))
                .isInstanceOf(SettingsProblem.class)
                .hasMessage("'--fast' is neither --settings FILE nor key=value");
    }

    @Test
    void every_kind_of_value_refuses_what_it_cannot_read() {
        assertRefused(LATENESS, "7 days", "duration such as 500ms, 30s, 5m, 2h, 7d");
        assertRefused(LEAST, "ten", "whole number, 1 to 99");
        assertRefused(Setting.flag("f", true, "A flag"), "yes", "true or false");
        assertRefused(Setting.decimal("d", 0, 1, "0.5", "A share"), "NaN", "number, 0.0 to 1.0");
    }

    private static void assertRefused(Setting<?> setting, String value, String kind) {
        assertThatThrownBy(() -> Settings.of(Map.of(setting.key(), value)).get(setting))
                .isInstanceOf(SettingsProblem.class)
                .hasMessage("'" + setting.key() + "' is '" + value + "', but must be a " + kind);
    }

    @Test
    void a_user_of_kafka_comes_by_scram_over_tls_and_the_password_stays_in_its_file(@TempDir Path folder)
            throws Exception {
        Path password = Files.writeString(folder.resolve("password"), " q\"b\\s \n");
        Path authority = Files.writeString(folder.resolve("ca.pem"), "");
        Settings settings = Settings.of(Map.of(
                "kafka.user",
                "groundswell-collect",
                "kafka.password-file",
                password.toString(),
                "kafka.ca-file",
                authority.toString(),
                "kafka.client.ssl.endpoint.identification.algorithm",
                "https"));

        assertThat(settings.kafkaClient())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"groundswell-collect\" password=\"${password:" + password
                                        + ":password}\";",
                        "config.providers", "password",
                        "config.providers.password.class", PasswordFile.class.getName(),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", authority.toString(),
                        "ssl.endpoint.identification.algorithm", "https"));
        assertThat(new PasswordFile().get(password.toString()).data()).isEqualTo(Map.of("password", "q\\\"b\\\\s"));
    }

    @Test
    void what_is_written_in_place_of_a_password_file_is_not_repeated() {
        assertThatThrownBy(() -> Settings.of(Map.of("kafka.user", "ann", "kafka.password-file", "hush-hush"))
                        .kafkaClient())
                .isInstanceOf(SettingsProblem.class)
                .hasMessage(
                        "'kafka.password-file' names no file that can be read: it takes the path of a file that holds the"
                                + " password, not the password");
    }

    @Test
    void a_secret_on_the_command_line_is_refused_and_in_the_environment_it_is_not() {
        String login = "kafka.client.sasl.jaas.config";
        assertThatThrownBy(() -> Settings.fromArguments(new String[] {login + "=password=hush"}, Map.of()))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageStartingWith(
                        "'" + login + "' is a secret, and everybody on this machine can read a command line")
                .hasMessageNotContaining("hush");
        assertThat(Settings.fromArguments(
                                new String[0], Map.of("GROUNDSWELL_KAFKA_CLIENT_SASL_JAAS_CONFIG", "password=hush"))
                        .kafkaClient())
                .containsEntry("sasl.jaas.config", "password=hush");
    }
}
