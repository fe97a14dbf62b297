package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The traps in the README, where we are wrong as well as where we are right, are those of the model that ships. */
class KnownTrapsTest {

    private static final SentimentClassifier DEEP = SentimentTiers.named("deep");

    record Trap(String name, String post, String is, String told) {}

    static Stream<Trap> traps() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("<!-- traps -->"), readme.indexOf("<!-- /traps -->"));
        return table.lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> line.split(" *\\| *"))
                .map(cells -> new Trap(cells[1], cells[2], cells[3], cells[4]));
    }

    @ParameterizedTest
    @MethodSource("traps")
    void each_trap_is_told_as_the_readme_says(Trap trap) {
        // When
        String told = DEEP.classify(trap.post()).sentiment().name().toLowerCase(Locale.ROOT);

        // Then
        assertThat(trap.told()).isEqualTo(told.equals(trap.is()) ? told : "**" + told + "**");
    }
}
