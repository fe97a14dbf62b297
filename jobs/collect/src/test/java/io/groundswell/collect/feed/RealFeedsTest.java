package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Payloads as X emitted them, where the folder with them is at hand. They are not ours to copy, so none is here. */
class RealFeedsTest {

    private static final Instant OBSERVED = Instant.parse("2026-03-02T12:00:00Z");

    /** Records that are no feed payload, or broken, each with what becomes of it. */
    private static final Map<String, String> EXPECTED_DEAD_LETTERS = new TreeMap<>(Map.ofEntries(
            // Answers of other calls: places, saved searches, compliance jobs, spaces, embed code.
            Map.entry("feeds/x_tweepy/v1_1/testgeoapis_1.json", "1 UNKNOWN_PAYLOAD null"),
            Map.entry("feeds/x_tweepy/v1_1/testgeoapis_2.json", "1 UNKNOWN_PAYLOAD null"),
            Map.entry("feeds/x_tweepy/v1_1/testsavedsearches_0.json", "1 UNKNOWN_PAYLOAD null"),
            Map.entry("feeds/x_tweepy/v1_1/testsavedsearches_2.json", "1 UNKNOWN_PAYLOAD null"),
            Map.entry(
                    "feeds/x_tweepy/v2/test_asyncclient_create_and_get_compliance_job_and_jobs_0.json",
                    "1 UNKNOWN_PAYLOAD data"),
            Map.entry(
                    "feeds/x_tweepy/v2/test_asyncclient_create_and_get_compliance_job_and_jobs_1.json",
                    "1 UNKNOWN_PAYLOAD data"),
            Map.entry(
                    "feeds/x_tweepy/v2/test_client_create_and_get_compliance_job_and_jobs_2.json",
                    "2 UNKNOWN_PAYLOAD null"),
            Map.entry("feeds/x_tweepy/v2/test_client_search_spaces_0.json", "10 UNKNOWN_PAYLOAD null"),
            Map.entry("feeds/x_v1/get_status_oembed.json", "1 UNKNOWN_PAYLOAD null"),
            // A made-up post without a time and without an id that tells one; a post without its text.
            Map.entry("feeds/x_tweepy/v2/test_client_create_tweet_with_community_0.json", "1 MISSING_FIELD created_at"),
            Map.entry("feeds/x_v1/post_update_with_place.json", "1 MISSING_FIELD text"),
            // Cut off on purpose.
            Map.entry("feeds/x_v2/streaming_output_with_error.jsonl", "1 JSON_SYNTAX null"),
            // A language tool wrote its own findings over X's entities.
            Map.entry("timelines/x_v1_btc/section_e_mh17_with_ner.jsonl", "200 FIELD_TYPE entities")));

    @Test
    void every_payload_ends_as_a_mention_a_deletion_a_known_notice_or_a_dead_letter() throws IOException {
        // Given
        Optional<Path> data = sharedData();
        Assumptions.assumeTrue(
                data.isPresent(), "no shared/data folder beside the project: real payloads are not read");
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        Map<String, Map<String, Integer>> faults = new TreeMap<>();

        // When
        for (Path file : files(data.get())) {
            String name = data.get().relativize(file).toString();
            String folder = name.substring(0, name.lastIndexOf('/'));
            FeedDecoder decoder = FeedDecoders.of("x").orElseThrow();
            for (byte[] record : records(file)) {
                long observedAt = decoder.timeOf(record).orElse(OBSERVED).toEpochMilli();
                for (Decoded item : decoder.decode(record, observedAt)) {
                    table.computeIfAbsent(folder, key -> new TreeMap<>()).merge(outcome(item), 1, Integer::sum);
                    if (item instanceof Decoded.Undecodable fault) {
                        faults.computeIfAbsent(name, key -> new TreeMap<>())
                                .merge(fault.reason() + " " + fault.field(), 1, Integer::sum);
                    }
                }
            }
        }

        // Then
        table.forEach((folder, outcomes) -> System.out.println(folder + " " + outcomes));
        Map<String, String> told = new TreeMap<>();
        faults.forEach((file, reasons) -> told.put(
                file,
                reasons.entrySet().stream()
                        .map(reason -> reason.getValue() + " " + reason.getKey())
                        .collect(Collectors.joining(", "))));
        told.forEach((file, reasons) -> System.out.println(file + " dead letters: " + reasons));
        assertThat(told).isEqualTo(EXPECTED_DEAD_LETTERS);
    }

    private static String outcome(Decoded item) {
        if (item instanceof Decoded.Post post) {
            Mention mention = post.mention();
            check(mention);
            return (mention.getEmbedded() ? "embedded-" : "")
                    + mention.getKind().toString().toLowerCase(java.util.Locale.ROOT)
                    + (mention.getEdited() ? "-edited" : "");
        } else if (item instanceof Decoded.Deletion) {
            return "deletion";
        } else if (item instanceof Decoded.Control control) {
            return "control:" + control.kind();
        }
        return "dead-letter";
    }

    private static void check(Mention mention) {
        assertThat(mention.getId()).matches("x:[1-9][0-9]{0,19}");
        assertThat(mention.getCreatedAt()).isNotNull().isBeforeOrEqualTo(mention.getObservedAt());
        assertThat(mention.getText()).doesNotContain("&amp;amp;");
        assertThat(mention.getLinks()).allMatch(link -> link.startsWith("http"));
        if (mention.getKind() == MentionKind.REPOST) {
            assertThat(mention.getRepostOf()).isNotNull();
            assertThat(mention.getCounters()).isNull();
        }
    }

    static Optional<Path> sharedData() {
        String named = System.getenv("GROUNDSWELL_SHARED_DATA");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path data = folder.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path data) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder :
                List.of("feeds/x_v1", "feeds/x_v1_stream_control", "feeds/x_v2", "feeds/x_tweepy", "timelines")) {
            try (Stream<Path> found = Files.walk(data.resolve(folder))) {
                found.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.(json|jsonl|jsonl\\.gz)"))
                        .filter(file -> !file.endsWith("MANIFEST.jsonl"))
                        .forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    /** A file is one record, or one to a line when each line is JSON of its own. */
    private static List<byte[]> records(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && !name.equals("lines.json")) {
            return List.of(Files.readAllBytes(file));
        }
        List<byte[]> records = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return records;
    }
}
