package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.Locale;

/**
 * The record of a Bluesky post. Its text is plain and shortens links; where they lead, who is named and what is tagged
 * stands in facets, whose offsets count bytes of UTF-8.
 */
final class BlueskyPosts {

    /** A post older than its event by more than this was backdated; Bluesky's own app draws the same line. */
    private static final long BACKDATED_MILLIS = 24 * 60 * 60_000L;

    /** The longest handle there can be, with its @. */
    private static final int LONGEST_HANDLE = 254;

    static Author author(String did) {
        return new Author(BlueskyDecoder.PLATFORM + ":" + did, null, null, null, null, null, null);
    }

    static boolean isPost(String uri) {
        return uri.contains("/" + BlueskyDecoder.POST + "/");
    }

    /** The address a strong reference points at, or null when there is none. */
    static String reference(JsonNode node, String name, String path) throws Refusal {
        JsonNode reference = Fields.object(node, name, path);
        if (reference == null) {
            return null;
        }
        String inner = path + name + ".";
        String uri = Fields.required(Fields.key(reference, "uri", inner), "uri", inner);
        if (!uri.startsWith("at://")) {
            throw new Refusal(Reason.FIELD_RANGE, inner + "uri", "an address of Bluesky begins with at://");
        }
        return uri;
    }

    /** @param post with the event's time as that of its creation */
    static void read(JsonNode record, PostDraft post, boolean update, String path) throws Refusal {
        String text = Fields.required(Fields.text(record, "text", path), "text", path);
        post.sayPlain(text);
        readCreation(record, post, update, path);
        readLanguages(record, post, path);
        readFacets(record, text, post, path);
        Fields.texts(record, "tags", path).forEach(post::hashtag);
        JsonNode embed = Fields.object(record, "embed", path);
        if (embed != null) {
            readEmbed(embed, post, path + "embed.");
        }
        JsonNode reply = Fields.object(record, "reply", path);
        post.replyTo = mention(reference(reply, "parent", path + "reply."));
        post.threadRoot = mention(reference(reply, "root", path + "reply."));
        if (reply != null) {
            Fields.required(post.replyTo, "parent", path + "reply.");
            post.kind = MentionKind.REPLY;
        } else if (post.quoteOf != null) {
            post.kind = MentionKind.QUOTE;
        }
    }

    private static String mention(String uri) {
        return uri == null ? null : BlueskyDecoder.PLATFORM + ":" + uri;
    }

    /** The author's client wrote the time, right or wrong; where it cannot be, the event's time stays. */
    private static void readCreation(JsonNode record, PostDraft post, boolean update, String path) throws Refusal {
        String written = Fields.text(record, "createdAt", path);
        Long created = null;
        if (written != null) {
            try {
                created = FeedTime.iso(written, path + "createdAt");
            } catch (Refusal unreadable) {
                created = null;
            }
        }
        boolean plausible = created != null
                && created <= post.createdAt
                && (update || created >= post.createdAt - BACKDATED_MILLIS)
                && created >= PostDraft.EARLIEST_MILLIS;
        if (plausible) {
            post.createdAt = created;
        } else {
            post.notes.add("created-from-event");
        }
    }

    /** Languages the author ticked; when they are several, none of them is the post's. */
    private static void readLanguages(JsonNode record, PostDraft post, String path) throws Refusal {
        String first = null;
        for (String language : Fields.texts(record, "langs", path)) {
            if (first == null) {
                first = language;
            } else if (!primary(first).equals(primary(language))) {
                post.notes.add("several-languages");
                return;
            }
        }
        post.language(first);
    }

    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private static void readFacets(JsonNode record, String text, PostDraft post, String path) throws Refusal {
        byte[] bytes = null;
        int facetNumber = 0;
        for (JsonNode facet : Fields.items(record, "facets", path)) {
            String facetPath = path + "facets[" + facetNumber++ + "].";
            int featureNumber = 0;
            for (JsonNode feature : Fields.items(facet, "features", facetPath)) {
                String featurePath = facetPath + "features[" + featureNumber++ + "].";
                String type = Fields.text(feature, "$type", featurePath);
                switch (type == null ? "" : type) {
                    case "app.bsky.richtext.facet#link" -> post.link(Fields.text(feature, "uri", featurePath));
                    case "app.bsky.richtext.facet#tag" -> post.hashtag(Fields.text(feature, "tag", featurePath));
                    case "app.bsky.richtext.facet#mention" -> {
                        bytes = bytes == null ? text.getBytes(UTF_8) : bytes;
                        readHandle(facet, bytes, post, facetPath);
                    }
                    default -> {
                        // Features of other apps.
                    }
                }
            }
        }
    }

    private static void readHandle(JsonNode facet, byte[] text, PostDraft post, String path) throws Refusal {
        JsonNode index = Fields.object(facet, "index", path);
        Long start = Fields.number(index, "byteStart", path + "index.");
        Long end = Fields.number(index, "byteEnd", path + "index.");
        boolean within = start != null
                && end != null
                && start >= 0
                && end <= text.length
                && start + 1 < end
                && end - start <= LONGEST_HANDLE;
        if (within && text[start.intValue()] == '@') {
            post.handle(new String(text, start.intValue() + 1, (int) (end - start) - 1, UTF_8));
        } else {
            post.notes.add("handle-dropped");
        }
    }

    private static void readEmbed(JsonNode embed, PostDraft post, String path) throws Refusal {
        String type = Fields.text(embed, "$type", path);
        switch (type == null ? "" : type) {
            case "app.bsky.embed.record" -> readQuote(embed, post, path);
            case "app.bsky.embed.recordWithMedia" -> {
                JsonNode record = Fields.object(embed, "record", path);
                if (record != null) {
                    readQuote(record, post, path + "record.");
                }
                JsonNode media = Fields.object(embed, "media", path);
                if (media != null) {
                    readMedia(media, post, path + "media.");
                }
            }
            default -> readMedia(embed, post, path);
        }
    }

    /** What is quoted may also be a list, a feed or a starter pack, which are no posts. */
    private static void readQuote(JsonNode embed, PostDraft post, String path) throws Refusal {
        String uri = reference(embed, "record", path);
        if (uri != null && isPost(uri)) {
            post.quoteOf = mention(uri);
        }
    }

    private static void readMedia(JsonNode embed, PostDraft post, String path) throws Refusal {
        String type = Fields.text(embed, "$type", path);
        switch (type == null ? "" : type) {
            case "app.bsky.embed.images" -> {
                int position = 0;
                for (JsonNode image : Fields.items(embed, "images", path)) {
                    post.media("photo", null, alt(image, path + "images[" + position++ + "]."));
                }
            }
            case "app.bsky.embed.video" -> post.media("video", null, alt(embed, path));
            case "app.bsky.embed.external" -> readCard(Fields.object(embed, "external", path), post, path);
            default -> post.notes.add("embed-unknown");
        }
    }

    private static String alt(JsonNode node, String path) throws Refusal {
        String alt = Fields.text(node, "alt", path);
        return alt == null || alt.isBlank() ? null : alt;
    }

    /** A link with a card; Bluesky's app posts animations that way, their description behind {@code ALT: }. */
    private static void readCard(JsonNode card, PostDraft post, String path) throws Refusal {
        String uri = Fields.text(card, "uri", path + "external.");
        String description = Fields.text(card, "description", path + "external.");
        post.link(uri);
        if (description != null && description.regionMatches(true, 0, "ALT: ", 0, 5)) {
            post.media("animation", uri, description.substring(5));
        }
    }

    private BlueskyPosts() {}
}
