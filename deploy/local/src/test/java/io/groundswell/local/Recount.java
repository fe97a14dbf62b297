package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Counts what people said about brands, from files of X's v1.1 format, with a JSON parser and nothing else. It shares no
 * line with the stages and is here to contradict them. Its rules:
 *
 * <ol>
 *   <li>Every line is one post, seen at its {@code timestamp_ms}, else its {@code created_at}. The posts inside it,
 *       {@code retweeted_status} and {@code quoted_status} at any depth, are seen at the same moment, once each.
 *   <li>A post that has a {@code retweeted_status} is a repost: it says what that says. Every other post says its own
 *       {@code text} and {@code entities}.
 *   <li>A cashtag is the text of one of the {@code entities.symbols}, whatever its case.
 *   <li>A word is found in the text, unescaped and in lower case, or in the handle of somebody the text addresses, where
 *       the neighbours are neither letters of an alphabet, nor digits, nor {@code _}, nor one of {@code . ' ’ : ·}
 *       between two letters.
 *   <li>A post is counted once, by its {@code id_str}, on the UTC day of its {@code created_at}, for every brand that
 *       its newest sighting is about.
 *   <li>Counters of a post that is no repost are read at every sighting; of one minute the last reading counts. A
 *       reading gains what it is above the reading before it; the first gains all it says if the post is at most a day
 *       old, else nothing. Gains are of the minute in which they were read.
 * </ol>
 *
 * What it leaves out: deletions, edits, texts of more than 140 characters, posts from the future. Files that hold any of
 * these would be counted wrong.
 */
final class Recount {

    /** Asks a post, with its words, whether it is about a brand. */
    interface Question {
        boolean isAbout(JsonNode words);
    }

    /** Sums of one brand and day. */
    record Gained(long likes, long reposts) {

        Gained plus(Gained more) {
            return new Gained(likes + more.likes, reposts + more.reposts);
        }
    }

    /** When posts that are counted at all may have come too late for their windows, and be missing there. */
    private static final Duration LATENESS = Duration.ofDays(7);

    /** After this long a silence a post may be forgotten, and its counters begin anew. */
    private static final Duration MEMORY = LATENESS.plusDays(1);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Sighting(Instant at, long line, SortedSet<String> brands, Long likes, Long reposts) {}

    private static final class Post {
        private Instant created;
        private final List<Sighting> sightings = new ArrayList<>();

        private Sighting newest() {
            return sightings.stream()
                    .max(Comparator.comparing(Sighting::at).thenComparing(Sighting::line))
                    .orElseThrow();
        }

        private Instant firstSeen() {
            return sightings.stream()
                    .map(Sighting::at)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private final SortedMap<String, Question> questions = new TreeMap<>();
    private final Map<String, Post> posts = new HashMap<>();
    private long lines;
    private long sightings;

    /** @param questions by brand */
    Recount(Map<String, Question> questions) {
        this.questions.putAll(questions);
    }

    static Question cashtag(String tag) {
        return words -> {
            for (JsonNode symbol : words.path("entities").path("symbols")) {
                if (symbol.path("text").asText().equalsIgnoreCase(tag)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** @param word in lower case */
    static Question word(String word) {
        String letter = "[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]]";
        String alphabetic = "[\\p{L}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]]";
        String between = "[.'’:·]";
        Pattern alone = Pattern.compile("(?<!" + letter + ")(?<!" + alphabetic + between + ")" + Pattern.quote(word)
                + "(?!" + letter + ")(?!" + between + alphabetic + ")");
        return words -> {
            String text = words.path("text")
                    .asText()
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .toLowerCase(Locale.ROOT);
            if (alone.matcher(text).find()) {
                return true;
            }
            for (JsonNode user : words.path("entities").path("user_mentions")) {
                if (user.path("screen_name").asText().equalsIgnoreCase(word)) {
                    return true;
                }
            }
            return false;
        };
    }

    void read(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                JsonNode post = JSON.readTree(line);
                Instant at = post.has("timestamp_ms")
                        ? Instant.ofEpochMilli(post.get("timestamp_ms").asLong())
                        : created(post);
                see(post, at, new TreeSet<>());
            }
        }
    }

    private void see(JsonNode node, Instant at, Set<String> seenInLine) {
        String id = node.get("id_str").asText();
        JsonNode reposted = node.path("retweeted_status");
        for (JsonNode inner : List.of(reposted, node.path("quoted_status"))) {
            if (inner.isObject()) {
                see(inner, at, seenInLine);
            }
        }
        if (!seenInLine.add(id)) {
            return;
        }
        sightings++;
        JsonNode words = reposted.isObject() ? reposted : node;
        SortedSet<String> about = new TreeSet<>();
        questions.forEach((brand, question) -> {
            if (question.isAbout(words)) {
                about.add(brand);
            }
        });
        if (about.isEmpty() && !posts.containsKey(id)) {
            return;
        }
        Post post = posts.computeIfAbsent(id, unseen -> new Post());
        post.created = created(node);
        post.sightings.add(new Sighting(
                at,
                lines,
                about,
                reposted.isObject() ? null : counter(node, "favorite_count"),
                reposted.isObject() ? null : counter(node, "retweet_count")));
    }

    private static Long counter(JsonNode node, String name) {
        return node.path(name).isIntegralNumber() ? node.get(name).asLong() : null;
    }

    private static Instant created(JsonNode node) {
        return Instant.from(TIME.parse(node.get("created_at").asText()));
    }

    long lines() {
        return lines;
    }

    /** Posts seen, about whatever, those inside others included. */
    long sightings() {
        return sightings;
    }

    /** Posts by brand and day of their creation. */
    SortedMap<String, SortedMap<LocalDate, Long>> mentions() {
        SortedMap<String, SortedMap<LocalDate, Long>> mentions = new TreeMap<>();
        for (Post post : posts.values()) {
            for (String brand : post.newest().brands()) {
                mentions.computeIfAbsent(brand, unknown -> new TreeMap<>()).merge(day(post.created), 1L, Long::sum);
            }
        }
        return mentions;
    }

    /** Ids of the posts that were first seen so long after their creation that their windows may have been settled. */
    SortedSet<String> seenLate() {
        SortedSet<String> late = new TreeSet<>();
        posts.forEach((id, post) -> {
            if (Duration.between(post.created, post.firstSeen()).compareTo(LATENESS) > 0) {
                late.add(id);
            }
        });
        return late;
    }

    /** Ids of the posts that were silent for so long between two sightings that they may have been forgotten. */
    SortedSet<String> longSilent() {
        SortedSet<String> silent = new TreeSet<>();
        posts.forEach((id, post) -> {
            Instant before = null;
            for (Sighting sighting : inOrder(post)) {
                if (sighting.likes() != null
                        && before != null
                        && Duration.between(before, sighting.at()).compareTo(MEMORY) > 0) {
                    silent.add(id);
                }
                before = sighting.at();
            }
        });
        return silent;
    }

    private static List<Sighting> inOrder(Post post) {
        return post.sightings.stream()
                .sorted(Comparator.comparing(Sighting::at).thenComparing(Sighting::line))
                .toList();
    }

    /** Likes and reposts by brand and the day on which they were read. */
    SortedMap<String, SortedMap<LocalDate, Gained>> gained() {
        SortedMap<String, SortedMap<LocalDate, Gained>> gained = new TreeMap<>();
        for (Post post : posts.values()) {
            Map<LocalDate, Gained> byDay = new TreeMap<>();
            readings(post, Sighting::likes)
                    .forEach((day, likes) -> byDay.merge(day, new Gained(likes, 0), Gained::plus));
            readings(post, Sighting::reposts)
                    .forEach((day, reposts) -> byDay.merge(day, new Gained(0, reposts), Gained::plus));
            for (String brand : post.newest().brands()) {
                byDay.forEach((day, more) -> gained.computeIfAbsent(brand, unknown -> new TreeMap<>())
                        .merge(day, more, Gained::plus));
            }
        }
        return gained;
    }

    private interface Counter {
        Long of(Sighting sighting);
    }

    private static Map<LocalDate, Long> readings(Post post, Counter counter) {
        // By minute the last value; at the same moment the greater.
        SortedMap<Long, Sighting> last = new TreeMap<>();
        for (Sighting sighting : post.sightings) {
            if (counter.of(sighting) != null) {
                last.merge(
                        Math.floorDiv(sighting.at().getEpochSecond(), 60L),
                        sighting,
                        (one, other) -> one.at().equals(other.at())
                                ? (counter.of(one) >= counter.of(other) ? one : other)
                                : one.at().isAfter(other.at()) ? one : other);
            }
        }
        Map<LocalDate, Long> gained = new TreeMap<>();
        Long before = null;
        for (Sighting sighting : last.values()) {
            long value = counter.of(sighting);
            if (before != null) {
                gained.merge(day(sighting.at()), value - before, Long::sum);
            } else if (Duration.between(post.created, sighting.at()).compareTo(Duration.ofDays(1)) <= 0) {
                gained.merge(day(sighting.at()), value, Long::sum);
            }
            before = value;
        }
        return gained;
    }

    private static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
