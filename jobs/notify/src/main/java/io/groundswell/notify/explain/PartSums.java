package io.groundswell.notify.explain;

import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Signal;
import io.groundswell.topics.SubjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of many minutes, or hours, added up. */
public final class PartSums {

    /** Of each kind so many of an hour are remembered. */
    private static final int MOST_OF_AN_HOUR = 50;

    /** Examples of so many minutes are kept apart, so that those of the fullest can be told. */
    private static final int MOST_MINUTES = 3;

    private static final Comparator<MeasuredPart> BY_MENTIONS =
            Comparator.comparingLong(PartSums::mentions).reversed();

    private static final Comparator<MeasuredPart> BY_WEIGHT =
            BY_MENTIONS.thenComparingLong(part -> -part.getNegative()).thenComparing(MeasuredPart::getName);

    private final Map<SubjectKind, Map<String, Sum>> sums = new EnumMap<>(SubjectKind.class);

    private static final class Sum {
        private final MeasuredPart whole;
        /** The fullest first; of equals the earliest. */
        private final List<MeasuredPart> fullest = new ArrayList<>();

        private Sum(SubjectKind kind, String name) {
            whole = MeasuredPart.newBuilder().setKind(kind).setName(name).build();
        }

        private void add(MeasuredPart part) {
            whole.setPeople(whole.getPeople() + part.getPeople());
            whole.setNegative(whole.getNegative() + part.getNegative());
            whole.setAmplified(whole.getAmplified() + part.getAmplified());
            whole.setLowReviews(whole.getLowReviews() + part.getLowReviews());
            whole.setPeopleShare(whole.getPeopleShare() + part.getPeopleShare());
            whole.setNegativeShare(whole.getNegativeShare() + part.getNegativeShare());
            whole.setAmplifiedShare(whole.getAmplifiedShare() + part.getAmplifiedShare());
            whole.setLowReviewShare(whole.getLowReviewShare() + part.getLowReviewShare());
            if (!part.getMentions().isEmpty()) {
                fullest.add(part);
                fullest.sort(BY_MENTIONS);
                if (fullest.size() > MOST_MINUTES) {
                    fullest.remove(MOST_MINUTES);
                }
            }
        }

        private MeasuredPart told() {
            whole.setMentions(fullest.stream()
                    .flatMap(part -> part.getMentions().stream())
                    .distinct()
                    .limit(MOST_MINUTES)
                    .toList());
            return whole;
        }
    }

    /** @param parts lists of them, the earliest first */
    public static PartSums of(Iterable<List<MeasuredPart>> parts) {
        PartSums all = new PartSums();
        for (List<MeasuredPart> some : parts) {
            for (MeasuredPart part : some) {
                all.sums
                        .computeIfAbsent(part.getKind(), kind -> new HashMap<>())
                        .computeIfAbsent(part.getName(), name -> new Sum(part.getKind(), name))
                        .add(part);
            }
        }
        return all;
    }

    private static long mentions(MeasuredPart part) {
        return part.getPeople() + part.getAmplified();
    }

    /** All of one kind, the heaviest first. */
    List<MeasuredPart> of(SubjectKind kind) {
        return sums.getOrDefault(kind, Map.of()).values().stream()
                .map(Sum::told)
                .sorted(BY_WEIGHT)
                .toList();
    }

    /** One part; one of nothing when there is none. */
    MeasuredPart of(SubjectKind kind, String name) {
        Sum sum = sums.getOrDefault(kind, Map.of()).get(name);
        return sum == null
                ? MeasuredPart.newBuilder().setKind(kind).setName(name).build()
                : sum.whole;
    }

    /** What is worth remembering of an hour, without examples: what is usual is asked for by name and number. */
    public List<MeasuredPart> remembered() {
        List<MeasuredPart> most = new ArrayList<>();
        for (SubjectKind kind : sums.keySet()) {
            of(kind).stream()
                    .limit(MOST_OF_AN_HOUR)
                    .map(part ->
                            MeasuredPart.newBuilder(part).setMentions(List.of()).build())
                    .forEach(most::add);
        }
        return most;
    }

    /** How many mentions of a signal are by authors of whom there is another among them, as far as authors are known. */
    public long repeated(Signal signal) {
        return sums.getOrDefault(SubjectKind.AUTHOR, Map.of()).values().stream()
                .mapToLong(author -> Math.max(0, count(signal, author.whole) - 1))
                .sum();
    }

    /** Mentions of a signal that carry it. */
    static long count(Signal signal, MeasuredPart part) {
        return switch (signal) {
            case NEGATIVE -> part.getNegative();
            case REVIEWS -> part.getLowReviews();
            case AMPLIFICATION -> part.getAmplified();
            case VOLUME, UNANSWERED, OTHER -> part.getPeople();
        };
    }

    /** The same in thousandths, split evenly among all that a mention carries of the kind. */
    static long share(Signal signal, MeasuredPart part) {
        return switch (signal) {
            case NEGATIVE -> part.getNegativeShare();
            case REVIEWS -> part.getLowReviewShare();
            case AMPLIFICATION -> part.getAmplifiedShare();
            case VOLUME, UNANSWERED, OTHER -> part.getPeopleShare();
        };
    }

    private PartSums() {}
}
