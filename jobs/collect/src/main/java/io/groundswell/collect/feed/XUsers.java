package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;

/** Accounts looked up by either generation of X's API: how many follow them. Made for one page. */
final class XUsers {

    private final FeedItems items;
    private boolean told;

    XUsers(FeedItems items) {
        this.items = items;
    }

    static boolean isUser(JsonNode node) {
        return node.has("username") || node.has("screen_name");
    }

    void read(JsonNode user, String path) throws Refusal {
        JsonNode metrics = Fields.object(user, "public_metrics", path);
        boolean classic = metrics == null;
        JsonNode numbers = classic ? user : metrics;
        String inner = classic ? path : path + "public_metrics.";
        Long followers = Fields.count(numbers, "followers_count", inner);
        if (followers == null) {
            // A page of accounts without numbers is one notice, not a hundred.
            if (!told) {
                items.control("users");
                told = true;
            }
            return;
        }
        String id = Fields.required(Fields.id(user, "id_str", "id", path), "id", path);
        Audience audience = items.audienceOf(XClassicPosts.mentionId(id));
        String handle = Fields.text(user, "username", path);
        audience.setHandle(name(handle != null ? handle : Fields.text(user, "screen_name", path)));
        audience.setName(name(Fields.text(user, "name", path)));
        audience.setFollowers(followers);
        audience.setFollowing(Fields.count(numbers, classic ? "friends_count" : "following_count", inner));
        audience.setPosts(Fields.count(numbers, classic ? "statuses_count" : "tweet_count", inner));
        items.add(audience);
    }

    private static String name(String written) {
        return written == null ? null : CleanText.of(CleanText.unescaped(written), CleanText.NAME_LIMIT, null);
    }
}
