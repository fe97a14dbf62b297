package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.testkit.SharedData;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** {@link RecountScenarios} with what people said of three shares in six weeks of 2014; skipped where those posts are not. */
class RealTickersRecountTest extends RecountScenarios {

    private static final List<String> TICKERS = List.of("AMZN", "FB", "GOOG");

    private static final List<Brand> BRANDS = List.of(
            brand("amzn", "America/Los_Angeles")
                    .setCompetitors(List.of("fb", "goog"))
                    .build(),
            brand("fb", "America/New_York").setCompetitors(List.of("goog")).build(),
            brand("goog", "UTC").setCompetitors(List.of("amzn")).build());

    /** Counters of a post that nobody saw for so long may begin anew, or not: what is kept longer than this is not promised. */
    private static final Duration KEPT = Duration.ofDays(8);

    /** When the files were read, in milliseconds since 1970: any time after their posts. */
    private static final long AFTER_ALL = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private static Brand.Builder brand(String ticker, String zone) {
        return Brand.newBuilder()
                .setId(ticker)
                .setName(ticker)
                .setQuery("cashtag:" + ticker)
                .setTimeZone(zone)
                .setCampaigns(List.of(Campaign.newBuilder()
                        .setId("spring")
                        .setName("Spring")
                        .setFrom(LocalDate.of(2014, 4, 20))
                        .setTo(LocalDate.of(2014, 7, 10))
                        .build()));
    }

    @Override
    List<EnrichedMention> versions() throws IOException {
        List<Mention> mentions = new ArrayList<>();
        for (String ticker : TICKERS) {
            String name = "timelines/x_v1_companies/" + ticker + "_2014-05-01_2014-06-15.jsonl.gz";
            Optional<Path> file = SharedData.file(name);
            assumeTrue(file.isPresent(), () -> "skipped: no " + name + " beside the project");
            read(file.get(), mentions);
        }
        mentions.sort(Comparator.comparing(Mention::getObservedAt));
        Set<String> forgotten = unseenForLong(mentions);
        assertThat(forgotten).as("posts seen again after a long time").hasSizeLessThan(mentions.size() / 100);
        mentions.removeIf(mention -> forgotten.contains(mention.getId()));

        Enricher enricher = Enricher.load(TieredSentiment.only(SentimentTiers.named("fast")));
        List<EnrichedMention> versions = new ArrayList<>();
        try (BrandMatcher matcher = new BrandMatcher()) {
            assertThat(matcher.putAll(BRANDS)).isEmpty();
            for (Mention mention : mentions) {
                mention.setBrands(matcher.match(mention).brands());
                if (!mention.getBrands().isEmpty()) {
                    versions.add(EnrichedMention.newBuilder()
                            .setMention(mention)
                            .setEnrichment(Enricher.as(
                                    mention,
                                    enricher.judge(mention.getText(), mention.getGivenLanguage(), false, () -> false)
                                            .enrichment()))
                            .build());
                }
            }
        }
        return versions;
    }

    /** A post that holds another shows that too, as it was then. */
    private static void read(Path file, List<Mention> mentions) throws IOException {
        FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] payload = line.getBytes(StandardCharsets.UTF_8);
                Instant at = posts(decoder.decode(payload, AFTER_ALL))
                        .map(Mention::getCreatedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                posts(decoder.decode(payload, at.toEpochMilli())).forEach(mentions::add);
            }
        }
    }

    private static Stream<Mention> posts(List<Decoded> items) {
        return items.stream().map(item -> ((Decoded.Post) item).mention());
    }

    private static Set<String> unseenForLong(List<Mention> mentions) {
        Map<String, Instant> last = new HashMap<>();
        Set<String> unseen = new HashSet<>();
        for (Mention mention : mentions) {
            Instant before = last.put(mention.getId(), mention.getObservedAt());
            if (before != null && before.plus(KEPT).isBefore(mention.getObservedAt())) {
                unseen.add(mention.getId());
            }
        }
        return unseen;
    }

    @Override
    List<Brand> brands() {
        return BRANDS;
    }

    @Override
    List<KafkaRecord> shuffledAndDoubled(List<KafkaRecord> posts) {
        Random random = new Random(41);
        record Sent(long at, KafkaRecord post) {}
        List<Sent> sent = new ArrayList<>();
        for (KafkaRecord post : posts) {
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                sent.add(new Sent(post.timestamp() + random.nextLong(ServedRecords.OUT_OF_ORDER.toMillis()), post));
            }
        }
        return sent.stream()
                .sorted(Comparator.comparingLong(Sent::at))
                .map(Sent::post)
                .toList();
    }

    @Override
    void assertSomethingIsRecounted(Recounted recounted) {
        assertThat(recounted.windows()).hasSizeGreaterThan(9_000);
        assertThat(recounted.windows().get("amzn|x|day|2014-05-21T07:00:00Z")).contains("amplified=");
        assertThat(recounted.windows().values()).anyMatch(line -> line.contains("late="));
        assertThat(recounted.windows().get("fb|all|day|2014-05-21T04:00:00Z"))
                .contains(
                        "mentions=",
                        "amplified=",
                        "people=",
                        "negative=",
                        "positive=",
                        "reach=",
                        "likes=",
                        "sharesGained=");
        assertThat(recounted.shares()).isNotEmpty();
        assertThat(recounted.responses()).isNotEmpty();
        assertThat(recounted.times()).isNotEmpty();
    }
}
