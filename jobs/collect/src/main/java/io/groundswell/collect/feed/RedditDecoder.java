package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reddit: things in their wrapping, {@code {"kind":"t3","data":{…}}}, alone, in listings, and comments with the answers
 * to them inside; also the bare things archives keep. Private messages are left unread.
 */
final class RedditDecoder extends JsonFeedDecoder {

    /** A thing still to be read, and where it stands in the record. */
    private record Waiting(JsonNode thing, String part) {}

    RedditDecoder() {
        super("reddit");
    }

    @Override
    public boolean tellsEngagementAlone() {
        return false;
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("kind")) {
            readThings(List.of(new Waiting(payload, part)), items);
        } else if (payload.has("json")) {
            readAnswer(Fields.object(payload, "json", path), path + "json.", items);
        } else if (RedditPosts.isPost(payload)) {
            new RedditPosts(items).read(payload, path);
        } else if (payload.has("error") || payload.has("errors")) {
            items.control("errors");
        } else {
            throw unknown("neither a thing nor a listing");
        }
    }

    /** What asking for more comments is answered with. */
    private static void readAnswer(JsonNode answer, String path, FeedItems items) throws Refusal {
        JsonNode data = Fields.object(answer, "data", path);
        List<Waiting> things = waiting(Fields.items(data, "things", path + "data."), path + "data.things");
        if (!things.isEmpty()) {
            readThings(things, items);
        } else if (Fields.items(answer, "errors", path).iterator().hasNext()) {
            items.control("errors");
        } else {
            items.control("empty-page");
        }
    }

    /** In the order people read them, each comment before the answers to it; not recursive, as they nest. */
    private static void readThings(List<Waiting> things, FeedItems items) {
        Deque<Waiting> stack = new ArrayDeque<>();
        push(stack, things);
        while (!stack.isEmpty()) {
            Waiting next = stack.pop();
            items.part(next.thing, next.part, (thing, part) -> push(stack, readThing(thing, part, items)));
        }
    }

    private static void push(Deque<Waiting> stack, List<Waiting> things) {
        for (int i = things.size() - 1; i >= 0; i--) {
            stack.push(things.get(i));
        }
    }

    private static List<Waiting> waiting(Iterable<JsonNode> things, String name) {
        List<Waiting> waiting = new ArrayList<>();
        for (JsonNode thing : things) {
            waiting.add(new Waiting(thing, name + "[" + waiting.size() + "]"));
        }
        return waiting;
    }

    /** @return the things inside it */
    private static List<Waiting> readThing(JsonNode thing, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (!thing.isObject()) {
            throw new Refusal(Reason.FIELD_TYPE, part, "expected an object");
        }
        String kind = Fields.required(Fields.text(thing, "kind", path), "kind", path);
        JsonNode data = Fields.required(Fields.object(thing, "data", path), "data", path);
        String inner = path + "data.";
        switch (kind) {
            case "Listing" -> {
                List<Waiting> children = waiting(Fields.items(data, "children", inner), inner + "children");
                if (children.isEmpty()) {
                    items.control("empty-page");
                }
                return children;
            }
            case "t1", "t3" -> {
                items.part(data, part, (post, where) -> new RedditPosts(items).read(post, inner));
                return replies(data, inner);
            }
            case "t2" -> readUser(data, inner, items);
            case "t5" -> readSubreddit(data, inner, items);
            case "t4" -> items.control("private-message");
            case "more" -> items.control("more");
            default -> throw new Refusal(Reason.UNKNOWN_PAYLOAD, path + "kind", "a thing that is no post");
        }
        return List.of();
    }

    /** No answers are an empty text, in place of a listing. */
    private static List<Waiting> replies(JsonNode data, String path) throws Refusal {
        JsonNode replies = data.get("replies");
        if (replies != null && replies.isTextual() && replies.textValue().isEmpty()) {
            return List.of();
        }
        JsonNode listing = Fields.object(Fields.object(data, "replies", path), "data", path + "replies.");
        return waiting(Fields.items(listing, "children", path + "replies.data."), path + "replies.data.children");
    }

    private static void readSubreddit(JsonNode data, String path, FeedItems items) throws Refusal {
        String name = Fields.required(Fields.key(data, "display_name", path), "display_name", path);
        count(RedditPosts.subreddit(name), null, data, path, items);
    }

    /** Those who follow somebody subscribe to a subreddit of that name. */
    private static void readUser(JsonNode data, String path, FeedItems items) throws Refusal {
        String name = Fields.required(Fields.key(data, "name", path), "name", path);
        JsonNode page = Fields.object(data, "subreddit", path);
        count(RedditPosts.user(name), name, page, path + "subreddit.", items);
    }

    private static void count(String page, String handle, JsonNode data, String path, FeedItems items) throws Refusal {
        Long subscribers = Fields.count(data, "subscribers", path);
        if (subscribers == null) {
            items.control("profile");
            return;
        }
        Audience audience = items.audienceOf(RedditPosts.mentionId(page));
        audience.setHandle(handle);
        audience.setName(page);
        audience.setFollowers(subscribers);
        items.add(audience);
    }
}
