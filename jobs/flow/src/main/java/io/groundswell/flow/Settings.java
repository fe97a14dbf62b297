package io.groundswell.flow;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the user wrote, checked key by key before anything is opened. Later beats earlier:
 *
 * <ol>
 *   <li>the default of the {@link Setting}
 *   <li>the settings file, {@code key = value} lines, UTF-8
 *   <li>the environment: {@code measure.lateness} is read from {@code GROUNDSWELL_MEASURE_LATENESS}; a hyphen is
 *       written as two underscores
 *   <li>the command line, {@code key=value}
 * </ol>
 *
 * One file may serve all stages, so keys that begin with another stage's name are left to that stage. Any other key
 * nobody declared is a problem, and all problems are told at once.
 */
public final class Settings {

    /** The stages, in the order the data flows; each owns the keys that begin with its name. */
    public static final List<String> STAGES = List.of("collect", "enrich", "measure", "notify", "publish");

    /** Keys passed to the Kafka clients as they are, without this prefix. */
    public static final String KAFKA_CLIENT_PREFIX = "kafka.client.";

    private static final String ENVIRONMENT_PREFIX = "GROUNDSWELL_";

    private final Map<String, String> written;

    private Settings(Map<String, String> written) {
        this.written = new TreeMap<>(written);
    }

    public static Settings of(Map<String, String> written) {
        return new Settings(written);
    }

    /**
     * Reads {@code --settings FILE} and {@code key=value} words.
     *
     * @throws SettingsProblem when the file cannot be read or a word has neither form
     */
    public static Settings fromArguments(String[] arguments, Map<String, String> environment) {
        Map<String, String> file = new TreeMap<>();
        Map<String, String> words = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String word = arguments[i];
            int equals = word.indexOf('=');
            if (word.equals("--settings") && i + 1 < arguments.length) {
                file.putAll(readFile(Path.of(arguments[++i])));
            } else if (!word.startsWith("--") && equals > 0) {
                words.put(
                        word.substring(0, equals).strip(),
                        word.substring(equals + 1).strip());
            } else {
                problems.add("'" + word + "' is neither --settings FILE nor key=value");
            }
        }
        problems.addAll(seenByAll(words));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        Map<String, String> all = new TreeMap<>(file);
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                all.put(keyOf(name), value.strip());
            }
        });
        all.putAll(words);
        return new Settings(all);
    }

    private static String keyOf(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", "-")
                .replace('_', '.');
    }

    /** @throws SettingsProblem when the file is missing or unreadable */
    public static Map<String, String> readFile(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new SettingsProblem(List.of("there is no settings file " + path));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsProblem(List.of("the settings file " + path + " cannot be read: " + e.getMessage()));
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key, key -> properties.getProperty(key).strip()));
    }

    /** These settings with others laid over them. */
    public Settings with(Map<String, String> over) {
        Map<String, String> all = new TreeMap<>(written);
        all.putAll(over);
        return new Settings(all);
    }

    /**
     * Checks everything written against what a stage declares.
     *
     * @param declared the stage's own settings and the shared ones it uses
     * @throws SettingsProblem naming every unknown key, missing value and refused value
     */
    public Settings checked(String stage, List<Setting<?>> declared) {
        Set<String> known = declared.stream().map(Setting::key).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        written.keySet().stream()
                .filter(key -> !known.contains(key))
                .filter(key -> !key.startsWith(KAFKA_CLIENT_PREFIX))
                .filter(key -> !belongsToAnother(stage, key))
                .map(key -> "unknown setting '" + key + "'" + suggestion(key, known))
                .forEach(problems::add);
        for (Setting<?> setting : declared) {
            try {
                get(setting);
            } catch (SettingsProblem problem) {
                problems.addAll(problem.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return this;
    }

    private static boolean belongsToAnother(String stage, String key) {
        return STAGES.stream().anyMatch(other -> !other.equals(stage) && key.startsWith(other + "."));
    }

    private static String suggestion(String key, Set<String> known) {
        return known.stream()
                .filter(candidate -> Spelling.distance(candidate, key) <= 3)
                .min(Comparator.comparingInt(candidate -> Spelling.distance(candidate, key)))
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("");
    }

    /** @throws SettingsProblem when the value is missing or refused */
    public <T> T get(Setting<T> setting) {
        String value = written.getOrDefault(setting.key(), setting.fallback());
        if (value == null) {
            throw new SettingsProblem(List.of("'" + setting.key() + "' is not set: " + setting.meaning()));
        }
        try {
            return setting.reader().apply(value);
        } catch (IllegalArgumentException e) {
            throw new SettingsProblem(
                    List.of("'" + setting.key() + "' is '" + value + "', but must be a " + setting.kind()));
        }
    }

    /**
     * How Kafka's clients reach the brokers as whom: by {@code kafka.user} and the files beside it, and by what is handed to
     * them as it is, which beats that.
     *
     * @throws SettingsProblem when a file is not there, or a user has no password
     */
    public Properties kafkaClient() {
        Properties properties = new Properties();
        properties.putAll(KafkaSecurity.clientProperties(this));
        written.forEach((key, value) -> {
            if (key.startsWith(KAFKA_CLIENT_PREFIX)) {
                properties.setProperty(key.substring(KAFKA_CLIENT_PREFIX.length()), value);
            }
        });
        return properties;
    }

    /**
     * What must not stand on a command line, where everybody on the machine can read it.
     *
     * @param words key and value, as they were written there
     * @return a sentence for each; values are not repeated
     */
    public static List<String> seenByAll(Map<String, String> words) {
        return words.entrySet().stream()
                .filter(word -> KafkaSecurity.isSecret(word.getKey())
                        && !word.getValue().contains("${"))
                .map(word -> "'" + word.getKey()
                        + "' is a secret, and everybody on this machine can read a command line: write"
                        + " it into the settings file or the environment, or the password alone into the file that"
                        + " 'kafka.password-file' names")
                .toList();
    }
}
