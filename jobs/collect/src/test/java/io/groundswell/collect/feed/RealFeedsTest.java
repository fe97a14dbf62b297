package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import io.groundswell.testkit.SharedData;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads as the platforms emitted them, where the folder with them is at hand. What becomes of each record is approved
 * in {@code src/test/resources/real-feeds}, a table per platform; every dead letter in it is explained there.
 */
class RealFeedsTest {

    private static final Instant OBSERVED = Instant.parse("2026-09-30T12:00:00Z");

    /** Folders of real payloads by platform. */
    static final Map<String, List<String>> FOLDERS = Map.ofEntries(
            Map.entry(
                    "x",
                    List.of("feeds/x_v1", "feeds/x_v1_stream_control", "feeds/x_v2", "feeds/x_tweepy", "timelines")),
            Map.entry("facebook", List.of("feeds/facebook", "feeds/facebook_restfb")),
            Map.entry("instagram", List.of("feeds/instagram", "feeds/instagram_webhooks")),
            Map.entry("threads", List.of("feeds/threads")),
            Map.entry("youtube", List.of("feeds/youtube")),
            Map.entry("reddit", List.of("feeds/reddit")),
            Map.entry("bluesky", List.of("feeds/bluesky_jetstream")),
            Map.entry("mastodon", List.of("feeds/mastodon")),
            Map.entry("hackernews", List.of("feeds/hackernews")),
            Map.entry("linkedin", List.of("feeds/linkedin")),
            Map.entry("pinterest", List.of("feeds/pinterest")),
            Map.entry("tiktok", List.of("feeds/tiktok")),
            Map.entry("foursquare", List.of("feeds/foursquare")),
            Map.entry("google", List.of("feeds/google_places")),
            Map.entry("yelp", List.of("feeds/yelp")),
            Map.entry("trustpilot", List.of("feeds/trustpilot")),
            Map.entry("appstore", List.of("feeds/appstore_reviews")),
            Map.entry("googleplay", List.of("feeds/googleplay_reviews")),
            Map.entry("rss", List.of("feeds/rss_atom")),
            Map.entry("activitystreams", List.of("feeds/activitystreams2")),
            Map.entry("gdelt", List.of("feeds/gdelt")),
            Map.entry("ga4", List.of("feeds/ga4")));

    static List<String> platforms() {
        return List.copyOf(FeedDecoders.platforms());
    }

    @Test
    void every_folder_of_real_payloads_has_a_decoder_or_none_is_there_yet() {
        assertThat(FOLDERS.keySet())
                .containsAll(platforms().stream()
                        .filter(platform -> !platform.equals("custom"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void every_payload_ends_as_something_known_or_as_a_dead_letter_with_the_right_reason(String platform)
            throws IOException {
        // Given
        Optional<Path> data = SharedData.folder();
        Assumptions.assumeTrue(
                data.isPresent(), "no shared/data folder beside the project: real payloads are not read");
        Assumptions.assumeTrue(FOLDERS.containsKey(platform), "no real payloads of " + platform + " are at hand");
        DecodeTable table = new DecodeTable();
        Map<String, Map<String, Integer>> faults = new TreeMap<>();

        // When
        for (String folder : FOLDERS.get(platform)) {
            for (Path file : FeedCapture.in(data.get().resolve(folder))) {
                if (file.endsWith("MANIFEST.jsonl")) {
                    continue;
                }
                String name = data.get().relativize(file).toString();
                decode(platform, file, items -> {
                    table.add(folder, items);
                    for (Decoded item : items) {
                        if (item instanceof Decoded.Post post) {
                            check(post.mention(), platform);
                        } else if (item instanceof Decoded.Undecodable fault) {
                            faults.computeIfAbsent(name, key -> new TreeMap<>())
                                    .merge(fault.reason() + " " + fault.field(), 1, Integer::sum);
                        }
                    }
                });
            }
        }

        // Then
        StringBuilder told = new StringBuilder(table.text());
        faults.forEach((file, reasons) -> reasons.forEach((reason, count) -> told.append(file)
                .append(": ")
                .append(count)
                .append(' ')
                .append(reason)
                .append('\n')));
        System.out.print(platform + "\n" + told);
        Approved.file("jobs/collect/src/test/resources/real-feeds/" + platform + ".txt")
                .equalsWithoutRemarks(told.toString());
    }

    private static void decode(String platform, Path file, java.util.function.Consumer<List<Decoded>> items)
            throws IOException {
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        FeedCapture.read(file, record -> {
            long observedAt = decoder.timeOf(record).orElse(OBSERVED).toEpochMilli();
            items.accept(decoder.decode(record, observedAt));
        });
    }

    private static void check(Mention mention, String platform) {
        assertThat(mention.getId()).startsWith(platform + ":").matches("\\S+");
        assertThat(mention.getPlatform()).isEqualTo(platform);
        assertThat(mention.getCreatedAt())
                .isNotNull()
                .isBeforeOrEqualTo(mention.getObservedAt().plusSeconds(300));
        assertThat(mention.getText()).doesNotContain("&amp;amp;");
        assertThat(mention.getLinks())
                .allMatch(link -> link.toLowerCase(Locale.ROOT).startsWith("http"));
        if (mention.getKind() == MentionKind.REPOST) {
            assertThat(mention.getRepostOf()).isNotNull();
        }
    }
}
