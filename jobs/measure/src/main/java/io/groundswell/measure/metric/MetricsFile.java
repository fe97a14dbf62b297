package io.groundswell.measure.metric;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads definitions, and collects all that is wrong with them. */
final class MetricsFile {

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "metric",
            "version",
            "says",
            "formula",
            "unit",
            "over",
            "platform",
            "since",
            "until",
            "source",
            "examples"));
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int MOST_CHARS = 1_000_000;
    private static final int MOST_METRICS = 1_000;

    private final List<String> problems;
    private String where = "";

    private MetricsFile(List<String> problems) {
        this.problems = problems;
    }

    static List<Metric> read(String yaml, List<String> problems) {
        return new MetricsFile(problems).metrics(yaml);
    }

    private List<Metric> metrics(String yaml) {
        List<Metric> metrics = new ArrayList<>();
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARS);
        limits.setAllowDuplicateKeys(false);
        try {
            Object root = new Yaml(
                            new SafeConstructor(limits),
                            new Representer(new DumperOptions()),
                            new DumperOptions(),
                            limits,
                            new DatesAsWritten())
                    .load(yaml);
            if (!(root instanceof List<?> list) || list.size() > MOST_METRICS) {
                problems.add(
                        "must be a list of at most " + MOST_METRICS + " metrics, each beginning with '- metric: name'");
                return metrics;
            }
            for (int i = 0; i < list.size(); i++) {
                where = "metric " + (i + 1) + " of the file";
                int before = problems.size();
                Metric metric = list.get(i) instanceof Map<?, ?> entry ? metric(entry) : null;
                if (metric == null && problems.size() == before) {
                    tell("must have keys, such as 'metric: net-sentiment'");
                } else if (problems.size() == before) {
                    metrics.add(metric);
                }
            }
        } catch (YAMLException e) {
            problems.add("this is no YAML: " + e.getMessage().replaceAll("\\s+", " "));
        }
        return metrics;
    }

    private Metric metric(Map<?, ?> entry) {
        String name = text(entry, "metric", true);
        where = name == null ? where : name;
        for (Object key : entry.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                tell("there is no key '" + key + "'; there are: " + String.join(", ", KEYS));
            }
        }
        if (name != null && !SLUG.matcher(name).matches()) {
            tell("a name is lower-case letters, digits and hyphens");
        }
        String platform = text(entry, "platform", false);
        if (platform != null && !SLUG.matcher(platform).matches()) {
            tell("'platform' must be the slug of one platform");
        }
        int version = 0;
        if (entry.get("version") instanceof Integer number && number > 0) {
            version = number;
        } else {
            tell("'version' must be a whole number from 1 on");
        }
        return new Metric(
                name,
                version,
                text(entry, "says", true),
                text(entry, "formula", true),
                text(entry, "unit", true),
                text(entry, "over", false),
                platform,
                day(entry, "since"),
                day(entry, "until"),
                text(entry, "source", true),
                examples(entry.get("examples")));
    }

    private String text(Map<?, ?> entry, String key, boolean needed) {
        Object value = entry.get(key);
        if (value instanceof String || value instanceof Number) {
            String text = value.toString().strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        if (needed || value != null) {
            tell("'" + key + "' must be a text");
        }
        return null;
    }

    private LocalDate day(Map<?, ?> entry, String key) {
        String written = text(entry, key, false);
        try {
            return written == null ? null : LocalDate.parse(written);
        } catch (DateTimeException e) {
            tell("'" + key + "' must be a day such as 2026-03-02");
            return null;
        }
    }

    private List<Metric.Example> examples(Object value) {
        List<Metric.Example> examples = new ArrayList<>();
        if (value == null) {
            return examples;
        }
        if (!(value instanceof List<?> list)) {
            tell("'examples' must be a list, each with 'given' and 'value'");
            return examples;
        }
        for (Object each : list) {
            boolean good = each instanceof Map<?, ?> example
                    && example.get("given") instanceof Map<?, ?> given
                    && example.keySet().equals(Set.of("given", "value"))
                    && given.values().stream().allMatch(Integer.class::isInstance)
                    && (example.get("value") == null || example.get("value") instanceof Number);
            if (!good) {
                tell(
                        "an example has 'given', whole numbers by the names of counters, and 'value', a number or nothing");
                continue;
            }
            Map<?, ?> example = (Map<?, ?>) each;
            Map<String, Double> given = new TreeMap<>();
            ((Map<?, ?>) example.get("given"))
                    .forEach((key, number) -> given.put(key.toString(), ((Number) number).doubleValue()));
            Number number = (Number) example.get("value");
            examples.add(new Metric.Example(given, number == null ? null : number.doubleValue()));
        }
        return examples;
    }

    private void tell(String problem) {
        problems.add(where + ": " + problem);
    }

    /** A day is a day, and no moment at its beginning somewhere. */
    private static final class DatesAsWritten extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
