package io.groundswell.measure.panel;

import io.groundswell.measure.volume.WindowKey;

/**
 * What one member of a panel got in one hour.
 *
 * @param window the hour, or the owner's day that it lies in; its brand is the owner
 * @param of which member and hour
 */
public record HourOfMember(WindowKey window, Membership panel, Place of, Voices voices) {

    /**
     * @param member brand id
     * @param hour when it began, milliseconds since 1970
     */
    public record Place(String member, long hour) {}
}
