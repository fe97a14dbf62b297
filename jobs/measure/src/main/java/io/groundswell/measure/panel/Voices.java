package io.groundswell.measure.panel;

import io.groundswell.topics.Measure;

/** What is compared: counters of {@code measure.avsc}, and what they rest on. */
public record Voices(
        long mentions,
        long people,
        long negative,
        long positive,
        long reach,
        long engagement,
        long revision,
        long asOf) {

    static final Voices NONE = new Voices(0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE);

    public static Voices of(Measure measure) {
        return new Voices(
                measure.getMentions(),
                measure.getPeople(),
                measure.getNegative(),
                measure.getPositive(),
                measure.getReach(),
                measure.getEngagement(),
                measure.getRevision(),
                measure.getAsOf().toEpochMilli());
    }

    Voices and(Voices other) {
        return new Voices(
                mentions + other.mentions,
                people + other.people,
                negative + other.negative,
                positive + other.positive,
                reach + other.reach,
                engagement + other.engagement,
                revision + other.revision,
                Math.max(asOf, other.asOf));
    }
}
