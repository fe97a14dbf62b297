package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;
import java.util.List;

/**
 * TikTok: videos, comments and accounts as its Research API and its Display API give them, and its webhooks. Ids are
 * numbers beyond 2^53 in the one and text in the other.
 *
 * <p>An author is known by the name alone, as TikTok gives its id to no one. The Research API's answer about an account
 * does not say which one was asked for: the collector has to write its {@code username} beside the numbers.
 */
final class TikTokDecoder extends JsonFeedDecoder {

    private static final List<String> LISTS_OF_VIDEOS =
            List.of("videos", "user_liked_videos", "user_pinned_videos", "reposted_videos");
    private static final List<String> LISTS_OF_ACCOUNTS = List.of("user_followers", "user_following");
    private static final String SITE = "https://www.tiktok.com/@";

    TikTokDecoder() {
        super("tiktok");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.path("data").isObject() && !payload.get("data").isEmpty()) {
            readAnswer(payload.get("data"), path + "data", items);
        } else if (payload.has("data") || payload.has("error")) {
            JsonNode error = Fields.object(payload, "error", path);
            String code = Fields.text(error, "code", path + "error.");
            items.control(code == null || code.equals("ok") ? "empty-page" : "errors");
        } else if (payload.has("event") && payload.has("client_key")) {
            items.control("webhook");
        } else if (payload.has("text") && payload.has("video_id")) {
            readComment(payload, path, items);
        } else if (isVideo(payload)) {
            readVideo(payload, path, items);
        } else {
            throw unknown("neither an answer of TikTok's nor a video nor a comment");
        }
    }

    private static boolean isVideo(JsonNode node) {
        return (node.has("id") || node.has("video_id"))
                && (node.has("create_time") || node.has("video_description") || node.has("view_count"));
    }

    private void readAnswer(JsonNode data, String part, FeedItems items) throws Refusal {
        String path = part + ".";
        for (String list : LISTS_OF_VIDEOS) {
            if (data.has(list)) {
                items.each(
                        Fields.items(data, list, path),
                        path + list,
                        (video, at) -> readVideo(Fields.object(video, at), at + ".", items));
                return;
            }
        }
        for (String list : LISTS_OF_ACCOUNTS) {
            if (data.has(list)) {
                items.control("accounts");
                return;
            }
        }
        if (data.has("comments")) {
            items.each(
                    Fields.items(data, "comments", path),
                    path + "comments",
                    (comment, at) -> readComment(Fields.object(comment, at), at + ".", items));
        } else if (data.has("user")) {
            readAccount(Fields.object(data, "user", path), path + "user.", items);
        } else if (data.has("display_name") || data.has("follower_count")) {
            readAccount(data, path, items);
        } else {
            throw unknown("an answer of TikTok's that holds neither videos nor comments nor an account");
        }
    }

    private void readVideo(JsonNode node, String path, FeedItems items) throws Refusal {
        PostDraft video = items.draft();
        String id = Fields.required(Fields.id(node, "id", "video_id", path), "id", path);
        video.id = mentionId(id);
        video.createdAt = Fields.required(Fields.seconds(node, "create_time", path), "create_time", path);
        video.checkTimes(path + "create_time");
        String shared = Fields.text(node, "share_url", path);
        String username = Fields.text(node, "username", path);
        if (username == null) {
            username = usernameIn(shared);
        }
        video.author = author(username, video);
        video.permalink = username == null || !isUsername(username) ? null : SITE + username + "/video/" + id;

        String description = Fields.text(node, "video_description", path);
        if (description != null) {
            video.sayPlain(description);
        }
        String title = Fields.text(node, "title", path);
        if (title != null && !video.text.startsWith(title.strip())) {
            video.title(title);
        }
        readTags(node, video, path);
        // What is spoken is no part of the text people read, but it is told to who cannot see the video.
        video.media("video", null, Fields.text(node, "voice_to_text", path));
        video.count(
                Fields.count(node, "like_count", path),
                Fields.count(node, "share_count", path),
                Fields.count(node, "comment_count", path),
                Fields.count(node, "favorites_count", path),
                Fields.count(node, "view_count", path));
        items.post(video);
    }

    private static void readTags(JsonNode node, PostDraft video, String path) throws Refusal {
        boolean listed = node.has("hashtag_names") || node.has("hashtag_info_list");
        Fields.texts(node, "hashtag_names", path).forEach(video::hashtag);
        for (JsonNode tag : Fields.items(node, "hashtag_info_list", path)) {
            video.hashtag(Fields.text(tag, "hashtag_name", path + "hashtag_info_list."));
        }
        Fields.texts(node, "video_mention_list", path).forEach(video::handle);
        if (!listed) {
            video.tagsAndHandlesInText();
        }
    }

    private void readComment(JsonNode node, String path, FeedItems items) throws Refusal {
        PostDraft comment = items.draft();
        comment.kind = MentionKind.REPLY;
        comment.id = mentionId(Fields.required(Fields.id(node, "id", path), "id", path));
        comment.createdAt = Fields.required(Fields.seconds(node, "create_time", path), "create_time", path);
        comment.checkTimes(path + "create_time");
        String video = Fields.required(Fields.id(node, "video_id", path), "video_id", path);
        comment.threadRoot = mentionId(video);
        // A comment on the video itself has the video, 0 or nothing for its parent.
        String parent = isZero(node.path("parent_comment_id")) ? null : Fields.id(node, "parent_comment_id", path);
        comment.replyTo = mentionId(parent == null ? video : parent);
        comment.sayPlain(Fields.required(Fields.text(node, "text", path), "text", path));
        comment.tagsAndHandlesInText();
        comment.count(
                Fields.count(node, "like_count", path), null, Fields.count(node, "reply_count", path), null, null);
        items.post(comment);
    }

    private static boolean isZero(JsonNode id) {
        return id.isValueNode() && (id.asText().equals("0") || id.asText().isEmpty());
    }

    private void readAccount(JsonNode node, String path, FeedItems items) throws Refusal {
        Long followers = Fields.count(node, "follower_count", path);
        Long following = Fields.count(node, "following_count", path);
        Long likes = Fields.count(node, "likes_count", path);
        Long videos = Fields.count(node, "video_count", path);
        if (followers == null && following == null && likes == null && videos == null) {
            items.control("account");
            return;
        }
        String username = Fields.text(node, "username", path);
        String key = username == null ? Fields.key(node, "open_id", path) : "@" + Fields.key(node, "username", path);
        Audience audience = items.audienceOf(platform() + ":" + Fields.required(key, "username", path));
        audience.setHandle(name(username));
        audience.setName(name(Fields.text(node, "display_name", path)));
        audience.setFollowers(followers);
        audience.setFollowing(following);
        audience.setLikes(likes);
        audience.setPosts(videos);
        items.add(audience);
    }

    private static String name(String written) {
        return written == null ? null : CleanText.of(written, CleanText.NAME_LIMIT, null);
    }

    private Author author(String username, PostDraft post) {
        return username == null || username.isEmpty()
                ? null
                : new Author(
                        platform() + ":@" + CleanText.of(username, CleanText.NAME_LIMIT, post.notes),
                        post.name(username),
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    /** Display API: the name stands only in the link that is shared. */
    private static String usernameIn(String shared) {
        if (shared == null || !shared.startsWith(SITE)) {
            return null;
        }
        int end = shared.indexOf('/', SITE.length());
        String username = end < 0 ? "" : shared.substring(SITE.length(), end);
        return isUsername(username) ? username : null;
    }

    private static boolean isUsername(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '_'
                                || c == '.');
    }

    private String mentionId(String id) {
        return platform() + ":" + id;
    }
}
