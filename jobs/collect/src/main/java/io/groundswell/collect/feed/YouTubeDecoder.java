package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Reason;
import java.util.Locale;
import java.util.Set;

/**
 * YouTube's Data API, version 3: resources alone, or as items of a list's page, each saying by its {@code kind} what it
 * is. Every number may be text. Playlists, and what a channel did besides posting, are control lines.
 */
final class YouTubeDecoder extends JsonFeedDecoder {

    private static final String KINDS = "youtube#";

    /** Resources in which nobody says anything, and nothing of an account is counted. */
    private static final Set<String> SILENT = Set.of("playlist", "subscription", "videoCategory", "channelSection");

    YouTubeDecoder() {
        super("youtube");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        String kind = kind(payload, path);
        if (payload.has("items")) {
            items.each(
                    Fields.items(payload, "items", path),
                    path + "items",
                    (item, where) -> readResource(Fields.object(item, where), where + ".", items));
        } else if (payload.has("error")) {
            items.control("errors");
        } else if (kind != null && kind.endsWith("ListResponse")) {
            items.control("empty-page");
        } else {
            readResource(payload, path, items);
        }
    }

    /** Without what stands before every kind; null when it is none of YouTube's. */
    private static String kind(JsonNode resource, String path) throws Refusal {
        String kind = Fields.text(resource, "kind", path);
        return kind == null || !kind.startsWith(KINDS) ? null : kind.substring(KINDS.length());
    }

    private static void readResource(JsonNode resource, String path, FeedItems items) throws Refusal {
        String kind = kind(resource, path);
        if (kind == null) {
            throw unknown("a resource without a kind");
        }
        YouTubePosts posts = new YouTubePosts(items);
        switch (kind) {
            case "video" -> posts.readVideo(resource, path);
            case "searchResult" -> posts.readHit(resource, path);
            case "commentThread" -> posts.readThread(resource, path);
            case "comment" -> posts.readComment(resource, path);
            case "activity" -> posts.readActivity(resource, path);
            case "playlistItem" -> posts.readPlaylistItem(resource, path);
            case "channel" -> readChannel(resource, path, items);
            default -> {
                if (!SILENT.contains(kind)) {
                    throw new Refusal(Reason.UNKNOWN_PAYLOAD, path + "kind", "a resource that is no post");
                }
                items.control(kind.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void readChannel(JsonNode channel, String path, FeedItems items) throws Refusal {
        JsonNode statistics = Fields.object(channel, "statistics", path);
        if (statistics == null) {
            items.control("profile");
            return;
        }
        String numbers = path + "statistics.";
        JsonNode snippet = Fields.object(channel, "snippet", path);
        String id = Fields.required(Fields.key(channel, "id", path), "id", path);
        String customUrl = Fields.text(snippet, "customUrl", path + "snippet.");
        String title = Fields.text(snippet, "title", path + "snippet.");
        Audience audience = items.audienceOf(YouTubePosts.mentionId(id));
        audience.setHandle(customUrl != null && customUrl.startsWith("@") ? name(customUrl.substring(1)) : null);
        audience.setName(title == null ? null : name(title));
        // Hidden, the count is 0 whatever it is.
        Boolean hidden = Fields.flag(statistics, "hiddenSubscriberCount", numbers);
        Long subscribers = Fields.countInDigits(statistics, "subscriberCount", numbers);
        audience.setFollowers(Boolean.TRUE.equals(hidden) ? null : subscribers);
        audience.setPosts(Fields.countInDigits(statistics, "videoCount", numbers));
        audience.setViews(Fields.countInDigits(statistics, "viewCount", numbers));
        items.add(audience);
    }

    private static String name(String written) {
        return CleanText.of(written, CleanText.NAME_LIMIT, null);
    }
}
