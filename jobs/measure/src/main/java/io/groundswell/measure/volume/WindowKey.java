package io.groundswell.measure.volume;

import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Which window of which brand or campaign. The size is a number and not an enum because keys are hashed on several machines.
 *
 * @param brand id; of a campaign that of its {@link CampaignTime}
 * @param platform slug, or {@link #ALL_PLATFORMS}
 * @param minutes length of the window; a day in a brand's own time zone may have an hour less or more
 * @param start milliseconds since 1970, inclusive
 */
public record WindowKey(String brand, String platform, int minutes, long start) {

    public static final String ALL_PLATFORMS = "all";
    public static final long MINUTE = 60_000;
    public static final int MINUTES_IN_HOUR = 60;

    private static final long HOUR = MINUTES_IN_HOUR * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** When the minute of a time began. */
    public static long minuteOf(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE;
    }

    /**
     * The windows of all platforms together that a mention is counted in: the minute and the hour of UTC, and the day of the
     * brand. Where the zone is a half or a quarter of an hour off, a day is the sum of its minutes and not of hours.
     *
     * @param time milliseconds since 1970
     * @param zone where the brand's days begin
     */
    public static List<WindowKey> around(long time, String brand, ZoneId zone) {
        long hour = Math.floorDiv(time, HOUR) * HOUR;
        long day = Math.floorDiv(time, DAY) * DAY;
        long nextDay = day + DAY;
        if (!zone.equals(ZoneOffset.UTC)) {
            LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
            day = date.atStartOfDay(zone).toInstant().toEpochMilli();
            nextDay = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        return List.of(
                new WindowKey(brand, ALL_PLATFORMS, 1, minuteOf(time)),
                new WindowKey(brand, ALL_PLATFORMS, MINUTES_IN_HOUR, hour),
                new WindowKey(brand, ALL_PLATFORMS, (int) ((nextDay - day) / MINUTE), day));
    }

    /** The same window of one platform. */
    public WindowKey on(String platform) {
        return new WindowKey(brand, platform, minutes, start);
    }

    /** Milliseconds since 1970, exclusive. */
    public long end() {
        return start + minutes * MINUTE;
    }

    public WindowSize size() {
        return switch (minutes) {
            case 1 -> WindowSize.MINUTE;
            case MINUTES_IN_HOUR -> WindowSize.HOUR;
            default -> WindowSize.DAY;
        };
    }

    /** Whether this window names the mentions behind its numbers. */
    public boolean showsEvidence() {
        return minutes == 1 && platform.equals(ALL_PLATFORMS);
    }

    /** Whether this is all the time of a campaign, on all platforms, and not a window of a brand. */
    public boolean isOfCampaign() {
        return CampaignTime.isCampaign(brand);
    }

    /** Whether this window names what its mentions carry. */
    public boolean showsSubjects() {
        return minutes > 1 && platform.equals(ALL_PLATFORMS) && !isOfCampaign();
    }

    public String id() {
        String word =
                switch (size()) {
                    case MINUTE -> "minute";
                    case HOUR -> "hour";
                    case DAY -> "day";
                };
        return brand + "|" + platform + "|" + word + "|" + Instant.ofEpochMilli(start);
    }
}
