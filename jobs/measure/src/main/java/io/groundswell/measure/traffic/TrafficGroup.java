package io.groundswell.measure.traffic;

import io.groundswell.topics.Traffic;
import java.time.Instant;

/**
 * What is counted together: one day of one property, source, medium, campaign, content and post.
 *
 * @param day when it began, UTC, milliseconds since 1970
 * @param mention id, or null; all other texts may be null too
 */
public record TrafficGroup(
        String property, long day, String source, String medium, String campaign, String content, String mention) {

    private static final long DAY = 86_400_000;

    static TrafficGroup of(Traffic traffic) {
        long at = traffic.getAt().toEpochMilli();
        return new TrafficGroup(
                traffic.getProperty(),
                Math.floorDiv(at, DAY) * DAY,
                traffic.getSource(),
                traffic.getMedium(),
                traffic.getCampaign(),
                traffic.getContent(),
                NamedPost.of(traffic.getContent(), traffic.getReferrer()).orElse(null));
    }

    /** Milliseconds since 1970, exclusive. */
    public long end() {
        return day + DAY;
    }

    public String id() {
        return String.join(
                "|",
                escaped(property),
                Instant.ofEpochMilli(day).toString(),
                escaped(source),
                escaped(medium),
                escaped(campaign),
                escaped(content),
                escaped(mention));
    }

    private static String escaped(String part) {
        return part == null ? "" : part.replace("%", "%25").replace("|", "%7C");
    }
}
