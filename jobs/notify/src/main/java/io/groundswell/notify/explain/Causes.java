package io.groundswell.notify.explain;

import io.groundswell.topics.AlertPart;
import io.groundswell.topics.Signal;
import io.groundswell.topics.SubjectKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands out among the parts, in one sentence. A part stands out when fifteen in a hundred of the mentions carry it, and at
 * least ten in a hundred more of them than usually: that most talk is English says nothing when it always is.
 */
final class Causes {

    private static final double LEAST_SHARE = 0.15;
    private static final double LEAST_RISE = 0.1;
    private static final double NEXT_TO_NONE = 0.005;
    private static final int MOST = 3;

    private record Cause(AlertPart part, double share, double usualShare) {
        private double rise() {
            return share - usualShare;
        }
    }

    /** A few points more or less do not make one cause greater than another that tells more. */
    private static final Comparator<Cause> BY_RISE = Comparator.comparingLong(
                    (Cause cause) -> -Math.round(cause.rise() * 5))
            .thenComparingInt(cause -> Explanation.KINDS.indexOf(cause.part().getKind()))
            .thenComparing(cause -> -cause.rise())
            .thenComparing(cause -> cause.part().getName());

    /** Without anything to compare with, these are what they are in any talk. */
    private static final Set<SubjectKind> OF_ANY_TALK =
            EnumSet.of(SubjectKind.VOICE, SubjectKind.PLATFORM, SubjectKind.LANGUAGE);

    /** @param expected 0 when nothing is known of what is usual */
    static String sentence(Signal signal, long seen, double expected, List<AlertPart> parts) {
        List<Cause> causes = new ArrayList<>();
        for (AlertPart part : parts) {
            double share = seen == 0 ? 0 : (double) part.getCarriedBy() / seen;
            double usualShare = expected == 0 ? 0 : part.getUsuallyCarriedBy() / expected;
            boolean telling = expected > 0 || !OF_ANY_TALK.contains(part.getKind());
            if (telling && !part.getName().isEmpty() && share >= LEAST_SHARE && share - usualShare >= LEAST_RISE) {
                causes.add(new Cause(part, share, usualShare));
            }
        }
        Set<SubjectKind> named = new HashSet<>();
        List<String> clauses = causes.stream()
                .sorted(BY_RISE)
                .filter(cause -> named.add(cause.part().getKind()))
                .limit(MOST)
                .map(cause -> clause(cause, expected > 0))
                .toList();
        if (clauses.isEmpty()) {
            return "";
        }
        return "Of " + seen + " " + mentions(signal) + " in the worst hour, " + String.join(", ", clauses) + ".";
    }

    private static String clause(Cause cause, boolean compared) {
        String name = cause.part().getName();
        String carries =
                switch (cause.part().getKind()) {
                    case THREAD -> "belong to the thread " + name;
                    case AUTHOR -> "are by the author " + name;
                    case PHRASE -> "say \u201c" + name + "\u201d";
                    case ENTITY -> "name " + name;
                    case HASHTAG -> "bear #" + name;
                    case LINK -> "link to " + hostOf(name);
                    case VOICE ->
                        switch (name) {
                            case "copy" -> "are copies";
                            case "automated" -> "are by automated accounts";
                            case "reply" -> "are replies";
                            default -> "are " + name + "s";
                        };
                    case PLATFORM -> "are on " + name;
                    case LANGUAGE -> "are in the language \u201c" + name + "\u201d";
                    default -> "carry " + name;
                };
        if (!compared) {
            return percent(cause.share()) + " " + carries;
        }
        String usually = cause.usualShare() < NEXT_TO_NONE ? "none" : percent(cause.usualShare());
        return percent(cause.share()) + " " + carries + " (usually " + usually + ")";
    }

    private static String hostOf(String link) {
        try {
            String host = URI.create(link).getHost();
            return host == null ? "one address" : host;
        } catch (IllegalArgumentException e) {
            return "one address";
        }
    }

    private static String mentions(Signal signal) {
        return switch (signal) {
            case NEGATIVE -> "negative mentions";
            case REVIEWS -> "reviews";
            case AMPLIFICATION -> "reposts and copies";
            case VOLUME, UNANSWERED, OTHER -> "mentions";
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private Causes() {}
}
