package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.collect.feed.LinkedInDecoder.Urn;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Counters;
import java.time.Instant;

/**
 * Numbers LinkedIn gives about a post, a page or its followers. Those of a post over a period are no counters of the
 * post, and followers told only by trade or rank do not sum up to all of them: both are counted and left.
 */
final class LinkedInStatistics {

    /** @return whether the item is about numbers */
    static boolean read(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        if (item.has("totalShareStatistics")) {
            readShares(item, key, path, items);
        } else if (item.has("totalPageStatistics")) {
            readPage(item, key, path, items);
        } else if (item.has("firstDegreeSize")) {
            Audience audience = audience(item, key, path, items);
            audience.setFollowers(Fields.count(item, "firstDegreeSize", path));
            items.add(audience);
        } else if (item.has("followerGains") || item.has("totalFollowerCounts")) {
            readFollowers(item, key, path, items);
        } else if (item.has("followerCountsByFunction") || item.has("followerCountsByAssociationType")) {
            items.control("follower-demographics");
        } else {
            return false;
        }
        return true;
    }

    private static void readShares(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        JsonNode totals = Fields.object(item, "totalShareStatistics", path);
        String inner = path + "totalShareStatistics.";
        String post = Fields.key(item, "share", path);
        if (post == null) {
            post = Fields.key(item, "ugcPost", path);
        }
        if (post == null) {
            Audience audience = audience(item, key, path, items);
            audience.setLikes(Fields.number(totals, "likeCount", inner));
            audience.setViews(Fields.number(totals, "impressionCount", inner));
            items.add(audience);
        } else if (item.has("timeRange")) {
            items.control("post-statistics-of-a-period");
        } else {
            items.snapshot(
                    Urn.mention(post),
                    new Counters(
                            count(totals, "likeCount", inner),
                            count(totals, "shareCount", inner),
                            count(totals, "commentCount", inner),
                            null,
                            null,
                            count(totals, "impressionCount", inner),
                            count(totals, "clickCount", inner),
                            null));
        }
    }

    /** LinkedIn subtracts likes taken back from likes it never counted; what is below 0 is unknown. */
    private static Long count(JsonNode totals, String name, String path) throws Refusal {
        Long count = Fields.number(totals, name, path);
        return count == null || count < 0 ? null : count;
    }

    private static void readPage(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        JsonNode totals = Fields.object(item, "totalPageStatistics", path);
        String inner = path + "totalPageStatistics.";
        JsonNode views = Fields.object(totals, "views", inner);
        inner += "views.";
        JsonNode all = Fields.object(views, "allPageViews", inner);
        inner += "allPageViews.";
        Audience audience = audience(item, key, path, items);
        audience.setViews(Fields.count(all, "pageViews", inner));
        audience.setVisits(Fields.count(all, "uniquePageViews", inner));
        items.add(audience);
    }

    private static void readFollowers(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        Audience audience = audience(item, key, path, items);
        JsonNode gains = Fields.object(item, "followerGains", path);
        JsonNode totals = Fields.object(item, "totalFollowerCounts", path);
        audience.setGained(sum(gains, "organicFollowerGain", "paidFollowerGain", path + "followerGains."));
        audience.setFollowers(sum(totals, "organicFollowerCount", "paidFollowerCount", path + "totalFollowerCounts."));
        items.add(audience);
    }

    private static Long sum(JsonNode node, String organic, String paid, String path) throws Refusal {
        Long one = Fields.number(node, organic, path);
        Long other = Fields.number(node, paid, path);
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }

    /** @param key the URN it was asked for by, or null */
    private static Audience audience(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        String urn = Fields.key(item, "organizationalEntity", path);
        if (urn == null) {
            urn = Fields.key(item, "organization", path);
        }
        if (urn == null) {
            urn = key;
        }
        Audience audience = items.audienceOf(Urn.author(Fields.required(urn, "organizationalEntity", path)));
        JsonNode period = Fields.object(item, "timeRange", path);
        Long from = Fields.millis(period, "start", path + "timeRange.");
        Long to = Fields.millis(period, "end", path + "timeRange.");
        if (from != null) {
            audience.setFrom(Instant.ofEpochMilli(from));
        }
        if (to != null) {
            audience.setAt(Instant.ofEpochMilli(Math.min(to, items.observedAt)));
        }
        return audience;
    }

    private LinkedInStatistics() {}
}
