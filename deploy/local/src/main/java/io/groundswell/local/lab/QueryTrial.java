package io.groundswell.local.lab;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.topics.Brand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a brand's query finds among judged posts, by the code that runs live.
 *
 * @param right found, and about the brand
 * @param falseHits found, and about something else
 * @param missed about the brand, and not found
 * @param passed neither
 */
public record QueryTrial(
        List<JudgedPost> right, List<JudgedPost> falseHits, List<JudgedPost> missed, List<JudgedPost> passed) {

    /** @throws SettingsProblem when the query cannot be read */
    public static QueryTrial of(Brand brand, List<JudgedPost> posts) {
        QueryTrial trial = new QueryTrial(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (BrandMatcher matcher = new BrandMatcher()) {
            matcher.put(brand).ifPresent(problem -> {
                throw new SettingsProblem(List.of(problem.sentence()));
            });
            for (JudgedPost post : posts) {
                boolean found = matcher.match(post.mention()).brands().contains(brand.getId());
                List<JudgedPost> kind = found
                        ? post.about() ? trial.right : trial.falseHits
                        : post.about() ? trial.missed : trial.passed;
                kind.add(post);
            }
        }
        return trial;
    }

    /** Of what it finds, how much is about the brand. */
    public Proportion precision() {
        return new Proportion(right.size(), right.size() + falseHits.size());
    }

    /** Of what is about the brand, how much it finds. */
    public Proportion recall() {
        return new Proportion(right.size(), right.size() + missed.size());
    }

    /** What it finds and the other does not, in the order of the file. */
    public List<JudgedPost> foundBeside(QueryTrial other) {
        Set<Integer> others = Stream.concat(other.right.stream(), other.falseHits.stream())
                .map(JudgedPost::line)
                .collect(Collectors.toSet());
        return Stream.concat(right.stream(), falseHits.stream())
                .filter(post -> !others.contains(post.line()))
                .sorted(Comparator.comparingInt(JudgedPost::line))
                .toList();
    }
}
