package io.groundswell.local.export;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.SettingsProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Which fields of a post may leave, by its platform: the rules that ship, or a file of the user's own in their place. */
public final class Licences {

    private static final Set<String> KEYS = new TreeSet<>(Set.of("keep", "withhold", "after", "because"));
    private static final int MOST_CHARS = 100_000;

    /**
     * What holds for one platform.
     *
     * @param keep whether the fields are those that may leave, else those that may not
     * @param after how old a post is when the rule begins to hold; zero from the beginning
     * @param because for whoever misses the fields
     */
    record Rule(Set<String> fields, boolean keep, Duration after, String because) {

        boolean allows(ExportColumn column) {
            return fields.stream().anyMatch(column::isOf) == keep;
        }
    }

    private final SortedMap<String, Rule> rules = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<ExportColumn> columns = ExportColumns.of(ExportKind.MENTIONS);
    private final String file;
    private final String text;

    private Licences(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Those that ship. */
    public static Licences shipped() {
        try (InputStream yaml = Licences.class.getResourceAsStream("licences.yaml")) {
            return read("licences.yaml", new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws SettingsProblem with all that is wrong in the file, or that it cannot be read */
    public static Licences in(Path file) {
        try {
            if (Files.size(file) > MOST_CHARS) {
                throw new SettingsProblem(List.of(file + " is too long for rules of licences"));
            }
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new SettingsProblem(List.of("The rules of licences, " + file + ", cannot be read"));
        }
    }

    static Licences read(String file, String yaml) {
        Licences licences = new Licences(file, yaml);
        licences.read();
        if (!licences.problems.isEmpty()) {
            throw new SettingsProblem(licences.problems);
        }
        return licences;
    }

    /** Null when all may leave. */
    Rule of(String platform) {
        return rules.get(platform);
    }

    /** As written; two with the same text hold the same. */
    String text() {
        return text;
    }

    private void read() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARS);
        limits.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(limits)).load(text);
        } catch (YAMLException e) {
            problems.add(file + " is no YAML: " + e.getMessage().replaceAll("\\s+", " "));
            return;
        }
        if (root == null) {
            return;
        }
        if (!(root instanceof Map<?, ?> platforms)) {
            problems.add(file + " must have a key for each platform with a rule, such as 'x:'");
            return;
        }
        platforms.forEach((platform, rule) -> read(String.valueOf(platform), rule));
    }

    private void read(String platform, Object written) {
        String where = file + ", " + platform + ": ";
        int before = problems.size();
        if (!FeedDecoders.platforms().contains(platform)) {
            problems.add(where + "there is no such platform; known are " + String.join(", ", FeedDecoders.platforms()));
        }
        if (!(written instanceof Map<?, ?> rule)) {
            problems.add(where + "a rule has keys, such as 'withhold: [text]'");
            return;
        }
        rule.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !KEYS.contains(key))
                .forEach(
                        key -> problems.add(where + "unknown key '" + key + "'; known are " + String.join(", ", KEYS)));
        boolean keep = rule.containsKey("keep");
        if (keep == rule.containsKey("withhold")) {
            problems.add(where + "say either 'keep' or 'withhold'");
            return;
        }
        Set<String> fields = fields(where, rule.get(keep ? "keep" : "withhold"));
        Duration after = after(where, rule.get("after"));
        if (problems.size() == before) {
            rules.put(platform, new Rule(fields, keep, after, String.valueOf(rule.get("because"))));
        }
    }

    private Set<String> fields(String where, Object written) {
        Set<String> fields = new TreeSet<>();
        if (!(written instanceof List<?> list)) {
            problems.add(where + "fields must be a list, such as [text, author]");
            return fields;
        }
        for (Object each : list) {
            String field = String.valueOf(each);
            if (columns.stream().noneMatch(column -> column.isOf(field))) {
                problems.add(where + "there is no field '" + field + "' in exported mentions");
            }
            fields.add(field);
        }
        return fields;
    }

    private Duration after(String where, Object written) {
        if (written == null) {
            return Duration.ZERO;
        }
        String age = String.valueOf(written);
        try {
            if (age.matches("\\d{1,5}[hd]")) {
                return Duration.parse(age.endsWith("h") ? "PT" + age.toUpperCase(java.util.Locale.ROOT) : "P" + age);
            }
        } catch (DateTimeParseException e) {
            problems.add(where + "'after' is too long");
            return Duration.ZERO;
        }
        problems.add(where + "'after' must be hours or days such as 48h or 30d");
        return Duration.ZERO;
    }
}
