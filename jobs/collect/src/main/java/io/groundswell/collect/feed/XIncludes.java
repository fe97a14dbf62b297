package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import java.util.HashMap;
import java.util.Map;

/** What X's API v2 puts beside posts, to be joined by id: their authors, the posts they refer to, media and places. */
final class XIncludes {

    static final XIncludes NONE = new XIncludes();

    private final Map<String, JsonNode> users;
    private final Map<String, JsonNode> posts;
    private final Map<String, JsonNode> media;
    private final Map<String, JsonNode> places;

    private XIncludes() {
        users = Map.of();
        posts = Map.of();
        media = Map.of();
        places = Map.of();
    }

    /** @param includes or null */
    XIncludes(JsonNode includes, String path) throws Refusal {
        users = index(includes, "users", "id", path);
        posts = index(includes, "tweets", "id", path);
        media = index(includes, "media", "media_key", path);
        places = index(includes, "places", "id", path);
    }

    private static Map<String, JsonNode> index(JsonNode includes, String name, String key, String path) throws Refusal {
        if (includes == null || !includes.has(name)) {
            return Map.of();
        }
        Map<String, JsonNode> byKey = new HashMap<>();
        for (JsonNode node : Fields.items(includes, name, path)) {
            JsonNode id = node.get(key);
            if (id != null && id.isValueNode()) {
                byKey.put(id.asText(), node);
            }
        }
        return byKey;
    }

    /** The post of an id, or null. */
    JsonNode post(String id) {
        return posts.get(id);
    }

    /** The mention a native id belongs to, as far as this record tells of its edits: all ids of a post are one mention. */
    String mentionOf(String id, JsonNode asking) {
        JsonNode node = id.equals(asking.path("id").asText()) ? asking : posts.get(id);
        JsonNode first =
                node == null ? null : node.path("edit_history_tweet_ids").get(0);
        return XClassicPosts.mentionId(first == null || !first.isTextual() ? id : first.textValue());
    }

    /** @param attachments of the post, or null */
    void readMedia(JsonNode attachments, PostDraft post, String path) throws Refusal {
        for (JsonNode key : Fields.items(attachments, "media_keys", path)) {
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

    void readPlace(JsonNode node, PostDraft post, String path) throws Refusal {
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

    /** Flattened forms have the author inside the post. */
    Author author(JsonNode node, PostDraft post, String path) throws Refusal {
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
}
