package io.groundswell.local.brief;

import static io.groundswell.local.brief.Published.ascending;
import static io.groundswell.local.brief.Published.between;
import static io.groundswell.local.brief.Published.both;
import static io.groundswell.local.brief.Published.is;
import static io.groundswell.local.brief.Published.isNot;
import static io.groundswell.local.brief.Published.isOneOf;

import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionBoostMode;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScore;
import co.elastic.clients.elasticsearch._types.query_dsl.FunctionScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.util.NamedValue;
import io.groundswell.local.brief.Brief.Post;
import io.groundswell.local.brief.Brief.Subject;
import io.groundswell.local.brief.Brief.Voice;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was said in the time of a brief, by others than the brand; what was deleted is not among it. */
final class ReadMentions {

    private static final int SHOWN = 10;
    private static final int MOST_PLATFORMS = 200;

    /** So many candidates of each shard, that what it leaves out cannot be among the first ones. */
    private static final int OF_EACH_SHARD = 10_000;

    private static final List<String> COUNTERS = List.of("likes", "reposts", "replies", "quotes", "bookmarks");

    private final Published published;
    private final Brief.Listened brand;
    private final Query said;

    ReadMentions(Published published, Brief.Listened brand, Span span) {
        this.published = published;
        this.brand = brand;
        this.said = both(
                is("brands", brand.id()),
                isNot("ownedBy", brand.id()),
                Query.of(query -> query.term(term -> term.field("deleted").value(false))),
                between("createdAt", span.from(), span.to()));
    }

    /** By engagement so far; reposts stand for nothing of their own. */
    List<Post> posts() throws IOException {
        List<FunctionScore> counted = Stream.concat(
                        COUNTERS.stream().map(ReadMentions::counted),
                        // A score cannot be 0 for want of anything to count.
                        Stream.of(FunctionScore.of(one -> one.weight(1.0))))
                .toList();
        return published
                .search(Index.MENTIONS, Kept.Mention.class, search -> search.size(SHOWN)
                        .query(query -> query.functionScore(score -> score.query(both(said, isNot("kind", "REPOST")))
                                .functions(counted)
                                .scoreMode(FunctionScoreMode.Sum)
                                .boostMode(FunctionBoostMode.Replace)))
                        .sort(
                                SortOptions.of(sort -> sort.score(by -> by.order(SortOrder.Desc))),
                                ascending("createdAt"),
                                ascending("id")))
                .hits()
                .hits()
                .stream()
                .map(hit -> post(hit.source()))
                .toList();
    }

    private static FunctionScore counted(String counter) {
        String field = "counters." + counter;
        return FunctionScore.of(function -> function.filter(query -> query.range(
                        range -> range.number(number -> number.field(field).gt(0.0))))
                .fieldValueFactor(factor -> factor.field(field)));
    }

    List<Voice> voices() throws IOException {
        Aggregation authors = Aggregation.of(each -> each.terms(terms -> terms.field("author.id")
                        .size(SHOWN)
                        .shardSize(OF_EACH_SHARD)
                        .order(List.of(
                                NamedValue.of("reach", SortOrder.Desc), NamedValue.of("_count", SortOrder.Desc))))
                .aggregations(
                        "reach",
                        sum -> sum.sum(field -> field.field("author.followers").missing(0.0)))
                .aggregations("negative", only -> only.filter(is("sentiment", "NEGATIVE"))));
        // Platforms give their ids without regard to each other.
        List<Voice> loudest = published
                .search(Index.MENTIONS, Void.class, search -> search.size(0)
                        .query(said)
                        .aggregations("platforms", each -> each.terms(
                                        terms -> terms.field("platform").size(MOST_PLATFORMS))
                                .aggregations("authors", authors)))
                .aggregations()
                .get("platforms")
                .sterms()
                .buckets()
                .array()
                .stream()
                .flatMap(platform -> platform.aggregations().get("authors").sterms().buckets().array().stream()
                        .map(author -> voice(platform.key().stringValue(), author)))
                .sorted(Comparator.comparingLong(Voice::reach)
                        .thenComparingLong(Voice::mentions)
                        .reversed()
                        .thenComparing(Voice::author))
                .limit(SHOWN)
                .toList();
        List<Voice> named = new ArrayList<>();
        for (Voice voice : loudest) {
            named.add(named(voice));
        }
        return named;
    }

    /** Known by its id alone. */
    private static Voice voice(String platform, StringTermsBucket author) {
        return new Voice(
                platform,
                author.key().stringValue(),
                author.docCount(),
                author.aggregations().get("negative").filter().docCount(),
                Math.round(author.aggregations().get("reach").sum().value()),
                false);
    }

    /** With the name its author bore last; of a few, as it would cost much to look for those of all. */
    private Voice named(Voice voice) throws IOException {
        return published
                .search(Index.MENTIONS, Kept.Mention.class, search -> search.size(1)
                        .query(both(said, is("platform", voice.platform()), is("author.id", voice.author())))
                        .sort(Published.sorted("createdAt", SortOrder.Desc), ascending("id")))
                .hits()
                .hits()
                .stream()
                .map(hit -> hit.source().author())
                .map(author -> new Voice(
                        voice.platform(),
                        name(author),
                        voice.mentions(),
                        voice.negative(),
                        voice.reach(),
                        Boolean.TRUE.equals(author.isAutomated())))
                .findFirst()
                .orElse(voice);
    }

    List<Subject> hashtags() throws IOException {
        return subjects("hashtags");
    }

    /** Without the brand itself, of which all of this is. */
    List<Subject> topics() throws IOException {
        return subjects("entities.canonical").stream()
                .filter(topic -> !topic.name().equalsIgnoreCase(brand.name())
                        && !topic.name().equalsIgnoreCase(brand.id()))
                .limit(SHOWN)
                .toList();
    }

    private List<Subject> subjects(String field) throws IOException {
        return published
                .search(Index.MENTIONS, Void.class, search -> search.size(0)
                        .query(said)
                        .aggregations("subjects", each -> each.terms(terms -> terms.field(field)
                                        // Two of the topics may be the brand itself.
                                        .size(SHOWN + 2)
                                        .shardSize(OF_EACH_SHARD))
                                .aggregations("negative", only -> only.filter(is("sentiment", "NEGATIVE")))))
                .aggregations()
                .get("subjects")
                .sterms()
                .buckets()
                .array()
                .stream()
                .map(subject -> new Subject(
                        subject.key().stringValue(),
                        subject.docCount(),
                        subject.aggregations().get("negative").filter().docCount()))
                .toList();
    }

    /** The ids of reviews written in the time. */
    List<String> reviews() throws IOException {
        return published
                .all(
                        Index.MENTIONS,
                        Kept.Mention.class,
                        "createdAt",
                        said,
                        Query.of(query -> query.exists(field -> field.field("rating.value"))))
                .stream()
                .map(Kept.Mention::id)
                .toList();
    }

    /** How many of some posts the brand has replied to, whenever. */
    long answered(List<String> posts) throws IOException {
        long answered = 0;
        int together = 1_000;
        for (int begin = 0; begin < posts.size(); begin += together) {
            List<String> some = posts.subList(begin, Math.min(begin + together, posts.size()));
            answered += published
                    .search(Index.MENTIONS, Void.class, search -> search.size(0)
                            .query(both(is("ownedBy", brand.id()), isOneOf("replyTo", some)))
                            .aggregations(
                                    "posts",
                                    each -> each.terms(terms -> terms.field("replyTo")
                                            .size(together)
                                            .include(include -> include.terms(some)))))
                    .aggregations()
                    .get("posts")
                    .sterms()
                    .buckets()
                    .array()
                    .size();
        }
        return answered;
    }

    /** Posts by id; those that were deleted, or are not there, are left out. */
    Map<String, Post> posts(Collection<String> ids) throws IOException {
        Map<String, Post> posts = new HashMap<>();
        published.byId(Index.MENTIONS, Kept.Mention.class, ids).forEach((id, mention) -> {
            if (!mention.deleted()) {
                posts.put(id, post(mention));
            }
        });
        return posts;
    }

    private Post post(Kept.Mention mention) {
        return new Post(
                mention.id(),
                mention.platform(),
                name(mention.author()),
                mention.createdAt(),
                Optional.ofNullable(mention.text()).orElse(""),
                Optional.ofNullable(mention.language()).orElse(""),
                sentiment(mention),
                engagement(mention.counters()),
                Optional.ofNullable(mention.author()).map(Kept.Author::followers),
                link(mention.permalink()));
    }

    private String sentiment(Kept.Mention mention) {
        return Optional.ofNullable(mention.towards()).orElse(List.of()).stream()
                .filter(each -> each.brand().equals(brand.id()))
                .map(Kept.Towards::sentiment)
                .findFirst()
                .or(() -> Optional.ofNullable(mention.sentiment()))
                .orElse("");
    }

    private static long engagement(Kept.Counters counters) {
        List<Long> all = new ArrayList<>();
        if (counters != null) {
            Stream.of(counters.likes(), counters.reposts(), counters.replies(), counters.quotes(), counters.bookmarks())
                    .filter(java.util.Objects::nonNull)
                    .forEach(all::add);
        }
        return all.stream().mapToLong(count -> Math.max(count, 0)).sum();
    }

    private static String name(Kept.Author author) {
        return author == null
                ? ""
                : Stream.of(author.handle(), author.name(), author.id())
                        .filter(name -> name != null && !name.isBlank())
                        .findFirst()
                        .orElse("");
    }

    /** What a browser may be sent to: a page of the web, and nothing that runs. */
    static Optional<URI> link(String address) {
        try {
            return Optional.ofNullable(address)
                    .map(URI::create)
                    .filter(uri -> uri.getHost() != null && uri.getScheme() != null)
                    .filter(uri ->
                            List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
