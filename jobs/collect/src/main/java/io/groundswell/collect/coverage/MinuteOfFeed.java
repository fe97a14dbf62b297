package io.groundswell.collect.coverage;

/**
 * What was received from one platform in one minute, or a part of it.
 *
 * @param platform slug
 * @param minute when it began, milliseconds since 1970
 */
public record MinuteOfFeed(String platform, long minute, Received received) {

    /** One record. */
    public static MinuteOfFeed of(String platform, Received record) {
        return new MinuteOfFeed(platform, FeedWindow.minute(record.lastAt).start(), record);
    }

    /** Which minute of which platform. */
    public record Place(String platform, long minute) {}

    public Place place() {
        return new Place(platform, minute);
    }
}
