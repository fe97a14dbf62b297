package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * X, formerly Twitter, both generations of its API: which one a record is of, and what kind of record it is, is told by
 * its shape, as collectors of both write to the same topic.
 *
 * <p>A line of blanks is X's keep-alive. A post's {@code version} is the time of observation, but for the outdated text
 * of an edited post it is the time of that edit, so that what came after it wins. A repost has no counters: X repeats
 * those of the original there.
 */
final class XDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "x";

    /** Control lines of the v1.1 stream by their only interesting key, and what we call them. */
    private static final Map<String, String> NOTICES = Map.of(
            "limit", "limit",
            "warning", "warning",
            "disconnect", "disconnect",
            "friends", "friends",
            "friends_str", "friends",
            "event", "event");

    XDecoder() {
        super(PLATFORM);
    }

    @Override
    public boolean tellsEngagementAlone() {
        return false;
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        // v2 first: its envelopes have their own keys.
        if (payload.has("data") || payload.has("includes")) {
            new XPages(items).read(payload, path);
        } else if (readPost(payload, part, items)) {
            return;
        } else if (payload.has("action")) {
            XTakedowns.readResult(payload, path, items);
        } else if (XTakedowns.isNotice(payload)) {
            XTakedowns.readNotice(payload, path, items);
        } else if (payload.has("statuses")) {
            items.each(Fields.items(payload, "statuses", path), path + "statuses", (item, at) -> {
                if (!readPost(item, at, items)) {
                    throw noPost();
                }
            });
        } else if (payload.path("id").isObject()) {
            readMap(payload.get("id"), path, items);
        } else if (XUsers.isUser(payload)) {
            new XUsers(items).read(payload, path);
        } else {
            items.control(notice(payload));
        }
    }

    private static boolean readPost(JsonNode item, String part, FeedItems items) {
        if (XClassicPosts.isPost(item)) {
            new XClassicPosts(items).read(item, part);
            return true;
        } else if (XPosts.isPost(item)) {
            new XPosts(items, XIncludes.NONE).readAlone(item, part);
            return true;
        }
        return false;
    }

    static Refusal noPost() {
        return new Refusal(Reason.UNKNOWN_PAYLOAD, null, "an item of a page that is no post");
    }

    /** Posts looked up by id: {@code {"id": {"12": {...}, "13": null}}}. */
    private static void readMap(JsonNode map, String path, FeedItems items) {
        items.each(map, path + "id", (item, at) -> {
            if (item.isNull()) {
                items.control("not-found");
            } else if (!readPost(item, at, items)) {
                throw noPost();
            }
        });
    }

    private static String notice(JsonNode root) throws Refusal {
        for (Map.Entry<String, String> notice : NOTICES.entrySet()) {
            if (root.has(notice.getKey())) {
                return notice.getValue();
            }
        }
        if (root.has("errors") || root.has("error")) {
            return "errors";
        } else if (root.has("meta")) {
            return "empty-page";
        } else if (root.path("ids").isArray()) {
            return "ids";
        }
        throw unknown("an object that is no post and no notice known of X");
    }

    @Override
    public Optional<Instant> timeOf(byte[] record) {
        return XTimeOfRecord.newest(record);
    }
}
