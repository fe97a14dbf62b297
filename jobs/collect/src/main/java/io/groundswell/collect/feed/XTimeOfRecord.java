package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The newest time X wrote into a record, found without building a tree of it, as this is done for years of posts. */
final class XTimeOfRecord {

    private static final int DEEPEST = 4;

    static Optional<Instant> newest(byte[] record) {
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
        boolean othersTime = false;
        boolean named = false;
        boolean says = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && holdsPosts(name) && depth < DEEPEST) {
                newest = Math.max(newest, newest(parser, depth + 1));
            } else if (token == JsonToken.START_ARRAY && holdsPosts(name) && depth < DEEPEST) {
                newest = Math.max(newest, newestOf(parser, depth));
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (token != null && token.isScalarValue()) {
                switch (name) {
                    case "created_at" ->
                        created = token == JsonToken.VALUE_STRING ? XTime.read(parser.getText()) : created;
                    case "timestamp_ms" -> newest = Math.max(newest, millis(parser.getText()));
                    case "redacted_at", "event_at", "timestampMs" ->
                        newest = Math.max(newest, XTime.read(parser.getText()));
                    // created_at is the post's there, not the deletion's.
                    case "action" -> othersTime = true;
                    case "username", "screen_name" -> named = true;
                    case "text" -> says = true;
                    case "id_str" -> id = parser.getText();
                    case "id" -> id = id == null ? parser.getText() : id;
                    default -> {
                        // Nothing that tells a time.
                    }
                }
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("cut off");
        }
        if (othersTime || named && !says) {
            return newest;
        }
        if (created == XTime.UNREADABLE && newest == XTime.UNREADABLE && id != null && depth > 0) {
            created = XTime.ofId(id);
        }
        return Math.max(newest, created);
    }

    private static boolean holdsPosts(String name) {
        return switch (name) {
            case "data", "includes", "tweets", "delete", "statuses", "id", "retweeted_status", "quoted_status" -> true;
            default -> XTakedowns.isEvent(name);
        };
    }

    private static long millis(String written) {
        try {
            return Long.parseLong(written);
        } catch (NumberFormatException e) {
            return XTime.UNREADABLE;
        }
    }

    private XTimeOfRecord() {}
}
