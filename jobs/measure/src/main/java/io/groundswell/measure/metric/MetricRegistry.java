package io.groundswell.measure.metric;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.topics.Measure;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The metrics that are defined: those that ship, in {@code metrics.yaml} beside this class, and a user's own in a file of the
 * same form.
 */
public final class MetricRegistry {

    /**
     * What a user has asked for.
     *
     * @param field under which the value stands in documents: the name, or with a pinned version name and version
     * @param pinned whether this version was asked for by number, and so holds for windows of any day
     * @param versions which of them holds is told by the day
     */
    public record Pick(String field, boolean pinned, List<Metric> versions) implements Serializable {}

    private static final Comparator<Metric> BY_ID =
            Comparator.comparing(Metric::name).thenComparingInt(Metric::version);

    private final List<Metric> metrics;

    private MetricRegistry(List<Metric> metrics) {
        this.metrics = metrics;
    }

    /** Those that ship. */
    public static MetricRegistry shipped() {
        try (InputStream yaml = MetricRegistry.class.getResourceAsStream("metrics.yaml")) {
            return new MetricRegistry(List.of())
                    .with("metrics.yaml", new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These and those of a file.
     *
     * @param file its name, for whoever has to mend it
     * @throws SettingsProblem with all that is wrong in it
     */
    public MetricRegistry with(String file, String yaml) {
        List<String> problems = new ArrayList<>();
        List<Metric> all = new ArrayList<>(metrics);
        for (Metric own : MetricsFile.read(yaml, problems)) {
            if (all.stream().anyMatch(other -> other.id().equals(own.id()))) {
                problems.add(own.id() + ": is defined twice; what changes a metric is another version");
            }
            check(own, problems);
            all.add(own);
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(
                    problems.stream().map(problem -> file + ": " + problem).toList());
        }
        return new MetricRegistry(all);
    }

    /** A definition that does not give what its own examples say defines nothing. */
    private static void check(Metric metric, List<String> problems) {
        try {
            Formula formula = Formula.of(metric.formula(), Counters.BY_NAME);
            for (Metric.Example example : metric.examples()) {
                Set<String> unknown = new TreeSet<>(example.given().keySet());
                unknown.removeAll(Counters.BY_NAME.keySet());
                if (!unknown.isEmpty()) {
                    problems.add(metric.id() + ": an example speaks of " + String.join(", ", unknown)
                            + ", which no window counts");
                    continue;
                }
                Double value = formula.of(window(example.given()));
                if (!isWhatItSays(value, example.value())) {
                    problems.add(metric.id() + ": the example of " + example.given() + " gives " + value + ", not "
                            + example.value());
                }
            }
        } catch (Formula.Misunderstood e) {
            problems.add(metric.id() + ": the formula '" + metric.formula() + "' is not understood: " + e.getMessage());
        }
    }

    /** Examples are printed to some digits; to those they have to agree. */
    private static boolean isWhatItSays(Double value, Double said) {
        return value == null || said == null
                ? value == said
                : Math.abs(value - said) <= 1e-9 * Math.max(1, Math.abs(said));
    }

    private static Measure window(Map<String, Double> given) {
        Measure measure = new Measure();
        for (String name : Counters.BY_NAME.keySet()) {
            measure.put(name, given.getOrDefault(name, 0.0).longValue());
        }
        return measure;
    }

    /** By name, then by version. */
    public List<Metric> all() {
        return metrics.stream().sorted(BY_ID).toList();
    }

    /**
     * @param asked names, each with or without a version behind a slash
     * @throws SettingsProblem when there is no such metric
     */
    public List<Pick> picked(List<String> asked) {
        Map<String, List<Metric>> byName =
                all().stream().collect(Collectors.groupingBy(Metric::name, LinkedHashMap::new, Collectors.toList()));
        List<String> problems = new ArrayList<>();
        List<Pick> picks = new ArrayList<>();
        for (String one : asked) {
            int slash = one.indexOf('/');
            String name = slash < 0 ? one : one.substring(0, slash);
            List<Metric> versions = byName.getOrDefault(name, List.of()).stream()
                    .filter(metric -> slash < 0 || metric.id().equals(one))
                    .toList();
            if (versions.isEmpty()) {
                problems.add("measure.metrics: there is no metric '" + one + "'; there are: "
                        + all().stream().map(Metric::id).collect(Collectors.joining(", ")));
            }
            picks.add(new Pick(slash < 0 ? name : name + "-v" + one.substring(slash + 1), slash >= 0, versions));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return picks;
    }
}
