package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import java.util.List;

/**
 * Instagram: webhooks of a business account ({@code comments}, {@code live_comments}, {@code mentions},
 * {@code story_insights}), and what its Graph API and the former Basic Display API answer.
 *
 * <p>A mention webhook only says where the account was named. It becomes a mention without text, with the note
 * {@code text-not-given}, which the answer to a lookup of the same id fills.
 */
final class InstagramDecoder extends GraphDecoder {

    static final String PLATFORM = "instagram";

    /** Members that only media have. */
    private static final List<String> OF_MEDIA =
            List.of("caption", "media_type", "media_product_type", "permalink", "shortcode", "timestamp");

    private static final List<String> OF_USERS =
            List.of("username", "followers_count", "followed_by_count", "media_count", "biography", "account_type");

    /**
     * Where something was found.
     *
     * @param author native id of who posted it; null when it says so itself
     * @param handle the author's user name
     * @param followers the author's
     * @param account native id of the account that was named or tagged; null when there is none
     */
    private record Found(String author, String handle, Long followers, String account) {

        private static final Found ALONE = new Found(null, null, null, null);
    }

    InstagramDecoder() {
        super(PLATFORM);
    }

    @Override
    boolean isFollowed(String field) {
        return switch (field) {
            case "comments", "live_comments", "mentions", "story_insights" -> true;
            default -> false;
        };
    }

    @Override
    void readChange(String field, JsonNode value, Notice notice, String path, FeedItems items) throws Refusal {
        switch (field) {
            case "mentions" -> readStub(value, notice, path, items);
            case "story_insights" -> readStoryInsights(value, path, items);
            default -> readNotedComment(value, notice, path, items);
        }
    }

    private void readNotedComment(JsonNode value, Notice notice, String path, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        post.id = mentionId(Fields.required(Fields.key(value, "id", path), "id", path));
        post.kind = MentionKind.REPLY;
        date(post, time(value, "timestamp", path), null, notice.told(), path + "timestamp");
        readChannel(named(notice.account()), readCommentator(value, post, path), post);
        say(post, Fields.text(value, "text", path));
        JsonNode media = Fields.object(value, "media", path);
        readParents(value, Fields.key(media, "id", path + "media."), post, path);
        items.post(post);
    }

    private void readStub(JsonNode value, Notice notice, String path, FeedItems items) throws Refusal {
        String media = Fields.key(value, "media_id", path);
        String comment = Fields.key(value, "comment_id", path);
        PostDraft post = items.draft();
        post.id = mentionId(Fields.required(comment != null ? comment : media, "media_id", path));
        date(post, null, null, notice.told(), path + "time");
        if (comment != null) {
            post.kind = MentionKind.REPLY;
            post.replyTo = mentionId(media);
            post.threadRoot = mentionId(media);
        }
        if (notice.account() != null) {
            post.channel(mentionId(notice.account()), null);
        }
        post.notes.add("text-not-given");
        items.post(post);
    }

    /** Of a story few people saw, Instagram gives -1, which is unknown. */
    private void readStoryInsights(JsonNode value, String path, FeedItems items) throws Refusal {
        String media = Fields.required(Fields.key(value, "media_id", path), "media_id", path);
        Counters counters = new Counters();
        counters.setReposts(known(value, "shares", path));
        counters.setReplies(known(value, "replies", path));
        Long views = known(value, "views", path);
        counters.setViews(views != null ? views : known(value, "impressions", path));
        items.snapshot(mentionId(media), counters);
    }

    private static Long known(JsonNode value, String name, String path) throws Refusal {
        Long number = Fields.number(value, name, path);
        return number == null || number < 0 ? null : number;
    }

    @Override
    void readNode(JsonNode node, String part, FeedItems items) throws Refusal {
        String path = path(part);
        String id = Fields.key(node, "id", path);
        List<JsonNode> insights = insightsOf(node, "insights", path);
        if (!insights.isEmpty()) {
            readInsights(insights, path + "insights.data.", items);
        }
        if (node.path("business_discovery").isObject()) {
            readUser(node.get("business_discovery"), path + "business_discovery.", items);
        } else if (node.path("mentioned_media").isObject()) {
            readMedia(node.get("mentioned_media"), path + "mentioned_media.", named(id), items);
        } else if (node.path("mentioned_comment").isObject()) {
            readComment(node.get("mentioned_comment"), path + "mentioned_comment.", null, named(id), items);
        } else if (isComment(node)) {
            readComment(node, path, null, Found.ALONE, items);
        } else if (OF_MEDIA.stream().anyMatch(node::hasNonNull)) {
            readMedia(node, path, Found.ALONE, items);
        } else if (isUser(node)) {
            readUser(node, path, items);
        } else if (node.has("audio_id")) {
            items.control("audio");
        } else if (id == null) {
            throw unknown("an object that is no node known of Instagram");
        } else if (insights.isEmpty()) {
            items.control(node.has("name") ? "hashtag" : "fragment");
        }
    }

    private static Found named(String account) {
        return new Found(null, null, null, account);
    }

    private static boolean isComment(JsonNode node) {
        return node.hasNonNull("text") || node.has("hidden") || node.has("parent_id") && !node.has("media_type");
    }

    private static boolean isUser(JsonNode node) {
        return OF_USERS.stream().anyMatch(node::hasNonNull)
                || node.path("media").path("data").isArray()
                || node.path("stories").path("data").isArray()
                || node.path("tags").path("data").isArray();
    }

    private void readUser(JsonNode node, String path, FeedItems items) throws Refusal {
        String id = Fields.key(node, "id", path);
        String handle = Fields.text(node, "username", path);
        Long followers = Fields.count(node, "followers_count", path);
        if (followers == null) {
            followers = Fields.count(node, "followed_by_count", path);
        }
        Long following = Fields.count(node, "follows_count", path);
        Long posts = Fields.count(node, "media_count", path);
        if (followers == null && following == null && posts == null) {
            items.control("profile");
        } else {
            Audience audience = items.audienceOf(mentionId(Fields.required(id != null ? id : handle, "id", path)));
            audience.setHandle(handle);
            audience.setName(Fields.text(node, "name", path));
            audience.setFollowers(followers);
            audience.setFollowing(following != null ? following : Fields.count(node, "follow_count", path));
            audience.setPosts(posts);
            items.add(audience);
        }
        Found own = new Found(id, handle, followers, null);
        for (String edge : List.of("media", "stories", "live_media")) {
            nested(node, edge, path, items, (item, part) -> readMedia(item, path(part), own, items));
        }
        nested(node, "tags", path, items, (item, part) -> readMedia(item, path(part), named(id), items));
    }

    private void readMedia(JsonNode node, String path, Found found, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        Counters counters = counters(node, "comments_count", path);
        String owner = Fields.key(Fields.object(node, "owner", path), "id", path + "owner.");
        owner = owner != null ? owner : found.author();
        String handle = Fields.text(node, "username", path);
        handle = handle != null ? handle : found.handle();
        boolean counted = counters != null
                && !node.hasNonNull("caption")
                && !node.hasNonNull("timestamp")
                && !node.hasNonNull("permalink");
        if (counted) {
            items.snapshot(mentionId(id), counters);
        } else {
            PostDraft post = items.draft();
            post.id = mentionId(id);
            post.permalink(Fields.text(node, "permalink", path));
            dateMedia(node, post, path);
            post.author = author(post, owner, handle, null, found.followers());
            readChannel(found, owner != null ? owner : handle, post);
            say(post, Fields.text(node, "caption", path));
            GraphMedia.read(node, post, path);
            post.counters = counters;
            items.post(post);
        }
        Found under = named(owner != null ? owner : handle);
        nested(node, "comments", path, items, (comment, part) -> readComment(comment, path(part), id, under, items));
    }

    /** Media found by a hashtag come without a time. It is hidden in the address, but for a few seconds. */
    private static void dateMedia(JsonNode node, PostDraft post, String path) throws Refusal {
        Long created = time(node, "timestamp", path);
        if (created == null) {
            Long hidden = post.permalink == null ? null : InstagramTime.ofAddress(post.permalink);
            if (hidden != null && hidden <= post.observedAt) {
                created = hidden;
                post.notes.add("created-from-id");
            }
        }
        date(post, created, null, null, path + "timestamp");
    }

    private void readComment(JsonNode node, String path, String under, Found found, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        String said = Fields.key(Fields.object(node, "media", path), "id", path + "media.");
        String media = said != null ? said : under;
        PostDraft post = items.draft();
        post.id = mentionId(id);
        post.kind = MentionKind.REPLY;
        date(post, time(node, "timestamp", path), null, null, path + "timestamp");
        readChannel(found, readCommentator(node, post, path), post);
        say(post, Fields.text(node, "text", path));
        post.counters = counters(node, "replies_count", path);
        if (Boolean.TRUE.equals(Fields.flag(node, "hidden", path))) {
            post.notes.add("hidden");
        }
        readParents(node, media, post, path);
        items.post(post);
        nested(node, "replies", path, items, (reply, part) -> readReply(reply, path(part), id, media, found, items));
    }

    /** A reply under its comment need not say whose reply it is. */
    private void readReply(JsonNode node, String path, String comment, String media, Found found, FeedItems items)
            throws Refusal {
        PostDraft post = items.draft();
        post.id = mentionId(Fields.required(Fields.key(node, "id", path), "id", path));
        post.kind = MentionKind.REPLY;
        date(post, time(node, "timestamp", path), null, null, path + "timestamp");
        readChannel(found, readCommentator(node, post, path), post);
        say(post, Fields.text(node, "text", path));
        post.counters = counters(node, "replies_count", path);
        post.replyTo = mentionId(comment);
        post.threadRoot = mentionId(media);
        items.post(post);
    }

    /** Whose post it is under, or who was named in it, unless that is who wrote it. */
    private void readChannel(Found found, String author, PostDraft post) {
        if (found.account() != null && !found.account().equals(author)) {
            post.channel(mentionId(found.account()), null);
        }
    }

    /** @return the author's native id, else user name, else null */
    private String readCommentator(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode from = Fields.object(node, "from", path);
        String id = Fields.key(from, "id", path + "from.");
        if (id == null) {
            id = Fields.key(Fields.object(node, "user", path), "id", path + "user.");
        }
        String handle = Fields.text(from, "username", path + "from.");
        handle = handle != null ? handle : Fields.text(node, "username", path);
        post.author = author(post, id, handle, null, null);
        return id != null ? id : handle;
    }

    private void readParents(JsonNode node, String media, PostDraft post, String path) throws Refusal {
        String parent = Fields.key(node, "parent_id", path);
        post.replyTo = mentionId(parent != null ? parent : media);
        post.threadRoot = mentionId(media);
    }

    /** Instagram has tags and handles in the text alone, and no links. */
    private static void say(PostDraft post, String text) {
        if (text != null) {
            post.sayPlain(text);
            post.tagsAndHandlesInText();
            post.linksInText();
        }
    }

    /** Likes are absent where the author hides them. */
    private static Counters counters(JsonNode node, String replies, String path) throws Refusal {
        Counters counters = new Counters();
        counters.setLikes(Fields.count(node, "like_count", path));
        counters.setReplies(Fields.count(node, replies, path));
        counters.setViews(Fields.count(node, "view_count", path));
        return counters.equals(new Counters()) ? null : counters;
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
                moment.first("shares"),
                moment.first("comments", "replies"),
                null,
                moment.first("saved"),
                moment.first("views", "impressions", "plays", "video_views"),
                null,
                null);
        boolean known = !counters.equals(new Counters());
        if (known) {
            items.snapshot(mentionId(moment.node()), counters);
        }
        return known;
    }

    private boolean readAudience(GraphInsights.Moment moment, FeedItems items) {
        Long gained = moment.first("follower_count");
        Long views = moment.first("views", "impressions");
        Long visits = moment.first("profile_views");
        if (gained == null && views == null && visits == null) {
            return false;
        }
        Audience audience = items.audienceOf(mentionId(moment.node()));
        moment.date(audience);
        audience.setGained(gained);
        audience.setViews(views);
        audience.setVisits(visits);
        items.add(audience);
        return true;
    }
}
