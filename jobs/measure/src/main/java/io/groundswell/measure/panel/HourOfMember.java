package io.groundswell.measure.panel;

import io.groundswell.measure.volume.WindowKey;

/**
 * What one member of a panel got in one hour.
 *
 * @param window the hour, or the owner's day that it lies in; its brand is the owner
 * @param hour when it began, milliseconds since 1970
 * @param member brand id
 */
public record HourOfMember(
        WindowKey window, Membership panel, String member, long hour, Voices voices, long revision, long asOf) {

    /** What is compared: counters of {@code measure.avsc}. */
    public record Voices(long mentions, long people, long negative, long positive, long reach, long engagement) {

        static final Voices NONE = new Voices(0, 0, 0, 0, 0, 0);

        Voices and(Voices other) {
            return new Voices(
                    mentions + other.mentions,
                    people + other.people,
                    negative + other.negative,
                    positive + other.positive,
                    reach + other.reach,
                    engagement + other.engagement);
        }
    }
}
