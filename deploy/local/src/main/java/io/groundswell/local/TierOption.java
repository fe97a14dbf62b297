package io.groundswell.local;

import io.groundswell.enrich.sentiment.SentimentTiers;
import java.util.Iterator;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which of the sentiment models is asked. Not for training: what a brand teaches is used where jobs judge by the same. */
final class TierOption {

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = SentimentTiers.USUAL,
            completionCandidates = Known.class,
            description = "Which sentiment model: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String tier;

    private static final class Known implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SentimentTiers.names().iterator();
        }
    }

    /** Checked before any model is read. */
    String tier() {
        if (!SentimentTiers.names().contains(tier)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "There is no tier '" + Terminal.safe(tier, 100) + "'; there are "
                            + String.join(", ", SentimentTiers.names()));
        }
        return tier;
    }
}
