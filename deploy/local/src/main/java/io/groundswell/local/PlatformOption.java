package io.groundswell.local;

import io.groundswell.collect.feed.CustomMapping;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.collect.feed.MappingProblem;
import io.groundswell.flow.Spelling;
import io.groundswell.local.feed.CapturedRecords;
import io.groundswell.local.feed.FeedRecords;
import io.groundswell.local.feed.MappedRecords;
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

    @Option(
            names = "--map",
            paramLabel = "FIELD=SOURCE,…",
            description = {
                "With --platform custom: where the fields of a post stand in your table or JSON Lines,",
                "such as text=body,id=post_id,createdAt=when@Europe/Berlin. See schemas/README.md."
            })
    private String map;

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

    /**
     * How files are to be read.
     *
     * @throws MappingProblem when the mapping given is none
     */
    FeedRecords.Opening opening() {
        if (map == null) {
            return CapturedRecords::open;
        } else if (!platform.equals("custom")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "'--map' goes with --platform custom: what " + platform + " sends is known");
        }
        return MappedRecords.by(CustomMapping.parse(map));
    }

    /** What distinguishes readings of the same files. */
    String reading() {
        return map == null ? platform : platform + " " + map;
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
