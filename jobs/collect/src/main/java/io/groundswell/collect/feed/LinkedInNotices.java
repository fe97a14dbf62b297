package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.collect.feed.LinkedInDecoder.Urn;
import io.groundswell.topics.Author;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.MentionKind;
import java.time.Instant;

/** What LinkedIn tells the owner of an organisation's page: who commented, shared, named or liked what. */
final class LinkedInNotices {

    static void read(JsonNode notice, String path, FeedItems items) throws Refusal {
        String action = Fields.required(Fields.text(notice, "action", path), "action", path);
        JsonNode made = Fields.object(notice, "decoratedGeneratedActivity", path);
        String madePath = path + "decoratedGeneratedActivity.";
        switch (action) {
            case "COMMENT", "ADMIN_COMMENT", "COMMENT_EDIT" ->
                readComment(
                        notice, Fields.object(made, "comment", madePath), madePath + "comment.", path, action, items);
            case "COMMENT_DELETE" -> {
                String urn = Fields.required(Fields.key(notice, "generatedActivity", path), "generatedActivity", path);
                items.deletion(Urn.mention(urn), Urn.created(urn, items.observedAt));
            }
            case "SHARE", "SHARE_MENTION" -> {
                JsonNode share = Fields.object(made, "share", madePath);
                if (share != null) {
                    readShare(notice, share, madePath + "share.", path, action, items);
                } else if (action.equals("SHARE")) {
                    engaged(items, EngagementAction.REPOST, generated(notice, path), source(notice, path), null);
                } else {
                    readNamed(notice, path, items);
                }
            }
            case "LIKE" -> engaged(items, EngagementAction.LIKE, generated(notice, path), source(notice, path), null);
            default -> items.control("notice");
        }
    }

    private static void readComment(
            JsonNode notice, JsonNode comment, String commentPath, String path, String action, FeedItems items)
            throws Refusal {
        if (action.equals("COMMENT_EDIT") && !(comment != null && comment.has("text"))) {
            // Without the new words, the old ones are the best there is.
            items.control("edit-without-text");
            return;
        }
        PostDraft post = items.draft();
        String urn = Fields.key(comment, "entity", commentPath);
        if (urn == null) {
            urn = Fields.required(Fields.key(notice, "generatedActivity", path), "generatedActivity", path);
        }
        post.kind = MentionKind.REPLY;
        post.id = Urn.mention(urn);
        post.edited = action.equals("COMMENT_EDIT");
        readTimes(notice, urn, post, path);
        post.author = author(comment, post, commentPath);
        post.threadRoot = Urn.author(source(notice, path));
        post.replyTo = post.threadRoot;
        String page = Fields.key(notice, "organizationalEntity", path);
        if (page != null) {
            post.channel(Urn.author(page), null);
        }
        say(comment, post, commentPath);
        items.post(post);
    }

    private static void readShare(
            JsonNode notice, JsonNode share, String sharePath, String path, String action, FeedItems items)
            throws Refusal {
        PostDraft post = items.draft();
        String urn = Fields.required(Fields.key(share, "entity", sharePath), "entity", sharePath);
        post.id = Urn.mention(urn);
        readTimes(notice, urn, post, path);
        post.author = author(share, post, sharePath);
        post.permalink = LinkedInPosts.permalink(urn);
        say(share, post, sharePath);
        if (action.equals("SHARE")) {
            String shared = Urn.author(source(notice, path));
            post.kind = post.text.isEmpty() ? MentionKind.REPOST : MentionKind.QUOTE;
            if (post.kind == MentionKind.REPOST) {
                post.repostOf = shared;
            } else {
                post.quoteOf = shared;
            }
        } else {
            post.handle(Fields.key(notice, "organizationalEntity", path));
        }
        items.post(post);
    }

    /** Somebody named the page in a post; the post stands in the notice as the source. */
    private static void readNamed(JsonNode notice, String path, FeedItems items) throws Refusal {
        JsonNode source = Fields.object(notice, "decoratedSourcePost", path);
        String sourcePath = path + "decoratedSourcePost.";
        PostDraft post = items.draft();
        String urn = Fields.required(source(notice, path), "sourcePost", path);
        post.id = Urn.mention(urn);
        readTimes(notice, urn, post, path);
        post.author = author(source, post, sourcePath);
        post.permalink = LinkedInPosts.permalink(urn);
        say(source, post, sourcePath);
        post.handle(Fields.key(notice, "organizationalEntity", path));
        items.post(post);
    }

    /** The number in the URN tells the creation, the notice the latest change. */
    private static void readTimes(JsonNode notice, String urn, PostDraft post, String path) throws Refusal {
        Long changed = Fields.millis(notice, "lastModifiedAt", path);
        Long created = Urn.created(urn, post.observedAt);
        if (created != null) {
            post.createdAt = created;
            post.notes.add("created-from-id");
        } else if (changed != null) {
            post.createdAt = changed;
        } else {
            post.createdWhenSeen();
        }
        post.checkTimes(path + "lastModifiedAt");
        if (changed != null) {
            post.version = Math.min(changed, post.observedAt);
        }
    }

    private static void say(JsonNode node, PostDraft post, String path) throws Refusal {
        String text = Fields.text(node, "text", path);
        if (text == null) {
            // A stub, kept: that somebody wrote is known, what is not.
            post.notes.add("text-not-given");
        } else {
            post.sayPlain(text);
            post.tagsInText();
        }
    }

    private static Author author(JsonNode node, PostDraft post, String path) throws Refusal {
        return LinkedInPosts.author(node, "owner", post, path);
    }

    private static String generated(JsonNode notice, String path) throws Refusal {
        String urn = Fields.key(notice, "generatedActivity", path);
        if (urn == null) {
            String number = Fields.key(notice, "notificationId", path);
            urn = number == null ? null : "notice:" + number;
        }
        return Fields.required(urn, "generatedActivity", path);
    }

    private static String source(JsonNode notice, String path) throws Refusal {
        JsonNode source = Fields.object(notice, "decoratedSourcePost", path);
        String urn = Fields.key(source, "entity", path + "decoratedSourcePost.");
        return urn != null ? urn : Fields.key(notice, "sourcePost", path);
    }

    /** @param by URN of who did it, or null */
    static void engaged(FeedItems items, EngagementAction action, String urn, String subject, String by) {
        Engagement engagement = new Engagement();
        engagement.setId(Urn.mention(urn));
        engagement.setPlatform(items.platform);
        engagement.setAction(action);
        engagement.setSubject(subject == null ? null : Urn.mention(subject));
        engagement.setBy(Urn.author(by));
        engagement.setRemoved(false);
        engagement.setObservedAt(Instant.ofEpochMilli(items.observedAt));
        items.add(new Decoded.Engagement(engagement));
    }

    private LinkedInNotices() {}
}
