package io.groundswell.measure.answers;

import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import io.groundswell.topics.ResponseTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** All who asked a brand something on one day and what became of it. */
public final class DayOfQuestions {

    /**
     * @param department whose questions these are, or all
     * @param questions each as last told; at least one
     * @param toldAt see {@code response-times.avsc}
     */
    public static ResponseTimes of(String department, Iterable<Response> questions, Instant toldAt) {
        Response any = questions.iterator().next();
        Instant asOf = any.getDay();
        for (Response question : questions) {
            if (question.getState() == ResponseState.WITHDRAWN) {
                // Who hears of a question only after it was taken back hears of no moment either.
                continue;
            }
            asOf = later(asOf, question.getAskedAt());
            asOf = later(asOf, question.getAnsweredAt());
            asOf = later(asOf, question.getState() == ResponseState.OVERDUE ? question.getDueAt() : null);
        }
        Waits waits = new Waits();
        long answered = 0;
        long waiting = 0;
        long overdue = 0;
        long kept = 0;
        long broken = 0;
        long seconds = 0;
        for (Response question : questions) {
            if (question.getState() == ResponseState.WITHDRAWN) {
                continue;
            }
            if (question.getState() == ResponseState.ANSWERED) {
                answered++;
                seconds += question.getSeconds();
                waits.ended(question.getSeconds());
            } else {
                waiting++;
                overdue += question.getState() == ResponseState.OVERDUE ? 1 : 0;
                waits.goesOn(Duration.between(question.getAskedAt(), asOf).toSeconds());
            }
            kept += Boolean.TRUE.equals(question.getKept()) ? 1 : 0;
            broken += Boolean.FALSE.equals(question.getKept()) ? 1 : 0;
        }
        Optional<Long> median = waits.median();
        return ResponseTimes.newBuilder()
                .setId(any.getBrand() + '|' + department + '|' + any.getDay())
                .setBrand(any.getBrand())
                .setDepartment(department)
                .setDay(any.getDay())
                .setAsked(answered + waiting)
                .setAnswered(answered)
                .setWaiting(waiting)
                .setOverdue(overdue)
                .setKept(kept)
                .setBroken(broken)
                .setMedianSeconds(median.map(Long::doubleValue).orElse(null))
                .setAnsweredSeconds(answered == 0 ? null : (double) seconds / answered)
                .setAsOf(asOf)
                .setToldAt(toldAt)
                .build();
    }

    private static Instant later(Instant one, Instant other) {
        return other == null || other.isBefore(one) ? one : other;
    }

    private DayOfQuestions() {}
}
