package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Posts as X's API v2 gives them: stream lines, search pages, posts alone, compliance notices. What a post refers to is
 * joined from {@code includes}; each post that is only included becomes an embedded item. Made for one record.
 *
 * <p>An edited post is new under a new id; all its ids are one mention, named by the first.
 */
final class XPosts {

    private final long observedAt;
    private final List<Decoded> items;
    private final Map<String, JsonNode> users = new HashMap<>();
    private final Map<String, JsonNode> posts = new HashMap<>();
    private final Map<String, JsonNode> media = new HashMap<>();
    private final Map<String, JsonNode> places = new HashMap<>();

    XPosts(long observedAt, List<Decoded> items) {
        this.observedAt = observedAt;
        this.items = items;
    }

    static boolean isPost(JsonNode node) {
        return node.has("id") && node.has("text") && !node.has("user") && !node.has("id_str");
    }

    void readAlone(JsonNode node, String part) {
        Set<String> seen = new HashSet<>();
        readPost(node, part, false, seen);
        // Collectors' flattened forms put the post referred to inside the reference.
        int position = 0;
        for (JsonNode reference : node.path("referenced_tweets")) {
            String inner = (part.isEmpty() ? "" : part + ".") + "referenced_tweets[" + position++ + "]";
            if (isPost(reference)) {
                readPost(reference, inner, true, seen);
            }
        }
    }

    void readEnvelope(JsonNode root) throws Refusal {
        JsonNode includes = Fields.object(root, "includes", "");
        index(Fields.items(includes, "users", "includes."), "id", users);
        index(Fields.items(includes, "tweets", "includes."), "id", posts);
        index(Fields.items(includes, "media", "includes."), "media_key", media);
        index(Fields.items(includes, "places", "includes."), "id", places);

        Set<String> seen = new HashSet<>();
        JsonNode data = Fields.of(root, "data");
        if (data == null) {
            items.add(new Decoded.Control(root.has("errors") ? "errors" : "empty-page"));
        } else if (data.isArray()) {
            readPage(data, seen);
        } else if (data.isObject()) {
            readData(data, seen);
        } else {
            throw new Refusal(Reason.FIELD_TYPE, "data", "expected an object or an array");
        }
        if (data != null && root.has("errors")) {
            items.add(new Decoded.Control("partial-errors"));
        }
        int position = 0;
        for (JsonNode included : Fields.items(includes, "tweets", "includes.")) {
            readPost(included, "includes.tweets[" + position++ + "]", true, seen);
        }
    }

    private void readPage(JsonNode data, Set<String> seen) {
        if (data.isEmpty()) {
            items.add(new Decoded.Control("empty-page"));
            return;
        }
        String other = null;
        for (int i = 0; i < data.size(); i++) {
            JsonNode item = data.get(i);
            String part = "data[" + i + "]";
            String kind = kindOf(item);
            if (kind == null) {
                readPost(item, part, false, seen);
            } else if (kind.isEmpty()) {
                items.add(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD, null, "an item of a page that is no post", part));
            } else if (!kind.equals(other)) {
                // A page of users or counts is one notice, not a hundred.
                other = kind;
                items.add(new Decoded.Control(kind));
            }
        }
    }

    private void readData(JsonNode data, Set<String> seen) throws Refusal {
        String kind = kindOf(data);
        if (kind == null) {
            readPost(data, "", false, seen);
        } else if (!kind.isEmpty()) {
            items.add(new Decoded.Control(kind));
        } else if (data.path("delete").isObject()) {
            items.add(streamedDeletion(data.get("delete")));
        } else {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, "data", "an answer of X that holds no post");
        }
    }

    /** Null for a post, a slug for what else is known, empty for what is not. */
    private static String kindOf(JsonNode item) {
        if (!item.isObject()) {
            return "";
        } else if (item.has("text") || item.has("author_id") || item.has("edit_history_tweet_ids")) {
            return null;
        } else if (item.has("username")) {
            return "users";
        } else if (item.has("tweet_count")) {
            return "counts";
        } else if (item.has("withheld") || item.has("drop") || item.has("undrop") || item.has("scrub_geo")) {
            return "compliance";
        } else if (!item.isEmpty() && allFlags(item)) {
            // What X answers to a like or a repost of our own.
            return "result";
        }
        return "";
    }

    private static boolean allFlags(JsonNode item) {
        for (JsonNode value : item) {
            if (!value.isBoolean()) {
                return false;
            }
        }
        return true;
    }

    private static void index(Iterable<JsonNode> nodes, String key, Map<String, JsonNode> into) {
        for (JsonNode node : nodes) {
            JsonNode id = node.get(key);
            if (id != null && id.isValueNode()) {
                into.put(id.asText(), node);
            }
        }
    }

    private void readPost(JsonNode node, String part, boolean embedded, Set<String> seen) {
        try {
            if (!node.isObject()) {
                throw new Refusal(Reason.FIELD_TYPE, null, "expected a post, which is an object");
            }
            String path = part.isEmpty() ? "" : part + ".";
            String id = Fields.required(Fields.id(node, "id", path), "id", path);
            // The same post may stand in data and in includes.
            if (!seen.add(id)) {
                return;
            }
            PostDraft post = draft(node, id, path, true);
            post.embedded = embedded;
            items.add(new Decoded.Post(post.toMention()));
        } catch (Refusal refusal) {
            items.add(refusal.at(part));
        }
    }

    private PostDraft draft(JsonNode node, String id, String path, boolean follow) throws Refusal {
        PostDraft post = new PostDraft(XDecoder.PLATFORM, observedAt);
        String written = Fields.text(node, "created_at", path);
        post.createdAt =
                written == null ? XClassicPosts.createdFromId(id, post, path) : XClassicPosts.time(written, path);
        post.checkTimes(path + "created_at", XTime.EARLIEST_MILLIS);
        readHistory(node, id, post, path);
        post.author = author(node, post, path);
        post.permalink = XClassicPosts.permalink(post.author, id);
        String root = Fields.id(node, "conversation_id", path);
        post.threadRoot = root == null ? null : firstId(root, node);

        readWords(node, post, path);
        readPlace(node, post, path);
        JsonNode withheld = Fields.object(node, "withheld", path);
        post.withheldIn = XClassicPosts.countries(Fields.items(withheld, "country_codes", path + "withheld."));
        readReferences(node, post, path, follow);
        if (post.kind != MentionKind.REPOST) {
            post.counters = counters(Fields.object(node, "public_metrics", path), path + "public_metrics.");
        }
        return post;
    }

    /** All ids of an edited post are one mention; a text that was edited away gives way to every later one. */
    private void readHistory(JsonNode node, String id, PostDraft post, String path) throws Refusal {
        List<String> history = new ArrayList<>();
        for (JsonNode past : Fields.items(node, "edit_history_tweet_ids", path)) {
            if (!past.isTextual() && !past.isIntegralNumber()) {
                throw new Refusal(Reason.FIELD_TYPE, path + "edit_history_tweet_ids", "expected ids");
            }
            history.add(past.asText());
        }
        if (history.size() < 2 || !history.contains(id)) {
            post.id = XClassicPosts.mentionId(id);
            return;
        }
        String first = history.get(0);
        post.id = XClassicPosts.mentionId(first);
        if (!id.equals(history.get(history.size() - 1))) {
            post.version = Math.min(post.createdAt, observedAt);
        }
        if (!id.equals(first)) {
            post.edited = true;
            JsonNode firstPost = posts.get(first);
            String written = firstPost == null ? null : Fields.text(firstPost, "created_at", path);
            long hidden = XTime.ofId(first);
            if (written != null && XTime.read(written) != XTime.UNREADABLE) {
                post.createdAt = XTime.read(written);
            } else if (hidden != XTime.UNREADABLE) {
                post.createdAt = hidden;
            }
        }
    }

    /** The mention a native id belongs to, as far as this record tells of its edits. */
    private String firstId(String id, JsonNode asking) {
        JsonNode node = id.equals(asking.path("id").asText()) ? asking : posts.get(id);
        JsonNode first =
                node == null ? null : node.path("edit_history_tweet_ids").get(0);
        return XClassicPosts.mentionId(first == null || !first.isTextual() ? id : first.textValue());
    }

    private void readWords(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode note = Fields.object(node, "note_tweet", path);
        String text = Fields.text(note, "text", path + "note_tweet.");
        JsonNode entities = null;
        String entitiesPath = path + "note_tweet.entities.";
        if (text != null) {
            entities = Fields.object(note, "entities", path + "note_tweet.");
        } else {
            text = Fields.required(Fields.text(node, "text", path), "text", path);
        }
        if (entities == null) {
            entities = Fields.object(node, "entities", path);
            entitiesPath = path + "entities.";
        }
        post.say(text);
        post.language(Fields.text(node, "lang", path));
        readEntities(entities, post, entitiesPath);
        JsonNode attachments = Fields.object(node, "attachments", path);
        for (JsonNode key : Fields.items(attachments, "media_keys", path + "attachments.")) {
            JsonNode item = media.get(key.asText());
            if (item != null) {
                String url = Fields.text(item, "url", "includes.media.");
                post.media(
                        XClassicPosts.mediaType(Fields.text(item, "type", "includes.media.")),
                        url != null ? url : Fields.text(item, "preview_image_url", "includes.media."),
                        Fields.text(item, "alt_text", "includes.media."));
            }
        }
    }

    private static void readEntities(JsonNode entities, PostDraft post, String path) throws Refusal {
        for (JsonNode url : Fields.items(entities, "urls", path)) {
            String display = Fields.text(url, "display_url", path + "urls.");
            boolean ownPicture = url.has("media_key")
                    || display != null && (display.startsWith("pic.twitter.com/") || display.startsWith("pic.x.com/"));
            if (!ownPicture) {
                String unwound = Fields.text(url, "unwound_url", path + "urls.");
                String expanded = Fields.text(url, "expanded_url", path + "urls.");
                String plain = Fields.text(url, "url", path + "urls.");
                post.link(unwound != null ? unwound : expanded != null ? expanded : plain);
            }
        }
        for (JsonNode tag : Fields.items(entities, "hashtags", path)) {
            post.hashtag(Fields.text(tag, "tag", path + "hashtags."));
        }
        for (JsonNode tag : Fields.items(entities, "cashtags", path)) {
            post.cashtag(Fields.text(tag, "tag", path + "cashtags."));
        }
        for (JsonNode mention : Fields.items(entities, "mentions", path)) {
            post.handle(Fields.text(mention, "username", path + "mentions."));
        }
    }

    private void readPlace(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode geo = Fields.object(node, "geo", path);
        if (geo == null) {
            return;
        }
        String placeId = Fields.text(geo, "place_id", path + "geo.");
        JsonNode place = placeId == null ? null : places.get(placeId);
        JsonNode point = geo.path("coordinates").path("coordinates");
        String name = Fields.text(place, "full_name", "includes.places.");
        post.place(
                name != null ? name : Fields.text(place, "name", "includes.places."),
                Fields.text(place, "country_code", "includes.places."),
                XClassicPosts.degrees(point, 1, post),
                XClassicPosts.degrees(point, 0, post));
    }

    private void readReferences(JsonNode node, PostDraft post, String path, boolean follow) throws Refusal {
        for (JsonNode reference : Fields.items(node, "referenced_tweets", path)) {
            String inner = path + "referenced_tweets.";
            String type = Fields.text(reference, "type", inner);
            String id = Fields.id(reference, "id", inner);
            if (id == null || type == null) {
                continue;
            }
            switch (type) {
                case "retweeted" -> {
                    post.kind = MentionKind.REPOST;
                    post.repostOf = firstId(id, node);
                    if (follow) {
                        takeWords(isPost(reference) ? reference : posts.get(id), id, post);
                    }
                }
                case "quoted" -> post.quoteOf = firstId(id, node);
                case "replied_to" -> post.replyTo = firstId(id, node);
                default -> post.notes.add("reference-unknown");
            }
        }
        if (post.kind == MentionKind.REPOST) {
            post.quoteOf = null;
            post.replyTo = null;
        } else if (post.replyTo != null) {
            post.kind = MentionKind.REPLY;
        } else if (post.quoteOf != null) {
            post.kind = MentionKind.QUOTE;
        }
    }

    /** The outer text of a repost is cut; the original's is whole, when X gives it to us. */
    private void takeWords(JsonNode original, String id, PostDraft post) {
        if (original != null && original.isObject()) {
            try {
                post.sayWhat(draft(original, id, "", false));
                return;
            } catch (Refusal refusal) {
                // Told where the original itself is read; the cut text will do here.
            }
        }
        int colon = post.text.startsWith("RT @") ? post.text.indexOf(": ") : -1;
        if (colon > 0) {
            post.text = post.text.substring(colon + 2);
        }
        if (post.text.endsWith("…")) {
            post.notes.add("cut-by-platform");
        }
    }

    private Author author(JsonNode node, PostDraft post, String path) throws Refusal {
        String id = Fields.id(node, "author_id", path);
        JsonNode user = id == null ? null : users.get(id);
        String userPath = "includes.users.";
        if (user == null) {
            user = Fields.object(node, "author", path);
            userPath = path + "author.";
        }
        if (id == null && user != null) {
            id = Fields.id(user, "id", userPath);
        }
        if (id == null) {
            return null;
        }
        JsonNode metrics = Fields.object(user, "public_metrics", userPath);
        return new Author(
                XClassicPosts.mentionId(id),
                post.name(Fields.text(user, "username", userPath)),
                post.name(Fields.text(user, "name", userPath)),
                Fields.count(metrics, "followers_count", userPath + "public_metrics."),
                Fields.flag(user, "verified", userPath),
                null,
                XClassicPosts.since(Fields.text(user, "created_at", userPath)));
    }

    private static Counters counters(JsonNode metrics, String path) throws Refusal {
        return metrics == null
                ? null
                : new Counters(
                        Fields.count(metrics, "like_count", path),
                        Fields.count(metrics, "retweet_count", path),
                        Fields.count(metrics, "reply_count", path),
                        Fields.count(metrics, "quote_count", path),
                        Fields.count(metrics, "bookmark_count", path),
                        Fields.count(metrics, "impression_count", path),
                        null,
                        null);
    }

    /**
     * A result of a compliance job. Jobs over posts and over users look alike, so results about users must not be fed
     * here: they would be read as deletions of posts.
     */
    static Decoded compliance(JsonNode root, long observedAt) throws Refusal {
        String action = Fields.text(root, "action", "");
        if (!"delete".equals(action)) {
            return new Decoded.Control("compliance");
        }
        String id = Fields.required(Fields.id(root, "id", ""), "id", "");
        String written = Fields.text(root, "created_at", "");
        long created = written == null ? XTime.ofId(id) : XTime.read(written);
        return deletion(id, created, observedAt);
    }

    private Decoded streamedDeletion(JsonNode notice) throws Refusal {
        JsonNode tweet = Fields.object(notice, "tweet", "data.delete.");
        if (tweet == null) {
            return new Decoded.Control("compliance");
        }
        String id = Fields.required(Fields.id(tweet, "id", "data.delete.tweet."), "id", "data.delete.tweet.");
        return deletion(id, XTime.ofId(id), observedAt);
    }

    private static Decoded deletion(String id, long created, long observedAt) {
        return new Decoded.Deletion(PostDraft.deletion(
                XDecoder.PLATFORM,
                XClassicPosts.mentionId(id),
                XClassicPosts.plausible(created, observedAt),
                observedAt));
    }
}
