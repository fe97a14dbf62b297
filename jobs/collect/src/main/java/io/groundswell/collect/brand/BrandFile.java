package io.groundswell.collect.brand;

import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.Panel;
import io.groundswell.topics.Product;
import io.groundswell.topics.Sensitivity;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The brands a user wrote down, with everything that is wrong in the file, each with its line. YAML:
 *
 * <pre>
 * brands:
 *   - id: acme                      # lower-case letters, digits, hyphens
 *     name: Acme Widgets
 *     query: '"acme widgets" OR $ACME OR site:acme.example'
 *     aliases: [acmeco, "#acmeway"] # what else people call it
 *     products:                     # what it sells
 *       - Turbo Kettle
 *       - {name: Silent Toaster, aliases: [the toaster, toasty]}
 *     accounts: [x:acme, x:acmecares]
 *     competitors: [globex]         # ids in this file
 *     languages: [en, de]           # none means all
 *     company: acme-group           # brands of one company share their incidents; on its own when left out
 *     owners: {reviews: support, any: pr}   # the department that answers for its incidents, by signal
 *     time-zone: Europe/Vienna      # where its days begin; UTC when left out
 *     panels:                       # whom it is compared with, from which day on; its competitors when left out
 *       - {from: 2026-01-01, brands: [globex]}
 *     answers:                      # what is promised to those who ask
 *       hours: [Mon-Fri 09:00-17:00, Sat 10:00-14:00]      # always, when left out
 *       within: {support: 1h, pr: 30m, any: 4h}            # of those hours, by department
 *       departments: {complaint: support, praise: none}    # by intent
 *     campaigns:                    # see {@link CampaignList}
 *       - {id: spring, name: Spring Sale, from: 2026-03-01, to: 2026-03-14, query: 'hashtag:springsale'}
 *     sensitivity: fewer            # how readily unusual talk is told: fewer, balanced, more
 *     alerts:                       # see {@link RuleList}
 *       - {name: hundred-an-hour, kind: fixed-count, count: 100, within: 1h}
 * </pre>
 *
 * @param brands those without a problem, in the order of the file
 * @param problems everything that is wrong, in the order of the file; empty when the file may be used
 */
public record BrandFile(List<Brand> brands, List<BrandProblem> problems) {

    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9-]{1,32}:[^\\s:@]\\S{0,299}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final List<String> KEYS = List.of(
            "id",
            "name",
            "query",
            "aliases",
            "products",
            "accounts",
            "competitors",
            "languages",
            "company",
            "owners",
            "time-zone",
            "panels",
            "answers",
            "campaigns",
            "sensitivity",
            "alerts");
    private static final List<String> PRODUCT_KEYS = List.of("name", "aliases");
    private static final int LONGEST_NAME = 200;
    private static final int LARGEST_FILE = 4 * 1024 * 1024;

    /** Reads a file; whatever happens is among the problems. */
    public static BrandFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return unusable(0, file + " is larger than " + LARGEST_FILE + " bytes");
            }
            return read(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return unusable(0, "there is no file " + file);
        } catch (CharacterCodingException e) {
            return unusable(0, file + " is not UTF-8");
        } catch (IOException e) {
            return unusable(0, file + " cannot be read");
        }
    }

    /** Reads YAML from anywhere. */
    public static BrandFile read(Reader yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        options.setNestingDepthLimit(10);
        options.setCodePointLimit(LARGEST_FILE);
        try {
            return new Reading().read(new Yaml(new SafeConstructor(options)).compose(yaml));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            return unusable(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            return unusable(0, "not YAML, or too deep or too large");
        }
    }

    private static BrandFile unusable(int line, String problem) {
        return new BrandFile(List.of(), List.of(new BrandProblem(null, line, 0, problem)));
    }

    /** One pass over the tree, gathering brands and problems. */
    private static final class Reading {

        private final BrandNodes nodes = new BrandNodes();
        private final Map<String, Node> ids = new LinkedHashMap<>();
        private final Map<String, String> owners = new HashMap<>();
        private final Map<String, String> namesakes = new HashMap<>();
        private final List<Brand> brands = new ArrayList<>();
        private final Map<String, List<ScalarNode>> rivals = new LinkedHashMap<>();

        private BrandFile read(Node root) {
            if (!(root instanceof MappingNode top)) {
                return unusable(root == null ? 0 : BrandNodes.line(root), "the file must begin with 'brands:'");
            }
            Map<String, Node> keys = nodes.members(null, top, List.of("brands"));
            Node list = keys.get("brands");
            if (list == null) {
                nodes.problem(null, root, "there is no 'brands:'");
            } else if (!(list instanceof SequenceNode sequence)) {
                nodes.problem(null, list, "'brands' must be a list, each brand beginning with '- id:'");
            } else if (sequence.getValue().isEmpty()) {
                nodes.problem(null, list, "'brands' is empty");
            } else {
                sequence.getValue().forEach(this::readBrand);
                checkRivals();
            }
            return new BrandFile(
                    brands.stream()
                            .filter(brand -> !nodes.isBroken(brand.getId()))
                            .toList(),
                    nodes.problems());
        }

        private void readBrand(Node node) {
            if (!(node instanceof MappingNode mapping)) {
                nodes.problem(null, node, "a brand must have keys: id, name, query");
                return;
            }
            String id = mapping.getValue().stream()
                    .filter(member -> member.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals("id")
                            && member.getValueNode() instanceof ScalarNode)
                    .map(member -> ((ScalarNode) member.getValueNode()).getValue())
                    .findFirst()
                    .orElse(null);
            Map<String, Node> members = nodes.members(id, mapping, KEYS);
            checkId(id, mapping, members.get("id"));
            String name = nodes.scalar(id, mapping, members, "name");
            if (name != null) {
                checkName(id, members.get("name"), "name", name);
            }
            String query = nodes.scalar(id, mapping, members, "query");
            if (query != null) {
                nodes.checkQuery(id, members.get("query"), query);
            }
            List<String> aliases = names(id, members.get("aliases"), "aliases");
            List<Product> products = products(id, members.get("products"));
            List<String> accounts = accounts(id, members.get("accounts"));
            List<ScalarNode> competitors = nodes.scalars(id, members.get("competitors"), "competitors");
            List<String> languages = languages(id, members.get("languages"));
            String company = nodes.slug(id, members.get("company"), "'company'");
            Map<String, String> owners = IncidentOwners.read(nodes, id, members.get("owners"));
            String zone = zone(id, members.get("time-zone"));
            List<ScalarNode> compared = rivals.computeIfAbsent(id, unknown -> new ArrayList<>());
            List<Panel> panels = PanelList.read(nodes, id, members.get("panels"), compared::add);
            List<Campaign> campaigns = CampaignList.read(nodes, id, members.get("campaigns"));
            Answers answers = AnswerPromises.read(nodes, id, members.get("answers"));
            Sensitivity sensitivity = sensitivity(id, members.get("sensitivity"));
            List<BrandRule> rules = RuleList.read(nodes, id, members.get("alerts"));
            if (id == null || name == null || query == null) {
                return;
            }
            compared.addAll(competitors);
            brands.add(Brand.newBuilder()
                    .setId(id)
                    .setName(name)
                    .setQuery(query)
                    .setAliases(aliases)
                    .setProducts(products)
                    .setAccounts(accounts)
                    .setCompetitors(
                            competitors.stream().map(ScalarNode::getValue).toList())
                    .setLanguages(languages)
                    .setCompany(company)
                    .setOwners(owners)
                    .setTimeZone(zone)
                    .setPanels(panels)
                    .setAnswers(answers)
                    .setCampaigns(campaigns)
                    .setSensitivity(sensitivity)
                    .setAlerts(rules)
                    .setRemoved(false)
                    .build());
        }

        private void checkId(String id, MappingNode brand, Node node) {
            if (id == null) {
                nodes.problem(null, brand, "a brand without an 'id'");
            } else if (!BrandNodes.SLUG.matcher(id).matches()) {
                nodes.problem(id, node, "'id' must be lower-case letters, digits and hyphens, at most 64");
            } else if (ids.putIfAbsent(id, node) != null) {
                nodes.problem(id, node, "the id is taken already, on line " + BrandNodes.line(ids.get(id)));
            }
        }

        /** Takes a name for a brand, if it is one and no other brand has it. */
        private boolean checkName(String brand, Node node, String key, String name) {
            if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c < 0x20)) {
                nodes.problem(brand, node, "'" + key + "' must be one line of 1 to " + LONGEST_NAME + " characters");
                return false;
            }
            String other = namesakes.putIfAbsent(FoldedText.of(name.strip()), String.valueOf(brand));
            if (other != null && !other.equals(String.valueOf(brand))) {
                nodes.problem(brand, node, "'" + name + "' is what brand '" + other + "' is called already");
                return false;
            }
            return true;
        }

        private List<String> names(String brand, Node node, String key) {
            return nodes.scalars(brand, node, key).stream()
                    .filter(scalar -> checkName(brand, scalar, key, scalar.getValue()))
                    .map(ScalarNode::getValue)
                    .toList();
        }

        private List<Product> products(String brand, Node node) {
            List<Product> products = new ArrayList<>();
            if (node == null
                    || node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
                return products;
            }
            if (!(node instanceof SequenceNode sequence)) {
                nodes.problem(brand, node, "'products' must be a list, such as [Turbo Kettle, Silent Toaster]");
                return products;
            }
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                    if (checkName(brand, scalar, "products", scalar.getValue())) {
                        products.add(new Product(scalar.getValue(), List.of()));
                    }
                } else if (item instanceof MappingNode mapping) {
                    Map<String, Node> members = nodes.members(brand, mapping, PRODUCT_KEYS);
                    String name = nodes.scalar(brand, mapping, members, "name");
                    List<String> aliases = names(brand, members.get("aliases"), "aliases");
                    if (name != null && checkName(brand, members.get("name"), "name", name)) {
                        products.add(new Product(name, aliases));
                    }
                } else {
                    nodes.problem(brand, item, "a product must be a name, or have the keys name and aliases");
                }
            }
            return products;
        }

        private List<String> accounts(String brand, Node node) {
            List<String> accounts = new ArrayList<>();
            for (ScalarNode scalar : nodes.scalars(brand, node, "accounts")) {
                String account = scalar.getValue();
                String other = owners.putIfAbsent(FoldedText.of(account), String.valueOf(brand));
                if (!ACCOUNT.matcher(account).matches()) {
                    nodes.problem(
                            brand,
                            scalar,
                            "the account '" + account + "' must be platform:handle, such as x:acme, without @");
                } else if (other != null) {
                    nodes.problem(
                            brand, scalar, "the account '" + account + "' belongs to brand '" + other + "' already");
                } else {
                    accounts.add(account);
                }
            }
            return accounts;
        }

        private List<String> languages(String brand, Node node) {
            List<String> languages = new ArrayList<>();
            for (ScalarNode scalar : nodes.scalars(brand, node, "languages")) {
                // YAML 1.1 reads a bare no as false; here it is Norwegian all the same.
                if (LANGUAGE.matcher(scalar.getValue()).matches()) {
                    languages.add(scalar.getValue());
                } else {
                    nodes.problem(
                            brand,
                            scalar,
                            "the language '" + scalar.getValue() + "' must be two lower-case letters, such as en");
                }
            }
            return languages;
        }

        private String zone(String brand, Node node) {
            if (node == null) {
                return "UTC";
            }
            String zone = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            // Those of three letters are ambiguous, and an offset knows no summer.
            if (zone.equals("UTC")
                    || zone.contains("/") && ZoneId.getAvailableZoneIds().contains(zone)) {
                return zone;
            }
            nodes.problem(brand, node, "'time-zone' must be a name such as Europe/Vienna, or UTC");
            return "UTC";
        }

        private Sensitivity sensitivity(String brand, Node node) {
            if (node == null) {
                return Sensitivity.BALANCED;
            }
            String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            for (Sensitivity sensitivity : Sensitivity.values()) {
                if (sensitivity.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return sensitivity;
                }
            }
            nodes.problem(brand, node, "'sensitivity' must be fewer, balanced or more");
            return Sensitivity.BALANCED;
        }

        private void checkRivals() {
            rivals.forEach((brand, competitors) -> competitors.forEach(rival -> {
                if (rival.getValue().equals(brand)) {
                    nodes.problem(brand, rival, "a brand is not its own competitor");
                } else if (!ids.containsKey(rival.getValue())) {
                    nodes.problem(brand, rival, "the competitor '" + rival.getValue() + "' is no brand of this file");
                }
            }));
        }
    }
}
