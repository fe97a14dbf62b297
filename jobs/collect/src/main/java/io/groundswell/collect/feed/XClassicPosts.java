package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Posts as X's API v1.1 gives them, streaming or REST, plain, extended or in compatibility mode. The posts embedded in a
 * repost or a quote become items of their own, once each. Made for one record.
 */
final class XClassicPosts {

    private final FeedItems items;
    private final Set<String> embeddedIds = new HashSet<>(4);

    XClassicPosts(FeedItems items) {
        this.items = items;
    }

    static boolean isPost(JsonNode node) {
        boolean says = node.has("text") || node.has("full_text") || node.has("extended_tweet");
        return says && (node.has("user") || node.has("id_str") || node.has("full_text") || node.has("truncated"))
                // A status without an id is still one, and told so; a user with a description is not.
                || node.has("retweeted_status")
                || node.has("id_str") && node.has("created_at") && node.has("user");
    }

    void read(JsonNode node, String part) {
        try {
            PostDraft post = draft(node, part, part.isEmpty() ? "" : part + ".");
            items.post(post);
        } catch (Refusal refusal) {
            items.fault(refusal, part);
        }
    }

    /** Reads a post; those embedded in it go to the items. */
    private PostDraft draft(JsonNode node, String part, String path) throws Refusal {
        PostDraft post = items.draft();
        String id = Fields.required(Fields.id(node, "id_str", "id", path), "id_str", path);
        post.id = mentionId(id);
        post.createdAt = created(node, id, post, path);
        post.author = author(Fields.object(node, "user", path), post, path + "user.");
        post.permalink = permalink(post.author, id);
        post.checkTimes(path + "created_at", XTime.EARLIEST_MILLIS);

        String replyTo = Fields.id(node, "in_reply_to_status_id_str", "in_reply_to_status_id", path);
        String quoteOf = Fields.id(node, "quoted_status_id_str", "quoted_status_id", path);
        JsonNode quoted = Fields.object(node, "quoted_status", path);
        JsonNode reposted = Fields.object(node, "retweeted_status", path);

        readWords(node, post, path);
        readPlace(node, post, path);
        post.withheldIn = countries(Fields.items(node, "withheld_in_countries", path));
        PostDraft original = reposted == null ? null : embedded(reposted, part, "retweeted_status");
        PostDraft quote = quoted == null ? null : embedded(quoted, part, "quoted_status");
        if (reposted != null) {
            post.kind = MentionKind.REPOST;
            post.repostOf = original == null ? looseId(reposted) : original.id;
            if (original != null) {
                post.sayWhat(original);
            }
        } else {
            post.counters = counters(node, path);
            post.replyTo = replyTo == null ? null : mentionId(replyTo);
            post.quoteOf = quoteOf != null ? mentionId(quoteOf) : quote == null ? null : quote.id;
            post.kind = post.replyTo != null
                    ? MentionKind.REPLY
                    : post.quoteOf != null ? MentionKind.QUOTE : MentionKind.POST;
        }
        return post;
    }

    /** An embedded post that cannot be read is an item at fault of its own; the post around it stays. */
    private PostDraft embedded(JsonNode node, String part, String name) {
        String inner = part.isEmpty() ? name : part + "." + name;
        try {
            PostDraft post = draft(node, inner, inner + ".");
            post.embedded = true;
            if (embeddedIds.add(post.id)) {
                items.post(post);
            }
            return post;
        } catch (Refusal refusal) {
            items.fault(refusal, inner);
            return null;
        }
    }

    private static String looseId(JsonNode node) {
        try {
            String id = Fields.id(node, "id_str", "id", "");
            return id == null ? null : mentionId(id);
        } catch (Refusal refusal) {
            return null;
        }
    }

    private static Long created(JsonNode node, String id, PostDraft post, String path) throws Refusal {
        String written = Fields.text(node, "created_at", path);
        if (written == null) {
            return createdFromId(id, post, path);
        }
        return time(written, path);
    }

    static Long createdFromId(String id, PostDraft post, String path) throws Refusal {
        long hidden = XTime.ofId(id);
        if (hidden == XTime.UNREADABLE) {
            throw new Refusal(Reason.MISSING_FIELD, path + "created_at", "the field is missing");
        }
        post.notes.add("created-from-id");
        return hidden;
    }

    static Long time(String written, String path) throws Refusal {
        long time = XTime.read(written);
        if (time == XTime.UNREADABLE) {
            throw new Refusal(Reason.FIELD_TYPE, path + "created_at", "not a time as X writes it");
        }
        return time;
    }

    private static void readWords(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode extended = Fields.object(node, "extended_tweet", path);
        String full = Fields.text(extended, "full_text", path + "extended_tweet.");
        JsonNode words = node;
        String wordsPath = path;
        if (full != null) {
            words = extended;
            wordsPath = path + "extended_tweet.";
        } else {
            full = Fields.text(node, "full_text", path);
        }
        if (full != null) {
            post.say(displayed(full, words, true));
        } else {
            String text = Fields.required(Fields.text(node, "text", path), "text", path);
            post.say(displayed(text, node, false));
            if (node.path("truncated").asBoolean(false) && !node.has("retweeted_status")) {
                post.notes.add("cut-by-platform");
            }
        }
        post.language(Fields.text(node, "lang", path));
        readEntities(words, post, wordsPath);
    }

    /**
     * Without the handles a reply begins with and the links to its own media. The range counts code points of the text
     * as it is sent, escapes included; beside a cut text its end belongs to another text and is not used.
     */
    private static String displayed(String text, JsonNode node, boolean whole) {
        JsonNode range = node.get("display_text_range");
        if (range == null
                || !range.isArray()
                || range.size() != 2
                || !range.get(0).canConvertToInt()
                || !range.get(1).canConvertToInt()) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        int from = Math.max(0, Math.min(range.get(0).intValue(), length));
        int to = whole ? Math.max(from, Math.min(range.get(1).intValue(), length)) : length;
        if (from == 0 && to == length) {
            return text;
        }
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    private static void readEntities(JsonNode words, PostDraft post, String path) throws Refusal {
        JsonNode entities = Fields.object(words, "entities", path);
        String inner = path + "entities.";
        for (JsonNode url : Fields.items(entities, "urls", inner)) {
            String unwound =
                    Fields.text(Fields.object(url, "unwound", inner + "urls."), "url", inner + "urls.unwound.");
            String expanded = Fields.text(url, "expanded_url", inner + "urls.");
            String plain = Fields.text(url, "url", inner + "urls.");
            post.link(unwound != null ? unwound : expanded != null ? expanded : plain);
        }
        for (JsonNode tag : Fields.items(entities, "hashtags", inner)) {
            post.hashtag(Fields.text(tag, "text", inner + "hashtags."));
        }
        for (JsonNode tag : Fields.items(entities, "symbols", inner)) {
            post.cashtag(Fields.text(tag, "text", inner + "symbols."));
        }
        for (JsonNode user : Fields.items(entities, "user_mentions", inner)) {
            post.handle(Fields.text(user, "screen_name", inner + "user_mentions."));
        }
        // entities.media holds only the first of several.
        JsonNode extended = Fields.object(words, "extended_entities", path);
        boolean all = extended != null && extended.path("media").isArray();
        JsonNode holder = all ? extended : entities;
        String mediaPath = all ? path + "extended_entities." : inner;
        for (JsonNode media : Fields.items(holder, "media", mediaPath)) {
            String type = Fields.text(media, "type", mediaPath + "media.");
            String secure = Fields.text(media, "media_url_https", mediaPath + "media.");
            post.media(
                    mediaType(type),
                    secure != null ? secure : Fields.text(media, "media_url", mediaPath + "media."),
                    Fields.text(media, "ext_alt_text", mediaPath + "media."));
        }
    }

    static String mediaType(String type) {
        return "animated_gif".equals(type) ? "animation" : type;
    }

    private static void readPlace(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode place = Fields.object(node, "place", path);
        JsonNode point = node.path("coordinates").path("coordinates");
        // coordinates is longitude first, the older geo is latitude first.
        int latitudeAt = 1;
        if (!point.isArray()) {
            point = node.path("geo").path("coordinates");
            latitudeAt = 0;
        }
        String name = Fields.text(place, "full_name", path + "place.");
        post.place(
                name != null ? name : Fields.text(place, "name", path + "place."),
                Fields.text(place, "country_code", path + "place."),
                degrees(point, latitudeAt, post),
                degrees(point, 1 - latitudeAt, post));
    }

    static Double degrees(JsonNode point, int index, PostDraft post) {
        if (!point.isArray()) {
            return null;
        }
        JsonNode value = point.get(index);
        if (value == null || !value.isNumber()) {
            post.notes.add("coordinates-dropped");
            return null;
        }
        return value.doubleValue();
    }

    static List<String> countries(Iterable<JsonNode> codes) {
        List<String> countries = new ArrayList<>();
        for (JsonNode code : codes) {
            if (code.isTextual() && countries.size() < 300 && code.textValue().length() <= 8) {
                countries.add(CleanText.of(code.textValue(), 8, null));
            }
        }
        return countries;
    }

    private static Author author(JsonNode user, PostDraft post, String path) throws Refusal {
        if (user == null) {
            return null;
        }
        String id = Fields.id(user, "id_str", "id", path);
        String handle = Fields.text(user, "screen_name", path);
        if (id == null && handle == null) {
            throw new Refusal(Reason.MISSING_FIELD, path + "id_str", "the field is missing");
        }
        String since = Fields.text(user, "created_at", path);
        return new Author(
                // The oldest payloads name the author but give no id.
                id == null
                        ? XDecoder.PLATFORM + ":@" + CleanText.of(handle, CleanText.NAME_LIMIT, post.notes)
                        : mentionId(id),
                post.name(handle),
                post.name(Fields.text(user, "name", path)),
                Fields.count(user, "followers_count", path),
                Fields.flag(user, "verified", path),
                null,
                since(since));
    }

    /** When an account was made, as far as it can be read and can be true. */
    static Instant since(String written) {
        long time = written == null ? XTime.UNREADABLE : XTime.read(written);
        return time < XTime.EARLIEST_MILLIS ? null : Instant.ofEpochMilli(time);
    }

    private static Counters counters(JsonNode node, String path) throws Refusal {
        Long likes = Fields.count(node, "favorite_count", path);
        Long reposts = Fields.count(node, "retweet_count", path);
        Long replies = Fields.count(node, "reply_count", path);
        Long quotes = Fields.count(node, "quote_count", path);
        return likes == null && reposts == null && replies == null && quotes == null
                ? null
                : new Counters(likes, reposts, replies, quotes, null, null, null, null);
    }

    static String mentionId(String nativeId) {
        return XDecoder.PLATFORM + ":" + nativeId;
    }

    static String permalink(Author author, String id) {
        String handle = author == null ? null : author.getHandle();
        return handle == null || !isHandle(handle)
                ? "https://x.com/i/web/status/" + id
                : "https://x.com/" + handle + "/status/" + id;
    }

    private static boolean isHandle(String handle) {
        for (int i = 0; i < handle.length(); i++) {
            char c = handle.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
                return false;
            }
        }
        return !handle.isEmpty();
    }
}
