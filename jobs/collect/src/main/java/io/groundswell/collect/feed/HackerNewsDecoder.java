package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;

/**
 * Hacker News: items and users by id, alone or in arrays, and the envelopes of its streams. A poll's options are items
 * of their own. Karma is neither followers nor likes, so a user is no audience.
 */
final class HackerNewsDecoder extends JsonFeedDecoder {

    private static final String SITE = "https://news.ycombinator.com/";

    HackerNewsDecoder() {
        super("hackernews");
    }

    @Override
    void readTree(JsonNode root, FeedItems items) throws Refusal {
        if (root.isNull()) {
            // What an id that is not there yet is answered with.
            items.control("no-item");
        } else if (root.isIntegralNumber() || root.isArray() && root.path(0).isIntegralNumber()) {
            items.control("ids");
        } else {
            super.readTree(root, items);
        }
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("path") && payload.has("data")) {
            JsonNode data = Fields.object(payload, "data", path);
            if (data == null) {
                items.control("keep-alive");
            } else if (data.has("data")) {
                throw unknown("an envelope in an envelope");
            } else {
                readObject(data, path + "data", items);
            }
        } else if (payload.has("type")) {
            readItem(payload, path, items);
        } else if (payload.has("karma")) {
            items.control("profile");
        } else if (payload.has("items") || payload.has("profiles")) {
            items.control("ids");
        } else {
            throw unknown("neither an item nor a user");
        }
    }

    private static void readItem(JsonNode item, String path, FeedItems items) throws Refusal {
        String type = Fields.text(item, "type", path);
        if (type == null || !isType(type)) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, path + "type", "an item of a type of its own");
        }
        PostDraft post = items.draft();
        post.id = mentionId(Fields.required(Fields.id(item, "id", path), "id", path));
        post.createdAt = Fields.seconds(item, "time", path);
        if (isTrue(item, "deleted", path) || isTrue(item, "dead", path)) {
            items.deletion(post.id, post.createdAt);
            return;
        }
        Fields.required(post.createdAt, "time", path);
        post.checkTimes(path + "time");
        String text = Fields.text(item, "text", path);
        String title = Fields.text(item, "title", path);
        if (text == null && title == null) {
            throw new Refusal(Reason.MISSING_FIELD, path + "text", "neither a text nor a title");
        }
        if (text != null) {
            post.sayMarkup(text);
        }
        post.title(title == null ? null : CleanText.unescaped(title));
        post.link(Fields.text(item, "url", path));
        readParents(item, type, path, post);
        post.author = author(item, path, post);
        post.counters = counters(item, path);
        post.permalink = SITE + "item?id=" + Fields.id(item, "id", path);
        items.post(post);
    }

    private static boolean isType(String type) {
        return switch (type) {
            case "story", "comment", "job", "poll", "pollopt" -> true;
            default -> false;
        };
    }

    private static boolean isTrue(JsonNode item, String name, String path) throws Refusal {
        return Boolean.TRUE.equals(Fields.flag(item, name, path));
    }

    private static void readParents(JsonNode item, String type, String path, PostDraft post) throws Refusal {
        String parent = Fields.id(item, "parent", path);
        if (type.equals("comment")) {
            post.kind = MentionKind.REPLY;
            post.replyTo = parent == null ? null : mentionId(parent);
        } else if (type.equals("pollopt")) {
            // Nobody's answer: a line of the poll that people vote for.
            String poll = Fields.id(item, "poll", path);
            post.kind = MentionKind.OTHER;
            post.threadRoot = poll != null ? mentionId(poll) : parent == null ? null : mentionId(parent);
        }
    }

    private static Author author(JsonNode item, String path, PostDraft post) throws Refusal {
        String by = Fields.key(item, "by", path);
        return by == null ? null : new Author(mentionId(by), post.name(by), null, null, null, null, null);
    }

    private static Counters counters(JsonNode item, String path) throws Refusal {
        Long score = Fields.number(item, "score", path);
        Long replies = Fields.count(item, "descendants", path);
        return score == null && replies == null
                ? null
                : new Counters(null, null, replies, null, null, null, null, score);
    }

    private static String mentionId(String nativeId) {
        return "hackernews:" + nativeId;
    }
}
