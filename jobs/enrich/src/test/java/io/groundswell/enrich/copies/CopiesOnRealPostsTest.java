package io.groundswell.enrich.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.enrich.language.TextHash;
import io.groundswell.testkit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sketches and signs say of real timelines, whose posts we may not keep here. */
class CopiesOnRealPostsTest {

    private static final Logger LOG = LoggerFactory.getLogger(CopiesOnRealPostsTest.class);
    private static final String TIMELINES = "timelines/x_v1_companies/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter X_TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

    private record Post(String text, Carrier carrier) {}

    private static List<Post> posts(String ticker) throws IOException {
        Path file = SharedData.file(TIMELINES + ticker + ".jsonl.gz").orElse(null);
        assumeTrue(file != null, "skipped: no shared data beside the project, nor in GROUNDSWELL_SHARED_DATA");
        List<Post> posts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode post = JSON.readTree(line);
                if (post.has("text")) {
                    posts.add(read(post));
                }
            }
        }
        return posts;
    }

    private static Post read(JsonNode post) {
        JsonNode user = post.path("user");
        Instant createdAt = time(post.path("created_at").asText());
        Instant since = time(user.path("created_at").asText());
        JsonNode original = post.path("retweeted_status");
        return new Post(
                original.isMissingNode()
                        ? post.path("text").asText()
                        : original.path("text").asText(),
                new Carrier(
                        post.path("id_str").asText(),
                        user.path("id_str").asText(),
                        createdAt.toEpochMilli(),
                        !original.isMissingNode(),
                        true,
                        Duration.between(since, createdAt).compareTo(Carrier.YOUNG) < 0,
                        user.path("followers_count").asLong() <= Carrier.EMPTY,
                        false));
    }

    private static Instant time(String written) {
        return Instant.from(X_TIME.parse(written));
    }

    private static List<TextTally> largest(List<Post> posts) {
        Map<String, List<Carrier>> byText = new HashMap<>();
        posts.forEach(post -> byText.computeIfAbsent(TextHash.ofNormalised(post.text()), hash -> new ArrayList<>())
                .add(post.carrier()));
        byText.remove(null);
        return byText.entrySet().stream()
                .map(text -> TextTally.of("ticker", text.getKey(), List.of(), text.getValue()))
                .sorted(Comparator.comparingInt(TextTally::mentions).reversed())
                .toList();
    }

    @Test
    void the_coordinated_floods_of_may_2014_are_carried_by_hollow_accounts_and_ordinary_repost_trees_are_not()
            throws IOException {
        // Given
        List<TextTally> floods = new ArrayList<>();
        for (String ticker : List.of("AMZN", "FB", "GOOG")) {
            floods.add(largest(posts(ticker + "_2014-05-01_2014-06-15")).get(0));
        }
        List<TextTally> trees = new ArrayList<>();
        for (String ticker : List.of("AAPL", "BA", "BABA", "BP", "DIS", "GE", "KO", "MCD", "MSFT")) {
            largest(posts(ticker)).stream().filter(text -> text.authors() >= 30).forEach(trees::add);
        }

        // When
        List<Double> treeScores = trees.stream()
                .map(tree -> AutomationSigns.ofAll(tree).getScore())
                .toList();
        floods.forEach(flood -> LOG.info(
                "a flood: {} posts by {} accounts, {} young or empty, automation {} {}",
                flood.mentions(),
                flood.authors(),
                flood.suspect(),
                AutomationSigns.ofAll(flood).getScore(),
                AutomationSigns.ofAll(flood).getReasons()));
        long calm = treeScores.stream().filter(score -> score == 0).count();
        long rings = treeScores.stream().filter(score -> score >= 0.8).count();
        LOG.info(
                "{} texts carried by 30 accounts or more: {} without a sign, {} like floods",
                trees.size(),
                calm,
                rings);
        // Then
        assertThat(floods).allSatisfy(flood -> {
            assertThat(flood.authors()).isGreaterThan(400);
            assertThat(AutomationSigns.ofAll(flood).getScore()).isGreaterThan(0.8);
            assertThat(AutomationSigns.ofAll(flood).getReasons()).contains(AutomationSigns.HOLLOW_CROWD);
        });
        // Shares attract rings of accounts; what matters is that hardly any text lies between the two kinds.
        assertThat(calm).isGreaterThanOrEqualTo(10);
        assertThat(trees.size() - calm - rings).isLessThanOrEqualTo(trees.size() / 8);
    }

    @Test
    void near_copies_share_a_band_and_strangers_do_not() throws IOException {
        int near = 0;
        int found = 0;
        int strangers = 0;
        int taken = 0;
        for (String ticker : List.of("KO", "MCD", "BA", "GE", "DIS", "MSFT")) {
            // Given
            List<String> texts = differentTexts(ticker);
            List<List<String>> sketches = texts.stream().map(Sketch::of).toList();
            List<Set<String>> pairs = texts.stream().map(Sketch::pairs).toList();

            // When
            for (int i = 0; i < texts.size(); i++) {
                for (int j = i + 1; j < texts.size(); j++) {
                    double truth = jaccard(pairs.get(i), pairs.get(j));
                    boolean same = sharesABand(sketches.get(i), sketches.get(j))
                            && Sketch.similarity(sketches.get(i), sketches.get(j)) >= 0.6;
                    near += truth >= 0.8 ? 1 : 0;
                    found += truth >= 0.8 && same ? 1 : 0;
                    strangers += truth < 0.4 ? 1 : 0;
                    taken += truth < 0.4 && same ? 1 : 0;
                }
            }
        }
        LOG.info("{} of {} near copies found; {} of {} strangers taken for one", found, near, taken, strangers);

        // Then
        assertThat(near).isGreaterThan(50);
        assertThat((double) found / near).isGreaterThan(0.95);
        assertThat((double) taken / strangers).isLessThan(1e-5);
    }

    /** Long enough for a sketch, exact copies left out. */
    private static List<String> differentTexts(String ticker) throws IOException {
        List<String> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Post post : posts(ticker)) {
            if (texts.size() < 1_000
                    && !Sketch.of(post.text()).isEmpty()
                    && seen.add(TextHash.ofNormalised(post.text()))) {
                texts.add(post.text());
            }
        }
        return texts;
    }

    private static boolean sharesABand(List<String> one, List<String> other) {
        return one.stream().anyMatch(other::contains);
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }
}
