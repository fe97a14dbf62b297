package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Mastodon, and servers that speak its API: events of a stream, as server-sent events or as WebSocket frames, and what
 * its REST API answers.
 *
 * <p>An id is local to the server that gave it, so a post's id is {@code mastodon:} and its {@code uri}. A deletion,
 * though, names only the local id: that goes along as the post's local name.
 */
final class MastodonDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "mastodon";

    MastodonDecoder() {
        super(PLATFORM);
    }

    @Override
    void read(byte[] record, FeedItems items) throws Refusal {
        FeedJson.check(record);
        List<Event> events = isJson(record) ? null : events(new String(record, UTF_8));
        if (events == null) {
            readAnswer(FeedJson.read(record), items);
            return;
        }
        if (events.isEmpty()) {
            items.control("keep-alive");
        }
        for (int i = 0; i < events.size(); i++) {
            String part = events.size() == 1 ? "" : "event[" + i + "]";
            try {
                readEvent(events.get(i).name(), events.get(i).data(), part, items);
            } catch (Refusal refusal) {
                items.fault(refusal, part);
            }
        }
    }

    private static boolean isJson(byte[] record) {
        for (byte b : record) {
            if (b == '{' || b == '[') {
                return true;
            } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return false;
    }

    private record Event(String name, String data) {}

    /** The events in lines of a stream, none when they are comments alone; null when the lines are of another kind. */
    private static List<Event> events(String lines) {
        List<Event> events = new ArrayList<>();
        String name = null;
        StringBuilder data = null;
        for (String line : (lines + "\n\n").split("\r\n|\n|\r", -1)) {
            if (line.isEmpty()) {
                if (name != null || data != null) {
                    events.add(new Event(name == null ? "message" : name, data == null ? "" : data.toString()));
                }
                name = null;
                data = null;
            } else if (line.startsWith("event:")) {
                name = value(line);
            } else if (line.startsWith("data:")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value(line));
            } else if (!line.startsWith(":") && !line.startsWith("id:") && !line.startsWith("retry:")) {
                return null;
            }
        }
        return events;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void readEvent(String name, String data, String part, FeedItems items) throws Refusal {
        switch (name) {
            case "update", "status.update" -> new MastodonStatuses(items).read(object(data), part, false);
            case "notification" -> readNotification(object(data), part, items);
            case "delete" -> {
                String id = data.strip();
                if (id.isEmpty() || id.length() > 100 || !id.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                    throw new Refusal(Reason.FIELD_RANGE, "payload", "a deletion names an id");
                }
                items.deletionByLocalName(MastodonStatuses.localId(id));
            }
            case "message" -> readAnswer(FeedJson.read(data.getBytes(UTF_8)), items);
            // Conversations are private: what they say is not even looked at.
            case "conversation",
                    "encrypted_message",
                    "filters_changed",
                    "announcement",
                    "announcement.reaction",
                    "announcement.delete",
                    "notifications_merged" ->
                items.control(name.replace('.', '-').replace('_', '-'));
            default -> items.control("other-event");
        }
    }

    private static JsonNode object(String data) throws Refusal {
        return Fields.object(FeedJson.read(data.getBytes(UTF_8)), "payload");
    }

    private void readAnswer(JsonNode root, FeedItems items) throws Refusal {
        if (root.isArray()) {
            MastodonStatuses statuses = new MastodonStatuses(items);
            statuses.learn(root);
            items.each(root, "", (item, part) -> readObject(Fields.object(item, part), part, statuses, items));
        } else {
            readObject(Fields.object(root, ""), "", items);
        }
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        readObject(payload, part, new MastodonStatuses(items), items);
    }

    private void readObject(JsonNode payload, String part, MastodonStatuses statuses, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("event") && (payload.has("payload") || payload.has("stream"))) {
            readFrame(payload, part, items);
        } else if (payload.has("content") && payload.has("visibility")) {
            statuses.read(payload, part, false);
        } else if (payload.has("content") && payload.has("account")) {
            // A form of a post as it was once, which does not say of which post.
            items.control("edit-history");
        } else if (payload.has("ancestors") || payload.has("descendants")) {
            statuses.learn(payload);
            readEach(payload, "ancestors", path, statuses, items);
            readEach(payload, "descendants", path, statuses, items);
        } else if (payload.has("statuses")) {
            statuses.learn(payload);
            readEach(payload, "statuses", path, statuses, items);
        } else if (payload.has("last_status")) {
            items.control("conversation");
        } else if (payload.has("acct") && payload.has("followers_count")) {
            readAccount(payload, path, items);
        } else if (payload.has("type") && payload.has("account") && payload.has("created_at")) {
            readNotification(payload, part, items);
        } else if (payload.has("error")) {
            items.control("error");
        } else {
            throw unknown("an object that is no post and no event known of Mastodon");
        }
    }

    private void readEach(JsonNode payload, String name, String path, MastodonStatuses statuses, FeedItems items)
            throws Refusal {
        items.each(
                Fields.items(payload, name, path),
                path + name,
                (item, part) -> statuses.read(Fields.object(item, part), part, false));
    }

    private void readFrame(JsonNode frame, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        String event = Fields.required(Fields.text(frame, "event", path), "event", path);
        String payload = Fields.text(frame, "payload", path);
        readEvent(event, payload == null ? "" : payload, part, items);
    }

    /** Somebody did something with an account's posts, or wrote a post that names it. */
    private static void readNotification(JsonNode notification, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        String type = Fields.required(Fields.text(notification, "type", path), "type", path);
        JsonNode status = Fields.object(notification, "status", path);
        if (status == null) {
            items.control("notification");
            return;
        }
        boolean aboutOwnPost = type.equals("favourite") || type.equals("reblog") || type.equals("poll");
        MastodonStatuses statuses = new MastodonStatuses(items);
        if (type.equals("favourite") || type.equals("reblog")) {
            statuses.engagement(notification, type, status, path);
        }
        statuses.read(status, path + "status", aboutOwnPost);
    }

    private static void readAccount(JsonNode account, String path, FeedItems items) throws Refusal {
        Audience audience = items.audienceOf(MastodonStatuses.accountId(account, path));
        audience.setHandle(MastodonStatuses.handle(account, path));
        String name = Fields.text(account, "display_name", path);
        audience.setName(items.draft().name(name));
        audience.setFollowers(Fields.count(account, "followers_count", path));
        audience.setFollowing(Fields.count(account, "following_count", path));
        audience.setPosts(Fields.count(account, "statuses_count", path));
        items.add(audience);
    }
}
