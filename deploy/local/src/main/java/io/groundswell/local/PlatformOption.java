package io.groundswell.local;

import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.Spelling;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whose payloads are meant. */
final class PlatformOption {

    private static final Map<String, String> OLD_NAMES =
            Map.of("twitter", "x", "jetstream", "bluesky", "fb", "facebook");

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--platform",
            paramLabel = "SLUG",
            required = true,
            completionCandidates = Known.class,
            description = "Whose payloads these are: ${COMPLETION-CANDIDATES}.")
    private String platform;

    private static final class Known implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return FeedDecoders.platforms().iterator();
        }
    }

    FeedDecoder decoder() {
        return FeedDecoders.of(platform)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "There is no platform '" + platform + "'"
                                + nearest(platform)
                                        .map(near -> "; did you mean '" + near + "'? Known are ")
                                        .orElse("; known are ")
                                + String.join(", ", FeedDecoders.platforms())));
    }

    private static Optional<String> nearest(String platform) {
        String asked = platform.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String today = OLD_NAMES.getOrDefault(asked, asked);
        return FeedDecoders.platforms().stream()
                .filter(known -> known.equals(today)
                        || known.length() > 2 && today.contains(known)
                        || Spelling.distance(today, known) <= Math.min(2, known.length() - 1))
                .min(Comparator.comparingInt(known -> Spelling.distance(today, known)));
    }
}
