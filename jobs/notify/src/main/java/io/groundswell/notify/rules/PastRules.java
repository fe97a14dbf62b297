package io.groundswell.notify.rules;

import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.Minute;
import io.groundswell.notify.crisis.PostsBehind;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that follow from a brand's minutes, and from what it was asked, by rules of its own, as if these had stood in the brands file from the beginning. Rules
 * that look at mentions one by one, or at feeds, rest on more than that and are left out; {@link #cannotReplay} names them.
 */
public final class PastRules {

    private final RuleLimits limits;

    public PastRules(RuleLimits limits) {
        this.limits = limits;
    }

    /** Names of the rules of which these say nothing. */
    public static List<String> cannotReplay(List<BrandRule> rules) {
        return rules.stream()
                .filter(rule -> !CountedRule.judges(rule))
                .map(BrandRule::getName)
                .toList();
    }

    /**
     * @param minutes the brand's, of all platforms, each in its newest revision
     * @param questions it was asked, each in its newest version
     * @return all alerts, those still open at the last minute too, by opening time
     */
    public List<Alert> of(Brand brand, Collection<Measure> minutes, Collection<Question> questions) throws Exception {
        Map<Instant, Hour> hours = new HashMap<>();
        TreeMap<Instant, List<Evidence>> evidence = new TreeMap<>();
        Span span = Span.NONE;
        for (Measure measure : minutes) {
            Instant hour = Hour.startOf(measure.getWindowStart());
            hours.put(hour, hours.getOrDefault(hour, Hour.empty(hour)).with(Minute.of(measure)));
            evidence.put(measure.getWindowStart(), measure.getEvidence());
            span = span.with(measure.getWindowStart());
        }
        Instant end = span.judgedUntil(null);
        if (end == null) {
            return List.of();
        }
        RuleBook book = new RuleBook(
                brand.getId(),
                ZoneId.of(brand.getTimeZone()),
                limits,
                new BrandPast(span.first(), new StepSums(hours.values()), questions));
        List<KnownRule> rules = brand.getAlerts().stream()
                .map(rule -> KnownRule.heardAt(rule, null))
                .toList();
        RuleWriter.PostsOf posts = (id, signal, from, to) -> {
            if (signal == Signal.UNANSWERED) {
                return Question.waiting(questions, from, to);
            }
            List<Evidence> found = new ArrayList<>();
            evidence.subMap(from, to).values().forEach(found::addAll);
            return PostsBehind.of(signal, found);
        };
        return book.counted(rules, end, end, posts).values().stream()
                .sorted(Comparator.comparing(Alert::getOpenedAt))
                .toList();
    }
}
