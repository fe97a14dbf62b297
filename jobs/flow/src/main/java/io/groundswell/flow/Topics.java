package io.groundswell.flow;

import java.util.regex.Pattern;

/** The topics between the stages. */
public final class Topics {

    public static final String BRANDS = "brands";
    public static final String MENTIONS = "mentions";
    public static final String ENRICHED_MENTIONS = "enriched-mentions";
    public static final String MEASURES = "measures";
    public static final String ALERTS = "alerts";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String LATE = "late";

    /** Raw bytes as a platform emits them, one topic per platform. */
    public static final Pattern FEEDS = Pattern.compile("feed\\.[a-z0-9-]+");

    public static String feed(String platform) {
        return "feed." + platform;
    }

    private Topics() {}
}
