package io.groundswell.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VitalsTest {

    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");
    private static final long GIGABYTE = 1L << 30;

    private static Finding apart(Duration ahead) {
        return Vitals.clock("Kafka", NOON, NOON.plus(ahead));
    }

    @Test
    void a_few_seconds_between_clocks_are_told_and_minutes_are_a_failure() {
        assertThat(apart(Duration.ofSeconds(-5))).isEqualTo(Finding.ok("Kafka: clock", "agrees with ours"));
        assertThat(apart(Duration.ofSeconds(40)))
                .isEqualTo(Finding.warning(
                        "Kafka: clock", "ahead of ours by 40 s", "set both clocks by a time server (NTP)"));
        assertThat(apart(Duration.ofMinutes(-10)))
                .isEqualTo(Finding.failed(
                        "Kafka: clock", "behind ours by 10 min", "set both clocks by a time server (NTP)"));
    }

    @Test
    void room_is_told_before_it_is_gone() {
        String remedy = "make room, or shorten how long things are kept there";
        assertThat(Vitals.room("Elasticsearch", 50 * GIGABYTE, 100 * GIGABYTE))
                .isEqualTo(Finding.ok("Elasticsearch: disk", "50.0 of 100.0 GB are free"));
        assertThat(Vitals.room("Elasticsearch", 9 * GIGABYTE, 100 * GIGABYTE))
                .isEqualTo(Finding.warning("Elasticsearch: disk", "9.0 of 100.0 GB are free", remedy));
        assertThat(Vitals.room("Elasticsearch", 2 * GIGABYTE, 100 * GIGABYTE))
                .isEqualTo(Finding.failed("Elasticsearch: disk", "2.0 of 100.0 GB are free", remedy));
    }
}
