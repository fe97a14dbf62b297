package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Pictures and videos as Instagram and Threads have them: one, or an album of children. */
final class GraphMedia {

    static void read(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode children = Fields.object(node, "children", path);
        boolean album = false;
        for (JsonNode child : Fields.items(children, "data", path + "children.")) {
            // A child that was not asked for in detail is its id.
            readOne(child, post, path + "children.data.");
            album = true;
        }
        if (!album) {
            readOne(node, post, path);
        }
        String animation = Fields.text(node, "gif_url", path);
        if (animation != null) {
            post.media("animation", animation, null);
        }
    }

    private static void readOne(JsonNode node, PostDraft post, String path) throws Refusal {
        String type = Fields.text(node, "media_type", path);
        String url = Fields.text(node, "media_url", path);
        if (url == null) {
            url = Fields.text(node, "thumbnail_url", path);
        }
        String kind = type == null ? null : kind(type);
        if (kind != null || url != null) {
            post.media(kind, url, Fields.text(node, "alt_text", path));
        }
    }

    private static String kind(String type) {
        return switch (type) {
            case "IMAGE" -> "photo";
            case "VIDEO", "BROADCAST", "REELS" -> "video";
            case "CAROUSEL_ALBUM" -> "album";
            case "TEXT_POST", "TEXT", "REPOST_FACADE" -> null;
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    private GraphMedia() {}
}
