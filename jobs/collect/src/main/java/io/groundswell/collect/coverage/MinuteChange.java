package io.groundswell.collect.coverage;

import java.util.List;
import java.util.Optional;

/**
 * What is new about one minute of a feed, to be added to the minute, its hour and its day alike.
 *
 * @param received null when nothing was
 * @param heard 1 when this is the first that is received in the minute
 * @param blind 1 when the minute is told blind, -1 when it no longer is
 * @param revision by how much the minute's grows, always above 0
 * @param lastAt milliseconds since 1970
 * @param asOf end of the minute
 * @param brands that are new in the minute
 */
public record MinuteChange(
        Received received, int heard, int blind, long revision, long lastAt, long asOf, List<String> brands) {

    /** After how many minutes of silence nobody listens to a platform any more. */
    public static final int LONGEST_SILENCE = FeedWindow.MINUTES_IN_DAY;

    /** @param before null when the minute is not known yet */
    public static MinuteChange heard(CoverageTally before, FeedWindow minute, Received more) {
        boolean first = before == null || !before.isHeard();
        long known = before == null ? 0 : before.revision;
        return new MinuteChange(
                more,
                first ? 1 : 0,
                before != null && !before.isHeard() ? -1 : 0,
                // More than a blind minute can have.
                more.records + (first ? LONGEST_SILENCE - known : 0),
                more.lastAt,
                minute.end(),
                more.brands.keySet().stream()
                        .filter(brand -> before == null || !before.received.brands.containsKey(brand))
                        .toList());
    }

    /**
     * Nothing was received in the minute, of which event time has passed the end. The nearer the last record before, the greater
     * the revision, because more is known.
     *
     * @param before null when the minute is not known yet
     * @param lastMinute the last one before with a record
     * @return empty when that is known, or the silence is too long
     */
    public static Optional<MinuteChange> blind(CoverageTally before, FeedWindow minute, long lastMinute) {
        long silence = (minute.start() - lastMinute) / FeedWindow.MINUTE;
        long known = before == null ? 0 : before.revision;
        long revision = LONGEST_SILENCE + 1 - silence;
        if (silence > LONGEST_SILENCE || revision <= known) {
            return Optional.empty();
        }
        return Optional.of(new MinuteChange(
                null, 0, before == null ? 1 : 0, revision - known, lastMinute, minute.end(), List.of()));
    }
}
