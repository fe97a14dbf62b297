package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Posts, comments, reviews and events as the Graph API has them. */
final class FacebookPosts {

    private static final String HOME = "https://www.facebook.com";
    private static final String SHIM = "https://l.facebook.com/l.php?u=";

    /** Where a comment's address names its post, its comment and the comment this one answers. */
    private static final Pattern COMMENT_ADDRESS = Pattern.compile(
            "https?://[^/]{1,100}/([^/]{1,200})/posts/(\\d{1,40})/?\\?comment_id=(\\d{1,40})(?:&reply_comment_id=(\\d{1,40}))?");

    /** Members that say or date something. */
    private static final List<String> SAYING = List.of(
            "message",
            "story",
            "created_time",
            "creation_time",
            "updated_time",
            "tagged_time",
            "parent_id",
            "from",
            "description",
            "title",
            "permalink_url",
            "scheduled_publish_time");

    /** Members that only comments have. */
    private static final List<String> OF_COMMENTS = List.of(
            "like_count", "comment_count", "can_remove", "can_hide", "user_likes", "object", "attachment", "parent");

    /**
     * The conversation a comment was found in.
     *
     * @param root native id of the post
     * @param parent native id of what is answered
     * @param page native id of the Page or group it happens at; may be null
     */
    private record Thread(String root, String parent, String page) {}

    private final FacebookDecoder facebook;
    private final FeedItems items;

    FacebookPosts(FacebookDecoder facebook, FeedItems items) {
        this.facebook = facebook;
        this.items = items;
    }

    boolean isPost(JsonNode node) {
        return SAYING.stream().anyMatch(node::hasNonNull) && !node.has("web_destination_type");
    }

    boolean isEvent(JsonNode node) {
        return node.has("start_time") && !node.has("title") && !node.has("message")
                || node.has("attending_count")
                || node.has("is_date_only");
    }

    boolean isReview(JsonNode node) {
        return node.has("reviewer")
                || node.has("review_text")
                || node.has("recommendation_type")
                || node.has("rating")
                || node.has("open_graph_story")
                || "places.rates".equals(node.path("type").textValue());
    }

    void read(JsonNode node, String path) throws Refusal {
        if (isComment(node)) {
            readComment(node, path, null);
        } else {
            readPost(node, path);
        }
    }

    private static boolean isComment(JsonNode node) {
        return OF_COMMENTS.stream().anyMatch(node::hasNonNull)
                || node.path("permalink_url").asText("").contains("comment_id=");
    }

    private void readPost(JsonNode node, String path) throws Refusal {
        String id = nativeId(node, path);
        String page = id.indexOf('_') > 0 ? id.substring(0, id.indexOf('_')) : null;
        if (!isPublic(node, path)) {
            items.control("not-public");
            return;
        }
        if (isUnpublished(node, path)) {
            items.control("unpublished");
            return;
        }
        PostDraft post = items.draft();
        post.id = facebook.mentionId(id);
        date(node, post, path);
        String author = readAuthor(node, post, path);
        readChannel(node, page, author, post, path);
        readWords(node, post, path);
        readAttachments(node, post, path);
        readPlace(node, post, path);
        post.counters = counters(node, path);
        post.permalink(permalink(Fields.text(node, "permalink_url", path), id));
        String parent = Fields.key(node, "parent_id", path);
        shares(post, parent == null || parent.equals(id) ? null : facebook.mentionId(parent));
        if (Boolean.TRUE.equals(Fields.flag(node, "is_hidden", path))) {
            post.notes.add("hidden");
        }
        items.post(post);
        readComments(node, path, new Thread(id, id, page != null ? page : author));
    }

    private static String nativeId(JsonNode node, String path) throws Refusal {
        String id = Fields.key(node, "id", path);
        return Fields.required(id != null ? id : Fields.key(node, "post_id", path), "id", path);
    }

    /** What only friends may read is none of our business, even where a token gives it to us. */
    private static boolean isPublic(JsonNode node, String path) throws Refusal {
        String value = node.path("privacy").isTextual()
                ? node.get("privacy").textValue()
                : Fields.text(Fields.object(node, "privacy", path), "value", path + "privacy.");
        return value == null || value.isEmpty() || value.equals("EVERYONE");
    }

    private static boolean isUnpublished(JsonNode node, String path) throws Refusal {
        return Boolean.FALSE.equals(Fields.flag(node, "is_published", path))
                || Boolean.FALSE.equals(Fields.flag(node, "published", path))
                || node.hasNonNull("scheduled_publish_time") && !node.hasNonNull("created_time");
    }

    private static void date(JsonNode node, PostDraft post, String path) throws Refusal {
        String field = "created_time";
        Long created = null;
        for (String name : List.of("created_time", "creation_time", "publish_time", "tagged_time")) {
            created = GraphDecoder.time(node, name, path);
            if (created != null) {
                field = name;
                break;
            }
        }
        GraphDecoder.date(post, created, GraphDecoder.time(node, "updated_time", path), null, path + field);
    }

    private String readAuthor(JsonNode node, PostDraft post, String path) throws Refusal {
        String name = node.hasNonNull("from") ? "from" : node.hasNonNull("reviewer") ? "reviewer" : "owner";
        JsonNode from = Fields.object(node, name, path);
        String id = Fields.key(from, "id", path + name + ".");
        if (id != null) {
            post.author = facebook.author(post, id, null, Fields.text(from, "name", path + name + "."), null);
        }
        return id;
    }

    /** A post's id begins with the Page, group or profile it stands at. */
    private void readChannel(JsonNode node, String page, String author, PostDraft post, String path) throws Refusal {
        JsonNode first = null;
        JsonNode to = Fields.of(node, "to");
        if (to != null && to.isObject()) {
            for (JsonNode receiver : Fields.items(to, "data", path + "to.")) {
                boolean named = page != null && page.equals(receiver.path("id").asText());
                first = first == null || named ? receiver : first;
            }
        }
        String receiver = Fields.key(first, "id", path + "to.data.");
        String name = Fields.text(first, "name", path + "to.data.");
        // A group's post may carry the id of its author's profile in front.
        String at = page != null && !page.equals(author) && receiver == null ? page : receiver;
        if (at != null && !at.equals(author)) {
            post.channel(facebook.mentionId(at), name);
        }
    }

    private static void readWords(JsonNode node, PostDraft post, String path) throws Refusal {
        say(post, Fields.text(node, "message", path), Fields.text(node, "story", path));
        if (post.text.isEmpty()) {
            String name = Fields.text(node, node.has("title") ? "title" : "name", path);
            String description = Fields.text(node, "description", path);
            if (name == null && description == null) {
                JsonNode preview = node.path("attachments").path("data").path(0);
                if (isLink(preview)) {
                    name = Fields.text(preview, "title", path + "attachments.data[0].");
                    description = Fields.text(preview, "description", path + "attachments.data[0].");
                }
            }
            if (name != null || description != null) {
                post.sayPlain(description == null ? "" : description);
                post.title(name);
                post.tagsAndHandlesInText();
                if (node.hasNonNull("attachments") || node.hasNonNull("actions") || node.hasNonNull("status_type")) {
                    post.notes.add("text-from-link");
                }
            }
        }
        readTags(node, post, path);
    }

    /** Without a message there may be a sentence of Facebook's own, such as that somebody changed a picture. */
    static void say(PostDraft post, String message, String story) {
        if (message != null && !message.isEmpty()) {
            post.sayPlain(message);
        } else if (story != null && !story.isEmpty()) {
            post.sayPlain(story);
            post.notes.add("text-from-story");
        }
        post.tagsAndHandlesInText();
        post.linksInText();
    }

    /** Whom a message names: a list, or in old versions lists by where in the message they stand. */
    static void readTags(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode tags = Fields.of(node, "message_tags");
        if (tags == null) {
            return;
        }
        for (JsonNode tag : tags.isObject() ? tags : Fields.items(node, "message_tags", path)) {
            if (tag.isArray()) {
                for (JsonNode inner : tag) {
                    post.handle(post.name(Fields.text(inner, "name", path + "message_tags.")));
                }
            } else {
                post.handle(post.name(Fields.text(tag, "name", path + "message_tags.")));
            }
        }
    }

    private static void readAttachments(JsonNode node, PostDraft post, String path) throws Refusal {
        boolean any = false;
        JsonNode attachments = Fields.object(node, "attachments", path);
        for (JsonNode attachment : Fields.items(attachments, "data", path + "attachments.")) {
            JsonNode parts = Fields.object(attachment, "subattachments", path + "attachments.data.");
            boolean whole = true;
            for (JsonNode inner : Fields.items(parts, "data", path + "attachments.data.subattachments.")) {
                readAttachment(inner, post, path + "attachments.data.subattachments.data.");
                whole = false;
            }
            if (whole) {
                readAttachment(attachment, post, path + "attachments.data.");
            }
            any = true;
        }
        for (JsonNode child : Fields.items(node, "child_attachments", path)) {
            link(post, Fields.text(child, "link", path + "child_attachments."));
        }
        String link = Fields.text(node, "link", path);
        link(post, link);
        if (!any && node.path("type").asText().equals("link")) {
            return;
        }
        String alt = Fields.text(node, "alt_text", path);
        JsonNode image = node.path("images").path(0);
        boolean video = node.has("embed_html") || node.path("type").asText().equals("video");
        if (image.isObject()) {
            post.media("photo", Fields.text(image, "source", path + "images[0]."), alt);
        } else if (video) {
            String source = Fields.text(node, "source", path);
            post.media("video", source != null ? source : pictureOf(node, path), alt);
        } else if (!any && pictureOf(node, path) != null) {
            post.media("photo", pictureOf(node, path), alt);
        }
    }

    private static String pictureOf(JsonNode node, String path) throws Refusal {
        String full = Fields.text(node, "full_picture", path);
        return full != null || !node.path("picture").isTextual() ? full : Fields.text(node, "picture", path);
    }

    private static boolean isLink(JsonNode attachment) {
        String type = attachment.path("type").asText();
        return attachment.path("media_type").asText().equals("link") || type.equals("share") || type.equals("link");
    }

    /** The picture of a link is the link's, not the post's. */
    private static void readAttachment(JsonNode attachment, PostDraft post, String path) throws Refusal {
        String outward = Fields.text(attachment, "unshimmed_url", path);
        if (outward == null) {
            outward = Fields.text(attachment, "url", path);
        }
        JsonNode media = Fields.object(attachment, "media", path);
        if (media == null || outward == null || !outward.startsWith(HOME + "/")) {
            link(post, outward);
        }
        if (isLink(attachment)) {
            return;
        }
        JsonNode image = Fields.object(media, "image", path + "media.");
        String source = Fields.text(media, "source", path + "media.");
        String type = Fields.text(attachment, "type", path);
        boolean video = source != null || type != null && type.contains("video");
        if (source != null || image != null) {
            post.media(
                    video ? "video" : "photo",
                    source != null ? source : Fields.text(image, "src", path + "media.image."),
                    null);
        }
    }

    /** Facebook's own pages of pictures and videos are media, not links; its detours are taken off. */
    static void link(PostDraft post, String url) {
        if (url == null) {
            return;
        }
        String straight = url;
        if (url.startsWith(SHIM)) {
            int end = url.indexOf('&', SHIM.length());
            try {
                straight = URLDecoder.decode(
                        url.substring(SHIM.length(), end < 0 ? url.length() : end), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                straight = url;
            }
        }
        if (!isOwnMedia(straight)) {
            post.link(straight);
        }
    }

    private static boolean isOwnMedia(String url) {
        return url.startsWith(HOME + "/")
                && (url.contains("/photos/")
                        || url.contains("/videos/")
                        || url.contains("/photo.php")
                        || url.contains("/photo/")
                        || url.contains("/album.php"));
    }

    private static void readPlace(JsonNode node, PostDraft post, String path) throws Refusal {
        JsonNode place = Fields.object(node, "place", path);
        if (place == null) {
            return;
        }
        JsonNode location = Fields.object(place, "location", path + "place.");
        post.place(
                Fields.text(place, "name", path + "place."),
                GraphDecoder.country(Fields.text(location, "country", path + "place.location.")),
                Fields.decimal(location, "latitude", path + "place.location."),
                Fields.decimal(location, "longitude", path + "place.location."));
    }

    /** Any reaction is a like. Shares are left out by Facebook when there are none, so none is unknown. */
    private static Counters counters(JsonNode node, String path) throws Refusal {
        Long likes = total(node, "reactions", path);
        if (likes == null) {
            likes = total(node, "likes", path);
        }
        if (likes == null) {
            likes = Fields.count(node, "like_count", path);
        }
        Long replies = total(node, "comments", path);
        if (replies == null) {
            replies = Fields.count(node, "comment_count", path);
        }
        Counters counters = new Counters();
        counters.setLikes(likes);
        counters.setReposts(total(node, "shares", path));
        counters.setReplies(replies);
        counters.setViews(node.path("views").isNumber() ? Fields.count(node, "views", path) : null);
        return counters.equals(new Counters()) ? null : counters;
    }

    private static Long total(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = Fields.of(node, name);
        if (value == null || !value.isObject()) {
            return Fields.count(node, name, path);
        }
        String inner = path + name + ".";
        Long total = Fields.count(Fields.object(value, "summary", inner), "total_count", inner + "summary.");
        if (total == null) {
            total = Fields.count(value, "total_count", inner);
        }
        return total != null ? total : Fields.count(value, "count", inner);
    }

    /** With words of its own it is a quotation, without them a repost, whose text Facebook does not give. */
    static void shares(PostDraft post, String original) {
        if (original == null) {
            return;
        }
        if (post.text.isEmpty() || post.notes.contains("text-from-story")) {
            post.kind = MentionKind.REPOST;
            post.repostOf = original;
            post.text = "";
            post.notes.remove("text-from-story");
            post.notes.add("text-not-given");
        } else {
            post.kind = MentionKind.QUOTE;
            post.quoteOf = original;
        }
    }

    private void readComments(JsonNode node, String path, Thread thread) throws Refusal {
        GraphDecoder.nested(
                node,
                "comments",
                path,
                items,
                (comment, part) -> readComment(comment, GraphDecoder.path(part), thread));
    }

    private void readComment(JsonNode node, String path, Thread found) throws Refusal {
        if (Boolean.TRUE.equals(Fields.flag(node, "is_private", path))) {
            items.control("not-public");
            return;
        }
        String address = Fields.text(node, "permalink_url", path);
        Matcher parts =
                COMMENT_ADDRESS.matcher(address == null || address.length() > PostDraft.LONGEST_LINK ? "" : address);
        boolean addressed = parts.lookingAt();
        PostDraft post = items.draft();
        String id = Fields.key(node, "id", path);
        if (id == null && addressed) {
            id = parts.group(2) + "_" + (parts.group(4) != null ? parts.group(4) : parts.group(3));
            post.notes.add("id-from-permalink");
        }
        id = comment(Fields.required(id, "id", path));
        Thread thread = found != null ? found : thread(node, id, addressed ? parts : null, path);
        post.id = facebook.mentionId(id);
        post.kind = MentionKind.REPLY;
        date(node, post, path);
        String author = readAuthor(node, post, path);
        if (thread.page() != null && !thread.page().equals(author)) {
            post.channel(facebook.mentionId(thread.page()), null);
        }
        readWords(node, post, path);
        JsonNode attachment = Fields.object(node, "attachment", path);
        if (attachment != null) {
            readAttachment(attachment, post, path + "attachment.");
        }
        post.counters = counters(node, path);
        String parent = Fields.key(Fields.object(node, "parent", path), "id", path + "parent.");
        post.replyTo = facebook.mentionId(parent != null ? comment(parent) : thread.parent());
        post.threadRoot = facebook.mentionId(thread.root());
        post.permalink(address != null ? absolute(address) : commentLink(thread.root(), id));
        if (Boolean.TRUE.equals(Fields.flag(node, "is_hidden", path))) {
            post.notes.add("hidden");
        }
        items.post(post);
        readComments(node, path, new Thread(thread.root(), id, thread.page()));
    }

    /** Some answers put the Page in front of a comment's id, {@code page_post_comment}, which webhooks never do. */
    private static String comment(String id) {
        int first = id.indexOf('_');
        int second = id.indexOf('_', first + 1);
        return first > 0 && second > 0 && GraphDecoder.isNodeId(id) ? id.substring(first + 1) : id;
    }

    /** A comment found alone names its post in its address, as its object, or in front of its own id. */
    private static Thread thread(JsonNode node, String id, Matcher address, String path) throws Refusal {
        String root = Fields.key(Fields.object(node, "object", path), "id", path + "object.");
        String page = null;
        if (address != null) {
            boolean byId = address.group(1).chars().allMatch(c -> c >= '0' && c <= '9');
            page = byId ? address.group(1) : null;
            root = byId ? page + "_" + address.group(2) : address.group(2);
        } else if (root == null && id.indexOf('_') > 0) {
            root = id.substring(0, id.indexOf('_'));
        }
        boolean toComment = address != null && address.group(4) != null;
        return new Thread(root, toComment ? address.group(2) + "_" + address.group(3) : root, page);
    }

    /** Comments, and counters, of a node that says nothing itself. */
    boolean readWhatHangsOn(JsonNode node, String path) throws Refusal {
        Counters counters = counters(node, path);
        boolean comments = node.path("comments").path("data").size() > 0;
        if (counters == null && !comments) {
            return false;
        }
        String id = nativeId(node, path);
        if (counters != null) {
            items.snapshot(facebook.mentionId(id), counters);
        }
        readComments(node, path, new Thread(id, id, null));
        return true;
    }

    void readReview(JsonNode node, String path) throws Refusal {
        JsonNode story = Fields.object(node, "open_graph_story", path);
        String storyPath = story == null ? path : path + "open_graph_story.";
        if (story == null) {
            story = node;
        }
        PostDraft post = items.draft();
        post.kind = MentionKind.REVIEW;
        Long created = GraphDecoder.time(node, "created_time", path);
        if (created == null) {
            created = GraphDecoder.time(story, "publish_time", storyPath);
        }
        if (created == null) {
            created = GraphDecoder.time(story, "start_time", storyPath);
        }
        GraphDecoder.date(post, created, null, null, path + "created_time");
        String author = readAuthor(node, post, path);
        String id = Fields.key(story, "id", storyPath);
        if (id == null && author != null && created != null) {
            // Nobody reviews a Page twice in one second.
            id = author + "-" + created / 1000;
            post.notes.add("id-derived");
        }
        post.id = facebook.mentionId(Fields.required(id, "open_graph_story.id", path));
        JsonNode data = Fields.object(story, "data", storyPath);
        String dataPath = storyPath + "data.";
        String text = Fields.text(node, "review_text", path);
        if (text == null) {
            text = Fields.text(data, "review_text", dataPath);
        }
        say(post, text != null ? text : Fields.text(story, "message", storyPath), null);
        post.language(Fields.text(data, "language", dataPath));
        rate(node, post, path);
        JsonNode given = Fields.object(data, "rating", dataPath);
        Double stars = Fields.decimal(given, "value", dataPath + "rating.");
        Double scale = Fields.decimal(given, "scale", dataPath + "rating.");
        if (post.rating == null && stars != null && scale != null && scale > 1) {
            post.rating(stars, 1, scale);
        }
        String page = readReviewed(data, post, dataPath);
        post.counters = counters(story, storyPath);
        items.post(post);
        readComments(story, storyPath, new Thread(id, id, page));
    }

    private String readReviewed(JsonNode data, PostDraft post, String path) throws Refusal {
        for (String name : List.of("generic_place", "seller")) {
            JsonNode place = Fields.object(data, name, path);
            String id = Fields.key(place, "id", path + name + ".");
            if (id != null) {
                post.channel(facebook.mentionId(id), Fields.text(place, "title", path + name + "."));
                return id;
            }
        }
        return null;
    }

    /** One to five stars, or since 2018 a recommendation, for or against. */
    static void rate(JsonNode node, PostDraft post, String path) throws Refusal {
        Double stars = Fields.decimal(node, "rating", path);
        String recommendation = Fields.text(node, "recommendation_type", path);
        if (stars != null) {
            post.rating(stars, 1, 5);
        } else if (recommendation != null) {
            switch (recommendation.toLowerCase(Locale.ROOT)) {
                case "positive" -> post.rating(1, 0, 1);
                case "negative" -> post.rating(0, 0, 1);
                default -> post.notes.add("rating-dropped");
            }
        }
    }

    /** An event is announced, not said, so it is a mention of another kind; one without a name says nothing. */
    void readEvent(JsonNode node, String path) throws Refusal {
        String name = Fields.text(node, "name", path);
        if (name == null) {
            items.control("event");
            return;
        }
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        PostDraft post = items.draft();
        post.id = facebook.mentionId(id);
        post.kind = MentionKind.OTHER;
        date(node, post, path);
        readAuthor(node, post, path);
        say(post, Fields.text(node, "description", path), null);
        post.title(name);
        readPlace(node, post, path);
        link(post, Fields.text(node, "ticket_uri", path));
        post.permalink(GraphDecoder.isNodeId(id) ? HOME + "/events/" + id : null);
        items.post(post);
    }

    static String permalink(String given, String id) {
        if (given != null) {
            return absolute(given);
        }
        return id.indexOf('_') > 0 && GraphDecoder.isNodeId(id) ? HOME + "/" + id : null;
    }

    static String commentLink(String root, String comment) {
        int line = comment.indexOf('_');
        boolean known = root != null && line > 0 && GraphDecoder.isNodeId(root) && GraphDecoder.isNodeId(comment);
        return known ? HOME + "/" + root + "?comment_id=" + comment.substring(line + 1) : null;
    }

    private static String absolute(String address) {
        return address.startsWith("/") ? HOME + address : address;
    }
}
