package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads written by us after each platform's documented form, its odd cases among them, and what becomes of each: in
 * {@code schemas/feeds/<platform>}, every file but {@code decoded.txt} a capture.
 */
class GoldenFeedsTest {

    private static final ObjectWriter WRITER = new ObjectMapper().writer(SerializationFeature.INDENT_OUTPUT);

    static List<String> platforms() {
        return List.copyOf(FeedDecoders.platforms());
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void the_samples_of_a_platform_become_what_somebody_has_read_and_approved(String platform) throws IOException {
        // Given
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        Path folder = Approved.root().resolve("schemas/feeds").resolve(platform);
        assertThat(folder).as("samples of %s", platform).isDirectory();
        List<Path> samples;
        try (Stream<Path> files = Files.list(folder)) {
            samples =
                    files.filter(file -> !file.endsWith("decoded.txt")).sorted().toList();
        }
        assertThat(samples).as("samples of %s", platform).isNotEmpty();
        StringBuilder told = new StringBuilder();

        // When
        for (Path sample : samples) {
            int[] number = {0};
            FeedCapture.read(sample, record -> {
                told.append("== ")
                        .append(sample.getFileName())
                        .append(", record ")
                        .append(++number[0])
                        .append('\n');
                for (Decoded item : decoder.decode(record, NOON.toEpochMilli())) {
                    told.append(told(DecodedJson.of(item))).append('\n');
                    assertThat(item instanceof Decoded.Engagement && !decoder.tellsEngagementAlone())
                            .as("%s says it tells no engagement alone, but does", platform)
                            .isFalse();
                }
            });
        }

        // Then
        Approved.file("schemas/feeds/" + platform + "/decoded.txt").equalsWhole(told.toString());
    }

    private static String told(ObjectNode item) {
        try {
            return WRITER.writeValueAsString(item);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
