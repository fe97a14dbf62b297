package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Posts as X's API v2 gives them. What a post refers to is joined from what is included. Made for one record.
 *
 * <p>An edited post is new under a new id; all its ids are one mention, named by the first.
 */
final class XPosts {

    private final FeedItems items;
    private final XIncludes includes;
    private final Set<String> seen = new HashSet<>();

    /** Originals by id, read for the words of their reposts before it is their own turn. */
    private final Map<String, PostDraft> originals = new HashMap<>();

    XPosts(FeedItems items, XIncludes includes) {
        this.items = items;
        this.includes = includes;
    }

    static boolean isPost(JsonNode node) {
        return node.has("id") && node.has("text") && !node.has("user") && !node.has("id_str");
    }

    void readAlone(JsonNode node, String part) {
        read(node, part, false);
        // Collectors' flattened forms put the post referred to inside the reference.
        int position = 0;
        for (JsonNode reference : node.path("referenced_tweets")) {
            String inner = (part.isEmpty() ? "" : part + ".") + "referenced_tweets[" + position++ + "]";
            if (isPost(reference)) {
                read(reference, inner, true);
            }
        }
    }

    /** @param embedded whether it is only included */
    void read(JsonNode node, String part, boolean embedded) {
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
            PostDraft original = originals.get(id);
            PostDraft post = original != null ? original : draft(node, id, path, true);
            post.embedded = embedded;
            items.post(post);
        } catch (Refusal refusal) {
            items.fault(refusal, part);
        }
    }

    private PostDraft draft(JsonNode node, String id, String path, boolean follow) throws Refusal {
        PostDraft post = items.draft();
        String written = Fields.text(node, "created_at", path);
        post.createdAt =
                written == null ? XClassicPosts.createdFromId(id, post, path) : XClassicPosts.time(written, path);
        post.checkTimes(path + "created_at", XTime.EARLIEST_MILLIS);
        readHistory(node, id, post, path);
        post.author = includes.author(node, post, path);
        post.permalink = XClassicPosts.permalink(post.author, id);
        String root = Fields.id(node, "conversation_id", path);
        post.threadRoot = root == null ? null : includes.mentionOf(root, node);

        readWords(node, post, path);
        includes.readPlace(node, post, path);
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
            post.version = Math.min(post.createdAt, post.observedAt);
            post.outdated = true;
        }
        if (!id.equals(first)) {
            post.edited = true;
            JsonNode firstPost = includes.post(first);
            String written = firstPost == null ? null : Fields.text(firstPost, "created_at", path);
            long hidden = XTime.ofId(first);
            if (written != null && XTime.read(written) != XTime.UNREADABLE) {
                post.createdAt = XTime.read(written);
            } else if (hidden != XTime.UNREADABLE) {
                post.createdAt = hidden;
            }
        }
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
        includes.readMedia(Fields.object(node, "attachments", path), post, path + "attachments.");
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

    private void readReferences(JsonNode node, PostDraft post, String path, boolean follow) throws Refusal {
        String inner = path + "referenced_tweets.";
        for (JsonNode reference : Fields.items(node, "referenced_tweets", path)) {
            String type = Fields.text(reference, "type", inner);
            String id = Fields.id(reference, "id", inner);
            if (id == null || type == null) {
                continue;
            }
            switch (type) {
                case "retweeted" -> {
                    post.kind = MentionKind.REPOST;
                    post.repostOf = includes.mentionOf(id, node);
                    if (follow) {
                        takeWords(isPost(reference) ? reference : includes.post(id), id, post);
                    }
                }
                case "quoted" -> post.quoteOf = includes.mentionOf(id, node);
                case "replied_to" -> post.replyTo = includes.mentionOf(id, node);
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
                PostDraft read = originals.get(id);
                if (read == null) {
                    read = draft(original, id, "", false);
                    if (read.kind != MentionKind.REPOST) {
                        originals.put(id, read);
                    }
                }
                post.sayWhat(read);
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
}
