package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.TakedownAction;
import java.util.List;

/**
 * Facebook: webhooks of a Page ({@code feed}, {@code mention}, {@code ratings}), and what the Graph API answers, all
 * versions of which are told apart by shape alone.
 *
 * <p>A webhook's version is the time it tells of, a node's its last update. Any reaction is a like. Hiding a post is no
 * edit of it, as a notice of that often carries neither its text nor its time: it is a takedown that may be reversed.
 */
final class FacebookDecoder extends GraphDecoder {

    static final String PLATFORM = "facebook";

    FacebookDecoder() {
        super(PLATFORM);
    }

    @Override
    boolean isFollowed(String field) {
        return field.equals("feed") || field.equals("mention") || field.equals("ratings");
    }

    @Override
    void readChange(String field, JsonNode value, Notice notice, String path, FeedItems items) throws Refusal {
        String item = Fields.text(value, "item", path);
        String verb = Fields.required(Fields.text(value, "verb", path), "verb", path);
        boolean like = "like".equals(item) || "reaction".equals(item);
        String id = subject(field, value, path);
        if (like && id == null && "like".equals(item)) {
            items.control("page-like");
            return;
        }
        switch (verb) {
            case "add", "edit", "edited", "update" -> {
                if (like) {
                    readLike(Fields.required(id, "post_id", path), false, value, path, items);
                } else if (isUnpublished(value)) {
                    items.control("unpublished");
                } else {
                    readPost(field, Fields.required(id, "post_id", path), value, notice, path, items);
                }
            }
            case "remove", "delete" -> {
                if (like) {
                    readLike(Fields.required(id, "post_id", path), true, value, path, items);
                } else {
                    items.deletion(mentionId(Fields.required(id, "post_id", path)), null);
                }
            }
            case "hide", "block" -> takedown(id, TakedownAction.WITHHOLD, false, notice, path, items);
            case "unhide", "unblock" -> takedown(id, TakedownAction.WITHHOLD, true, notice, path, items);
            case "mute" -> takedown(id, TakedownAction.OTHER, false, notice, path, items);
            case "unmute" -> takedown(id, TakedownAction.OTHER, true, notice, path, items);
            default -> items.control("other-change");
        }
    }

    /** The native id a change is about. */
    private static String subject(String field, JsonNode value, String path) throws Refusal {
        if ("rating".equals(value.path("item").textValue())) {
            return Fields.key(value, "open_graph_story_id", path);
        }
        String comment = Fields.key(value, "comment_id", path);
        return comment != null ? comment : post(field, value, path);
    }

    private static String post(String field, JsonNode value, String path) throws Refusal {
        String post = Fields.key(value, "post_id", path);
        if (post != null) {
            return field.equals("ratings") ? reviewOf(post) : post;
        }
        for (String name : List.of("share_id", "video_id", "photo_id", "album_id", "event_id")) {
            String id = Fields.key(value, name, path);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** As a post a review goes by {@code reviewer_story}, as a review by the story alone. */
    private static String reviewOf(String post) {
        return post.substring(post.indexOf('_') + 1);
    }

    private static boolean isUnpublished(JsonNode value) {
        JsonNode published = value.path("published");
        return published.isInt() && published.intValue() == 0 || published.isBoolean() && !published.booleanValue();
    }

    private void readLike(String subject, boolean removed, JsonNode value, String path, FeedItems items)
            throws Refusal {
        // Another reaction instead of the first is no second like.
        boolean changed = Fields.text(value, "verb", path).startsWith("edit");
        items.add(like(
                items,
                subject,
                authorId(value, path),
                changed ? EngagementAction.OTHER : EngagementAction.LIKE,
                removed,
                time(value, "created_time", path)));
    }

    private void takedown(
            String id, TakedownAction action, boolean reversed, Notice notice, String path, FeedItems items)
            throws Refusal {
        String subject = mentionId(Fields.required(id, "post_id", path));
        items.add(items.takedown(subject, false, action, reversed, notice.told()));
    }

    private void readPost(String field, String id, JsonNode value, Notice notice, String path, FeedItems items)
            throws Refusal {
        String item = Fields.text(value, "item", path);
        String verb = Fields.text(value, "verb", path);
        String comment = Fields.key(value, "comment_id", path);
        String root = comment == null ? null : post(field, value, path);
        PostDraft post = items.draft();
        post.id = mentionId(id);
        post.edited = verb.startsWith("edit");
        date(post, time(value, "created_time", path), null, notice.told(), path + "created_time");
        String authorId = authorId(value, path);
        post.author = author(post, authorId, null, authorName(value, path), null);
        if (notice.account() != null && !notice.account().equals(authorId)) {
            post.channel(mentionId(notice.account()), null);
        }
        String text = Fields.text(value, "message", path);
        if (text == null) {
            text = Fields.text(value, "review_text", path);
        }
        FacebookPosts.say(post, text, Fields.text(value, "story", path));
        FacebookPosts.readTags(value, post, path);
        readMedia(item, value, post, path);
        String parent = Fields.key(value, "parent_id", path);
        if (comment != null) {
            post.kind = MentionKind.REPLY;
            boolean toComment = parent != null && !parent.equals(Fields.key(value, "post_id", path));
            post.replyTo = mentionId(toComment ? parent : root);
            post.threadRoot = mentionId(root);
            post.permalink(FacebookPosts.commentLink(Fields.key(value, "post_id", path), comment));
        } else if ("rating".equals(item)) {
            post.kind = MentionKind.REVIEW;
            FacebookPosts.rate(value, post, path);
        } else {
            FacebookPosts.shares(post, parent == null || parent.equals(id) ? null : mentionId(parent));
            post.permalink(FacebookPosts.permalink(Fields.text(value, "permalink_url", path), id));
        }
        items.post(post);
    }

    private static void readMedia(String item, JsonNode value, PostDraft post, String path) throws Refusal {
        for (String photo : Fields.texts(value, "photos", path)) {
            post.media("photo", photo, null);
        }
        String photo = Fields.text(value, "photo", path);
        if (photo != null) {
            post.media("photo", photo, null);
        }
        String video = Fields.text(value, "video", path);
        if (video != null) {
            post.media("video", video, null);
        }
        String link = Fields.text(value, "link", path);
        if (link != null && ("photo".equals(item) || "video".equals(item))) {
            post.media(item, link, null);
        } else {
            FacebookPosts.link(post, link);
        }
    }

    /** Mentions, and people who have not agreed to be known, come without an author. */
    private static String authorId(JsonNode value, String path) throws Refusal {
        JsonNode from = Fields.object(value, "from", path);
        String id = Fields.key(from, "id", path + "from.");
        if (id == null) {
            id = Fields.key(value, "sender_id", path);
        }
        return id != null ? id : Fields.key(value, "reviewer_id", path);
    }

    private static String authorName(JsonNode value, String path) throws Refusal {
        JsonNode from = Fields.object(value, "from", path);
        String name = Fields.text(from, "name", path + "from.");
        if (name == null) {
            name = Fields.text(value, "sender_name", path);
        }
        return name != null ? name : Fields.text(value, "reviewer_name", path);
    }

    @Override
    void readNode(JsonNode node, String part, FeedItems items) throws Refusal {
        String path = path(part);
        String id = Fields.key(node, "id", path);
        FacebookPosts posts = new FacebookPosts(this, items);
        for (String name : List.of("insights", "video_insights")) {
            List<JsonNode> insights = insightsOf(node, name, path);
            if (!insights.isEmpty()) {
                readInsights(insights, path + name + ".data.", items);
            }
        }
        if (id != null && id.startsWith("http")) {
            items.control("link-statistics");
        } else if (isPicture(node)) {
            items.control("picture");
        } else if (isAttachment(node)) {
            items.control("attachment");
        } else if (posts.isReview(node)) {
            posts.readReview(node, path);
        } else if (posts.isEvent(node)) {
            posts.readEvent(node, path);
        } else if (isGroup(node)) {
            readGroup(node, path, items);
        } else if (isPage(node)) {
            readPage(node, path, items);
        } else if (posts.isPost(node)) {
            posts.read(node, path);
        } else if (!posts.readWhatHangsOn(node, path)) {
            if (!node.has("insights") && !node.has("video_insights")) {
                items.control(fragment(node, id));
            }
        }
    }

    private static boolean isPicture(JsonNode node) {
        return !node.has("id") && node.has("height") && (node.has("url") || node.has("uri"));
    }

    private static boolean isAttachment(JsonNode node) {
        return !node.has("id") && !node.has("post_id") && (node.has("media") || node.has("unshimmed_url"));
    }

    private static boolean isGroup(JsonNode node) {
        return node.has("member_count")
                || node.path("privacy").isTextual() && !node.has("message")
                || node.path("email").asText("").endsWith("@groups.facebook.com");
    }

    private static boolean isPage(JsonNode node) {
        return node.has("fan_count")
                || node.has("followers_count")
                || node.has("talking_about_count")
                || node.has("were_here_count")
                || node.has("checkins")
                || node.has("overall_star_rating")
                || node.has("rating_count")
                || node.path("engagement").path("count").isNumber()
                || node.path("likes").isNumber() && !node.has("created_time") && !node.has("message");
    }

    private void readGroup(JsonNode node, String path, FeedItems items) throws Refusal {
        Long members = Fields.count(node, "member_count", path);
        if (members == null) {
            items.control("group");
            return;
        }
        Audience audience = items.audienceOf(account(node, path));
        audience.setName(Fields.text(node, "name", path));
        audience.setFollowers(members);
        items.add(audience);
    }

    private void readPage(JsonNode node, String path, FeedItems items) throws Refusal {
        Audience audience = items.audienceOf(account(node, path));
        audience.setHandle(Fields.text(node, "username", path));
        audience.setName(Fields.text(node, "name", path));
        Long fans = Fields.count(node, "fan_count", path);
        if (fans == null && node.path("likes").isNumber()) {
            fans = Fields.count(node, "likes", path);
        }
        if (fans == null) {
            fans = Fields.count(Fields.object(node, "engagement", path), "count", path + "engagement.");
        }
        Long followers = Fields.count(node, "followers_count", path);
        audience.setLikes(fans);
        audience.setFollowers(followers != null ? followers : fans);
        Long here = Fields.count(node, "were_here_count", path);
        Long checkIns = Fields.count(node, "checkins", path);
        // Where nobody can be there is no place, the one is 0 and the other is not.
        audience.setVisits(here == null || checkIns != null && checkIns > here ? checkIns : here);
        Double stars = Fields.decimal(node, "overall_star_rating", path);
        if (stars != null && stars >= 1 && stars <= 5) {
            audience.setRating((stars - 1) / 4);
        }
        audience.setRatings(Fields.count(node, "rating_count", path));
        items.add(audience);
    }

    private String account(JsonNode node, String path) throws Refusal {
        return mentionId(Fields.required(Fields.key(node, "id", path), "id", path));
    }

    @Override
    void readInsights(List<JsonNode> insights, String path, FeedItems items) throws Refusal {
        for (GraphInsights.Moment moment : GraphInsights.read(insights, null, path)) {
            if (!readAudience(moment, items) && !readCounters(moment, items)) {
                items.control("insights");
            }
        }
    }

    private boolean readAudience(GraphInsights.Moment moment, FeedItems items) {
        Long fans = moment.first("page_fans");
        Long followers = moment.first("page_follows", "page_fans");
        Long gained = moment.first("page_daily_follows", "page_fan_adds", "page_fan_adds_unique");
        Long views = moment.first("page_media_view", "page_impressions");
        Long visits = moment.first("page_views_total");
        if (fans == null && followers == null && gained == null && views == null && visits == null) {
            return false;
        }
        Audience audience = items.audienceOf(mentionId(moment.node()));
        moment.date(audience);
        audience.setLikes(fans);
        audience.setFollowers(followers);
        audience.setGained(gained);
        audience.setViews(views);
        audience.setVisits(visits);
        items.add(audience);
        return true;
    }

    private boolean readCounters(GraphInsights.Moment moment, FeedItems items) {
        Counters counters = new Counters(
                moment.first(
                        "post_reactions_by_type_total",
                        "total_video_reactions_by_type_total",
                        "post_activity_by_action_type.like",
                        "post_stories_by_action_type.like"),
                moment.first("post_activity_by_action_type.share", "post_stories_by_action_type.share"),
                moment.first("post_activity_by_action_type.comment", "post_stories_by_action_type.comment"),
                null,
                null,
                moment.first("post_media_view", "post_impressions", "total_video_views", "post_video_views"),
                moment.first("post_clicks"),
                null);
        boolean known = moment.at() == null && !counters.equals(new Counters());
        if (known) {
            items.snapshot(mentionId(moment.node()), counters);
        }
        return known;
    }

    /** What is only part of a node, with nothing in it that anybody said or counted. */
    private static String fragment(JsonNode node, String id) throws Refusal {
        if (node.has("web_destination_type")) {
            return "call-to-action";
        } else if (id == null || id.startsWith("act_") || node.has("ad_id") || node.has("recipient_id")) {
            throw unknown("an object that is no node known of Facebook");
        }
        return node.has("name") || node.has("username") ? "profile" : "fragment";
    }
}
