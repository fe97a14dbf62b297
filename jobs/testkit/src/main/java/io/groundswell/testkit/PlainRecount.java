package io.groundswell.testkit;

import io.groundswell.topics.Counters;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Towards;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every number of every window, counted over all versions of all mentions at once by one thread, after the definitions in {@code
 * measure.avsc}. It shares no line with the stage that counts them and is here to contradict it.
 *
 * <p>What it leaves out: the revision and the moment a window is as of, which are about how it came to its numbers. A mention is
 * late by its own observation or not at all: posts that are late because others were ahead would be counted wrong. So would be
 * what is deleted, or about no brand any more, only after its windows are settled.
 */
public final class PlainRecount {

    private static final long MINUTE = 60_000;
    private static final long LATENESS = Duration.ofDays(7).toMillis();
    private static final long FIRST_SNAPSHOT = Duration.ofDays(1).toMillis();
    private static final long COPIES = Duration.ofDays(1).toMillis();

    private static final Comparator<EnrichedMention> BY_VERSION = Comparator.comparingLong(
                    (EnrichedMention version) -> version.getMention().getVersion())
            .thenComparing(version -> version.getMention().getObservedAt());

    private static final List<String> SUMS = List.of(
            "mentions",
            "posts",
            "replies",
            "quotes",
            "reposts",
            "owned",
            "authors",
            "negative",
            "neutral",
            "positive",
            "unjudged",
            "people",
            "amplified",
            "automated",
            "peopleNegative",
            "reach",
            "reachKnown",
            "reachSliding",
            "reviews",
            "star1",
            "star2",
            "star3",
            "star4",
            "star5",
            "ratingPoints",
            "ratingContradictions",
            "likes",
            "sharesGained",
            "repliesGained",
            "quotesGained",
            "bookmarks",
            "viewsGained",
            "engagement",
            "deleted",
            "late",
            "judgedByTiers");

    private static final Map<String, Function<Counters, Long>> GAINS = Map.of(
            "likes", Counters::getLikes,
            "sharesGained", Counters::getReposts,
            "repliesGained", Counters::getReplies,
            "quotesGained", Counters::getQuotes,
            "bookmarks", Counters::getBookmarks,
            "viewsGained", Counters::getViews);

    /** Kinds of subjects in the order in which they are told. */
    private static final List<String> KINDS = List.of("HASHTAG", "ENTITY", "LANGUAGE", "LINK", "AUTHOR", "POST");

    private record Key(String brand, String platform, String size, long start) {
        private String id() {
            return brand + '|' + platform + '|' + size + '|' + Instant.ofEpochMilli(start);
        }

        private boolean showsSubjects() {
            return !size.equals("minute") && platform.equals("all");
        }

        private boolean showsEvidence() {
            return size.equals("minute") && platform.equals("all");
        }
    }

    private record Evidence(String mention, boolean negative, long followers, String original, Sentiment sentiment) {}

    private record Saying(String mention, String platform, long at, boolean negative) {}

    private static final class Window {
        private final long[] sums = new long[SUMS.size()];
        private final Set<String> authors = new HashSet<>();
        private final Map<String, long[]> subjects = new HashMap<>();
        private final List<Evidence> evidence = new ArrayList<>();

        private void add(String sum, long by) {
            sums[SUMS.indexOf(sum)] += by;
        }

        private long sum(String sum) {
            return sums[SUMS.indexOf(sum)];
        }

        private void speak(String subject, long mentions, long negative, long engagement, long reach) {
            long[] known = subjects.computeIfAbsent(subject, unknown -> new long[4]);
            known[0] += mentions;
            known[1] += negative;
            known[2] += engagement;
            known[3] += reach;
        }
    }

    /**
     * A mention by others that counts for a brand.
     *
     * @param sentiment towards the brand
     * @param followers of the author as first told, below 0 when unknown
     * @param voice people, amplified or automated
     */
    public record Counted(
            String brand, EnrichedMention version, Sentiment sentiment, long followers, String voice, boolean copy) {}

    private final Map<String, ZoneId> zones;
    private final Map<Key, Window> windows = new HashMap<>();
    private final Map<String, List<Saying>> sayings = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();
    private final Set<String> copies = new HashSet<>();

    private PlainRecount(Map<String, ZoneId> zones) {
        this.zones = zones;
    }

    /**
     * @param versions in any order, repeated or not
     * @param zones where the days of a brand begin; UTC of those not named
     */
    public static PlainRecount of(Collection<EnrichedMention> versions, Map<String, ZoneId> zones) {
        PlainRecount recount = new PlainRecount(zones);
        byMention(versions).forEach(recount::count);
        recount.sayings.forEach(recount::tellCopies);
        recount.windows.values().forEach(window -> {
            window.add("authors", window.authors.size());
            window.authors.clear();
        });
        return recount;
    }

    private static Collection<List<EnrichedMention>> byMention(Collection<EnrichedMention> versions) {
        return versions.stream()
                .collect(Collectors.groupingBy(version -> version.getMention().getId()))
                .values();
    }

    /** Of each mention that is not deleted, and was seen in time in any version, the one that holds. */
    public static List<EnrichedMention> standing(Collection<EnrichedMention> versions) {
        return byMention(versions).stream()
                .filter(all ->
                        all.stream().noneMatch(version -> version.getMention().getDeleted()))
                .filter(all -> all.stream().anyMatch(PlainRecount::inTime))
                .map(all -> all.stream().max(BY_VERSION).orElseThrow())
                .toList();
    }

    /** The sums of each window by its id, each by its name in {@code measure.avsc}. */
    public Map<String, ToLongFunction<String>> sums() {
        Map<String, ToLongFunction<String>> sums = new HashMap<>();
        windows.forEach((key, window) -> sums.put(key.id(), window::sum));
        return sums;
    }

    /** All mentions by others as they count. */
    public List<Counted> counted() {
        return counted.stream()
                .map(each -> copies.contains(
                                each.brand + '\n' + each.version.getMention().getId())
                        ? new Counted(each.brand, each.version, each.sentiment, each.followers, "amplified", true)
                        : each)
                .toList();
    }

    /** A line for each window that has any number, by its id. */
    public SortedMap<String, String> lines() {
        SortedMap<String, String> lines = new TreeMap<>();
        windows.forEach((key, window) -> {
            String line = line(
                    window::sum,
                    key.showsSubjects() ? most(window) : List.of(),
                    key.showsEvidence() ? evidence(window) : List.of());
            if (!line.isEmpty()) {
                lines.put(key.id(), line);
            }
        });
        return lines;
    }

    /**
     * A window in one line, empty when there is no number other than 0.
     *
     * @param sums by the names in {@code measure.avsc}
     * @param subjects kind, name, mentions, negative ones, engagement and reach of each, in their order
     * @param evidence mention, sentiment, followers and original of each, in their order
     */
    public static String line(ToLongFunction<String> sums, List<String> subjects, List<String> evidence) {
        String numbers = SUMS.stream()
                .filter(sum -> sums.applyAsLong(sum) != 0)
                .map(sum -> sum + '=' + sums.applyAsLong(sum))
                .collect(Collectors.joining(" "));
        return numbers.isEmpty() ? "" : numbers + ' ' + subjects + ' ' + evidence;
    }

    private void count(List<EnrichedMention> versions) {
        List<EnrichedMention> posts = versions.stream()
                .filter(version -> !version.getMention().getDeleted())
                .sorted(BY_VERSION)
                .toList();
        countLate(posts);
        boolean deleted = posts.size() < versions.size();
        if (deleted) {
            countDeleted(posts);
            return;
        }
        // What came too late for the windows of its creation changes nothing in them.
        posts.stream()
                .filter(version -> isAboutNobody(version) || inTime(version))
                .reduce((earlier, later) -> later)
                .filter(version -> !isAboutNobody(version))
                .ifPresent(version -> version.getMention()
                        .getBrands()
                        .forEach(brand -> countVolume(brand, version, followers(posts))));
        EnrichedMention current = posts.get(posts.size() - 1);
        Mention mention = current.getMention();
        for (String brand : isAboutNobody(current) ? List.<String>of() : mention.getBrands()) {
            if (!brand.equals(mention.getOwnedBy())) {
                countGains(brand, current, posts);
            }
        }
    }

    /** What nobody knows the time of is counted nowhere. */
    private static boolean isAboutNobody(EnrichedMention version) {
        return version.getMention().getBrands().isEmpty()
                || version.getMention().getCreatedAt() == null;
    }

    /** Whole minutes are settled: what was made in the last one that is not is in time. */
    private static boolean inTime(EnrichedMention version) {
        Mention mention = version.getMention();
        if (mention.getCreatedAt() == null) {
            return true;
        }
        long open = (mention.getObservedAt().toEpochMilli() - LATENESS + 1) / MINUTE * MINUTE;
        return mention.getCreatedAt().toEpochMilli() >= open;
    }

    /** Each sight in a form that was never seen in time once, in the windows in which it was seen. */
    private void countLate(List<EnrichedMention> posts) {
        if (posts.stream().allMatch(PlainRecount::inTime)) {
            return;
        }
        Set<String> seenInTime = new HashSet<>();
        Map<String, Mention> late = new HashMap<>();
        posts.stream().filter(PlainRecount::inTime).map(PlainRecount::form).forEach(seenInTime::add);
        for (EnrichedMention version : posts) {
            if (!inTime(version) && !seenInTime.contains(form(version))) {
                Mention sight = version.getMention();
                late.put(sight.getVersion() + "|" + sight.getObservedAt(), sight);
            }
        }
        late.values().forEach(this::countLate);
    }

    /** What differs in nothing else is the same to the windows. */
    private static String form(EnrichedMention version) {
        EnrichedMention form = EnrichedMention.newBuilder(version).build();
        form.getMention().setVersion(0);
        form.getMention().setObservedAt(Instant.EPOCH);
        form.getMention().setEdited(false);
        form.getMention().setCounters(null);
        if (form.getMention().getAuthor() != null) {
            form.getMention().getAuthor().setFollowers(null);
        }
        return form.toString();
    }

    private void countLate(Mention sight) {
        for (String brand : sight.getBrands()) {
            each(
                    brand,
                    sight.getPlatform(),
                    sight.getObservedAt().toEpochMilli(),
                    (key, window) -> window.add("late", 1));
        }
    }

    private void countDeleted(List<EnrichedMention> posts) {
        posts.stream()
                .filter(PlainRecount::inTime)
                .filter(version -> version.getMention().getCreatedAt() != null)
                .flatMap(version -> version.getMention().getBrands().stream()
                        .filter(brand -> !brand.equals(version.getMention().getOwnedBy()))
                        .map(brand -> new Key(
                                brand,
                                version.getMention().getPlatform(),
                                "",
                                version.getMention().getCreatedAt().toEpochMilli() / MINUTE * MINUTE)))
                .distinct()
                .forEach(
                        made -> each(made.brand, made.platform, made.start, (key, window) -> window.add("deleted", 1)));
    }

    private static long followers(List<EnrichedMention> posts) {
        return posts.stream()
                .map(EnrichedMention::getMention)
                .filter(post -> post.getAuthor() != null && post.getAuthor().getFollowers() != null)
                .min(Comparator.comparing(Mention::getObservedAt)
                        .thenComparing(post -> -post.getAuthor().getFollowers()))
                .map(post -> post.getAuthor().getFollowers())
                .orElse(-1L);
    }

    private void countVolume(String brand, EnrichedMention version, long followers) {
        Mention mention = version.getMention();
        long at = mention.getCreatedAt().toEpochMilli();
        if (brand.equals(mention.getOwnedBy())) {
            each(brand, mention.getPlatform(), at, (key, window) -> window.add("owned", 1));
            return;
        }
        Sentiment sentiment = sentiment(brand, version);
        boolean negative = sentiment == Sentiment.NEGATIVE;
        boolean automated = mention.getAuthor() != null
                && Boolean.TRUE.equals(mention.getAuthor().getAutomated());
        String crowd = automated ? "automated" : mention.getKind() == MentionKind.REPOST ? "amplified" : "people";
        counted.add(new Counted(brand, version, sentiment, followers, crowd, false));
        String original = mention.getRepostOf() == null ? mention.getId() : mention.getRepostOf();
        each(brand, mention.getPlatform(), at, (key, window) -> {
            window.add("mentions", 1);
            window.add(
                    switch (mention.getKind()) {
                        case REPLY -> "replies";
                        case QUOTE -> "quotes";
                        case REPOST -> "reposts";
                        default -> "posts";
                    },
                    1);
            window.add(sentiment == null ? "unjudged" : sentiment.name().toLowerCase(Locale.ROOT), 1);
            String model = version.getEnrichment().getSentimentModel();
            if (sentiment != null && model != null && (model.startsWith("fast/") || model.startsWith("deep/"))) {
                window.add("judgedByTiers", 1);
            }
            window.add(crowd, 1);
            if (crowd.equals("people") && negative) {
                window.add("peopleNegative", 1);
            }
            if (mention.getAuthor() != null) {
                window.authors.add(mention.getAuthor().getId());
            }
            if (followers >= 0) {
                window.add("reachKnown", 1);
                window.add("reach", followers);
                window.add("reachSliding", Math.round(followers * slidingShare(followers)));
            }
            countStars(mention, sentiment, window);
            if (key.showsSubjects()) {
                subjects(version)
                        .forEach(subject -> window.speak(subject, 1, negative ? 1 : 0, 0, Math.max(0, followers)));
            }
            if (key.showsEvidence()) {
                window.evidence.add(new Evidence(mention.getId(), negative, followers, original, sentiment));
            }
        });
        if (crowd.equals("people") && !version.getEnrichment().getSketch().isEmpty()) {
            sayings.computeIfAbsent(brand + '\n' + version.getEnrichment().getTextHash(), unknown -> new ArrayList<>())
                    .add(new Saying(mention.getId(), mention.getPlatform(), at, negative));
        }
    }

    private static Sentiment sentiment(String brand, EnrichedMention version) {
        return version.getEnrichment().getTowards().stream()
                .filter(towards -> towards.getBrand().equals(brand))
                .map(Towards::getSentiment)
                .findFirst()
                .orElse(version.getEnrichment().getSentiment());
    }

    /** 15 % up to 100,000, 6 % from 10,000,000 on, and between the two on a straight line. */
    private static double slidingShare(long followers) {
        if (followers <= 100_000) {
            return 0.15;
        }
        return followers >= 10_000_000 ? 0.06 : 0.15 - 0.09 * (followers - 100_000) / 9_900_000;
    }

    private static void countStars(Mention mention, Sentiment sentiment, Window window) {
        if (mention.getRating() == null) {
            return;
        }
        long points = Math.round(mention.getRating().getValue() * 1000);
        long stars = Math.round(1 + points / 250.0);
        window.add("reviews", 1);
        window.add("star" + stars, 1);
        window.add("ratingPoints", points);
        if (stars <= 2 && sentiment == Sentiment.POSITIVE || stars >= 4 && sentiment == Sentiment.NEGATIVE) {
            window.add("ratingContradictions", 1);
        }
    }

    private void countGains(String brand, EnrichedMention current, List<EnrichedMention> posts) {
        Mention mention = current.getMention();
        GAINS.forEach((sum, counter) -> {
            // Of one minute the last reading, of one moment the greatest.
            TreeMap<Long, Mention> minutes = new TreeMap<>();
            posts.stream()
                    .map(EnrichedMention::getMention)
                    .filter(post -> post.getCounters() != null && counter.apply(post.getCounters()) != null)
                    .sorted(Comparator.comparing(Mention::getObservedAt)
                            .thenComparing(post -> counter.apply(post.getCounters())))
                    .forEach(post -> minutes.put(post.getObservedAt().toEpochMilli() / MINUTE, post));
            Long before = null;
            for (Mention read : minutes.values()) {
                long now = counter.apply(read.getCounters());
                long at = read.getObservedAt().toEpochMilli();
                boolean young = at - mention.getCreatedAt().toEpochMilli() <= FIRST_SNAPSHOT;
                long gained = before != null ? now - before : young ? now : 0;
                before = now;
                each(brand, mention.getPlatform(), at, (key, window) -> {
                    window.add(sum, gained);
                    if (!sum.equals("viewsGained")) {
                        window.add("engagement", gained);
                    }
                    if (!sum.equals("viewsGained") && key.showsSubjects()) {
                        subjects(current).forEach(subject -> window.speak(subject, 0, 0, gained, 0));
                    }
                });
            }
        });
    }

    private static List<String> subjects(EnrichedMention version) {
        Mention mention = version.getMention();
        List<String> subjects = new ArrayList<>();
        mention.getHashtags().stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT))
                .distinct()
                .limit(30)
                .forEach(tag -> subjects.add("HASHTAG " + tag));
        version.getEnrichment().getEntities().stream()
                .map(PlainRecount::named)
                .distinct()
                .limit(30)
                .forEach(entity -> subjects.add("ENTITY " + entity));
        if (version.getEnrichment().getLanguage() != null) {
            subjects.add("LANGUAGE " + version.getEnrichment().getLanguage());
        }
        mention.getLinks().stream().distinct().limit(30).forEach(link -> subjects.add("LINK " + link));
        if (mention.getAuthor() != null) {
            subjects.add("AUTHOR " + mention.getAuthor().getId());
        }
        subjects.add("POST " + (mention.getRepostOf() == null ? mention.getId() : mention.getRepostOf()));
        return subjects;
    }

    private static String named(Entity entity) {
        return entity.getCanonical() == null ? entity.getText() : entity.getCanonical();
    }

    private void tellCopies(String brandAndText, List<Saying> said) {
        String brand = brandAndText.substring(0, brandAndText.indexOf('\n'));
        said.sort(Comparator.comparingLong(Saying::at).thenComparing(Saying::mention));
        for (int i = 1; i < said.size(); i++) {
            Saying copy = said.get(i);
            if (copy.at - said.get(i - 1).at <= COPIES) {
                copies.add(brand + '\n' + copy.mention);
                each(brand, copy.platform, copy.at, (key, window) -> {
                    window.add("people", -1);
                    window.add("amplified", 1);
                    window.add("peopleNegative", copy.negative ? -1 : 0);
                });
            }
        }
    }

    private interface Counting {
        void in(Key key, Window window);
    }

    private void each(String brand, String platform, long at, Counting counting) {
        ZoneId zone = zones.getOrDefault(brand, ZoneOffset.UTC);
        LocalDate day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
        long midnight = day.atStartOfDay(zone).toInstant().toEpochMilli();
        for (String where : List.of(platform, "all")) {
            Stream.of(
                            new Key(brand, where, "minute", at / MINUTE * MINUTE),
                            new Key(brand, where, "hour", at / (60 * MINUTE) * 60 * MINUTE),
                            new Key(brand, where, "day", midnight))
                    .forEach(key -> counting.in(key, windows.computeIfAbsent(key, unknown -> new Window())));
        }
    }

    private static List<String> most(Window window) {
        List<String> most = new ArrayList<>();
        for (String kind : KINDS) {
            window.subjects.entrySet().stream()
                    .filter(subject -> subject.getKey().startsWith(kind + ' '))
                    .filter(subject ->
                            subject.getValue()[0] != 0 || subject.getValue()[1] != 0 || subject.getValue()[2] != 0)
                    .sorted(Comparator.comparingLong((Map.Entry<String, long[]> subject) -> -subject.getValue()[0])
                            .thenComparingLong(subject -> -subject.getValue()[2])
                            .thenComparing(Map.Entry::getKey))
                    .limit(10)
                    .forEach(subject -> most.add(subject.getKey()
                            + ' '
                            + subject.getValue()[0]
                            + ' '
                            + subject.getValue()[1]
                            + ' '
                            + subject.getValue()[2]
                            + ' '
                            + subject.getValue()[3]));
        }
        return most;
    }

    private static List<String> evidence(Window window) {
        return window.evidence.stream()
                .sorted(Comparator.comparing((Evidence each) -> !each.negative)
                        .thenComparingLong(each -> -each.followers)
                        .thenComparing(Evidence::mention))
                .limit(20)
                .map(each -> each.mention
                        + ' '
                        + each.sentiment
                        + ' '
                        + (each.followers < 0 ? null : each.followers)
                        + ' '
                        + each.original)
                .toList();
    }
}
