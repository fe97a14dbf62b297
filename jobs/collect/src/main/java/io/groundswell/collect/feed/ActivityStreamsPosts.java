package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Objects of ActivityStreams that people write, as posts. A post's {@code version} is when it was last changed, which
 * any copy of it tells: an outdated copy in somebody's repost never wins.
 */
final class ActivityStreamsPosts {

    /**
     * @param doing the activity it stands in, or null
     * @param language the document's, or null
     * @return null where the object has no id, and so cannot be told from others
     */
    static PostDraft draft(String type, JsonNode object, Doing doing, String path, String language, FeedItems items)
            throws Refusal {
        String id = ActivityStreamsFields.id(object, path);
        if (id == null) {
            return null;
        }
        PostDraft post = items.draft();
        post.id = id;
        post.kind = type.equals("Article") || type.equals("Page") ? MentionKind.ARTICLE : MentionKind.POST;
        post.author = author(object, doing, path);
        created(object, doing, post, path);
        readWords(type, object, post, path, language);
        readAddress(type, object, post, path);
        readTags(object, post, path);
        readAttachments(object, post, path);
        readParents(object, post, path);
        readPlace(object, post, path);
        Long likes = ActivityStreamsFields.total(object, "likes", path);
        Long reposts = ActivityStreamsFields.total(object, "shares", path);
        Long replies = ActivityStreamsFields.total(object, "replies", path);
        if (likes != null || reposts != null || replies != null) {
            post.counters = new Counters(likes, reposts, replies, null, null, null, null, null);
        }
        return post;
    }

    /**
     * What an activity tells of the posts in it; read once, however many they are.
     *
     * @param done milliseconds since 1970, or null
     */
    record Doing(Author actor, Long done, boolean update) {

        static Doing of(JsonNode activity, boolean update, String path) throws Refusal {
            return new Doing(
                    account(ActivityStreamsFields.first(activity, "actor", path), path + "actor"),
                    Fields.time(activity, "published", path),
                    update);
        }
    }

    private static Author author(JsonNode object, Doing doing, String path) throws Refusal {
        JsonNode author = ActivityStreamsFields.first(object, "attributedTo", path);
        Author actor = doing == null ? null : doing.actor();
        if (author == null) {
            return actor;
        }
        Author told = account(author, path + "attributedTo");
        // The actor may stand there whole, where the object has only the address.
        boolean same = told != null && actor != null && told.getId().equals(actor.getId());
        return same && author.isTextual() ? actor : told;
    }

    private static Author account(JsonNode account, String field) throws Refusal {
        String id = ActivityStreamsFields.reference(account, field);
        if (id == null) {
            return null;
        }
        if (account.isTextual()) {
            return new Author(id, null, null, null, null, null, null);
        }
        String path = field + ".";
        boolean machine = ActivityStreamsFields.types(account, path).stream()
                .anyMatch(type -> type.equals("Service") || type.equals("Application"));
        String name = ActivityStreamsFields.words(account, "name", path);
        return new Author(
                id,
                handle(account, path),
                name == null || name.isEmpty() ? null : CleanText.of(name, CleanText.NAME_LIMIT, null),
                ActivityStreamsFields.total(account, "followers", path),
                null,
                machine ? true : null,
                null);
    }

    static String handle(JsonNode account, String path) throws Refusal {
        String name = Fields.text(account, "preferredUsername", path);
        String id = Fields.text(account, "id", path);
        if (name == null || name.isEmpty() || id == null) {
            return name == null || name.isEmpty() ? null : name;
        }
        try {
            String server = URI.create(id).getAuthority();
            return server == null ? name : name + "@" + server;
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    static void created(JsonNode object, Doing doing, PostDraft post, String path) throws Refusal {
        boolean update = doing != null && doing.update();
        Long done = doing == null ? null : doing.done();
        Long published = Fields.time(object, "published", path);
        published = published == null && !update ? done : published;
        Long updated = Fields.time(object, "updated", path);
        updated = updated == null && update ? done : updated;
        if (published == null) {
            post.createdWhenSeen();
        } else {
            post.createdAt = published;
            post.checkTimes(path + "published");
        }
        post.edited = update || updated != null && (published == null || updated > published);
        Long version = updated == null ? published : updated;
        if (version != null && version <= post.observedAt + PostDraft.FUTURE_TOLERANCE_MILLIS) {
            post.version = version;
        }
    }

    private static void readWords(String type, JsonNode object, PostDraft post, String path, String language)
            throws Refusal {
        post.language(language);
        String content = inLanguage(object, "content", post, path);
        String name = inLanguage(object, "name", post, path);
        String summary = inLanguage(object, "summary", post, path);
        String mediaType = Fields.text(object, "mediaType", path);
        if (content != null && mediaType != null && mediaType.startsWith("text/plain")) {
            post.sayPlain(content);
        } else if (content != null && mediaType != null && mediaType.startsWith("text/markdown")) {
            post.sayMarkdown(content, "");
        } else if (content != null) {
            post.sayMarkup(content);
        } else if (summary != null) {
            post.sayMarkup(summary);
        }
        if (type.equals("Question")) {
            readOptions(object, post, path);
        }
        if (name != null) {
            post.title(name);
        } else if (content != null && summary != null && type.equals("Note")) {
            // What a note is about, for those who would rather not read it.
            post.title(Markup.text(summary, link -> {}));
        }
    }

    /** The text itself, else in the first language it is given in, which is then the post's. */
    private static String inLanguage(JsonNode object, String name, PostDraft post, String path) throws Refusal {
        String words = ActivityStreamsFields.words(object, name, path);
        JsonNode map = ActivityStreamsFields.map(object, name + "Map", path);
        if (map == null) {
            return words;
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (words == null || words.equals(entry.getValue().textValue())) {
                if (post.language == null || name.equals("content")) {
                    post.language(entry.getKey());
                }
                return entry.getValue().textValue();
            }
        }
        return words;
    }

    private static void readOptions(JsonNode object, PostDraft post, String path) throws Refusal {
        StringBuilder options = new StringBuilder();
        for (String name : List.of("oneOf", "anyOf")) {
            for (JsonNode option : ActivityStreamsFields.all(object, name, path)) {
                String written =
                        option.isObject() ? ActivityStreamsFields.words(option, "name", path + name + ".") : null;
                options.append(written == null ? "" : "\n" + written);
            }
        }
        if (!options.isEmpty()) {
            post.sayPlain((post.text + "\n" + options).strip());
        }
    }

    private static void readAddress(String type, JsonNode object, PostDraft post, String path) throws Refusal {
        String medium =
                switch (type) {
                    case "Image" -> "photo";
                    case "Video" -> "video";
                    case "Audio" -> "audio";
                    default -> null;
                };
        for (JsonNode url : ActivityStreamsFields.all(object, "url", path)) {
            String address = url.isTextual() ? url.textValue() : Fields.text(url, "href", path + "url.");
            String mediaType = url.isObject() ? Fields.text(url, "mediaType", path + "url.") : null;
            boolean page = mediaType == null || mediaType.startsWith("text/html");
            if (page && post.permalink == null && address != null && address.startsWith("http")) {
                post.permalink = address;
            }
            if (medium != null && (!page || url.isTextual())) {
                post.media(medium, address, null);
                medium = null;
            }
        }
    }

    private static void readTags(JsonNode object, PostDraft post, String path) throws Refusal {
        for (JsonNode tag : ActivityStreamsFields.all(object, "tag", path)) {
            String name = tag.isObject() ? ActivityStreamsFields.words(tag, "name", path + "tag.") : null;
            if (name == null) {
                continue;
            }
            List<String> types = ActivityStreamsFields.types(tag, path + "tag.");
            if (types.contains("Hashtag")) {
                post.hashtag(name.startsWith("#") ? name.substring(1) : name);
            } else if (types.contains("Mention")) {
                post.handle(name.startsWith("@") ? name.substring(1) : name);
            }
        }
    }

    private static void readAttachments(JsonNode object, PostDraft post, String path) throws Refusal {
        for (String property : List.of("attachment", "image")) {
            for (JsonNode attachment : ActivityStreamsFields.all(object, property, path)) {
                String inner = path + property + ".";
                if (attachment.isTextual()) {
                    post.link(attachment.textValue());
                    continue;
                }
                List<String> types = ActivityStreamsFields.types(attachment, inner);
                JsonNode url = ActivityStreamsFields.first(attachment, "url", inner);
                String address = Fields.text(attachment, "href", inner);
                if (address == null && url != null) {
                    address = url.isTextual() ? url.textValue() : Fields.text(url, "href", inner + "url.");
                }
                String mediaType = Fields.text(attachment, "mediaType", inner);
                String medium = property.equals("image") ? "photo" : medium(types, mediaType);
                if (medium == null) {
                    post.link(address);
                } else {
                    post.media(medium, address, ActivityStreamsFields.words(attachment, "name", inner));
                }
            }
        }
    }

    /** Null for what is no medium but a page. */
    private static String medium(List<String> types, String mediaType) {
        String start = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (types.contains("Image") || start.startsWith("image/")) {
            return "photo";
        } else if (types.contains("Video") || start.startsWith("video/")) {
            return "video";
        } else if (types.contains("Audio") || start.startsWith("audio/")) {
            return "audio";
        }
        return types.contains("Document") ? "other" : null;
    }

    private static void readParents(JsonNode object, PostDraft post, String path) throws Refusal {
        for (String name : List.of("quote", "quoteUrl", "quoteUri", "_misskey_quote")) {
            if (post.quoteOf == null) {
                post.quoteOf = ActivityStreamsFields.firstReference(object, name, path);
            }
        }
        post.replyTo = ActivityStreamsFields.firstReference(object, "inReplyTo", path);
        if (post.replyTo != null) {
            post.kind = MentionKind.REPLY;
        } else if (post.quoteOf != null && post.kind == MentionKind.POST) {
            post.kind = MentionKind.QUOTE;
        }
    }

    private static void readPlace(JsonNode object, PostDraft post, String path) throws Refusal {
        JsonNode place = ActivityStreamsFields.first(object, "location", path);
        if (place != null && place.isObject()) {
            String inner = path + "location.";
            post.place(
                    ActivityStreamsFields.words(place, "name", inner),
                    null,
                    Fields.decimal(place, "latitude", inner),
                    Fields.decimal(place, "longitude", inner));
        }
    }

    private ActivityStreamsPosts() {}
}
