package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Question;
import io.groundswell.notify.rules.Rules;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;

class UnansweredRuleHarnessTest extends RulesAtWork {

    private AlertState last;

    private static Question asked(String mention, long minute) {
        return new Question(mention, minutesAfterNoon(minute), null, true, minute);
    }

    private static Question answered(String mention, long minute, long answered) {
        return new Question(mention, minutesAfterNoon(minute), minutesAfterNoon(answered), true, answered);
    }

    /** What is told until then, five minutes by five minutes; of what is told again in the same state, the first. */
    private List<Alert> until(long minutes) throws Exception {
        List<Alert> told = new ArrayList<>();
        for (long minute = 5; minute <= minutes; minute += 5) {
            watermark(minutesAfterNoon(minute));
            for (Alert alert : afterSeconds(1)) {
                if (alert.getState() != last) {
                    told.add(alert);
                }
                last = alert.getState();
            }
        }
        return told;
    }

    private void beginWithCalm() throws Exception {
        begin(Rules.unanswered(2).build());
        arrive(new Talk().steady(daysBeforeNoon(1), NOON, 10, 1).measures("acme"));
        watermark(NOON);
        afterSeconds(1);
    }

    @Test
    void those_who_wait_for_too_long_are_told_though_nothing_more_comes_and_an_answer_ends_it() throws Exception {
        // Given: three ask, and one of them is answered within the hour
        beginWithCalm();
        arrive(asked("x:1", -7));
        arrive(asked("x:2", 1));
        arrive(answered("x:3", -20, 10));

        // When
        List<Alert> told = until(120);

        // Then: at 13:05 both have waited for an hour
        assertThat(lines(told))
                .containsExactly("OPEN many-wait, acme: 2 questions and complaints have waited for an answer for 60"
                        + " minutes or longer at 2026-03-02 13:05 UTC, 2 are enough.");
        assertThat(told.get(0).getSignal()).isEqualTo(Signal.UNANSWERED);
        assertThat(told.get(0).getEvidence())
                .containsExactly(new AlertEvidence("x:1", 1L, false), new AlertEvidence("x:2", 1L, false));

        // When: one of them is answered at 14:12
        arrive(answered("x:1", -7, 132));

        // Then
        assertThat(lines(until(140)))
                .containsExactly("CLOSED many-wait, acme is over: from 2026-03-02 13:05 to 2026-03-02 14:15 UTC, 2"
                        + " questions and complaints had waited for an answer for 60 minutes or longer when it was"
                        + " worst.");
    }

    @Test
    void a_question_that_is_deleted_takes_back_what_it_had_opened() throws Exception {
        beginWithCalm();
        arrive(asked("x:1", -30));
        arrive(asked("x:2", -40));
        assertThat(until(60)).extracting(Alert::getState).containsExactly(AlertState.OPEN);

        arrive(new Question("x:2", minutesAfterNoon(-40), null, false, 65));

        assertThat(lines(until(70)))
                .containsExactly("RETRACTED many-wait, acme taken back: what opened it at 2026-03-02 12:30 UTC has been"
                        + " corrected.");
    }

    @Test
    void an_answer_that_was_on_its_way_when_the_hour_was_over_takes_it_back_as_well() throws Exception {
        beginWithCalm();
        arrive(asked("x:1", -30));
        arrive(asked("x:2", -40));
        assertThat(until(60)).extracting(Alert::getState).containsExactly(AlertState.OPEN);

        arrive(answered("x:2", -40, 15));

        assertThat(until(70)).extracting(Alert::getState).containsExactly(AlertState.RETRACTED);
    }

    @Test
    void an_older_word_about_a_question_changes_nothing() throws Exception {
        beginWithCalm();
        arrive(asked("x:1", -30));
        arrive(answered("x:2", -40, 5));

        arrive(asked("x:2", -40));

        assertThat(until(120)).isEmpty();
    }

    @Test
    void after_seven_days_nobody_waits_any_more_and_after_fifteen_nothing_is_left() throws Exception {
        beginWithCalm();
        arrive(asked("x:1", -30));
        arrive(asked("x:2", -40));
        List<Alert> told = until(8 * 1440);
        assertThat(told).extracting(Alert::getState).containsExactly(AlertState.OPEN, AlertState.CLOSED);
        assertThat(told.get(1).getClosedAt()).isEqualTo(minutesAfterNoon(7 * 1440 - 40));

        watermark(NOON.plusSeconds(16 * 86_400));
        afterSeconds(1);

        assertThat(StateSize.of(harness, "acme", "questions", Types.STRING, TypeInformation.of(Question.class)))
                .isZero();
    }
}
