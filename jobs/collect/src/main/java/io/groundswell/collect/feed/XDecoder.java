package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
final class XDecoder implements FeedDecoder {

    static final String PLATFORM = "x";

    private static final int MOST_FAULTS = 10;

    /** Control lines of the v1.1 stream by their only interesting key, and what we call them. */
    private static final Map<String, String> NOTICES = Map.of(
            "limit", "limit",
            "warning", "warning",
            "disconnect", "disconnect",
            "scrub_geo", "scrub-geo",
            "status_withheld", "withheld",
            "user_withheld", "withheld",
            "friends", "friends",
            "friends_str", "friends",
            "event", "event");

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public List<Decoded> decode(byte[] record, long observedAt) {
        if (record == null) {
            return List.of(new Decoded.Undecodable(Reason.EMPTY, null, "a record without a value", ""));
        }
        if (Blank.is(record)) {
            return List.of(new Decoded.Control("keep-alive"));
        }
        try {
            List<Decoded> items = new ArrayList<>(3);
            read(FeedJson.read(record), observedAt, items);
            return bounded(items);
        } catch (Refusal refusal) {
            return List.of(refusal.at(""));
        }
    }

    /** Each fault takes the whole record with it to the dead letters, so a page full of faults names only the first. */
    private static List<Decoded> bounded(List<Decoded> items) {
        int faults = 0;
        for (Decoded item : items) {
            if (item instanceof Decoded.Undecodable) {
                faults++;
            }
        }
        if (faults <= MOST_FAULTS) {
            return items;
        }
        List<Decoded> kept = new ArrayList<>();
        int seen = 0;
        for (Decoded item : items) {
            if (!(item instanceof Decoded.Undecodable) || ++seen < MOST_FAULTS) {
                kept.add(item);
            }
        }
        kept.add(new Decoded.Undecodable(
                Reason.UNKNOWN_PAYLOAD,
                null,
                (faults - MOST_FAULTS + 1) + " more items of this record cannot be used",
                "rest"));
        return kept;
    }

    private void read(JsonNode root, long observedAt, List<Decoded> items) throws Refusal {
        if (root.isArray()) {
            readArray(root, "", observedAt, items);
        } else if (root.isObject()) {
            readObject(root, observedAt, items);
        } else {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "neither an object nor an array");
        }
    }

    private void readArray(JsonNode array, String name, long observedAt, List<Decoded> items) {
        if (array.isEmpty()) {
            items.add(new Decoded.Control("empty-page"));
        }
        for (int i = 0; i < array.size(); i++) {
            JsonNode item = array.get(i);
            String part = name + "[" + i + "]";
            if (!readPost(item, part, observedAt, items)) {
                items.add(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD, null, "an item of a page that is no post", part));
            }
        }
    }

    private boolean readPost(JsonNode item, String part, long observedAt, List<Decoded> items) {
        if (XClassicPosts.isPost(item)) {
            new XClassicPosts(observedAt, items).read(item, part);
            return true;
        } else if (XPosts.isPost(item)) {
            new XPosts(observedAt, items).readAlone(item, part);
            return true;
        }
        return false;
    }

    private void readObject(JsonNode root, long observedAt, List<Decoded> items) throws Refusal {
        // v2 first: its envelopes have their own keys.
        if (root.has("data") || root.has("includes")) {
            new XPosts(observedAt, items).readEnvelope(root);
        } else if (root.has("delete")) {
            items.add(XClassicPosts.deletion(root, observedAt));
        } else if (readPost(root, "", observedAt, items)) {
            return;
        } else if (root.has("action")) {
            items.add(XPosts.compliance(root, observedAt));
        } else if (root.has("statuses")) {
            JsonNode statuses = root.get("statuses");
            if (!statuses.isArray()) {
                throw new Refusal(Reason.FIELD_TYPE, "statuses", "expected an array");
            }
            readArray(statuses, "statuses", observedAt, items);
        } else if (root.path("id").isObject()) {
            readMap(root.get("id"), observedAt, items);
        } else {
            items.add(new Decoded.Control(notice(root)));
        }
    }

    /** Posts looked up by id: {@code {"id": {"12": {...}, "13": null}}}. */
    private void readMap(JsonNode map, long observedAt, List<Decoded> items) {
        if (map.isEmpty()) {
            items.add(new Decoded.Control("empty-page"));
        }
        int position = 0;
        for (JsonNode item : map) {
            String part = "id[" + position++ + "]";
            if (item.isNull()) {
                items.add(new Decoded.Control("not-found"));
            } else if (!readPost(item, part, observedAt, items)) {
                items.add(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD, null, "an item of a page that is no post", part));
            }
        }
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
        } else if (root.has("screen_name") || root.has("username")) {
            return "users";
        } else if (root.path("ids").isArray()) {
            return "ids";
        }
        throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "an object that is no post and no notice known of X");
    }

    @Override
    public Optional<Instant> timeOf(byte[] record) {
        if (record == null || record.length > FeedJson.MAX_BYTES || Blank.is(record)) {
            return Optional.empty();
        }
        try (JsonParser parser = FeedJson.parser(record)) {
            long newest = XTime.UNREADABLE;
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                newest = newest(parser, 0);
            } else if (first == JsonToken.START_ARRAY) {
                newest = newestOf(parser, 0);
            }
            return newest == XTime.UNREADABLE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long newestOf(JsonParser parser, int depth) throws IOException {
        long newest = XTime.UNREADABLE;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("cut off");
            } else if (token == JsonToken.START_OBJECT) {
                newest = Math.max(newest, newest(parser, depth + 1));
            } else {
                parser.skipChildren();
            }
        }
        return newest;
    }

    /** The newest time in an object: its own, and those of the containers posts lie in; not those of users. */
    private static long newest(JsonParser parser, int depth) throws IOException {
        long newest = XTime.UNREADABLE;
        long created = XTime.UNREADABLE;
        String id = null;
        boolean compliance = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && holdsPosts(name) && depth < 4) {
                newest = Math.max(newest, newest(parser, depth + 1));
            } else if (token == JsonToken.START_ARRAY && holdsPosts(name) && depth < 4) {
                newest = Math.max(newest, newestOf(parser, depth));
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (name.equals("created_at") && token == JsonToken.VALUE_STRING) {
                created = XTime.read(parser.getText());
            } else if (name.equals("timestamp_ms")) {
                newest = Math.max(newest, millis(parser.getText()));
            } else if ((name.equals("redacted_at") || name.equals("event_at")) && token == JsonToken.VALUE_STRING) {
                newest = Math.max(newest, XTime.read(parser.getText()));
            } else if (name.equals("action")) {
                compliance = true;
            } else if (name.equals("id_str") || name.equals("id") && id == null && token.isScalarValue()) {
                id = parser.getText();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("cut off");
        }
        if (compliance) {
            // created_at is the post's there, not the deletion's.
            return newest;
        }
        if (created == XTime.UNREADABLE && newest == XTime.UNREADABLE && id != null && depth > 0) {
            created = XTime.ofId(id);
        }
        return Math.max(newest, created);
    }

    private static boolean holdsPosts(String name) {
        return switch (name) {
            case "data",
                    "includes",
                    "tweets",
                    "delete",
                    "statuses",
                    "id",
                    "retweeted_status",
                    "quoted_status",
                    "withheld",
                    "drop",
                    "undrop" -> true;
            default -> false;
        };
    }

    private static long millis(String written) {
        try {
            return Long.parseLong(written);
        } catch (NumberFormatException e) {
            return XTime.UNREADABLE;
        }
    }
}
