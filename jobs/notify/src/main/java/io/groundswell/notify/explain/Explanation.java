package io.groundswell.notify.explain;

import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertPart;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Signal;
import io.groundswell.topics.SubjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.inference.GTest;

/**
 * Splits what is more than expected in one hour over what its mentions carry, kind by kind. A part's excess is what was seen of it
 * less its share of the expected, and that is its share of what is usual; the parts of a kind, with the rest, come to the whole
 * excess.
 */
public final class Explanation {

    /** Of each kind so many are told, the rest in one. */
    private static final int MOST = 5;

    /** Of a brand that was hardly ever spoken of so, it is asked where all that people said came from. */
    private static final int FEWEST_USUAL = 20;

    /** A word is told beside a pair of words that holds it only when so much more often. */
    private static final double MANY_MORE = 1.25;

    /** What tells most about what happened comes first. */
    static final List<SubjectKind> KINDS = List.of(
            SubjectKind.THREAD,
            SubjectKind.AUTHOR,
            SubjectKind.PHRASE,
            SubjectKind.ENTITY,
            SubjectKind.HASHTAG,
            SubjectKind.LINK,
            SubjectKind.VOICE,
            SubjectKind.PLATFORM,
            SubjectKind.LANGUAGE);

    private static final Comparator<AlertPart> BY_EXCESS =
            Comparator.comparingDouble(AlertPart::getExcess).reversed().thenComparing(AlertPart::getName);

    private static final Comparator<AlertPart> BY_KEYNESS =
            Comparator.comparingDouble(AlertPart::getKeyness).reversed().thenComparing(BY_EXCESS);

    private final Signal signal;
    private final long seen;
    private final double expected;
    private final PartSums now;
    private final PartSums usual;
    /** What is usual is asked of. */
    private final Signal compared;

    private final long usually;

    private Explanation(Signal signal, long seen, double expected, PartSums now, PartSums usual) {
        this.signal = signal;
        this.seen = seen;
        this.expected = expected;
        this.now = now;
        this.usual = usual;
        // Every mention speaks with one voice, so these come to all there were.
        long alike = all(usual, signal);
        compared = alike < FEWEST_USUAL && signal != Signal.AMPLIFICATION ? Signal.VOLUME : signal;
        usually = compared == signal ? alike : all(usual, compared);
    }

    private static long all(PartSums usual, Signal signal) {
        return usual.of(SubjectKind.VOICE).stream()
                .mapToLong(part -> PartSums.count(signal, part))
                .sum();
    }

    /**
     * A stretch of time and what the minutes, or hours, in it tell of.
     *
     * @param parts the earliest first
     */
    public record Stretch(Instant from, Instant to, List<List<MeasuredPart>> parts) {}

    /**
     * @param seen mentions of the signal in the hour
     * @param expected of them
     * @param usual what came before
     */
    public static AlertExplanation of(Signal signal, long seen, double expected, Stretch hour, Stretch usual) {
        Explanation explanation =
                new Explanation(signal, seen, expected, PartSums.of(hour.parts()), PartSums.of(usual.parts()));
        List<AlertPart> parts = new ArrayList<>();
        for (SubjectKind kind : KINDS) {
            parts.addAll(explanation.split(kind));
        }
        return AlertExplanation.newBuilder()
                .setWindowStart(hour.from())
                .setWindowEnd(hour.to())
                .setSeen(seen)
                .setExpected(expected)
                .setExcess(seen - expected)
                .setUsualFrom(usual.from())
                .setUsualTo(usual.to())
                .setSentence(Causes.sentence(signal, seen, explanation.usually == 0 ? 0 : expected, parts))
                .setParts(parts)
                .build();
    }

    private List<AlertPart> split(SubjectKind kind) {
        List<AlertPart> all = new ArrayList<>();
        for (MeasuredPart part : now.of(kind)) {
            if (PartSums.count(signal, part) > 0) {
                all.add(part(kind, part));
            }
        }
        if (all.isEmpty()) {
            return all;
        }
        List<AlertPart> told = kind == SubjectKind.PHRASE ? standingOut(all) : most(all);
        double restSeen = seen;
        double restExpected = expected;
        double restExcess = seen - expected;
        for (AlertPart part : told) {
            restSeen -= part.getSeen();
            restExpected -= part.getExpected();
            restExcess -= part.getExcess();
        }
        told.add(AlertPart.newBuilder()
                .setKind(kind)
                .setName("")
                .setSeen(restSeen)
                .setExpected(restExpected)
                .setExcess(restExcess)
                .setCarriedBy(0)
                .setUsuallyCarriedBy(0)
                .build());
        return told;
    }

    private AlertPart part(SubjectKind kind, MeasuredPart part) {
        MeasuredPart before = usual.of(kind, part.getName());
        double partSeen = PartSums.share(signal, part) / 1000.0;
        double partExpected = usually == 0 ? 0 : expected * PartSums.share(compared, before) / 1000.0 / usually;
        return AlertPart.newBuilder()
                .setKind(kind)
                .setName(part.getName())
                .setSeen(partSeen)
                .setExpected(partExpected)
                .setExcess(partSeen - partExpected)
                .setCarriedBy(PartSums.count(signal, part))
                .setUsuallyCarriedBy(usually == 0 ? 0 : expected * PartSums.count(compared, before) / usually)
                .setKeyness(
                        kind == SubjectKind.PHRASE
                                ? keyness(PartSums.count(signal, part), PartSums.count(compared, before))
                                : null)
                .setMentions(part.getMentions())
                .build();
    }

    /** Without anything usual to compare with, a phrase stands out by how many carry it. */
    private double keyness(long carriedNow, long carriedUsually) {
        long withoutNow = Math.max(0, seen - carriedNow);
        long withoutUsually = Math.max(0, usually - carriedUsually);
        if (usually == 0 || withoutNow + withoutUsually == 0) {
            return usually == 0 ? carriedNow : 0;
        }
        double ratio = GTest.withDefaults()
                .statistic(new long[][] {{carriedNow, withoutNow}, {carriedUsually, withoutUsually}});
        boolean more = (double) carriedNow / seen >= (double) carriedUsually / usually;
        return more ? ratio : -ratio;
    }

    private static List<AlertPart> most(List<AlertPart> parts) {
        return new ArrayList<>(parts.stream()
                .filter(part -> part.getExcess() > 0)
                .sorted(BY_EXCESS)
                .limit(MOST)
                .toList());
    }

    /** Those with the greatest keyness, but not the same words again in other company: a pair says more than one of its words. */
    private static List<AlertPart> standingOut(List<AlertPart> phrases) {
        List<AlertPart> told = new ArrayList<>();
        phrases.stream()
                .filter(phrase -> phrase.getKeyness() > 0 && phrase.getExcess() > 0)
                .sorted(BY_KEYNESS)
                .forEach(phrase -> {
                    List<AlertPart> same = told.stream()
                            .filter(other -> saysTheSame(other, phrase))
                            .toList();
                    if (same.isEmpty() && told.size() < MOST) {
                        told.add(phrase);
                    } else if (isPair(phrase)
                            && !same.isEmpty()
                            && same.stream().noneMatch(Explanation::isPair)) {
                        told.set(told.indexOf(same.get(0)), phrase);
                        told.removeAll(same);
                    }
                });
        return told;
    }

    /** Whether they have a word in common, and nearly as many carry the one as the other. */
    private static boolean saysTheSame(AlertPart one, AlertPart other) {
        List<String> words = List.of(one.getName().split(" "));
        long fewer = Math.min(one.getCarriedBy(), other.getCarriedBy());
        long more = Math.max(one.getCarriedBy(), other.getCarriedBy());
        return more < MANY_MORE * fewer
                && List.of(other.getName().split(" ")).stream().anyMatch(words::contains);
    }

    private static boolean isPair(AlertPart phrase) {
        return phrase.getName().indexOf(' ') >= 0;
    }
}
