package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.collect.feed.LinkedInDecoder.Urn;
import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Posts of LinkedIn's three generations, and comments. Names of authors are given only where the collector asked. */
final class LinkedInPosts {

    private static final String SHARE_CONTENT = "com.linkedin.ugc.ShareContent";
    private static final long JITTER_MILLIS = 1_000;
    private static final List<String> NAMED = List.of("company", "member", "organization", "person", "school");

    private final FeedItems items;

    LinkedInPosts(FeedItems items) {
        this.items = items;
    }

    /** The first generation, which numbers its shares. */
    void readShare(JsonNode node, String path) throws Refusal {
        PostDraft post = items.draft();
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        String urn = id.startsWith("urn:") ? id : "urn:li:share:" + id;
        post.id = Urn.mention(urn);
        readTimes(post, urn, audit(node, "created", path), audit(node, "lastModified", path), path + "created.time");
        post.author = author(node, "owner", post, path);
        post.permalink = permalink(urn);

        JsonNode text = Fields.object(node, "text", path);
        String textPath = path + "text.";
        say(Fields.text(text, "text", textPath), post);
        for (JsonNode annotation : Fields.items(text, "annotations", textPath)) {
            post.handle(Fields.key(annotation, "entity", textPath + "annotations."));
        }
        readCard(Fields.object(node, "content", path), post, path + "content.");
        String original = Fields.key(node, "resharedShare", path);
        readReshare(original != null ? original : Fields.key(node, "originalShare", path), post);
        items.post(post);
    }

    private static void readCard(JsonNode content, PostDraft post, String path) throws Refusal {
        String inner = path + "contentEntities.";
        for (JsonNode entity : Fields.items(content, "contentEntities", path)) {
            String location = Fields.text(entity, "entityLocation", inner);
            if (location != null) {
                post.link(location);
            }
            for (JsonNode thumbnail : Fields.items(entity, "thumbnails", inner)) {
                post.media("photo", Fields.text(thumbnail, "resolvedUrl", inner + "thumbnails."), null);
            }
        }
        if (post.text.isEmpty()) {
            post.title(Fields.text(content, "title", path));
        }
    }

    /** The second generation. */
    void readUgcPost(JsonNode node, String path) throws Refusal {
        String urn = Fields.required(Fields.key(node, "id", path), "id", path);
        JsonNode visibility = Fields.object(node, "visibility", path);
        String seenBy = visibility == null
                ? null
                : visibility.path("com.linkedin.ugc.MemberNetworkVisibility").asText();
        String state = Fields.text(node, "lifecycleState", path);
        if (!isPublic(urn, state, seenBy)) {
            return;
        }
        PostDraft post = items.draft();
        post.id = Urn.mention(urn);
        Long published = Fields.millis(node, "firstPublishedAt", path);
        readTimes(
                post,
                urn,
                published != null ? published : audit(node, "created", path),
                audit(node, "lastModified", path),
                path + "firstPublishedAt");
        post.edited = "PUBLISHED_EDITED".equals(state);
        post.author = author(node, "author", post, path);
        post.permalink = permalink(urn);
        String container = Fields.key(node, "containerEntity", path);
        if (container != null) {
            post.channel(Urn.author(container), null);
        }
        JsonNode said =
                Fields.object(Fields.object(node, "specificContent", path), SHARE_CONTENT, path + "specificContent.");
        readShareContent(said, post, path + "specificContent." + SHARE_CONTENT + ".");
        JsonNode context = Fields.object(node, "responseContext", path);
        readReshare(Fields.key(context, "parent", path + "responseContext."), post);
        items.post(post);
    }

    private static void readShareContent(JsonNode said, PostDraft post, String path) throws Refusal {
        JsonNode commentary = Fields.object(said, "shareCommentary", path);
        String inner = path + "shareCommentary.";
        say(Fields.text(commentary, "text", inner), post);
        String locale = Fields.text(commentary, "inferredLocale", inner);
        if (locale != null) {
            post.language(locale.replace('_', '-'));
        }
        readAttributes(commentary, post, inner);
        JsonNode features = Fields.object(said, "shareFeatures", path);
        for (String tag : Fields.texts(features, "hashtags", path + "shareFeatures.")) {
            post.hashtag(tag.substring(tag.lastIndexOf(':') + 1));
        }
        String category = Fields.text(said, "shareMediaCategory", path);
        for (JsonNode media : Fields.items(said, "media", path)) {
            readMedia(media, category, post, path + "media.");
        }
    }

    private static void readMedia(JsonNode media, String category, PostDraft post, String path) throws Refusal {
        String original = Fields.text(media, "originalUrl", path);
        String title = Fields.text(Fields.object(media, "title", path), "text", path + "title.");
        String description = Fields.text(Fields.object(media, "description", path), "text", path + "description.");
        if (original != null) {
            post.link(original);
        }
        if (!"ARTICLE".equals(category)) {
            post.media("IMAGE".equals(category) ? "photo" : lower(category), null, description);
        }
        if (post.text.isEmpty()) {
            post.title(title);
        }
    }

    /** Where in the text a name stands does not matter here; whose name it is does. */
    private static void readAttributes(JsonNode words, PostDraft post, String path) throws Refusal {
        String inner = path + "attributes.";
        for (JsonNode attribute : Fields.items(words, "attributes", path)) {
            JsonNode value = Fields.object(attribute, "value", inner);
            // Under the name of its kind, or bare in the first generation's comments.
            for (JsonNode kind : value == null ? attribute : value) {
                if (kind.isObject()) {
                    readNamed(kind, post, inner);
                }
            }
        }
    }

    private static void readNamed(JsonNode kind, PostDraft post, String path) throws Refusal {
        for (String named : NAMED) {
            post.handle(Fields.key(kind, named, path));
        }
        String tag = Fields.key(kind, "hashtag", path);
        if (tag != null) {
            post.hashtag(tag.substring(tag.lastIndexOf(':') + 1));
        }
    }

    /** The third generation, the Posts API. */
    void readPost(JsonNode node, String path) throws Refusal {
        String urn = Fields.required(Fields.key(node, "id", path), "id", path);
        String state = Fields.text(node, "lifecycleState", path);
        if (!isPublic(urn, state, Fields.text(node, "visibility", path))) {
            return;
        }
        PostDraft post = items.draft();
        post.id = Urn.mention(urn);
        Long published = Fields.millis(node, "publishedAt", path);
        readTimes(
                post,
                urn,
                published != null ? published : Fields.millis(node, "createdAt", path),
                Fields.millis(node, "lastModifiedAt", path),
                path + "publishedAt");
        post.edited = Boolean.TRUE.equals(Fields.flag(
                Fields.object(node, "lifecycleStateInfo", path), "isEditedByAuthor", path + "lifecycleStateInfo."));
        post.author = author(node, "author", post, path);
        post.permalink = permalink(urn);
        String container = Fields.key(node, "container", path);
        if (container != null) {
            post.channel(Urn.author(container), null);
        }
        String commentary = Fields.text(node, "commentary", path);
        if (commentary != null) {
            if (commentary.length() > LittleText.LONGEST) {
                post.notes.add(CleanText.TRUNCATED);
            }
            post.sayPlain(LittleText.plain(commentary, post::handle, post::hashtag));
            post.tagsInText();
        }
        readContent(Fields.object(node, "content", path), post, path + "content.");
        JsonNode context = Fields.object(node, "reshareContext", path);
        readReshare(Fields.key(context, "parent", path + "reshareContext."), post);
        items.post(post);
    }

    private static void readContent(JsonNode content, PostDraft post, String path) throws Refusal {
        JsonNode article = Fields.object(content, "article", path);
        String source = Fields.text(article, "source", path + "article.");
        if (source != null) {
            post.link(source);
        }
        JsonNode media = Fields.object(content, "media", path);
        if (media != null) {
            readAsset(media, post, path + "media.");
        }
        JsonNode several = Fields.object(content, "multiImage", path);
        for (JsonNode image : Fields.items(several, "images", path + "multiImage.")) {
            readAsset(image, post, path + "multiImage.images.");
        }
        if (post.text.isEmpty()) {
            post.title(Fields.text(article, "title", path + "article."));
            post.title(Fields.text(Fields.object(content, "poll", path), "question", path + "poll."));
        }
    }

    private static void readAsset(JsonNode asset, PostDraft post, String path) throws Refusal {
        String id = Fields.key(asset, "id", path);
        String[] words = id == null ? new String[0] : id.split(":", 4);
        String kind = words.length < 4 ? null : words[2].equals("image") ? "photo" : lower(words[2]);
        post.media(kind, null, Fields.text(asset, "altText", path));
    }

    private static String lower(String word) {
        return word == null ? null : word.toLowerCase(java.util.Locale.ROOT);
    }

    void readComment(JsonNode node, String path) throws Refusal {
        PostDraft post = items.draft();
        post.kind = MentionKind.REPLY;
        String object = Fields.key(node, "object", path);
        String urn = Fields.key(node, "commentUrn", path);
        if (urn == null) {
            urn = Urn.of(node);
        }
        if (urn.isEmpty()) {
            String id = Fields.required(Fields.key(node, "id", path), "id", path);
            urn = "urn:li:comment:(" + Fields.required(object, "object", path) + "," + id + ")";
        }
        post.id = Urn.mention(urn);
        Long created = audit(node, "created", path);
        Long changed = audit(node, "lastModified", path);
        readTimes(post, urn, created, changed, path + "created.time");
        post.edited = created != null && changed != null && changed - created > JITTER_MILLIS;
        post.author = author(node, "actor", post, path);
        String parent = Fields.key(node, "parentComment", path);
        if (object != null) {
            post.threadRoot = object.startsWith("urn:li:comment:") ? null : Urn.mention(object);
            post.permalink = permalink(object) + "?commentUrn=" + URLEncoder.encode(urn, StandardCharsets.UTF_8);
        }
        post.replyTo = parent != null ? Urn.mention(parent) : object == null ? null : Urn.mention(object);

        JsonNode message = Fields.object(node, "message", path);
        String text = Fields.required(Fields.text(message, "text", path + "message."), "text", path + "message.");
        say(text, post);
        readAttributes(message, post, path + "message.");
        for (JsonNode content : Fields.items(node, "content", path)) {
            String type = Fields.text(content, "type", path + "content.");
            String url = Fields.text(content, "url", path + "content.");
            if ("IMAGE".equals(type)) {
                post.media("photo", url, null);
            } else if (url != null) {
                post.link(url);
            }
        }
        post.counters = LinkedInDecoder.summary(node, path);
        items.post(post);
    }

    /** Drafts and what only friends see are counted and left; what is gone is a deletion. */
    private boolean isPublic(String urn, String state, String seenBy) {
        if ("DELETED".equals(state) || "ARCHIVED".equals(state)) {
            items.deletion(Urn.mention(urn), Urn.created(urn, items.observedAt));
            return false;
        } else if (state != null && !state.startsWith("PUBLISHED")) {
            items.control("draft");
            return false;
        } else if ("CONNECTIONS".equals(seenBy)) {
            items.control("private");
            return false;
        }
        return true;
    }

    private static void readTimes(PostDraft post, String urn, Long created, Long changed, String field) throws Refusal {
        post.createdAt = created != null ? created : Urn.created(urn, post.observedAt);
        if (post.createdAt == null) {
            post.createdWhenSeen();
        } else if (created == null) {
            post.notes.add("created-from-id");
        }
        post.checkTimes(field);
        if (changed != null) {
            post.version = Math.min(changed, post.observedAt);
        }
    }

    private static Long audit(JsonNode node, String name, String path) throws Refusal {
        return Fields.millis(Fields.object(node, name, path), "time", path + name + ".");
    }

    private static void say(String text, PostDraft post) {
        if (text != null) {
            post.sayPlain(text);
            post.tagsInText();
        }
    }

    /** With words of one's own it is a quote. */
    private static void readReshare(String original, PostDraft post) {
        if (original == null) {
            return;
        }
        if (post.text.isEmpty()) {
            post.kind = MentionKind.REPOST;
            post.repostOf = Urn.mention(original);
        } else {
            post.kind = MentionKind.QUOTE;
            post.quoteOf = Urn.mention(original);
        }
    }

    /** @param field what holds the URN; under its name and a tilde stands what the collector asked about it */
    static Author author(JsonNode node, String field, PostDraft post, String path) throws Refusal {
        String urn = Fields.key(node, field, path);
        if (urn == null) {
            return null;
        }
        JsonNode about = Fields.object(node, field + "~", path);
        String inner = path + field + "~.";
        String name = Fields.text(about, "localizedName", inner);
        if (name == null) {
            String first = Fields.text(about, "localizedFirstName", inner);
            String last = Fields.text(about, "localizedLastName", inner);
            name = first == null ? last : last == null ? first : first + " " + last;
        }
        return new Author(
                Urn.author(urn),
                post.name(Fields.text(about, "vanityName", inner)),
                post.name(name),
                null,
                null,
                null,
                null);
    }

    static String permalink(String urn) {
        return "https://www.linkedin.com/feed/update/" + urn;
    }
}
