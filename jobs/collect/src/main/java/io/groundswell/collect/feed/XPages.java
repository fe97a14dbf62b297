package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;

/**
 * Answers and stream lines of X's API v2: posts, or whatever else, under {@code data}, what they refer to under
 * {@code includes}, what X would not give under {@code errors}. A post that is only included is an embedded item.
 */
final class XPages {

    private final FeedItems items;

    XPages(FeedItems items) {
        this.items = items;
    }

    void read(JsonNode root, String path) throws Refusal {
        JsonNode includes = Fields.object(root, "includes", path);
        XPosts posts = new XPosts(items, new XIncludes(includes, path + "includes."));
        JsonNode data = Fields.of(root, "data");
        if (data == null) {
            items.control(root.has("errors") ? "errors" : "empty-page");
        } else if (data.isArray()) {
            readPage(data, posts, path + "data");
        } else if (data.isObject()) {
            readData(data, posts, path);
        } else {
            throw new Refusal(Reason.FIELD_TYPE, path + "data", "expected an object or an array");
        }
        if (data != null && root.has("errors")) {
            items.control("partial-errors");
        }
        int position = 0;
        for (JsonNode included : Fields.items(includes, "tweets", path + "includes.")) {
            posts.read(included, path + "includes.tweets[" + position++ + "]", true);
        }
    }

    private void readPage(JsonNode data, XPosts posts, String part) {
        XUsers users = new XUsers(items);
        boolean[] counted = {false};
        items.each(data, part, (item, at) -> {
            switch (kindOf(item)) {
                case POST -> posts.read(item, at, false);
                case USER -> users.read(item, at + ".");
                case NOTICE -> XTakedowns.readNotice(item, at + ".", items);
                case COUNT, RESULT -> {
                    if (!counted[0]) {
                        // A page of counts is one notice, not a hundred.
                        items.control(kindOf(item) == Kind.COUNT ? "counts" : "result");
                        counted[0] = true;
                    }
                }
                default -> throw XDecoder.noPost();
            }
        });
    }

    private void readData(JsonNode data, XPosts posts, String path) throws Refusal {
        switch (kindOf(data)) {
            case POST -> posts.read(data, path.isEmpty() ? "" : path + "data", false);
            case USER -> new XUsers(items).read(data, path + "data.");
            case NOTICE -> XTakedowns.readNotice(data, path + "data.", items);
            case COUNT -> items.control("counts");
            case RESULT -> items.control("result");
            default -> throw new Refusal(Reason.UNKNOWN_PAYLOAD, path + "data", "an answer of X that holds no post");
        }
    }

    private enum Kind {
        POST,
        USER,
        COUNT,
        NOTICE,
        RESULT,
        OTHER
    }

    private static Kind kindOf(JsonNode item) {
        if (!item.isObject()) {
            return Kind.OTHER;
        } else if (item.has("text") || item.has("author_id") || item.has("edit_history_tweet_ids")) {
            return Kind.POST;
        } else if (XUsers.isUser(item)) {
            return Kind.USER;
        } else if (item.has("tweet_count")) {
            return Kind.COUNT;
        } else if (XTakedowns.isNotice(item)) {
            return Kind.NOTICE;
        } else if (!item.isEmpty() && allFlags(item)) {
            // What X answers to a like or a repost of our own.
            return Kind.RESULT;
        }
        return Kind.OTHER;
    }

    private static boolean allFlags(JsonNode item) {
        for (JsonNode value : item) {
            if (!value.isBoolean()) {
                return false;
            }
        }
        return true;
    }
}
