package io.groundswell.collect.brand;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.topics.Campaign;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The campaigns of a brand:
 *
 * <pre>
 *     campaigns:
 *       - id: spring
 *         name: Spring Sale
 *         from: 2026-03-01                 # days of the brand, both inclusive
 *         to: 2026-03-14
 *         query: 'hashtag:springsale'      # which of the brand's mentions are of it
 *         utm: [spring-sale]               # utm_campaign of its links; a query, or these, or both
 *         targets: {volume: 500, clicks: 2000}
 *         cost: 12000
 *         currency: EUR
 *         conversion-value: 40             # of one conversion; what the site tells, when left out
 * </pre>
 */
final class CampaignList {

    private static final List<String> KEYS =
            List.of("id", "name", "from", "to", "query", "utm", "targets", "cost", "currency", "conversion-value");

    private static final List<String> NUMBERS = List.of(
            "volume",
            "people",
            "authors",
            "engagement",
            "reach",
            "followers-won",
            "sessions",
            "clicks",
            "conversions",
            "value");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}(?:\\.\\d{1,6})?");
    private static final int LONGEST_NAME = 200;

    private final BrandNodes nodes;
    private final String brand;

    private static final BrandNodes.Wording WORDING = new BrandNodes.Wording(
            "'campaigns' must be a list, each campaign beginning with '- id:'",
            "campaign",
            "a campaign must have keys: id, name, from, to, and query or utm");

    private CampaignList(BrandNodes nodes, String brand) {
        this.nodes = nodes;
        this.brand = brand;
    }

    /** @param node null when there are none */
    static List<Campaign> read(BrandNodes nodes, String brand, Node node) {
        return nodes.named(brand, node, WORDING, new CampaignList(nodes, brand)::campaign, Campaign::getId);
    }

    /** Null, and a problem, when it cannot be used. */
    private Campaign campaign(MappingNode mapping) {
        Map<String, Node> members = nodes.members(brand, mapping, KEYS);
        String id = nodes.scalar(brand, mapping, members, "id");
        String name = nodes.scalar(brand, mapping, members, "name");
        LocalDate from = day(mapping, members, "from");
        LocalDate to = day(mapping, members, "to");
        if (id != null && !BrandNodes.SLUG.matcher(id).matches()) {
            nodes.problem(brand, members.get("id"), "'id' must be lower-case letters, digits and hyphens, at most 64");
        }
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            nodes.problem(brand, members.get("name"), "'name' must have 1 to " + LONGEST_NAME + " characters");
        }
        checkDays(members.get("to"), from, to);
        String query = members.containsKey("query") ? nodes.scalar(brand, mapping, members, "query") : null;
        if (query != null) {
            nodes.checkQuery(brand, members.get("query"), query);
        }
        List<String> utm = nodes.scalars(brand, members.get("utm"), "utm").stream()
                .map(ScalarNode::getValue)
                .toList();
        if (query == null && utm.isEmpty()) {
            nodes.problem(brand, mapping, "a campaign must have a 'query', or 'utm', or both");
        }
        Double cost = amount(mapping, members, "cost");
        Double conversionValue = amount(mapping, members, "conversion-value");
        String currency = currency(mapping, members, cost != null || conversionValue != null);
        Map<String, Double> targets = targets(members.get("targets"));
        return id == null || name == null || from == null || to == null
                ? null
                : new Campaign(id, name, from, to, query, utm, targets, cost, currency, conversionValue);
    }

    private LocalDate day(MappingNode mapping, Map<String, Node> members, String key) {
        String day = nodes.scalar(brand, mapping, members, key);
        return day == null ? null : nodes.day(brand, members.get(key), key, day);
    }

    private void checkDays(Node node, LocalDate from, LocalDate to) {
        if (from != null && to != null) {
            long days = ChronoUnit.DAYS.between(from, to) + 1;
            if (days < 1) {
                nodes.problem(brand, node, "'to' must not be before 'from'");
            } else if (days > BrandsHeard.MOST_CAMPAIGN_DAYS) {
                nodes.problem(
                        brand,
                        node,
                        "a campaign lasts " + BrandsHeard.MOST_CAMPAIGN_DAYS + " days at most, this one " + days);
            }
        }
    }

    private Double amount(MappingNode mapping, Map<String, Node> members, String key) {
        return members.containsKey(key)
                ? number(members.get(key), key, nodes.scalar(brand, mapping, members, key))
                : null;
    }

    private Double number(Node node, String key, String written) {
        if (written == null) {
            return null;
        }
        if (!AMOUNT.matcher(written).matches() || Double.parseDouble(written) == 0) {
            nodes.problem(brand, node, "'" + key + "' must be a number above 0, such as 1200 or 0.5");
            return null;
        }
        return Double.valueOf(written);
    }

    private String currency(MappingNode mapping, Map<String, Node> members, boolean needed) {
        if (!members.containsKey("currency")) {
            if (needed) {
                nodes.problem(brand, mapping, "'currency' is missing, of what the campaign costs or brings");
            }
            return null;
        }
        String currency = nodes.scalar(brand, mapping, members, "currency");
        if (currency != null && !CURRENCY.matcher(currency).matches()) {
            nodes.problem(brand, members.get("currency"), "'currency' must be three capital letters, such as EUR");
        }
        return currency;
    }

    private Map<String, Double> targets(Node node) {
        Map<String, Double> targets = new TreeMap<>();
        nodes.words(brand, node, "targets").forEach((name, target) -> {
            if (!NUMBERS.contains(name)) {
                nodes.problem(brand, target, "'" + name + "' is no target; known are " + String.join(", ", NUMBERS));
            } else {
                Double number = number(target, name, target.getValue());
                if (number != null) {
                    targets.put(name, number);
                }
            }
        });
        return targets;
    }
}
