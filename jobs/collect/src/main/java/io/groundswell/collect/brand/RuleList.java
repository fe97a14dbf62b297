package io.groundswell.collect.brand;

import io.groundswell.flow.RuleForms;
import io.groundswell.flow.RuleForms.Form;
import io.groundswell.flow.RuleForms.Key;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The rules of a brand's own; what each kind asks for is in {@link RuleForms}:
 *
 * <pre>
 *     alerts:
 *       - name: hundred-an-hour
 *         kind: fixed-count
 *         count: 100
 *         within: 1h
 *         of: negative
 *         quiet-hours: 22:00-07:00         # of the brand's time zone
 * </pre>
 */
final class RuleList {

    /** A person reads what they tell, and a job works each of them out every five minutes. */
    private static final int MOST = 50;

    private static final List<String> ALWAYS = List.of("name", "kind");
    private static final String QUIET_HOURS = "quiet-hours";
    private static final Pattern SPAN = Pattern.compile("(0|[1-9]\\d{0,5})([mhd])");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,13}");
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9-]{1,32}");

    private final BrandNodes nodes;
    private final String brand;

    private static final BrandNodes.Wording WORDING = new BrandNodes.Wording(
            "'alerts' must be a list, each rule beginning with '- name:'",
            "rule",
            "a rule must have keys: name, kind, and what its kind asks for");

    private RuleList(BrandNodes nodes, String brand) {
        this.nodes = nodes;
        this.brand = brand;
    }

    /** @param node null when there are none */
    static List<BrandRule> read(BrandNodes nodes, String brand, Node node) {
        if (node instanceof SequenceNode sequence && sequence.getValue().size() > MOST) {
            nodes.problem(brand, node, "'alerts' has more than " + MOST + " rules");
            return List.of();
        }
        return nodes.named(brand, node, WORDING, new RuleList(nodes, brand)::rule, BrandRule::getName);
    }

    /** Null, and a problem, when it cannot be used. */
    private BrandRule rule(MappingNode mapping) {
        Form form = form(mapping);
        if (form == null) {
            return null;
        }
        List<String> known = Stream.of(
                        ALWAYS, form.keys().stream().map(Key::name).toList(), List.of(QUIET_HOURS))
                .flatMap(List::stream)
                .toList();
        Map<String, Node> members = nodes.members(brand, mapping, known);
        String name = nodes.scalar(brand, mapping, members, "name");
        if (name != null && !BrandNodes.SLUG.matcher(name).matches()) {
            nodes.problem(
                    brand, members.get("name"), "'name' must be lower-case letters, digits and hyphens, at most 64");
        }
        BrandRule rule = BrandRule.newBuilder()
                .setName(name == null ? "" : name)
                .setKind(form.kind())
                .build();
        boolean whole = readQuietHours(members.get(QUIET_HOURS), rule);
        for (Key key : form.keys()) {
            whole &= take(rule, key, mapping, members);
        }
        if (!whole) {
            return null;
        }
        for (RuleForms.Problem problem : RuleForms.problems(rule)) {
            nodes.problem(
                    brand,
                    members.getOrDefault(problem.key(), mapping),
                    "'" + problem.key() + "' " + problem.sentence());
        }
        return name == null ? null : rule;
    }

    private Form form(MappingNode mapping) {
        Node node = mapping.getValue().stream()
                .filter(member -> member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("kind"))
                .map(member -> member.getValueNode())
                .findFirst()
                .orElse(null);
        String kinds = RuleForms.ALL.stream().map(Form::word).collect(Collectors.joining(", "));
        if (node == null) {
            nodes.problem(brand, mapping, "'kind' is missing; known are " + kinds);
            return null;
        }
        String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        for (Form form : RuleForms.ALL) {
            if (form.word().equals(word)) {
                return form;
            }
        }
        nodes.problem(brand, node, "'" + word + "' is no kind of rule; known are " + kinds);
        return null;
    }

    /** @return whether the value could be read */
    private boolean take(BrandRule rule, Key key, MappingNode mapping, Map<String, Node> members) {
        Node node = members.get(key.name());
        if (node == null && key.fallback() == null) {
            nodes.problem(brand, mapping, "'" + key.name() + "' is missing, which every " + word(rule) + " needs");
            return false;
        }
        if (key.name().equals("platforms")) {
            return readPlatforms(node, rule);
        }
        String written = node == null ? key.fallback() : nodes.scalar(brand, mapping, members, key.name());
        if (written == null) {
            return false;
        }
        return switch (key.name()) {
            case "query" -> readQuery(node, written, rule);
            case "of" -> readCounted(node, written, rule);
            case "count", "percent", "least", "followers" -> readNumber(node, key.name(), written, rule);
            default -> readSpan(node, key.name(), written, rule);
        };
    }

    private static String word(BrandRule rule) {
        return RuleForms.word(rule.getKind());
    }

    private boolean readQuery(Node node, String written, BrandRule rule) {
        if (node != null) {
            nodes.checkQuery(brand, node, written);
            rule.setQuery(written);
        }
        return true;
    }

    private boolean readCounted(Node node, String written, BrandRule rule) {
        for (Counted counted : Counted.values()) {
            if (word(counted).equals(written)) {
                rule.setOf(counted);
                return true;
            }
        }
        String known = Stream.of(Counted.values()).map(RuleList::word).collect(Collectors.joining(", "));
        nodes.problem(brand, node, "'" + written + "' is nothing that is counted; known are " + known);
        return false;
    }

    private static String word(Counted counted) {
        return counted.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean readNumber(Node node, String key, String written, BrandRule rule) {
        if (!NUMBER.matcher(written).matches()) {
            nodes.problem(brand, node, "'" + key + "' must be a whole number above 0, such as 20");
            return false;
        }
        long number = Long.parseLong(written);
        switch (key) {
            case "count" -> rule.setCount(number);
            case "percent" -> rule.setPercent(number);
            case "least" -> rule.setLeast(number);
            default -> rule.setFollowers(number);
        }
        return true;
    }

    private boolean readSpan(Node node, String key, String written, BrandRule rule) {
        Matcher span = SPAN.matcher(written);
        if (!span.matches()) {
            nodes.problem(brand, node, "'" + key + "' must be a span such as 15m, 2h or 7d");
            return false;
        }
        long minutes = Long.parseLong(span.group(1))
                * switch (span.group(2)) {
                    case "m" -> 1;
                    case "h" -> 60;
                    default -> 1440;
                };
        switch (key) {
            case "within" -> rule.setWithin(minutes);
            case "baseline" -> rule.setBaseline(minutes);
            case "after" -> rule.setAfter(minutes);
            case "persist" -> rule.setPersist(minutes);
            default -> rule.setCoolDown(minutes);
        }
        return true;
    }

    private boolean readPlatforms(Node node, BrandRule rule) {
        List<String> platforms = new ArrayList<>();
        for (ScalarNode scalar : nodes.scalars(brand, node, "platforms")) {
            if (!PLATFORM.matcher(scalar.getValue()).matches()) {
                nodes.problem(
                        brand,
                        scalar,
                        "the platform '" + scalar.getValue() + "' must be a slug, such as x or google-play");
                return false;
            }
            platforms.add(scalar.getValue());
        }
        rule.setPlatforms(platforms);
        return true;
    }

    private boolean readQuietHours(Node node, BrandRule rule) {
        if (node == null) {
            return true;
        }
        Matcher hours = HOURS.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
        if (!hours.matches()) {
            nodes.problem(brand, node, "'quiet-hours' must be two times of day such as 22:00-07:00");
            return false;
        }
        rule.setQuietFrom(Integer.parseInt(hours.group(1)) * 60 + Integer.parseInt(hours.group(2)));
        rule.setQuietTo(Integer.parseInt(hours.group(3)) * 60 + Integer.parseInt(hours.group(4)));
        if (rule.getQuietFrom() == rule.getQuietTo()) {
            nodes.problem(brand, node, "'quiet-hours' must not end when they begin");
            return false;
        }
        return true;
    }
}
