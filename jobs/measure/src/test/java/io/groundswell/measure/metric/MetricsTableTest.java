package io.groundswell.measure.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in the README is the registry. What it should be is written to {@code target/metrics.md}. */
class MetricsTableTest {

    private static final String BEGIN = "<!-- metrics -->\n";
    private static final String END = "<!-- /metrics -->";

    private static String row(Metric metric) {
        String held = Stream.of(
                        metric.since() == null ? null : "from " + metric.since(),
                        metric.until() == null ? null : "until " + metric.until())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return Stream.of(
                        "`" + metric.id() + "`",
                        metric.says(),
                        "`" + metric.formula() + "`",
                        metric.unit(),
                        metric.over() == null ? "" : metric.over(),
                        metric.platform() == null ? "all" : metric.platform(),
                        held,
                        metric.source())
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    @Test
    void the_readme_lists_every_definition() throws IOException {
        // Given
        String table = "| metric | says | formula | unit | over | platforms | windows of | source |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
                + MetricRegistry.shipped().all().stream()
                        .map(MetricsTableTest::row)
                        .collect(Collectors.joining());
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("metrics.md"), table);

        // When
        String readme = Files.readString(Path.of("README.md"));

        // Then
        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .isEqualTo(table);
    }
}
