package io.groundswell.enrich.intent;

import io.groundswell.topics.Sentiment;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads rules, and tells all that is wrong with them at once. */
final class IntentFile {

    private static final Set<String> KEYS =
            Set.of("intent", "meaning", "department", "weight", "sentiment", "asks", "negated", "phrases", "unless");
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int MOST_CHARS = 1_000_000;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** @throws IntentProblems when anything is wrong */
    static List<IntentRule> read(String yaml) {
        return new IntentFile().rules(yaml);
    }

    private List<IntentRule> rules(String yaml) {
        List<IntentRule> rules = new ArrayList<>();
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setCodePointLimit(MOST_CHARS);
            Node root = new Yaml(limits).compose(new StringReader(yaml));
            if (root instanceof SequenceNode list) {
                for (Node entry : list.getValue()) {
                    IntentRule rule = rule(entry);
                    if (rule != null) {
                        rules.add(rule);
                    }
                }
            } else {
                problems.add("line 1: The file must be a list of intents, each beginning with '- intent: name'.");
            }
        } catch (MarkedYAMLException e) {
            problems.add("line " + (e.getProblemMark().getLine() + 1) + ": This is no YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            problems.add("line 1: This is no YAML: " + e.getMessage() + ".");
        }
        if (!problems.isEmpty()) {
            throw new IntentProblems(problems);
        }
        return rules;
    }

    private IntentRule rule(Node entry) {
        if (!(entry instanceof MappingNode mapping)) {
            tell(entry, "An intent must have keys, such as 'intent: complaint'.");
            return null;
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple pair : mapping.getValue()) {
            String key = pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!KEYS.contains(key)) {
                tell(
                        pair.getKeyNode(),
                        "There is no key '" + key + "'; there are: "
                                + String.join(", ", KEYS.stream().sorted().toList()) + ".");
            } else if (values.put(key, pair.getValueNode()) != null) {
                tell(pair.getKeyNode(), "The key '" + key + "' is there twice.");
            }
        }
        int before = problems.size();
        String name = text(entry, values.get("intent"), "intent");
        if (name != null && !SLUG.matcher(name).matches()) {
            tell(values.get("intent"), "'" + name + "' must be lower-case letters, digits and hyphens.");
        } else if (name != null && !names.add(name)) {
            tell(values.get("intent"), "The intent '" + name + "' is there twice.");
        }
        text(entry, values.get("meaning"), "meaning");
        String department =
                values.containsKey("department") ? text(entry, values.get("department"), "department") : null;
        double weight = weight(entry, values.get("weight"));
        Sentiment sentiment = sentiment(entry, values.get("sentiment"));
        boolean asks = flag(values.get("asks"), "asks");
        boolean negated = flag(values.get("negated"), "negated");
        List<Phrase> phrases = phrases(values.get("phrases"), "phrases");
        List<Phrase> unless = phrases(values.get("unless"), "unless");
        if (phrases.isEmpty() && !asks && problems.size() == before) {
            tell(entry, "The intent needs 'phrases'.");
        }
        return problems.size() > before
                ? null
                : new IntentRule(name, department, weight, sentiment, asks, negated, phrases, unless);
    }

    private String text(Node entry, Node value, String key) {
        if (value instanceof ScalarNode scalar
                && scalar.getTag() != Tag.NULL
                && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        tell(value == null ? entry : value, "'" + key + "' must be a text.");
        return null;
    }

    private double weight(Node entry, Node value) {
        String written = text(entry, value, "weight");
        try {
            double weight = written == null ? 1 : Double.parseDouble(written);
            if (weight > 0 && weight <= 1) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        tell(value, "'weight' must be a number above 0, at most 1.");
        return 1;
    }

    private boolean flag(Node value, String key) {
        if (value == null) {
            return false;
        }
        boolean isFlag = value instanceof ScalarNode scalar
                && (scalar.getValue().equals("true") || scalar.getValue().equals("false"));
        if (!isFlag) {
            tell(value, "'" + key + "' must be true or false.");
        }
        return isFlag && ((ScalarNode) value).getValue().equals("true");
    }

    private Sentiment sentiment(Node entry, Node value) {
        if (value == null) {
            return null;
        }
        String written = text(entry, value, "sentiment");
        try {
            return written == null ? null : Sentiment.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            tell(value, "'sentiment' must be negative, neutral or positive.");
            return null;
        }
    }

    private List<Phrase> phrases(Node value, String key) {
        List<Phrase> phrases = new ArrayList<>();
        if (value == null) {
            return phrases;
        }
        if (!(value instanceof SequenceNode list)) {
            tell(value, "'" + key + "' must be a list.");
            return phrases;
        }
        for (Node each : list.getValue()) {
            Phrase phrase = each instanceof ScalarNode scalar ? Phrase.of(scalar.getValue()) : null;
            if (phrase == null) {
                tell(each, "A phrase is words, a star at the end of a word, and '...' between words.");
            } else {
                phrases.add(phrase);
            }
        }
        return phrases;
    }

    private void tell(Node where, String problem) {
        problems.add("line " + (where.getStartMark().getLine() + 1) + ": " + problem);
    }
}
