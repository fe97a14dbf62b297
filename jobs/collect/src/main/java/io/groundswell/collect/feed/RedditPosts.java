package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments and submissions. Accounts and communities go by their names, which nobody can change and which stand in every
 * payload: {@code reddit:u/<name>}, {@code reddit:r/<name>}. A crosspost under its original's title is a repost, one
 * under a title of its own a quotation.
 */
final class RedditPosts {

    private static final String SITE = "https://www.reddit.com";

    private static final Set<String> GONE = Set.of("[deleted]", "[removed]", "[deleted by user]");
    private static final String REMOVED_BY = "[ Removed by ";

    /** What waits for a moderator may come back, and a deletion is for good. */
    private static final String HELD = "automod_filtered";

    private static final Pattern USER = Pattern.compile("(?<![\\w/])/?u/([A-Za-z0-9_-]{3,20})(?![\\w-])");
    private static final String POLL = "[View Poll](https://www.reddit.com/poll/";

    private final FeedItems items;

    RedditPosts(FeedItems items) {
        this.items = items;
    }

    /** Whether this is the inside of a comment or a submission. */
    static boolean isPost(JsonNode data) {
        return data.has("created_utc") && (data.has("body") || data.has("title"));
    }

    static String mentionId(String nativeId) {
        return "reddit:" + nativeId;
    }

    static String subreddit(String name) {
        return "r/" + name;
    }

    static String user(String name) {
        return "u/" + name;
    }

    /** Reads a post, and the original of a crosspost when it stands inside. */
    void read(JsonNode data, String path) throws Refusal {
        PostDraft post = draft(data, path);
        if (post == null) {
            return;
        }
        PostDraft original = readOriginal(data, path);
        if (original != null && isSame(data, path, original)) {
            post.kind = MentionKind.REPOST;
            post.repostOf = original.id;
            post.quoteOf = null;
            post.sayWhat(original);
        }
        items.post(post);
    }

    /** The words of a crosspost are its title, so the same title adds none. */
    private static boolean isSame(JsonNode data, String path, PostDraft original) throws Refusal {
        String title = CleanText.unescaped(Fields.text(data, "title", path)).strip();
        return original.text.equals(title) || original.text.startsWith(title + "\n");
    }

    private PostDraft readOriginal(JsonNode data, String path) throws Refusal {
        PostDraft[] read = new PostDraft[1];
        String name = path + "crosspost_parent_list[0]";
        for (JsonNode parent : Fields.items(data, "crosspost_parent_list", path)) {
            items.part(parent, name, (inner, part) -> {
                PostDraft original = draft(Fields.object(inner, part), part + ".");
                if (original != null) {
                    original.embedded = true;
                    items.post(original);
                    read[0] = original;
                }
            });
            // There is only one.
            break;
        }
        return read[0];
    }

    /** @return null when the post is gone, which is told then */
    private PostDraft draft(JsonNode data, String path) throws Refusal {
        boolean comment = data.has("body");
        String id = Fields.key(data, "name", path);
        if (id == null) {
            id = (comment ? "t1_" : "t3_") + Fields.required(Fields.key(data, "id", path), "id", path);
        }
        PostDraft post = items.draft();
        post.id = mentionId(id);
        post.createdAt = Fields.seconds(data, "created_utc", path);
        String title = Fields.text(data, "title", path);
        String words = Fields.text(data, comment ? "body" : "selftext", path);
        if (isGone(data, title, words, path)) {
            items.deletion(post.id, post.createdAt);
            return null;
        }
        Fields.required(post.createdAt, "created_utc", path);
        post.checkTimes(path + "created_utc");
        if (!comment) {
            Fields.required(title, "title", path);
        }
        readEdit(data, post, path);
        readWords(data, comment, title, words, post, path);
        String name = author(data, post, path);
        readChannel(data, name, post, path);
        if (comment) {
            readComment(data, post, path);
        } else {
            readSubmission(data, post, path);
        }
        return post;
    }

    private static boolean isGone(JsonNode data, String title, String words, String path) throws Refusal {
        String removedBy = Fields.text(data, "removed_by_category", path);
        return isGone(words)
                || isGone(title)
                || removedBy != null && !removedBy.equals(HELD)
                || isTrue(data, "removed", path)
                || isTrue(data, "spam", path);
    }

    private static boolean isGone(String words) {
        return words != null && (GONE.contains(words) || words.startsWith(REMOVED_BY) && words.endsWith("]"));
    }

    private static boolean isTrue(JsonNode data, String name, String path) throws Refusal {
        return Boolean.TRUE.equals(Fields.flag(data, name, path));
    }

    /** False, a time, or, of old posts, only that it was edited. */
    private static void readEdit(JsonNode data, PostDraft post, String path) throws Refusal {
        JsonNode edited = data.get("edited");
        if (edited != null && edited.isBoolean()) {
            post.edited = edited.booleanValue();
        } else {
            post.updated(Fields.seconds(data, "edited", path));
        }
    }

    private static void readWords(
            JsonNode data, boolean comment, String title, String words, PostDraft post, String path) throws Refusal {
        JsonNode poll = Fields.object(data, "poll_data", path);
        if (words != null) {
            String html = Fields.text(data, comment ? "body_html" : "selftext_html", path);
            // Everything is escaped once, unless it was asked for raw, which only what should be HTML tells.
            boolean raw = html != null && html.startsWith("<");
            String markdown = raw ? words : CleanText.unescaped(words);
            int pollLink = poll == null ? -1 : markdown.lastIndexOf(POLL);
            post.sayMarkdown(pollLink < 0 ? markdown : markdown.substring(0, pollLink), SITE);
        }
        if (poll != null) {
            StringBuilder options = new StringBuilder(post.text);
            for (JsonNode option : Fields.items(poll, "options", path + "poll_data.")) {
                String line = Fields.text(option, "text", path + "poll_data.options.");
                if (line != null) {
                    options.append(options.length() == post.text.length() ? "\n\n" : "\n")
                            .append(CleanText.unescaped(line));
                }
            }
            post.sayPlain(options.toString().strip());
        }
        if (!comment) {
            post.title(CleanText.unescaped(title));
        }
        Matcher user = USER.matcher(post.text);
        while (user.find()) {
            post.handle(user.group(1));
        }
    }

    private static String author(JsonNode data, PostDraft post, String path) throws Refusal {
        String name = Fields.key(data, "author", path);
        if (name == null || GONE.contains(name)) {
            return null;
        }
        post.author = new Author(mentionId(user(name)), post.name(name), null, null, null, null, null);
        return name;
    }

    /** What stands on the page of an account is in {@code u_<name>}. */
    private static void readChannel(JsonNode data, String author, PostDraft post, String path) throws Refusal {
        String name = Fields.key(data, "subreddit", path);
        if (name == null) {
            return;
        }
        boolean page = name.startsWith("u_");
        String whose = page ? name.substring(2) : null;
        if (!page || !whose.equalsIgnoreCase(author)) {
            String channel = page ? user(whose) : subreddit(name);
            post.channel(mentionId(channel), channel);
        }
    }

    private static void readComment(JsonNode data, PostDraft post, String path) throws Refusal {
        post.kind = MentionKind.REPLY;
        String parent = Fields.key(data, "parent_id", path);
        String link = Fields.key(data, "link_id", path);
        String context = Fields.text(data, "context", path);
        if (link == null && context != null) {
            // In an inbox only the way to the comment names the submission.
            link = linkIn(context);
        }
        if (link == null && parent != null && parent.startsWith("t3_")) {
            link = parent;
        }
        post.replyTo = parent == null ? null : mentionId(parent);
        post.threadRoot = link == null ? null : mentionId(link);
        post.permalink = permalink(Fields.text(data, "permalink", path));
        if (post.permalink == null && context != null) {
            int query = context.indexOf('?');
            post.permalink = permalink(query < 0 ? context : context.substring(0, query));
        }
        if (post.permalink == null && link != null && post.channel != null) {
            post.permalink = permalink("/" + post.channel.getId().substring("reddit:".length()) + "/comments/"
                    + link.substring(link.indexOf('_') + 1) + "/_/" + post.id.substring(post.id.indexOf('_') + 1)
                    + "/");
        }
        readMediaInText(data, post, path);
        // While it is hidden, the score is 1 whatever it is.
        Long score = Fields.number(data, "score", path);
        if (score != null && !isTrue(data, "score_hidden", path)) {
            post.counters = new Counters(null, null, null, null, null, null, null, score);
        }
    }

    private static String linkIn(String context) {
        int start = context.indexOf("/comments/");
        if (start < 0) {
            return null;
        }
        start += "/comments/".length();
        int end = start;
        while (end < context.length() && Character.isLetterOrDigit(context.charAt(end))) {
            end++;
        }
        return end == start ? null : "t3_" + context.substring(start, end);
    }

    private static void readSubmission(JsonNode data, PostDraft post, String path) throws Refusal {
        String crosspostOf = Fields.key(data, "crosspost_parent", path);
        if (crosspostOf != null) {
            post.kind = MentionKind.QUOTE;
            post.quoteOf = mentionId(crosspostOf);
        } else {
            readWhereItLeads(data, post, path);
        }
        post.permalink = permalink(Fields.text(data, "permalink", path));
        Long score = Fields.number(data, "score", path);
        Long comments = Fields.count(data, "num_comments", path);
        Long crossposts = Fields.count(data, "num_crossposts", path);
        Long views = Fields.count(data, "view_count", path);
        if (score != null || comments != null || crossposts != null || views != null) {
            post.counters = new Counters(null, crossposts, comments, null, null, views, null, score);
        }
    }

    /** A submission shows pictures or a video of its own, or leads to a page, or is only words. */
    private static void readWhereItLeads(JsonNode data, PostDraft post, String path) throws Refusal {
        String domain = Fields.text(data, "domain", path);
        String url = Fields.text(data, "url_overridden_by_dest", path);
        if (url == null || url.isEmpty()) {
            url = Fields.text(data, "url", path);
        }
        url = url == null ? "" : CleanText.unescaped(url);
        Boolean self = Fields.flag(data, "is_self", path);
        if (Fields.of(data, "gallery_data") != null) {
            readGallery(data, post, path);
        } else if (isTrue(data, "is_video", path)) {
            JsonNode video = Fields.object(Fields.object(data, "media", path), "reddit_video", path + "media.");
            String file = Fields.text(video, "fallback_url", path + "media.reddit_video.");
            post.media("video", file == null ? url : CleanText.unescaped(file), null);
        } else if (isTrue(data, "is_reddit_media_domain", path) || "i.redd.it".equals(domain)) {
            post.media(url.toLowerCase(Locale.ROOT).endsWith(".gif") ? "animation" : "photo", url, null);
        } else if (Boolean.TRUE.equals(self) || self == null && domain != null && domain.startsWith("self.")) {
            readMediaInText(data, post, path);
        } else if (!isTrue(data, "is_gallery", path)) {
            post.link(url.startsWith("/") ? SITE + url : url);
        }
    }

    private static void readGallery(JsonNode data, PostDraft post, String path) throws Refusal {
        JsonNode metadata = Fields.object(data, "media_metadata", path);
        JsonNode gallery = Fields.object(data, "gallery_data", path);
        for (JsonNode item : Fields.items(gallery, "items", path + "gallery_data.")) {
            String inner = path + "gallery_data.items.";
            String id = Fields.key(item, "media_id", inner);
            if (id != null) {
                String caption = Fields.text(item, "caption", inner);
                String outbound = Fields.text(item, "outbound_url", inner);
                media(Fields.of(metadata, id), caption, post, path + "media_metadata." + id + ".");
                post.link(outbound == null ? null : CleanText.unescaped(outbound));
            }
        }
    }

    private static void readMediaInText(JsonNode data, PostDraft post, String path) throws Refusal {
        JsonNode metadata = Fields.object(data, "media_metadata", path);
        if (metadata != null) {
            for (var entry : metadata.properties()) {
                media(entry.getValue(), null, post, path + "media_metadata." + entry.getKey() + ".");
            }
        }
    }

    /** @param medium null when Reddit still works on it */
    private static void media(JsonNode medium, String caption, PostDraft post, String path) throws Refusal {
        if (medium != null && !medium.isObject()) {
            throw new Refusal(Reason.FIELD_TYPE, path.substring(0, path.length() - 1), "expected an object");
        }
        String form = Fields.text(medium, "e", path);
        String type =
                switch (form == null ? "" : form) {
                    case "AnimatedImage" -> "animation";
                    case "RedditVideo" -> "video";
                    default -> "photo";
                };
        JsonNode source = Fields.object(medium, "s", path);
        String url = Fields.text(source, type.equals("animation") ? "gif" : "u", path + "s.");
        if (url == null && type.equals("video")) {
            url = Fields.text(medium, "hlsUrl", path);
        }
        post.media(
                type,
                url == null ? null : CleanText.unescaped(url),
                caption == null || caption.isBlank() ? null : caption);
    }

    /** Reddit leaves its own address out. */
    private static String permalink(String way) {
        return way == null
                        || !way.startsWith("/")
                        || way.length() > PostDraft.LONGEST_LINK
                        || way.chars().anyMatch(c -> c <= ' ' || c == 0x7F)
                ? null
                : SITE + way;
    }
}
