package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.Map;

/**
 * What X wants forgotten, hidden or shown again: notices in the v1.1 streams, events of the v2 compliance streams,
 * and results of compliance jobs. A post alone that is deleted is a deletion; everything else, and every way back, is a
 * takedown. A post dropped from view, which may come back, counts as deactivated.
 */
final class XTakedowns {

    /** @param action null for what needs none of our doing but being counted */
    private record Event(TakedownAction action, boolean account, boolean reversed) {}

    private static final Map<String, Event> EVENTS = Map.ofEntries(
            Map.entry("withheld", new Event(TakedownAction.WITHHOLD, false, false)),
            Map.entry("status_withheld", new Event(TakedownAction.WITHHOLD, false, false)),
            Map.entry("drop", new Event(TakedownAction.DEACTIVATE, false, false)),
            Map.entry("undrop", new Event(TakedownAction.DEACTIVATE, false, true)),
            Map.entry("tweet_edit", new Event(null, false, false)),
            Map.entry("scrub_geo", new Event(TakedownAction.SCRUB_GEO, true, false)),
            Map.entry("user_withheld", new Event(TakedownAction.WITHHOLD, true, false)),
            Map.entry("user_delete", new Event(TakedownAction.DELETE, true, false)),
            Map.entry("user_undelete", new Event(TakedownAction.DELETE, true, true)),
            Map.entry("user_protect", new Event(TakedownAction.PROTECT, true, false)),
            Map.entry("user_unprotect", new Event(TakedownAction.PROTECT, true, true)),
            Map.entry("user_suspend", new Event(TakedownAction.SUSPEND, true, false)),
            Map.entry("user_unsuspend", new Event(TakedownAction.SUSPEND, true, true)),
            Map.entry("user_profile_modification", new Event(null, true, false)));

    /** The ids of posts were counted up until November 2010, and were far ahead of those of users by 2009. */
    private static final long FIRST_TIMED_ID = 30_000_000_000L;

    private static final long LAST_COUNTED_MILLIS =
            Instant.parse("2010-11-06T00:00:00Z").toEpochMilli();
    private static final long FIRST_BILLION_MILLIS =
            Instant.parse("2009-01-01T00:00:00Z").toEpochMilli();

    static boolean isEvent(String name) {
        return EVENTS.containsKey(name);
    }

    /** Whether an object is one event under its name, as both generations write them. */
    static boolean isNotice(JsonNode node) {
        if (node.size() > 3) {
            return false;
        }
        if (node.path("delete").isObject()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (isEvent(member.getKey())) {
                return true;
            }
        }
        return false;
    }

    static void readNotice(JsonNode node, String path, FeedItems items) throws Refusal {
        JsonNode deleted = Fields.object(node, "delete", path);
        if (deleted != null) {
            readDeletion(deleted, path + "delete.", items);
            return;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Event event = EVENTS.get(member.getKey());
            if (event != null) {
                String name = member.getKey();
                readEvent(name, event, Fields.object(node, name, path), path + name + ".", items);
            }
        }
    }

    private static void readDeletion(JsonNode body, String path, FeedItems items) throws Refusal {
        JsonNode post = Fields.object(body, "tweet", path);
        String name = "tweet";
        if (post == null) {
            post = Fields.object(body, "status", path);
            name = "status";
        }
        if (post == null) {
            // Deletions of direct messages, likes and the like.
            items.control("delete-other");
            return;
        }
        // Forms of before 2011 have no id_str.
        String id = Fields.required(
                Fields.id(post, "id_str", "id", path + name + "."),
                name.equals("status") ? "id_str" : "id",
                path + name + ".");
        delete(id, XTime.ofId(id), items);
    }

    private static void delete(String id, long created, FeedItems items) {
        items.deletion(XClassicPosts.mentionId(id), plausible(created, items.observedAt));
    }

    /** A deletion is never refused for its times; a time that cannot be true is unknown. */
    private static Long plausible(long created, long observedAt) {
        return created < XTime.EARLIEST_MILLIS || created > observedAt + PostDraft.FUTURE_TOLERANCE_MILLIS
                ? null
                : created;
    }

    private static void readEvent(String name, Event event, JsonNode body, String path, FeedItems items)
            throws Refusal {
        if (event.action() == null || body == null) {
            items.control(name.replace('_', '-'));
            return;
        }
        String id = event.account() ? userOf(body, path) : postOf(body, path);
        Takedown takedown = items.takedown(
                XClassicPosts.mentionId(id), event.account(), event.action(), event.reversed(), happened(body, path));
        takedown.setCountries(XClassicPosts.countries(Fields.items(body, "withheld_in_countries", path)));
        if (event.action() == TakedownAction.SCRUB_GEO) {
            String upTo = Fields.id(body, "up_to_tweet_id", path);
            if (upTo == null) {
                upTo = Fields.id(body, "up_to_status_id_str", "up_to_status_id", path);
            }
            takedown.setUpTo(upTo == null ? null : XClassicPosts.mentionId(upTo));
        }
        items.add(takedown);
    }

    private static String postOf(JsonNode body, String path) throws Refusal {
        for (String holder : new String[] {"tweet", "status"}) {
            JsonNode post = Fields.object(body, holder, path);
            if (post != null) {
                String inner = path + holder + ".";
                return Fields.required(Fields.id(post, "id_str", "id", inner), "id", inner);
            }
        }
        return Fields.required(Fields.id(body, "id_str", "id", path), "id", path);
    }

    private static String userOf(JsonNode body, String path) throws Refusal {
        JsonNode user = Fields.object(body, "user", path);
        if (user != null) {
            return Fields.required(Fields.id(user, "id_str", "id", path + "user."), "id", path + "user.");
        }
        String id = Fields.id(body, "user_id_str", "user_id", path);
        return Fields.required(id != null ? id : Fields.id(body, "id_str", "id", path), "id", path);
    }

    private static Long happened(JsonNode body, String path) throws Refusal {
        for (String name : new String[] {"event_at", "timestampMs"}) {
            String written = Fields.text(body, name, path);
            if (written != null) {
                return time(written, path + name);
            }
        }
        return Fields.millis(body, "timestamp_ms", path);
    }

    private static long time(String written, String field) throws Refusal {
        long time = XTime.read(written);
        if (time == XTime.UNREADABLE) {
            throw new Refusal(Reason.FIELD_TYPE, field, "not a time as X writes it");
        }
        return time;
    }

    /**
     * A line of a compliance job's result. Jobs about posts and about users write the same form, and only old ids tell
     * them apart; a new id is taken for a post's, so results about users must not be mixed in.
     */
    static void readResult(JsonNode node, String path, FeedItems items) throws Refusal {
        String action = Fields.text(node, "action", path);
        String reason = Fields.text(node, "reason", path);
        String id = Fields.required(Fields.id(node, "id", path), "id", path);
        String written = Fields.text(node, "created_at", path);
        long created = written == null ? XTime.ofId(id) : XTime.read(written);
        String redacted = Fields.text(node, "redacted_at", path);
        Long at = redacted == null ? null : Long.valueOf(time(redacted, path + "redacted_at"));
        if ("scrub_geo".equals(action) || "scrub_geo".equals(reason)) {
            items.add(items.takedown(XClassicPosts.mentionId(id), false, TakedownAction.SCRUB_GEO, false, at));
        } else if (!"delete".equals(action)) {
            items.control("compliance");
        } else if (isOfUser(id, created)) {
            items.add(items.takedown(XClassicPosts.mentionId(id), true, actionFor(reason), false, at));
        } else {
            delete(id, created, items);
        }
    }

    private static boolean isOfUser(String id, long created) {
        long number = id.length() > 18 ? Long.MAX_VALUE : Long.parseLong(id);
        return created > LAST_COUNTED_MILLIS && number < FIRST_TIMED_ID
                || created > FIRST_BILLION_MILLIS && number < 300_000_000L;
    }

    private static TakedownAction actionFor(String reason) {
        return switch (reason == null ? "" : reason) {
            case "protected" -> TakedownAction.PROTECT;
            case "suspended" -> TakedownAction.SUSPEND;
            case "deactivated" -> TakedownAction.DEACTIVATE;
            default -> TakedownAction.DELETE;
        };
    }

    private XTakedowns() {}
}
