package io.groundswell.measure.volume;

/**
 * When mentions count for a campaign.
 *
 * @param id brand/campaign; no brand has a slash in its id
 * @param start milliseconds since 1970, inclusive
 * @param end exclusive
 */
public record CampaignTime(String id, long start, long end) {

    private static final char SLASH = '/';

    public static String id(String brand, String campaign) {
        return brand + SLASH + campaign;
    }

    /** Whether this is the id of a campaign, and not of a brand. */
    public static boolean isCampaign(String id) {
        return id.indexOf(SLASH) >= 0;
    }

    /** The brand whose campaign it is; of a brand the brand itself. */
    public static String brandOf(String id) {
        int slash = id.indexOf(SLASH);
        return slash < 0 ? id : id.substring(0, slash);
    }

    public boolean holds(long time) {
        return time >= start && time < end;
    }

    /** Of all platforms. */
    public WindowKey window() {
        return new WindowKey(id, WindowKey.ALL_PLATFORMS, (int) ((end - start) / WindowKey.MINUTE), start);
    }
}
