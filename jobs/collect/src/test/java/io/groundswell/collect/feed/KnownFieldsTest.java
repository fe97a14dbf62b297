package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import io.groundswell.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of known fields hold names of fields and nothing else, and every field of the samples is in them. With
 * {@code -Dfields=write} they are written: what they hold already, the samples, and the real payloads at hand.
 */
class KnownFieldsTest {

    private static final Instant OBSERVED = Instant.parse("2026-09-30T12:00:00Z");

    /** Of no fixed form, or no JSON. */
    private static final Set<String> WITHOUT = Set.of("custom", "gdelt", "rss");

    /** What the samples invent, to show that a new field is passed over. */
    private static final Set<String> INVENTED = Set.of("a_new_field", "boiling");

    static List<String> platforms() {
        return FeedDecoders.platforms().stream()
                .filter(platform -> !WITHOUT.contains(platform))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void every_field_of_the_samples_is_known_and_only_names_of_fields_are_kept(String platform) throws IOException {
        // Given
        Path file = Approved.root().resolve("jobs/collect/src/main/resources/fields/" + platform + ".txt");
        FieldDrift known = FieldDrift.knowing(Files.exists(file) ? Files.readAllLines(file) : List.of());
        List<String> neverSeen = new ArrayList<>();

        // When
        if (System.getProperty("fields", "").equals("write")) {
            for (Path capture : captures(platform)) {
                FeedCapture.read(capture, record -> {
                    if (isUsed(platform, record)) {
                        known.learn(record);
                    }
                });
            }
            Files.write(
                    file,
                    known.paths().stream().filter(path -> !isInvented(path)).toList());
        }
        assertThat(file).as("-Dfields=write makes it").exists();
        for (Path sample : samples(platform)) {
            FeedCapture.read(sample, record -> {
                if (isUsed(platform, record)) {
                    neverSeen.addAll(known.neverSeen(record));
                }
            });
        }

        // Then
        neverSeen.removeIf(KnownFieldsTest::isInvented);
        assertThat(neverSeen)
                .as("fields in schemas/feeds/%s that are not in %s; -Dfields=write adds them", platform, file)
                .isEmpty();
        assertThat(Files.readAllLines(file))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(path -> path.matches("[@$_A-Za-z*][A-Za-z0-9_$:*-]*(\\.[@$_A-Za-z*][A-Za-z0-9_$:*-]*)*"));
    }

    private static boolean isInvented(String path) {
        return Stream.of(path.split("\\.")).anyMatch(INVENTED::contains);
    }

    private static boolean isUsed(String platform, byte[] record) {
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        return decoder.decode(record, decoder.timeOf(record).orElse(OBSERVED).toEpochMilli()).stream()
                .anyMatch(item -> !(item instanceof Decoded.Undecodable));
    }

    private static List<Path> samples(String platform) throws IOException {
        try (Stream<Path> files = Files.list(Approved.root().resolve("schemas/feeds/" + platform))) {
            return files.filter(file -> !file.endsWith("decoded.txt")).sorted().toList();
        }
    }

    private static List<Path> captures(String platform) throws IOException {
        List<Path> captures = new ArrayList<>(samples(platform));
        if (SharedData.folder().isPresent()) {
            for (String folder : RealFeedsTest.FOLDERS.getOrDefault(platform, List.of())) {
                // Timelines have been enriched by those who collected them.
                if (!folder.startsWith("timelines")) {
                    captures.addAll(FeedCapture.in(SharedData.folder().get().resolve(folder)));
                }
            }
        }
        return captures;
    }
}
