package io.groundswell.measure;

import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Rating;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SentimentChances;
import io.groundswell.topics.Towards;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Five days of posts about three brands in three time zones, around the night the clocks change: edits, refreshed counters,
 * likes taken back, reposts, copies, bots, reviews, deletions, own posts, questions and their answers, all seen up to three days
 * after they were made, but for a few that come when their windows are settled. The same seed gives the same posts.
 */
final class GeneratedPosts {

    static final Map<String, ZoneId> ZONES =
            Map.of("acme", ZoneId.of("UTC"), "zest", ZoneId.of("Europe/Vienna"), "kolk", ZoneId.of("Asia/Kolkata"));

    static final Instant BEGIN = Instant.parse("2026-03-26T00:00:00Z");

    private static final Duration SPAN = Duration.ofDays(5);
    private static final long LATEST_SIGHT = Duration.ofDays(3).toMillis();
    private static final Duration SETTLED = Duration.ofDays(7);
    private static final List<String> BRANDS = List.of("acme", "zest", "kolk");
    private static final List<String> PLATFORMS = List.of("x", "bluesky", "reddit");

    /** Some of which ask for an answer. */
    private static final List<String> INTENTS = List.of("complaint", "question", "praise", "churn-threat", "job");

    private final Random random;

    private GeneratedPosts(long seed) {
        random = new Random(seed);
    }

    /** So many versions, in the order in which they are seen. */
    static List<EnrichedMention> of(int versions, long seed) {
        return new GeneratedPosts(seed).all(versions);
    }

    private List<EnrichedMention> all(int versions) {
        List<EnrichedMention> all = new ArrayList<>(versions);
        for (int post = 0; all.size() < versions; post++) {
            seen(post, all);
            if (oneIn(80)) {
                editedTooLate(post, all);
            }
        }
        List<EnrichedMention> seen = new ArrayList<>(all.subList(0, versions));
        seen.sort((one, other) ->
                one.getMention().getObservedAt().compareTo(other.getMention().getObservedAt()));
        return seen;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** Few are named often, and most hardly ever. */
    private String popular(String what, int many) {
        return (what + (int) (many * Math.pow(random.nextDouble(), 4))).intern();
    }

    private void seen(int post, List<EnrichedMention> into) {
        // One in three in the hours around midnight, where days are told apart.
        Instant made = oneIn(3)
                ? BEGIN.plus(Duration.ofDays(random.nextInt(5))).plusSeconds(random.nextInt(7_200) - 3_600 + 86_400)
                : BEGIN.plusMillis(random.nextLong(SPAN.toMillis()));
        if (oneIn(4)) {
            made = Instant.parse("2026-03-28T22:30:00Z")
                    .plusMillis(random.nextLong(Duration.ofHours(4).toMillis()));
        }
        String platform = PLATFORMS.get(random.nextInt(PLATFORMS.size()));
        String id = platform + ":" + post;
        boolean repost = post > 100 && oneIn(4);
        MentionKind kind = repost ? MentionKind.REPOST : MentionKind.values()[random.nextInt(3)];
        String other = platform + ":" + (post - 1 - random.nextInt(100));
        boolean tooLate = oneIn(50);
        Mention.Builder mention = Mention.newBuilder()
                .setId(id)
                .setPlatform(platform)
                .setKind(kind)
                .setRepostOf(repost ? other : null)
                .setReplyTo(kind == MentionKind.REPLY ? other : null)
                .setQuoteOf(kind == MentionKind.QUOTE ? other : null)
                .setThreadRoot(kind == MentionKind.REPLY && oneIn(2) ? platform + ":" + post / 100 : null)
                .setCreatedAt(tooLate ? made.minus(SETTLED).minusSeconds(60 + random.nextInt(200_000)) : made)
                .setBrands(brands())
                .setHashtags(oneIn(2) ? List.of(popular("Tag", 300), popular("tag", 300)) : List.of())
                .setLinks(oneIn(5) ? List.of("https://example.com/" + popular("page", 500)) : List.of());
        if (!oneIn(20)) {
            mention.setAuthor(Author.newBuilder()
                    .setId(platform + ":" + popular("author", 20_000))
                    .setFollowers(oneIn(5) ? null : (long) Math.pow(10, random.nextDouble() * 8))
                    .setAutomated(oneIn(12) ? true : null)
                    .build());
        }
        if (oneIn(10)) {
            mention.setRating(new Rating(random.nextInt(9) / 8.0, 1.0, 5.0));
        }
        if (oneIn(30)) {
            mention.setOwnedBy(mention.getBrands().get(0));
        }
        Enrichment enrichment = enrichment(mention.getBrands());
        long likes = random.nextInt(50);
        int sights = 1 + random.nextInt(3);
        Instant seen = made;
        for (int sight = 0; sight < sights; sight++) {
            seen = seen.plusMillis(1 + random.nextLong(oneIn(2) ? 90_000 : LATEST_SIGHT / 4));
            likes += random.nextInt(20) - 5;
            mention.setObservedAt(seen).setVersion(seen.toEpochMilli()).setCounters(oneIn(6) ? null : counters(likes));
            if (sight > 0 && oneIn(5)) {
                enrichment = enrichment(mention.getBrands());
            }
            if (sight > 0 && oneIn(15)) {
                mention.setBrands(brands()).setOwnedBy(null).setEdited(true);
            }
            if (sight > 0 && oneIn(40)) {
                mention.setBrands(List.of()).setOwnedBy(null).setEdited(true);
            }
            into.add(new EnrichedMention(mention.build(), enrichment));
        }
        if (oneIn(25)) {
            into.add(deletion(id, seen.plusMillis(random.nextLong(LATEST_SIGHT / 4))));
        }
        for (int answer = oneIn(4) ? 0 : oneIn(5) ? 2 : 1; answer > 0 && asks(mention, enrichment); answer--) {
            answered(mention, made, id + "-" + answer, into);
        }
    }

    /**
     * First seen an hour or three before its windows are settled, and then in another form when they are; and so near to the end
     * that even in any order nothing is ahead of it.
     */
    private void editedTooLate(int post, List<EnrichedMention> into) {
        Instant seen = BEGIN.plus(Duration.ofDays(6)).plusMillis(random.nextLong(86_400_000));
        Mention.Builder mention = Mention.newBuilder()
                .setId("x:old-" + post)
                .setPlatform("x")
                .setKind(MentionKind.POST)
                .setCreatedAt(seen.minus(SETTLED).plusSeconds(3_600 + random.nextInt(7_200)));
        for (int sight = 0; sight < 2; sight++) {
            mention.setBrands(brands())
                    .setObservedAt(seen)
                    .setVersion(seen.toEpochMilli())
                    .setCounters(counters(random.nextInt(50)))
                    .setEdited(sight > 0);
            Enrichment enrichment = enrichment(mention.getBrands());
            if (sight > 0) {
                enrichment.setSketch(List.of("ab"));
                enrichment.setTextHash("edited " + post);
            }
            into.add(new EnrichedMention(mention.build(), enrichment));
            seen = seen.plus(Duration.ofHours(4));
        }
    }

    private static boolean asks(Mention.Builder mention, Enrichment enrichment) {
        return mention.getRating() != null || !enrichment.getIntents().isEmpty();
    }

    /** Mostly soon, at times after days, and by another clock even before the question; mostly by the brand that was asked. */
    private void answered(Mention.Builder question, Instant made, String id, List<EnrichedMention> into) {
        String brand = oneIn(10) || question.getBrands().isEmpty()
                ? BRANDS.get(random.nextInt(BRANDS.size()))
                : question.getBrands().get(0);
        Instant at = oneIn(20)
                ? made.minusSeconds(5)
                : made.plusMillis((long) (LATEST_SIGHT * Math.pow(random.nextDouble(), 4)));
        Instant seen = at.plusMillis(1 + random.nextLong(90_000));
        into.add(new EnrichedMention(
                Mention.newBuilder()
                        .setId(id)
                        .setPlatform(question.getPlatform())
                        .setKind(MentionKind.REPLY)
                        .setReplyTo(question.getId())
                        .setCreatedAt(at)
                        .setObservedAt(seen)
                        .setVersion(seen.toEpochMilli())
                        .setBrands(oneIn(30) ? List.of() : List.of(brand))
                        .setOwnedBy(brand)
                        .build(),
                enrichment(List.of(brand))));
        if (oneIn(15)) {
            into.add(deletion(id, seen.plusMillis(random.nextLong(LATEST_SIGHT / 4))));
        }
    }

    /** Of a post made in these days, soon after them. */
    static EnrichedMention deletion(String id) {
        return deletion(id, BEGIN.plus(SPAN).plus(Duration.ofDays(1)));
    }

    private static EnrichedMention deletion(String id, Instant at) {
        return new EnrichedMention(
                Mention.newBuilder()
                        .setId(id)
                        .setPlatform(id.substring(0, id.indexOf(':')))
                        .setDeleted(true)
                        .setVersion(at.toEpochMilli())
                        .setObservedAt(at)
                        .build(),
                Enrichment.newBuilder().setStatus(EnrichmentStatus.SKIPPED).build());
    }

    private List<String> brands() {
        return oneIn(6)
                ? List.of("acme", oneIn(2) ? "kolk" : "zest")
                : List.of(BRANDS.get(random.nextInt(BRANDS.size())));
    }

    private Counters counters(long likes) {
        return Counters.newBuilder()
                .setLikes(oneIn(8) ? null : likes)
                .setReposts(oneIn(3) ? null : (long) random.nextInt(10))
                .setReplies(oneIn(3) ? null : (long) random.nextInt(10))
                .setQuotes(oneIn(3) ? null : (long) random.nextInt(5))
                .setBookmarks(oneIn(3) ? null : (long) random.nextInt(5))
                .setViews(oneIn(3) ? null : likes * 100)
                .build();
    }

    private List<Intent> intents() {
        if (!oneIn(4)) {
            return List.of();
        }
        List<Intent> intents = new ArrayList<>();
        for (int i = oneIn(4) ? 2 : 1; i > 0; i--) {
            intents.add(Intent.newBuilder()
                    .setIntent(INTENTS.get(random.nextInt(INTENTS.size())))
                    .setDepartment(oneIn(3) ? null : oneIn(2) ? "sales" : "support")
                    .setWeight(0.5)
                    .setEvidence("please")
                    .setStart(0)
                    .setEnd(6)
                    .build());
        }
        return intents;
    }

    private List<String> phrases() {
        return !oneIn(3)
                ? List.of()
                : List.of(
                        popular("word", 400),
                        popular("word", 400) + ' ' + popular("word", 400) + ' ' + popular("word", 400));
    }

    private Enrichment enrichment(List<String> brands) {
        Sentiment sentiment = oneIn(10) ? null : Sentiment.values()[random.nextInt(3)];
        boolean ofManyWords = oneIn(3);
        return Enrichment.newBuilder()
                .setStatus(EnrichmentStatus.COMPLETE)
                .setSentiment(sentiment)
                .setSentimentModel(sentiment == null ? null : oneIn(3) ? "deep/1" : oneIn(9) ? "other/1" : "fast/1")
                .setLanguage(oneIn(10) ? null : oneIn(3) ? "de" : "en")
                .setEntities(
                        oneIn(3)
                                ? List.of(Entity.newBuilder()
                                        .setText("Some Body")
                                        .setType("PERSON")
                                        .setStart(0)
                                        .setEnd(9)
                                        .setCanonical(oneIn(2) ? popular("Body ", 200) : null)
                                        .build())
                                : List.of())
                .setTowards(
                        sentiment != null && brands.size() == 2 && oneIn(2)
                                ? List.of(new Towards(
                                        brands.get(1),
                                        Sentiment.values()[random.nextInt(3)],
                                        0.0,
                                        "fast/1",
                                        new SentimentChances(0.3, 0.3, 0.4)))
                                : List.of())
                .setIntents(intents())
                .setPhrases(phrases())
                .setSketch(ofManyWords ? List.of("ab") : List.of())
                .setTextHash(popular("text", 3_000))
                .build();
    }
}
