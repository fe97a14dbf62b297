package io.groundswell.notify.rules;

import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A mention that asks a brand for an answer, as far as is known.
 *
 * @param answeredAt null while there is no answer
 * @param stands whether it still asks
 * @param version when this was told, by the clock, in milliseconds: of two the later one holds
 */
public record Question(String mention, Instant askedAt, Instant answeredAt, boolean stands, long version) {

    /** What has waited for longer counts as waiting no more. */
    private static final Duration HOPE = Duration.ofDays(7);

    private static final int MOST_EVIDENCE = 20;

    public static Question of(Response response) {
        return new Question(
                response.getMention(),
                response.getAskedAt(),
                response.getAnsweredAt(),
                response.getState() != ResponseState.WITHDRAWN,
                response.getToldAt().toEpochMilli());
    }

    /** Until when it waits: exclusive, and known only as far as the answer is. */
    Instant waitsUntil() {
        Instant last = askedAt.plus(HOPE);
        return answeredAt == null || answeredAt.isAfter(last) ? last : answeredAt;
    }

    /** Whether it was asked by one moment, and waits at a later one. */
    public boolean waits(Instant since, Instant moment) {
        return stands && !askedAt.isAfter(since) && waitsUntil().isAfter(moment);
    }

    /** Whether it does not matter to what is said of any time after a moment, and no word of it is to be expected. */
    public boolean isPast(Instant moment) {
        Instant last = answeredAt == null ? askedAt : answeredAt;
        return !last.plus(HOPE).isAfter(moment);
    }

    /** Those that wait, the longest first, as what an alert rests on. */
    public static List<AlertEvidence> waiting(Collection<Question> questions, Instant since, Instant moment) {
        return questions.stream()
                .filter(question -> question.waits(since, moment))
                .sorted(Comparator.comparing(Question::askedAt).thenComparing(Question::mention))
                .limit(MOST_EVIDENCE)
                .map(question -> new AlertEvidence(question.mention, 1L, false))
                .toList();
    }
}
