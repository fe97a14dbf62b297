package io.groundswell.measure.volume;

import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the mentions of one minute carry, counted so that it adds up: of each kind a mention gives a thousand thousandths, evenly to
 * all it carries of that kind. That is each one's Shapley value, when what some of them together are worth is the number of
 * mentions that carry any of them. What does not divide, and the mentions that carry none, make up the rest.
 */
public final class Breakdown {

    private static final int THOUSAND = 1_000;
    private static final int MOST_EXAMPLES = 2;
    private static final int MOST_PARTS = 10;

    /** A mention has some twenty of them, and a minute with few mentions is to have them all. */
    private static final int MOST_PHRASES = 60;

    private static final String COPY = "copy";
    private static final String AUTOMATED = "automated";

    private static final Comparator<MeasuredPart> BY_WEIGHT = Comparator.comparingLong(
                    (MeasuredPart part) -> -part.getPeople() - part.getAmplified())
            .thenComparingLong(part -> -part.getNegative())
            .thenComparing(MeasuredPart::getName);

    private final Map<SubjectKind, Map<String, MeasuredPart>> parts = new EnumMap<>(SubjectKind.class);

    /**
     * @param mentions of the minute, what weighs most first
     * @param copies ids of those among them that only say what another said before
     */
    public static List<MeasuredPart> of(Iterable<Candidate> mentions, Set<String> copies) {
        Breakdown breakdown = new Breakdown();
        for (Candidate mention : mentions) {
            breakdown.add(mention, copies.contains(mention.mention()));
        }
        return breakdown.most();
    }

    private void add(Candidate mention, boolean copy) {
        Crowd crowd = copy && mention.crowd() == Crowd.PEOPLE ? Crowd.AMPLIFIED : mention.crowd();
        Map<SubjectKind, Set<String>> carried = new EnumMap<>(SubjectKind.class);
        for (Subject subject : mention.carries()) {
            Set<String> names = carried.computeIfAbsent(subject.kind(), kind -> new LinkedHashSet<>());
            switch (subject.kind()) {
                case PHRASE -> addWordsAndPairs(subject.name(), names);
                case VOICE -> names.add(crowd == Crowd.AUTOMATED ? AUTOMATED : copy ? COPY : subject.name());
                default -> names.add(subject.name());
            }
        }
        carried.forEach((kind, names) -> {
            int share = THOUSAND / names.size();
            for (String name : names) {
                MeasuredPart part = parts.computeIfAbsent(kind, unknown -> new LinkedHashMap<>())
                        .computeIfAbsent(name, unknown -> empty(kind, name));
                count(mention, crowd, share, part);
            }
        });
    }

    /** Two people seldom put three words in a row alike. */
    private static void addWordsAndPairs(String run, Set<String> names) {
        String[] words = run.split(" ");
        for (int i = 0; i < words.length; i++) {
            names.add(words[i]);
            if (i > 0) {
                names.add(words[i - 1] + ' ' + words[i]);
            }
        }
    }

    private static MeasuredPart empty(SubjectKind kind, String name) {
        return new MeasuredPart(kind, name, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, new ArrayList<>());
    }

    private static void count(Candidate mention, Crowd crowd, int share, MeasuredPart part) {
        if (crowd == Crowd.PEOPLE) {
            part.setPeople(part.getPeople() + 1);
            part.setPeopleShare(part.getPeopleShare() + share);
            if (mention.sentiment() == Sentiment.NEGATIVE) {
                part.setNegative(part.getNegative() + 1);
                part.setNegativeShare(part.getNegativeShare() + share);
            }
        } else {
            part.setAmplified(part.getAmplified() + 1);
            part.setAmplifiedShare(part.getAmplifiedShare() + share);
        }
        if (mention.lowReview()) {
            part.setLowReviews(part.getLowReviews() + 1);
            part.setLowReviewShare(part.getLowReviewShare() + share);
        }
        if (part.getMentions().size() < MOST_EXAMPLES) {
            part.getMentions().add(mention.mention());
        }
    }

    private List<MeasuredPart> most() {
        List<MeasuredPart> most = new ArrayList<>();
        parts.forEach((kind, ofKind) -> ofKind.values().stream()
                .sorted(BY_WEIGHT)
                .limit(kind == SubjectKind.PHRASE ? MOST_PHRASES : MOST_PARTS)
                .forEach(most::add));
        return most;
    }

    private Breakdown() {}
}
