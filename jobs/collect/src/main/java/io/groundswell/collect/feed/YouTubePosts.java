package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.TakedownAction;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Videos and what is said under them. A search hit, an upload among a channel's activities and an item of a playlist tell
 * of a video in part: they are of the time it was published, so that the video itself wins whatever the order.
 */
final class YouTubePosts {

    private static final String SITE = "https://www.youtube.com/";

    private static final String IN_HANDLES = ".-\u00B7";
    private static final List<String> THUMBNAILS = List.of("maxres", "standard", "high", "medium", "default");
    private static final String THUMBNAIL_OF = "/vi/";

    private final FeedItems items;

    YouTubePosts(FeedItems items) {
        this.items = items;
    }

    static String mentionId(String nativeId) {
        return "youtube:" + nativeId;
    }

    void readVideo(JsonNode video, String path) throws Refusal {
        String id = Fields.required(Fields.key(video, "id", path), "id", path);
        JsonNode snippet = Fields.object(video, "snippet", path);
        JsonNode status = Fields.object(video, "status", path);
        String upload = Fields.text(status, "uploadStatus", path + "status.");
        if ("deleted".equals(upload) || "rejected".equals(upload)) {
            items.deletion(mentionId(id), Fields.time(snippet, "publishedAt", path + "snippet."));
            return;
        }
        if ("private".equals(Fields.text(status, "privacyStatus", path + "status."))) {
            items.control("private");
            return;
        }
        Counters counters = counters(Fields.object(video, "statistics", path), path + "statistics.");
        if (snippet != null) {
            PostDraft post = video(id, snippet, false, path + "snippet.");
            post.counters = counters;
            post.language(Fields.text(snippet, "defaultLanguage", path + "snippet."));
            readPlace(video, post, path);
            items.post(post);
        } else if (counters != null) {
            items.snapshot(mentionId(id), counters);
        } else {
            items.control("details");
        }
    }

    /** Counts that are switched off or hidden are absent. Nobody sees dislikes any more, and favourites are no more. */
    private static Counters counters(JsonNode statistics, String path) throws Refusal {
        Long likes = Fields.countInDigits(statistics, "likeCount", path);
        Long comments = Fields.countInDigits(statistics, "commentCount", path);
        Long views = Fields.countInDigits(statistics, "viewCount", path);
        return likes == null && comments == null && views == null
                ? null
                : new Counters(likes, null, comments, null, null, views, null, null);
    }

    private static void readPlace(JsonNode video, PostDraft post, String path) throws Refusal {
        JsonNode recording = Fields.object(video, "recordingDetails", path);
        String inner = path + "recordingDetails.";
        JsonNode location = Fields.object(recording, "location", inner);
        post.place(
                Fields.text(recording, "locationDescription", inner),
                null,
                Fields.decimal(location, "latitude", inner + "location."),
                Fields.decimal(location, "longitude", inner + "location."));
    }

    /** The page of results escapes its titles and cuts its descriptions. */
    void readHit(JsonNode hit, String path) throws Refusal {
        JsonNode ids = Fields.required(Fields.object(hit, "id", path), "id", path);
        String id = Fields.key(ids, "videoId", path + "id.");
        if (id == null) {
            items.control(ids.has("channelId") ? "profile" : "playlist");
            return;
        }
        JsonNode snippet = Fields.object(hit, "snippet", path);
        if (snippet == null) {
            items.control("ids");
            return;
        }
        PostDraft post = video(id, snippet, true, path + "snippet.");
        if (post.text.endsWith(" ...") || post.text.endsWith("\u2026")) {
            post.notes.add("cut-by-platform");
        }
        post.version = Math.min(post.createdAt, items.observedAt);
        items.post(post);
    }

    private PostDraft video(String id, JsonNode snippet, boolean escaped, String path) throws Refusal {
        PostDraft post = items.draft();
        post.id = mentionId(id);
        post.createdAt = Fields.required(Fields.time(snippet, "publishedAt", path), "publishedAt", path);
        post.checkTimes(path + "publishedAt");
        post.author = channel(snippet, "channelId", "channelTitle", path, post);
        say(snippet, escaped, path, post);
        post.permalink = SITE + "watch?v=" + id;
        return post;
    }

    private static void say(JsonNode snippet, boolean escaped, String path, PostDraft post) throws Refusal {
        String title = Fields.text(snippet, "title", path);
        String description = Fields.text(snippet, "description", path);
        if (description != null) {
            post.sayPlain(escaped ? CleanText.unescaped(description) : description);
        }
        post.title(escaped && title != null ? CleanText.unescaped(title) : title);
        post.linksInText();
        post.tagsAndHandlesInText(IN_HANDLES);
        JsonNode thumbnails = Fields.object(snippet, "thumbnails", path);
        for (String size : THUMBNAILS) {
            JsonNode thumbnail = Fields.object(thumbnails, size, path + "thumbnails.");
            String url = Fields.text(thumbnail, "url", path + "thumbnails." + size + ".");
            if (url != null) {
                post.media("video", url, null);
                return;
            }
        }
    }

    private static Author channel(JsonNode snippet, String id, String title, String path, PostDraft post)
            throws Refusal {
        String channel = Fields.key(snippet, id, path);
        return channel == null
                ? null
                : new Author(
                        mentionId(channel), null, post.name(Fields.text(snippet, title, path)), null, null, null, null);
    }

    /** A comment and the answers to it, as far as they stand on the page. */
    void readThread(JsonNode thread, String path) throws Refusal {
        JsonNode snippet = Fields.object(thread, "snippet", path);
        String inner = path + "snippet.";
        String video = Fields.key(snippet, "videoId", inner);
        String channel = Fields.key(snippet, "channelId", inner);
        Long answers = Fields.countInDigits(snippet, "totalReplyCount", inner);
        JsonNode top = Fields.object(snippet, "topLevelComment", inner);
        if (top != null) {
            items.part(
                    top,
                    inner + "topLevelComment",
                    (comment, part) -> readComment(comment, part + ".", video, channel, answers));
        }
        int position = 0;
        JsonNode replies = Fields.object(thread, "replies", path);
        for (JsonNode reply : Fields.items(replies, "comments", path + "replies.")) {
            items.part(
                    reply,
                    path + "replies.comments[" + position++ + "]",
                    (comment, part) -> readComment(Fields.object(comment, part), part + ".", video, channel, null));
        }
        if (top == null && position == 0) {
            items.control("details");
        }
    }

    void readComment(JsonNode comment, String path) throws Refusal {
        readComment(comment, path, null, null, null);
    }

    /** What the thread says of video and channel counts where the comment does not say it; either may be null. */
    private void readComment(JsonNode comment, String path, String threadVideo, String threadChannel, Long answers)
            throws Refusal {
        String id = Fields.required(Fields.key(comment, "id", path), "id", path);
        JsonNode snippet = Fields.object(comment, "snippet", path);
        if (snippet == null) {
            items.control("details");
            return;
        }
        String inner = path + "snippet.";
        PostDraft post = items.draft();
        post.id = mentionId(id);
        post.kind = MentionKind.REPLY;
        post.createdAt = Fields.time(snippet, "publishedAt", inner);
        if ("rejected".equals(Fields.text(snippet, "moderationStatus", inner))) {
            items.deletion(post.id, post.createdAt);
            return;
        }
        Fields.required(post.createdAt, "publishedAt", inner);
        post.checkTimes(inner + "publishedAt");
        post.updated(Fields.time(snippet, "updatedAt", inner));
        String video = Fields.key(snippet, "videoId", inner);
        video = video == null ? threadVideo : video;
        sayComment(snippet, video, inner, post);
        post.author = commenter(snippet, inner, post);
        String channel = Fields.key(snippet, "channelId", inner);
        readWhere(id, Fields.key(snippet, "parentId", inner), video, channel == null ? threadChannel : channel, post);
        Long likes = Fields.countInDigits(snippet, "likeCount", inner);
        if (likes != null || answers != null) {
            post.counters = new Counters(likes, null, answers, null, null, null, null, null);
        }
        items.post(post);
    }

    private static void readWhere(String id, String parentId, String video, String channel, PostDraft post) {
        int dot = id.indexOf('.');
        String parent = parentId != null ? parentId : dot > 0 ? id.substring(0, dot) : video;
        post.replyTo = parent == null ? null : mentionId(parent);
        post.threadRoot = video == null ? null : mentionId(video);
        if (channel != null && (post.author == null || !post.author.getId().equals(mentionId(channel)))) {
            post.channel(mentionId(channel), null);
        }
        post.permalink = video == null ? null : SITE + "watch?v=" + video + "&lc=" + id;
    }

    /** What was typed, else what is shown: as HTML, or plain where that was asked for, which alone has line ends. */
    private static void sayComment(JsonNode snippet, String video, String path, PostDraft post) throws Refusal {
        String original = Fields.text(snippet, "textOriginal", path);
        String shown = Fields.text(snippet, "textDisplay", path);
        boolean plain = shown == null || shown.equals(original) || shown.indexOf('\n') >= 0;
        if (original == null) {
            Fields.required(shown, "textDisplay", path);
        }
        if (plain) {
            post.sayPlain(original == null ? shown : original);
            post.linksInText();
        } else {
            Element body = Markup.body(shown);
            for (Element link : body.select("a[href]")) {
                if (isOfYouTube(link, video)) {
                    link.removeAttr("href");
                }
            }
            String text = Markup.text(body, post::link);
            if (original == null) {
                post.noteLongMarkup(shown);
            }
            post.sayPlain(original == null ? text : original);
        }
        post.tagsAndHandlesInText(IN_HANDLES);
    }

    /** YouTube itself makes links of tags, of handles and of moments of the video. */
    private static boolean isOfYouTube(Element link, String video) {
        String words = link.firstChild() instanceof TextNode first ? first.getWholeText() : "";
        return words.startsWith("#")
                || words.startsWith("@")
                || video != null && link.attr("href").contains("/watch?v=" + video + "&t=");
    }

    /** Handles are shown as names; before there were handles, names were. Deleted channels have no id. */
    private static Author commenter(JsonNode snippet, String path, PostDraft post) throws Refusal {
        JsonNode channel = Fields.object(snippet, "authorChannelId", path);
        String id = Fields.key(channel, "value", path + "authorChannelId.");
        if (id == null) {
            return null;
        }
        String name = Fields.text(snippet, "authorDisplayName", path);
        boolean handle = name != null && name.startsWith("@");
        return new Author(
                mentionId(id),
                handle ? post.name(name.substring(1)) : null,
                handle ? null : post.name(name),
                null,
                null,
                null,
                null);
    }

    /** What a channel did. Likes among it are counted at the video already. */
    void readActivity(JsonNode activity, String path) throws Refusal {
        JsonNode snippet = Fields.object(activity, "snippet", path);
        String inner = path + "snippet.";
        String type = Fields.text(snippet, "type", inner);
        JsonNode details = Fields.object(activity, "contentDetails", path);
        if ("upload".equals(type)) {
            JsonNode upload = Fields.object(details, "upload", path + "contentDetails.");
            String id = Fields.key(upload, "videoId", path + "contentDetails.upload.");
            PostDraft post = video(
                    Fields.required(
                            id == null ? idInThumbnail(snippet, inner) : id, "contentDetails.upload.videoId", path),
                    snippet,
                    false,
                    inner);
            post.version = Math.min(post.createdAt, items.observedAt);
            items.post(post);
        } else if ("bulletin".equals(type)) {
            PostDraft post =
                    video(Fields.required(Fields.key(activity, "id", path), "id", path), snippet, false, inner);
            post.permalink = null;
            items.post(post);
        } else {
            items.control("activity");
        }
    }

    /** Without its details, only the picture's address tells which video an activity is about. */
    private static String idInThumbnail(JsonNode snippet, String path) throws Refusal {
        JsonNode thumbnails = Fields.object(snippet, "thumbnails", path);
        JsonNode thumbnail = Fields.object(thumbnails, "default", path + "thumbnails.");
        String url = Fields.text(thumbnail, "url", path + "thumbnails.default.");
        int start = url == null ? -1 : url.indexOf(THUMBNAIL_OF);
        if (start < 0) {
            return null;
        }
        start += THUMBNAIL_OF.length();
        int end = start;
        while (end < url.length()
                && (url.charAt(end) == '-' || url.charAt(end) == '_' || Character.isLetterOrDigit(url.charAt(end)))) {
            end++;
        }
        return end == start ? null : url.substring(start, end);
    }

    /** Of a video that is gone or private, the playlist keeps a place without its owner. */
    void readPlaylistItem(JsonNode item, String path) throws Refusal {
        JsonNode snippet = Fields.object(item, "snippet", path);
        String inner = path + "snippet.";
        JsonNode details = Fields.object(item, "contentDetails", path);
        JsonNode resource = Fields.object(snippet, "resourceId", inner);
        String id = Fields.key(resource, "videoId", inner + "resourceId.");
        if (id == null) {
            id = Fields.key(details, "videoId", path + "contentDetails.");
        }
        if (snippet == null || id == null) {
            items.control("ids");
            return;
        }
        String owner = Fields.key(snippet, "videoOwnerChannelId", inner);
        String title = Fields.text(snippet, "title", inner);
        if (owner == null && "Deleted video".equals(title)) {
            items.deletion(mentionId(id), null);
        } else if (owner == null && "Private video".equals(title)) {
            items.add(items.takedown(mentionId(id), false, TakedownAction.PROTECT, false, null));
        } else {
            readListedVideo(id, snippet, owner, details, path);
        }
    }

    private void readListedVideo(String id, JsonNode snippet, String owner, JsonNode details, String path)
            throws Refusal {
        String inner = path + "snippet.";
        PostDraft post = video(id, snippet, false, inner);
        // The snippet tells who put it into the playlist, and when.
        Long published = Fields.time(details, "videoPublishedAt", path + "contentDetails.");
        if (published != null) {
            post.createdAt = published;
            post.checkTimes(path + "contentDetails.videoPublishedAt");
        }
        String playlist = Fields.key(snippet, "playlistId", inner);
        String channel = Fields.key(snippet, "channelId", inner);
        boolean uploads = playlist != null
                && channel != null
                && channel.length() > 2
                && playlist.equals("UU" + channel.substring(2));
        if (owner != null) {
            post.author = channel(snippet, "videoOwnerChannelId", "videoOwnerChannelTitle", inner, post);
        } else if (!uploads) {
            post.author = null;
        }
        post.version = Math.min(post.createdAt, items.observedAt);
        items.post(post);
    }
}
