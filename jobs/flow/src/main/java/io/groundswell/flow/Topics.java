package io.groundswell.flow;

import java.util.List;
import java.util.regex.Pattern;

/** The topics between the stages. */
public final class Topics {

    public static final String BRANDS = "brands";
    public static final String BRAND_MODELS = "brand-models";
    public static final String LABELS = "labels";
    public static final String ERASURES = "erasures";
    public static final String MENTIONS = "mentions";
    public static final String ENRICHED_MENTIONS = "enriched-mentions";
    public static final String COPIES = "copies";
    public static final String COVERAGE = "coverage";
    public static final String MEASURES = "measures";
    public static final String SHARES = "shares";
    public static final String RESPONSES = "responses";
    public static final String RESPONSE_TIMES = "response-times";
    public static final String AUDIENCE_DAYS = "audience-days";
    public static final String TRAFFIC_DAYS = "traffic-days";
    public static final String CAMPAIGNS = "campaigns";
    public static final String ALERTS = "alerts";
    public static final String INCIDENTS = "incidents";
    public static final String INCIDENT_ACTIONS = "incident-actions";
    public static final String DELIVERIES = "deliveries";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String LATE = "late";
    public static final String ENGAGEMENT = "engagement";
    public static final String TAKEDOWNS = "takedowns";
    public static final String AUDIENCE = "audience";
    public static final String TRAFFIC = "traffic";

    /** Every topic but the feeds: what a stack has to have. */
    public static final List<String> ALL = List.of(
            BRANDS,
            BRAND_MODELS,
            LABELS,
            ERASURES,
            MENTIONS,
            ENRICHED_MENTIONS,
            COPIES,
            COVERAGE,
            MEASURES,
            SHARES,
            RESPONSES,
            RESPONSE_TIMES,
            AUDIENCE_DAYS,
            TRAFFIC_DAYS,
            CAMPAIGNS,
            ALERTS,
            INCIDENTS,
            INCIDENT_ACTIONS,
            DELIVERIES,
            DEAD_LETTERS,
            LATE,
            ENGAGEMENT,
            TAKEDOWNS,
            AUDIENCE,
            TRAFFIC);

    /** Raw bytes as a platform emits them, one topic per platform. */
    public static final Pattern FEEDS = Pattern.compile("feed\\.[a-z0-9-]+");

    public static String feed(String platform) {
        return "feed." + platform;
    }

    private Topics() {}
}
