package io.groundswell.collect.brand;

import io.groundswell.flow.Spelling;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes the nodes of a brands file for what they should be, and remembers what is wrong with them, and with whose. */
final class BrandNodes {

    static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    private final List<BrandProblem> problems = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** In the order of the file. */
    List<BrandProblem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(BrandProblem::line))
                .toList();
    }

    /** Whether anything is wrong with this brand. */
    boolean isBroken(String brand) {
        return broken.contains(brand);
    }

    void problem(String brand, Node node, String problem) {
        problem(new BrandProblem(brand, line(node), 0, problem));
    }

    private void problem(BrandProblem problem) {
        problems.add(problem);
        broken.add(String.valueOf(problem.brand()));
    }

    /** A day as it should be written; null, and a problem, when it is none. */
    LocalDate day(String brand, Node node, String key, String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            problem(brand, node, "'" + key + "' must be a day such as 2026-01-31");
            return null;
        }
    }

    void checkQuery(String brand, Node node, String query) {
        BrandQuery.parse(brand, query).refused().ifPresent(found -> problem(found.atLine(line(node))));
    }

    /**
     * How a list of named things is spoken of.
     *
     * @param list what it should be
     * @param item what each of it must have
     */
    record Wording(String list, String thing, String item) {}

    /**
     * What a list holds, each thing once.
     *
     * @param node null when there is none
     * @param reading of one; null, and a problem, when it cannot be used
     * @param name what no two may share
     */
    <T> List<T> named(
            String brand, Node node, Wording wording, Function<MappingNode, T> reading, Function<T, String> name) {
        List<T> things = new ArrayList<>();
        if (node == null) {
            return things;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(brand, node, wording.list());
            return things;
        }
        Map<String, Node> names = new HashMap<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                problem(brand, item, wording.item());
                continue;
            }
            T thing = reading.apply(mapping);
            Node taken = thing == null ? null : names.putIfAbsent(name.apply(thing), item);
            if (taken != null) {
                problem(
                        brand,
                        item,
                        "the " + wording.thing() + " '" + name.apply(thing) + "' is there already, on line "
                                + line(taken));
            } else if (thing != null) {
                things.add(thing);
            }
        }
        return things;
    }

    Map<String, Node> members(String brand, MappingNode node, List<String> known) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (NodeTuple member : node.getValue()) {
            String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!known.contains(key)) {
                problem(brand, member.getKeyNode(), "unknown key '" + key + "'" + suggestion(key, known));
            } else if (members.put(key, member.getValueNode()) != null) {
                problem(brand, member.getKeyNode(), "'" + key + "' is written twice");
            }
        }
        return members;
    }

    private static String suggestion(String key, List<String> known) {
        return known.stream()
                .filter(candidate -> Spelling.distance(candidate, key) <= 2)
                .findFirst()
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse("; known are " + String.join(", ", known));
    }

    String scalar(String brand, MappingNode mapping, Map<String, Node> members, String key) {
        Node node = members.get(key);
        if (node == null) {
            problem(brand, mapping, "'" + key + "' is missing");
            return null;
        }
        if (!(node instanceof ScalarNode scalar)) {
            problem(brand, node, "'" + key + "' must be text");
            return null;
        }
        return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }

    /** @return null when there is none, or it is none */
    String slug(String brand, Node node, String what) {
        if (node == null) {
            return null;
        }
        String slug = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!SLUG.matcher(slug).matches()) {
            problem(brand, node, what + " must be lower-case letters, digits and hyphens, at most 64");
            return null;
        }
        return slug;
    }

    List<ScalarNode> scalars(String brand, Node node, String key) {
        List<ScalarNode> values = new ArrayList<>();
        if (node == null || node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return values;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(brand, node, "'" + key + "' must be a list, such as [a, b]");
            return values;
        }
        Set<String> seen = new HashSet<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
                problem(brand, item, "'" + key + "' must be a list of words");
            } else if (!seen.add(scalar.getValue())) {
                problem(brand, item, "'" + scalar.getValue() + "' stands twice in '" + key + "'");
            } else {
                values.add(scalar);
            }
        }
        return values;
    }

    Map<String, ScalarNode> words(String brand, Node node, String key) {
        Map<String, ScalarNode> words = new LinkedHashMap<>();
        if (node == null) {
            return words;
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(brand, node, "'" + key + "' must have keys, such as {any: 4h}");
            return words;
        }
        for (NodeTuple member : mapping.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode name
                    && SLUG.matcher(name.getValue()).matches()
                    && member.getValueNode() instanceof ScalarNode value
                    && !value.getTag().equals(Tag.NULL)) {
                words.put(name.getValue(), value);
            } else {
                problem(brand, member.getKeyNode(), "'" + key + "' must be lower-case words, each with one value");
            }
        }
        return words;
    }
}
