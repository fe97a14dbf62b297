package io.groundswell.collect.brand;

import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.Mention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.MatchingQueries;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;

/**
 * Which brands a post is about. Queries wait in an index of their own, and a post runs only those that share a rare word
 * with it, so a thousand brands cost little more than ten. Not thread-safe.
 */
public final class BrandMatcher implements AutoCloseable {

    /**
     * What a post has to do with the brands.
     *
     * @param brands ids of the brands it is about, sorted; a brand whose own account wrote it is among them
     * @param campaigns of these brands that it is of, as brand/campaign, sorted
     * @param rules of these brands whose query it fits, as brand/rule, sorted
     * @param ownedBy id of the brand whose own account wrote it, or null
     */
    public record About(List<String> brands, List<String> campaigns, List<String> rules, String ownedBy) {}

    // Reposts, and the originals inside them, say the same again and again; a match costs several times a look-up.
    private static final int REMEMBERED = 4_096;
    private static final int LONGEST_REMEMBERED = 1_000;

    private static final char SLASH = '/';
    private static final char COLON = ':';

    /** All of a post that a query can ask for; the author only when one does. */
    private record Said(
            String text,
            String language,
            List<String> links,
            List<String> hashtags,
            List<String> cashtags,
            List<String> handles,
            String author) {}

    private final Map<Said, List<String>> remembered = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, List<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Monitor monitor;
    private final Set<String> askingForAuthors = new HashSet<>();
    private final Map<String, Brand> brands = new TreeMap<>();
    // platform:handle, folded, to brand ids
    private final Map<String, SortedSet<String>> owners = new HashMap<>();

    public BrandMatcher() {
        try {
            monitor = new Monitor(SocialText.ofPosts(), new TermFilteredPresearcher());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a brand's query, or those of its campaigns and rules, if anything. */
    public static Optional<BrandProblem> check(Brand brand) {
        return problem(brand, parsed(brand));
    }

    private static Optional<BrandProblem> problem(Brand brand, Map<String, BrandQuery.Parsed> queries) {
        if (!brandOf(brand.getId()).equals(brand.getId())) {
            return Optional.of(new BrandProblem(brand.getId(), 0, 0, "no id of a brand has a slash or a colon"));
        }
        return queries.values().stream()
                .flatMap(parsed -> parsed.refused().stream())
                .findFirst();
    }

    /**
     * The query of a brand, those of its campaigns, and those of its rules, by the id they are known by here; no brand has a slash
     * or a colon in its own.
     */
    private static Map<String, BrandQuery.Parsed> parsed(Brand brand) {
        Map<String, BrandQuery.Parsed> queries = new LinkedHashMap<>();
        queries.put(brand.getId(), BrandQuery.parse(brand.getId(), brand.getQuery()));
        for (Campaign campaign : brand.getCampaigns()) {
            if (campaign.getQuery() != null) {
                queries.put(
                        brand.getId() + SLASH + campaign.getId(), BrandQuery.parse(brand.getId(), campaign.getQuery()));
            }
        }
        for (BrandRule rule : brand.getAlerts()) {
            if (rule.getQuery() != null) {
                queries.put(brand.getId() + COLON + rule.getName(), BrandQuery.parse(brand.getId(), rule.getQuery()));
            }
        }
        return queries;
    }

    private static String brandOf(String id) {
        return id.split("[/:]", 2)[0];
    }

    /**
     * Listens for a brand from now on, in place of an earlier definition of the same id.
     *
     * @return the problem, when the query cannot be read; then nothing changes
     */
    public Optional<BrandProblem> put(Brand brand) {
        return putAll(List.of(brand)).stream().findFirst();
    }

    /**
     * Listens for several brands from now on; much faster than one by one.
     *
     * @return the problems of those whose query cannot be read, for which nothing changes
     */
    public List<BrandProblem> putAll(Collection<Brand> several) {
        List<BrandProblem> problems = new ArrayList<>();
        List<MonitorQuery> queries = new ArrayList<>();
        for (Brand brand : several) {
            Map<String, BrandQuery.Parsed> read = parsed(brand);
            Optional<BrandProblem> problem = problem(brand, read);
            if (problem.isPresent()) {
                problems.add(problem.get());
                continue;
            }
            forget(brand.getId());
            brands.put(brand.getId(), brand);
            read.forEach((id, parsed) -> {
                queries.add(new MonitorQuery(id, parsed.query()));
                if (parsed.asksFor(BrandQuery.AUTHOR)) {
                    askingForAuthors.add(id);
                }
            });
        }
        try {
            monitor.register(queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readOwners();
        return problems;
    }

    public void remove(String brand) {
        if (forget(brand)) {
            readOwners();
        }
    }

    /** @return whether it was known */
    private boolean forget(String brand) {
        Brand known = brands.remove(brand);
        if (known == null) {
            return false;
        }
        List<String> queries = List.copyOf(parsed(known).keySet());
        askingForAuthors.removeAll(queries);
        try {
            monitor.deleteById(queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** Ids of the brands listened for. */
    public SortedSet<String> listenedFor() {
        return new TreeSet<>(brands.keySet());
    }

    private void readOwners() {
        remembered.clear();
        owners.clear();
        brands.forEach((id, brand) -> brand.getAccounts()
                .forEach(account -> owners.computeIfAbsent(FoldedText.of(account), key -> new TreeSet<>())
                        .add(id)));
    }

    /** @throws IllegalStateException naming the brands whose query fails on this post, which is a defect */
    public About match(Mention mention) {
        if (brands.isEmpty()) {
            return new About(List.of(), List.of(), List.of(), null);
        }
        SortedSet<String> owning = owners(mention);
        SortedSet<String> hosting = hosts(mention);
        List<String> asked = asked(mention);
        SortedSet<String> about = new TreeSet<>(owning);
        about.addAll(hosting);
        asked.stream().filter(id -> brandOf(id).equals(id)).forEach(about::add);
        return new About(
                List.copyOf(about),
                within(asked, SLASH, about),
                within(asked, COLON, about),
                owning.isEmpty() ? null : owning.first());
    }

    /** Campaigns and rules ask among their brand's mentions only. */
    private static List<String> within(List<String> asked, char mark, Set<String> about) {
        return asked.stream()
                .filter(id -> id.indexOf(mark) > 0 && about.contains(brandOf(id)))
                .map(id -> id.replace(mark, SLASH))
                .toList();
    }

    /**
     * The brand whose own account this is, or null; of several the first by id.
     *
     * @param account platform:native id
     * @param handle or null
     */
    public String ownerOf(String account, String platform, String handle) {
        SortedSet<String> owning = owners(account, platform, handle);
        return owning.isEmpty() ? null : owning.first();
    }

    /** Brands, campaigns and rules whose query fits, and the languages of the brand, sorted. */
    private List<String> asked(Mention mention) {
        if (mention.getText().length() > LONGEST_REMEMBERED) {
            return matched(mention);
        }
        Said said = new Said(
                mention.getText(),
                mention.getGivenLanguage(),
                mention.getLinks(),
                mention.getHashtags(),
                mention.getCashtags(),
                mention.getHandles(),
                askingForAuthors.isEmpty() || mention.getAuthor() == null
                        ? null
                        : mention.getAuthor().getHandle());
        List<String> known = remembered.get(said);
        if (known == null) {
            known = matched(mention);
            remembered.put(said, known);
        }
        return known;
    }

    private List<String> matched(Mention mention) {
        SortedSet<String> about = new TreeSet<>();
        MatchingQueries<QueryMatch> matches;
        try {
            matches = monitor.match(document(mention), QueryMatch.SIMPLE_MATCHER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!matches.getErrors().isEmpty()) {
            throw new IllegalStateException(
                    "brand queries that failed: "
                            + matches.getErrors().keySet().stream().sorted().collect(Collectors.joining(", ")),
                    matches.getErrors().values().iterator().next());
        }
        for (QueryMatch match : matches.getMatches()) {
            if (isWanted(brands.get(brandOf(match.getQueryId())), mention.getGivenLanguage())) {
                about.add(match.getQueryId());
            }
        }
        return List.copyOf(about);
    }

    private SortedSet<String> owners(Mention mention) {
        return mention.getAuthor() == null
                ? Collections.emptySortedSet()
                : owners(
                        mention.getAuthor().getId(),
                        mention.getPlatform(),
                        mention.getAuthor().getHandle());
    }

    /** What is said on a brand's own page, or about its place or app, is about the brand, named or not. */
    private SortedSet<String> hosts(Mention mention) {
        return mention.getChannel() == null
                ? Collections.emptySortedSet()
                : owners(mention.getChannel().getId(), mention.getPlatform(), null);
    }

    private SortedSet<String> owners(String account, String platform, String handle) {
        if (owners.isEmpty()) {
            return Collections.emptySortedSet();
        }
        SortedSet<String> byId = owners.get(FoldedText.of(account));
        SortedSet<String> byHandle = handle == null ? null : owners.get(platform + ":" + FoldedText.of(handle));
        if (byId == null || byHandle == null) {
            SortedSet<String> either = byId == null ? byHandle : byId;
            return either == null ? Collections.emptySortedSet() : either;
        }
        SortedSet<String> both = new TreeSet<>(byId);
        both.addAll(byHandle);
        return both;
    }

    /** A post without a language is wanted: platforms leave it out of short posts. */
    private static boolean isWanted(Brand brand, String language) {
        if (language == null || brand.getLanguages().isEmpty()) {
            return true;
        }
        String primary = primary(language);
        return brand.getLanguages().stream().anyMatch(wanted -> primary(wanted).equals(primary));
    }

    private static String primary(String tag) {
        int hyphen = tag.indexOf('-');
        return (hyphen < 0 ? tag : tag.substring(0, hyphen)).toLowerCase(Locale.ROOT);
    }

    private static Document document(Mention mention) {
        Document document = new Document();
        document.add(new TextField(BrandQuery.TEXT, mention.getText(), Field.Store.NO));
        // Platforms cut the handles a reply is addressed to out of its text.
        for (String handle : mention.getHandles()) {
            document.add(new StringField(BrandQuery.HANDLE, SocialText.bare(FoldedText.of(handle)), Field.Store.NO));
            if (!mention.getText().contains(handle)) {
                document.add(new TextField(BrandQuery.TEXT, "@" + handle, Field.Store.NO));
            }
        }
        for (String tag : mention.getHashtags()) {
            document.add(new StringField(BrandQuery.HASHTAG, FoldedText.of(tag), Field.Store.NO));
        }
        for (String tag : mention.getCashtags()) {
            document.add(new StringField(BrandQuery.CASHTAG, FoldedText.of(tag), Field.Store.NO));
        }
        for (String link : mention.getLinks()) {
            addSites(document, link);
        }
        if (mention.getAuthor() != null && mention.getAuthor().getHandle() != null) {
            document.add(new StringField(
                    BrandQuery.AUTHOR, FoldedText.of(mention.getAuthor().getHandle()), Field.Store.NO));
        }
        if (mention.getGivenLanguage() != null) {
            String language = mention.getGivenLanguage().toLowerCase(Locale.ROOT);
            document.add(new StringField(BrandQuery.LANGUAGE, language, Field.Store.NO));
            if (language.indexOf('-') > 0) {
                document.add(new StringField(BrandQuery.LANGUAGE, primary(language), Field.Store.NO));
            }
        }
        return document;
    }

    /** The host of a link and the domains above it, so that site:acme.example finds shop.acme.example. */
    private static void addSites(Document document, String link) {
        String host = host(link);
        int levels = 0;
        while (host.indexOf('.') > 0 && levels++ < 8) {
            document.add(new StringField(BrandQuery.SITE, host, Field.Store.NO));
            host = host.substring(host.indexOf('.') + 1);
        }
    }

    /** By hand, as links of posts are often not what java.net.URI takes for one. */
    private static String host(String link) {
        int start = link.indexOf("://") + 3;
        int end = start;
        int begin = start;
        while (end < link.length() && "/?#\\".indexOf(link.charAt(end)) < 0) {
            if (link.charAt(end) == '@') {
                begin = end + 1;
            }
            end++;
        }
        String host = link.substring(begin, end);
        int port = host.indexOf(':');
        return FoldedText.of(port < 0 ? host : host.substring(0, port));
    }

    @Override
    public void close() {
        try {
            monitor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
