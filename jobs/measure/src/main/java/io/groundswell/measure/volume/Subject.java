package io.groundswell.measure.volume;

import io.groundswell.topics.MeasuredSubject;
import io.groundswell.topics.SubjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Something that mentions carry and windows are asked about: which hashtags, who, in what language. Of each an hour and a day
 * know how many mentions carry it, how many of those are negative, and how much engagement those that carry it gained.
 *
 * @param kind which question it answers
 * @param name as it is shown: a hashtag without #, a language's ISO 639-1 code, a mention's or an author's id
 */
public record Subject(SubjectKind kind, String name) {

    /** Positions of the sums. */
    public static final int MENTIONS = 0;

    public static final int NEGATIVE = 1;
    public static final int ENGAGEMENT = 2;
    public static final int REACH = 3;
    public static final int SUMS = 4;

    /** Of each kind so many are told. */
    public static final int MOST = 10;

    /** The most mentions first, then the most engagement, then by name, so that it is always the same. */
    public static final Comparator<Map.Entry<Subject, long[]>> BY_WEIGHT = Comparator.comparingLong(
                    (Map.Entry<Subject, long[]> each) -> -each.getValue()[MENTIONS])
            .thenComparingLong(each -> -each.getValue()[ENGAGEMENT])
            .thenComparing(each -> each.getKey().name());

    private static final Comparator<Map.Entry<Subject, long[]>> LIGHTEST_FIRST = BY_WEIGHT.reversed();

    /** Of each kind the {@link #MOST} that weigh most, kind by kind. What no mention carries and nobody moved is left out. */
    public static List<MeasuredSubject> mostSpokenOf(Iterable<Map.Entry<Subject, long[]>> all) {
        Map<SubjectKind, PriorityQueue<Map.Entry<Subject, long[]>>> most = new EnumMap<>(SubjectKind.class);
        for (Map.Entry<Subject, long[]> each : all) {
            PriorityQueue<Map.Entry<Subject, long[]>> best =
                    most.computeIfAbsent(each.getKey().kind(), kind -> new PriorityQueue<>(MOST + 1, LIGHTEST_FIRST));
            // Most are lighter than the lightest of the best: they are not worth more than a look.
            if (best.size() == MOST && each.getValue()[MENTIONS] < best.peek().getValue()[MENTIONS]) {
                continue;
            }
            best.add(Map.entry(each.getKey(), each.getValue()));
            if (best.size() > MOST) {
                best.poll();
            }
        }
        List<MeasuredSubject> told = new ArrayList<>();
        for (PriorityQueue<Map.Entry<Subject, long[]>> best : most.values()) {
            best.stream()
                    .sorted(BY_WEIGHT)
                    .forEach(each -> told.add(each.getKey().measured(each.getValue())));
        }
        return told;
    }

    private MeasuredSubject measured(long[] sums) {
        return new MeasuredSubject(kind, name, sums[MENTIONS], sums[NEGATIVE], sums[ENGAGEMENT], sums[REACH]);
    }

    /** A post that is handed on is the same post: its mentions are those who did, and itself. */
    static List<Subject> always(String author, String original) {
        Subject post = new Subject(SubjectKind.POST, original);
        return author == null ? List.of(post) : List.of(new Subject(SubjectKind.AUTHOR, author), post);
    }
}
