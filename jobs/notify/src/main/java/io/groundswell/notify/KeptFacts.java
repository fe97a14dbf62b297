package io.groundswell.notify;

import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.PostsBehind;
import io.groundswell.notify.rules.Heard;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Question;
import io.groundswell.notify.rules.Span;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What rules of a brand's own rest on, as {@link ApplyRules} keeps it for one brand at a time.
 *
 * <p>State, pruned by event time once a day:
 *
 * <ul>
 *   <li>{@link KeptCounts}: counts of every brand, so that a rule written today knows what is usual (32 days by default); evidence while
 *       the brand has rules and it is correctable (10 days)
 *   <li>{@code matches}: mentions that rules tell one by one (9 days, or 16 when the rule is gone)
 *   <li>{@code heard}: minutes of platforms in bits, for rules about feeds (24 days)
 *   <li>{@code questions}: who asked the brand for an answer, until 15 days after that, or after the answer
 * </ul>
 */
final class KeptFacts {

    private static final Duration DAY = Duration.ofDays(1);

    private final Duration longest;
    private final KeptCounts counts;
    private final MapState<String, Match> matches;
    private final MapState<String, Heard> heard;
    private final MapState<String, Question> questions;

    /** @param longest how long an alert may stay open */
    KeptFacts(RuntimeContext context, Duration longest) {
        this.longest = longest;
        counts = new KeptCounts(context);
        matches =
                context.getMapState(new MapStateDescriptor<>("matches", Types.STRING, TypeInformation.of(Match.class)));
        heard = context.getMapState(new MapStateDescriptor<>("heard", Types.STRING, TypeInformation.of(Heard.class)));
        questions = context.getMapState(
                new MapStateDescriptor<>("questions", Types.STRING, TypeInformation.of(Question.class)));
    }

    /**
     * @param known of the brand's time
     * @param withEvidence whether any rule may ask for the posts behind a count
     * @return when it was; null when it changes nothing, or is too old to
     */
    Instant keep(RuleFact fact, Span known, boolean withEvidence) throws Exception {
        if (fact.match() != null) {
            Match was = matches.get(fact.match().key());
            matches.put(fact.match().key(), fact.match());
            return fact.match().equals(was) ? null : fact.match().createdAt();
        }
        if (fact.heard() != null) {
            Heard was = heard.get(fact.heard().key());
            Heard is = was == null ? fact.heard() : was.and(fact.heard());
            heard.put(is.key(), is);
            return is.equals(was) ? null : is.hour();
        }
        if (fact.question() != null) {
            return keepQuestion(fact.question());
        }
        return keepMinute(fact, known, withEvidence);
    }

    private Instant keepQuestion(Question question) throws Exception {
        Question was = questions.get(question.mention());
        if (was != null && was.version() >= question.version()) {
            return null;
        }
        questions.put(question.mention(), question);
        return question.answeredAt() == null ? question.askedAt() : question.answeredAt();
    }

    private Instant keepMinute(RuleFact fact, Span known, boolean withEvidence) throws Exception {
        Instant start = fact.minute().start();
        if (start.isBefore(known.kept(longest))) {
            return null;
        }
        if (counts.isOutdated(fact.minute())) {
            return null;
        }
        boolean changed = counts.keep(fact.minute());
        changed |= withEvidence && counts.keep(start, fact.evidence());
        return changed ? start : null;
    }

    Iterable<Hour> hours() throws Exception {
        return counts.hours();
    }

    List<Match> matches() throws Exception {
        return list(matches.values());
    }

    List<Heard> heard() throws Exception {
        return list(heard.values());
    }

    List<Question> questions() throws Exception {
        return list(questions.values());
    }

    static <T> List<T> list(Iterable<T> state) {
        List<T> all = new ArrayList<>();
        state.forEach(all::add);
        return all;
    }

    List<AlertEvidence> postsBetween(Signal signal, Instant from, Instant to) throws Exception {
        if (signal == Signal.UNANSWERED) {
            return Question.waiting(questions(), from, to);
        }
        List<Evidence> found = new ArrayList<>();
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            List<Evidence> held = counts.evidence(minute.toEpochMilli());
            if (held != null) {
                found.addAll(held);
            }
        }
        return PostsBehind.of(signal, found);
    }

    void forget(Match match) throws Exception {
        matches.remove(match.key());
    }

    /** Drops what nothing can ask for any more. */
    void prune(Span after) throws Exception {
        counts.prune(after.kept(longest), after.settled().minus(DAY));
        Instant platformsKept = after.settled().minus(longest).minus(longest).minus(DAY);
        KeptCounts.removeIf(heard.values().iterator(), hour -> hour.hour().isBefore(platformsKept));
        KeptCounts.removeIf(questions.values().iterator(), question -> question.isPast(after.settled()));
        Instant matchesKept = after.settled().minus(longest);
        KeptCounts.removeIf(
                matches.values().iterator(), match -> match.createdAt().isBefore(matchesKept));
    }

    boolean isEmpty() throws Exception {
        return counts.isEmpty() && matches.isEmpty() && heard.isEmpty() && questions.isEmpty();
    }

    void clear() {
        counts.clear();
        List.of(matches, heard, questions).forEach(State::clear);
    }
}
