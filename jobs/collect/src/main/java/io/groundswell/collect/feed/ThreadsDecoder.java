package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import java.util.List;

/**
 * Threads: posts, replies, profiles and insights of its API, and its webhooks ({@code replies}, {@code mentions},
 * {@code publish}, {@code delete}), which have a form of their own.
 */
final class ThreadsDecoder extends GraphDecoder {

    static final String PLATFORM = "threads";

    private static final List<String> OF_POSTS =
            List.of("text", "media_type", "permalink", "shortcode", "timestamp", "is_reply", "is_quote_post");

    ThreadsDecoder() {
        super(PLATFORM);
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        if (!payload.has("values") || !payload.has("target_id")) {
            super.readObject(payload, part, items);
            return;
        }
        String path = path(part);
        Notice notice = new Notice(Fields.key(payload, "target_id", path), time(payload, "time", path));
        JsonNode values = Fields.of(payload, "values");
        if (values != null && values.isArray()) {
            items.each(
                    values,
                    path + "values",
                    (change, changePart) ->
                            readChange(Fields.object(change, changePart), notice, path(changePart), items));
        } else {
            readChange(
                    Fields.required(Fields.object(payload, "values", path), "values", path),
                    notice,
                    path + "values.",
                    items);
        }
    }

    @Override
    boolean isFollowed(String field) {
        return switch (field) {
            case "replies", "mentions", "publish", "delete" -> true;
            default -> false;
        };
    }

    @Override
    void readChange(String field, JsonNode value, Notice notice, String path, FeedItems items) throws Refusal {
        if (field.equals("delete")) {
            String id = Fields.required(Fields.key(value, "id", path), "id", path);
            Long created = time(value, "timestamp", path);
            items.deletion(mentionId(id), created == null || created > items.observedAt ? null : created);
        } else {
            readPost(value, notice, field.equals("publish") ? null : notice.account(), path, items);
        }
    }

    @Override
    void readNode(JsonNode node, String part, FeedItems items) throws Refusal {
        String path = path(part);
        List<JsonNode> insights = insightsOf(node, "insights", path);
        if (!insights.isEmpty()) {
            readInsights(insights, path + "insights.data.", items);
        }
        if (OF_POSTS.stream().anyMatch(node::hasNonNull)) {
            readPost(node, new Notice(null, null), null, path, items);
        } else if (node.hasNonNull("follower_count") || node.hasNonNull("followers_count")) {
            readProfile(node, path, items);
        } else if (node.hasNonNull("username")) {
            items.control("profile");
        } else if (!node.hasNonNull("id")) {
            throw unknown("an object that is no node known of Threads");
        } else if (insights.isEmpty()) {
            items.control("fragment");
        }
    }

    private void readPost(JsonNode node, Notice notice, String named, String path, FeedItems items) throws Refusal {
        PostDraft post = draft(node, notice, named, path, items);
        PostDraft original = null;
        for (String name : List.of("reposted_post", "quoted_post")) {
            JsonNode inner = node.path(name);
            if (inner.hasNonNull("text") || inner.hasNonNull("timestamp")) {
                try {
                    original = draft(inner, new Notice(null, null), null, path + name + ".", items);
                    original.embedded = true;
                } catch (Refusal refusal) {
                    items.fault(refusal, path + name);
                }
            }
        }
        if (post.kind == MentionKind.REPOST) {
            if (original == null) {
                post.notes.add("text-not-given");
            } else {
                post.sayWhat(original);
            }
        }
        items.post(post);
        if (original != null) {
            items.post(original);
        }
    }

    private PostDraft draft(JsonNode node, Notice notice, String named, String path, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        post.id = mentionId(Fields.required(Fields.key(node, "id", path), "id", path));
        date(post, time(node, "timestamp", path), null, notice.told(), path + "timestamp");
        String owner = Fields.key(Fields.object(node, "owner", path), "id", path + "owner.");
        String handle = Fields.text(node, "username", path);
        post.author = author(post, owner, handle, null, null);
        if (post.author != null) {
            post.author.setVerified(Fields.flag(node, "is_verified", path));
        }
        readWords(node, post, path);
        readReferences(node, post, path);
        readChannel(node, named, post, path);
        readPlace(node, post, path);
        post.permalink(Fields.text(node, "permalink", path));
        String hidden = Fields.text(node, "hide_status", path);
        if (hidden != null && !hidden.equals("NOT_HUSHED") && !hidden.equals("UNHUSHED")) {
            post.notes.add("hidden");
        }
        return post;
    }

    private static void readWords(JsonNode node, PostDraft post, String path) throws Refusal {
        String text = Fields.text(node, "text", path);
        JsonNode more = Fields.object(node, "text_attachment", path);
        String rest = Fields.text(more, "plaintext", path + "text_attachment.");
        if (rest != null) {
            text = text == null ? rest : text + "\n\n" + rest;
        }
        if (text != null) {
            post.sayPlain(text);
            post.tagsAndHandlesInText();
            post.linksInText();
        }
        post.link(Fields.text(node, "link_attachment_url", path));
        post.hashtag(Fields.text(node, "topic_tag", path));
        GraphMedia.read(node, post, path);
    }

    private void readReferences(JsonNode node, PostDraft post, String path) throws Refusal {
        String reposted = referred(node, "reposted_post", path);
        String quoted = referred(node, "quoted_post", path);
        String answered = referred(node, "replied_to", path);
        post.threadRoot = referred(node, "root_post", path);
        if (reposted != null) {
            post.kind = MentionKind.REPOST;
            post.repostOf = reposted;
            return;
        }
        post.quoteOf = quoted;
        post.replyTo = answered;
        if (answered != null || Boolean.TRUE.equals(Fields.flag(node, "is_reply", path))) {
            post.kind = MentionKind.REPLY;
        } else if (quoted != null || Boolean.TRUE.equals(Fields.flag(node, "is_quote_post", path))) {
            post.kind = MentionKind.QUOTE;
        }
    }

    private String referred(JsonNode node, String name, String path) throws Refusal {
        return mentionId(Fields.key(Fields.object(node, name, path), "id", path + name + "."));
    }

    /** A webhook about a reply says whose thread it is in; one about a mention goes to the account that was named. */
    private void readChannel(JsonNode node, String named, PostDraft post, String path) throws Refusal {
        JsonNode root = Fields.object(node, "root_post", path);
        String owner = Fields.key(root, "owner_id", path + "root_post.");
        String handle = Fields.text(root, "username", path + "root_post.");
        String host = owner != null ? owner : named;
        Author author = post.author;
        boolean own = author != null
                && host != null
                && (author.getId().equals(mentionId(host))
                        || owner != null && handle != null && handle.equals(author.getHandle()));
        if (host != null && !own) {
            post.channel(mentionId(host), owner == null ? null : handle);
        }
    }

    private static void readPlace(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode place = Fields.object(node, "location", path);
        if (place != null) {
            post.place(
                    Fields.text(place, "name", path + "location."),
                    country(Fields.text(place, "country", path + "location.")),
                    Fields.decimal(place, "latitude", path + "location."),
                    Fields.decimal(place, "longitude", path + "location."));
        }
    }

    private void readProfile(JsonNode node, String path, FeedItems items) throws Refusal {
        String id = Fields.key(node, "id", path);
        String handle = Fields.text(node, "username", path);
        Audience audience = items.audienceOf(mentionId(Fields.required(id != null ? id : handle, "id", path)));
        audience.setHandle(handle);
        audience.setName(Fields.text(node, "name", path));
        Long followers = Fields.count(node, "follower_count", path);
        audience.setFollowers(followers != null ? followers : Fields.count(node, "followers_count", path));
        audience.setLikes(Fields.count(node, "likes_count", path));
        audience.setViews(Fields.count(node, "views_count", path));
        items.add(audience);
    }

    @Override
    void readInsights(List<JsonNode> insights, String path, FeedItems items) throws Refusal {
        for (GraphInsights.Moment moment : GraphInsights.read(insights, null, path)) {
            if (moment.ever() ? !readCounters(moment, items) : !readAudience(moment, items)) {
                items.control("insights");
            }
        }
    }

    private boolean readCounters(GraphInsights.Moment moment, FeedItems items) {
        Counters counters = new Counters(
                moment.first("likes"),
                moment.first("reposts"),
                moment.first("replies"),
                moment.first("quotes"),
                null,
                moment.first("views"),
                moment.first("clicks"),
                null);
        boolean known = !counters.equals(new Counters());
        if (known) {
            items.snapshot(mentionId(moment.node()), counters);
        }
        return known;
    }

    private boolean readAudience(GraphInsights.Moment moment, FeedItems items) {
        Long followers = moment.first("followers_count");
        Long views = moment.first("views");
        Long likes = moment.first("likes");
        if (followers == null && views == null && likes == null) {
            return false;
        }
        Audience audience = items.audienceOf(mentionId(moment.node()));
        moment.date(audience);
        audience.setFollowers(followers);
        audience.setViews(views);
        audience.setLikes(likes);
        items.add(audience);
        return true;
    }
}
