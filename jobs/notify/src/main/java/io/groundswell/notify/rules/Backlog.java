package io.groundswell.notify.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** How many of a brand's questions had waited for an answer for at least so long, at any moment: two look-ups each. */
final class Backlog {

    private final Collection<Question> questions;
    private final long[] begun;
    private final long[] ended;

    /** @param after how long a question waits before it counts */
    Backlog(Collection<Question> questions, Duration after) {
        this.questions = questions;
        List<Question> counting = questions.stream()
                .filter(question ->
                        question.stands() && question.askedAt().plus(after).isBefore(question.waitsUntil()))
                .toList();
        begun = sorted(counting, question -> question.askedAt().plus(after));
        ended = sorted(counting, Question::waitsUntil);
    }

    private static long[] sorted(List<Question> questions, Function<Question, Instant> time) {
        return questions.stream()
                .mapToLong(question -> time.apply(question).toEpochMilli())
                .sorted()
                .toArray();
    }

    long waiting(Instant moment) {
        return upTo(begun, moment) - upTo(ended, moment);
    }

    private static long upTo(long[] times, Instant moment) {
        // Searched for is the place between this millisecond and the next, so that equal times are before it.
        int place = Arrays.binarySearch(times, moment.toEpochMilli() + 1);
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && times[place - 1] > moment.toEpochMilli()) {
            place--;
        }
        return place;
    }

    /** The version of the newest question that was there in a span; 0 when none was. */
    long version(Instant from, Instant to) {
        return questions.stream()
                .filter(question ->
                        question.askedAt().isBefore(to) && question.waitsUntil().isAfter(from))
                .mapToLong(Question::version)
                .max()
                .orElse(0);
    }
}
