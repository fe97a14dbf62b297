package io.groundswell.notify;

import io.groundswell.notify.crisis.Minute;
import io.groundswell.notify.rules.Heard;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Question;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import java.util.List;

/**
 * Something that rules of a brand's own rest on: exactly one of a minute, a mention, a minute of a platform and a
 * question.
 *
 * @param evidence of the minute
 */
public record RuleFact(
        String brand, Minute minute, List<Evidence> evidence, Match match, Heard heard, Question question) {

    static RuleFact of(Measure minute) {
        return new RuleFact(minute.getBrand(), Minute.of(minute), minute.getEvidence(), null, null, null);
    }

    static RuleFact of(String brand, Match match) {
        return new RuleFact(brand, null, List.of(), match, null, null);
    }

    static RuleFact of(String brand, Heard heard) {
        return new RuleFact(brand, null, List.of(), null, heard, null);
    }

    static RuleFact of(Response response) {
        return new RuleFact(response.getBrand(), null, List.of(), null, null, Question.of(response));
    }
}
