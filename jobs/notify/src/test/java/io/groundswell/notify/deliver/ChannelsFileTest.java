package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.topics.AlertTier;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsFileTest {

    @Test
    void channels_are_what_is_written() {
        assertThat(
                        ChannelsFile.of(
                                """
                        - channel: crisis-room
                          webhook: https://hooks.example.com/groundswell
                          secret: env:ROOM
                          brands: [acme]
                          departments: [pr]
                          from: crisis
                        - channel: prometheus
                          alertmanager: http://127.0.0.1:9093
                          allow: [127.0.0.1]
                        - channel: board
                          email: smtp://mail.example.com:587
                          secret: env:SMTP_LOGIN
                          sender: groundswell@example.com
                          to: [board@example.com]
                          digest: 07:30
                          time-zone: Europe/Vienna
                          singles: true
                        """))
                .containsExactly(
                        new Channel(
                                "crisis-room",
                                Kind.WEBHOOK,
                                "https://hooks.example.com/groundswell",
                                "env:ROOM",
                                List.of("acme"),
                                List.of("pr"),
                                AlertTier.CRISIS,
                                List.of(),
                                null,
                                null),
                        new Channel(
                                "prometheus",
                                Kind.ALERTMANAGER,
                                "http://127.0.0.1:9093",
                                null,
                                List.of(),
                                List.of(),
                                AlertTier.WATCH,
                                List.of("127.0.0.1"),
                                null,
                                null),
                        new Channel(
                                "board",
                                Kind.EMAIL,
                                "smtp://mail.example.com:587",
                                "env:SMTP_LOGIN",
                                List.of(),
                                List.of(),
                                AlertTier.WATCH,
                                List.of(),
                                new Channel.Mail("groundswell@example.com", List.of("board@example.com")),
                                new Channel.Digest(450, "Europe/Vienna", true)));
    }

    @Test
    void everything_that_is_wrong_is_told_and_no_secret_with_it() {
        assertThatThrownBy(
                        () -> ChannelsFile.of(
                                """
                        - channel: Room 1
                          webhook: https://hooks.example.com/
                          secret: whsec_abc
                        - channel: two
                          slack: https://user:token@hooks.example.com/
                          pagerduty: x
                        - channel: three
                          slack: http://hooks.example.com/token
                          secret: env:X
                          form: crisis
                        - channel: three
                          webhook: not a token
                          from: now
                        - four
                        - channel: six
                          email: https://mail.example.com
                          sender: "a@example.com, b@example.com"
                          to: [nobody]
                        """))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly(
                                "'notify.channels': channel 1 needs 'channel', a name of lower-case letters, digits and hyphens",
                                "'notify.channels': channel 1 has a 'secret' in plain sight; write env:NAME or file:PATH",
                                "'notify.channels': channel 'two' needs one of 'webhook', 'slack', 'pagerduty', 'alertmanager' and 'email'",
                                "'notify.channels': channel 'three' has an unknown key 'form'",
                                "'notify.channels': channel 'three' has a 'slack' that is not https; http is for hosts named in 'allow'",
                                "'notify.channels': channel 'three' has a 'secret' that nothing would use",
                                "'notify.channels': channel 4 is called 'three', like another one",
                                "'notify.channels': channel 4 has a 'webhook' that is no URL, and not env:NAME or file:PATH either",
                                "'notify.channels': channel 4 needs a 'secret', such as env:NAME",
                                "'notify.channels': channel 4 has a 'from' that is neither watch nor crisis",
                                "'notify.channels': channel 5 must have keys, such as 'channel: crisis-room'",
                                "'notify.channels': channel 'six' has a 'email' that is no URL of smtp or smtps, and not env:NAME or file:PATH either",
                                "'notify.channels': channel 'six' needs 'sender', an address such as groundswell@example.com",
                                "'notify.channels': channel 'six' needs 'to', a list of addresses such as [board@example.com]")
                        .noneMatch(said -> said.contains("token@") || said.contains("whsec_abc")));
        assertThatThrownBy(() -> ChannelsFile.of("channels: {}"))
                .hasMessageContaining("must be a list, each entry beginning with '- channel: name'");
    }

    @Test
    void what_is_wrong_with_a_digest_is_told() {
        assertThatThrownBy(
                        () -> ChannelsFile.of(
                                """
                        - channel: one
                          slack: env:SLACK
                          digest: 24:00
                          time-zone: CET
                          singles: also
                        - channel: two
                          slack: env:SLACK
                          time-zone: UTC
                        - channel: three
                          pagerduty: env:PAGER
                          secret: env:KEY
                          digest: 07:00
                        """))
                .isInstanceOfSatisfying(
                        SettingsProblem.class,
                        problem -> assertThat(problem.problems())
                                .containsExactly(
                                        "'notify.channels': channel 'one' has a 'digest' that is no time of the day, such as 07:00",
                                        "'notify.channels': channel 'one' has a 'time-zone' that is no name such as Europe/Vienna, or UTC",
                                        "'notify.channels': channel 'one' has a 'singles' that is neither true nor false",
                                        "'notify.channels': channel 'two' has a 'time-zone' or 'singles' without a 'digest'",
                                        "'notify.channels': channel 'three' has a 'digest', which is for people; pagerduty wants incidents one by one"));
        assertThat(ChannelsFile.of("- {channel: a, slack: 'env:S', digest: 17:05}")
                        .get(0)
                        .digest())
                .isEqualTo(new Channel.Digest(17 * 60 + 5, "UTC", false));
    }
}
