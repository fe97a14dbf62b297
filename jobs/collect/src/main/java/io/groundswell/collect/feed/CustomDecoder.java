package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.Locale;

/**
 * Posts from anywhere, in a form of our own that is written down in {@code schemas/README.md}: what {@link CustomMapping}
 * makes of tables and JSON Lines, and what a collector of somebody's own may write itself.
 */
final class CustomDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "custom";

    private static final double FEWEST_STARS = 1;
    private static final double MOST_STARS = 5;

    CustomDecoder() {
        super(PLATFORM);
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        if (payload.has(CustomMapping.ROW)) {
            throw brokenRow(payload);
        }
        if (Boolean.TRUE.equals(Fields.flag(payload, "deleted", ""))) {
            String id = Fields.required(Fields.key(payload, "id", ""), "id", "");
            items.deletion(mentionId(id), Fields.time(payload, "createdAt", ""));
            return;
        }
        PostDraft post = items.draft();
        readWords(payload, post);
        readTimes(payload, post);
        readAuthor(payload, post);
        readPlaces(payload, post);
        readNumbers(payload, post);
        readKind(payload, post);
        String id = Fields.key(payload, "id", "");
        if (id == null) {
            id = Digest.of(contentOf(post));
            post.notes.add("id-from-content");
        }
        post.id = mentionId(id);
        items.post(post);
    }

    /** Without the platform's id, the same words by the same author at the same time are the same post. */
    private static String contentOf(PostDraft post) {
        return post.permalink != null
                ? post.permalink
                : (post.notes.contains(PostDraft.CREATED_WHEN_SEEN) ? "" : post.createdAt) + "|"
                        + (post.author == null ? "" : post.author.getId()) + "|" + post.text;
    }

    private static Refusal brokenRow(JsonNode payload) {
        JsonNode columns = payload.path("columns");
        String row = "row " + payload.path(CustomMapping.ROW).asLong();
        return unknown(
                columns.isInt()
                        ? row + " has " + payload.path("cells").asInt() + " cells where the header has "
                                + columns.asInt()
                        : row + " and what follows cannot be cut into rows: a quote is not closed");
    }

    private static void readWords(JsonNode payload, PostDraft post) throws Refusal {
        String html = Fields.text(payload, "html", "");
        String text = Fields.text(payload, "text", "");
        String title = Fields.text(payload, "title", "");
        if (html != null) {
            post.sayMarkup(html);
        } else if (text != null) {
            post.sayPlain(text);
        } else if (title == null && !payload.has("rating")) {
            throw new Refusal(Reason.MISSING_FIELD, "text", "the field is missing");
        }
        post.title(title);
        post.language(Fields.text(payload, "language", ""));
        post.permalink = webAddress(Fields.text(payload, "url", ""));
        for (JsonNode link : Fields.items(payload, "links", "")) {
            post.link(word(link, "links"));
        }
        for (JsonNode tag : Fields.items(payload, "hashtags", "")) {
            post.hashtag(bare(word(tag, "hashtags"), '#'));
        }
        for (JsonNode handle : Fields.items(payload, "handles", "")) {
            post.handle(bare(word(handle, "handles"), '@'));
        }
        if (!payload.hasNonNull("hashtags") && !payload.hasNonNull("handles")) {
            post.tagsAndHandlesInText();
        }
        for (JsonNode item : Fields.items(payload, "media", "")) {
            if (item.isTextual()) {
                post.media(null, item.textValue(), null);
            } else if (item.isObject()) {
                post.media(
                        Fields.text(item, "type", "media."),
                        Fields.text(item, "url", "media."),
                        Fields.text(item, "description", "media."));
            } else {
                throw new Refusal(Reason.FIELD_TYPE, "media", "expected addresses or objects");
            }
        }
    }

    private static String word(JsonNode item, String field) throws Refusal {
        if (!item.isTextual()) {
            throw new Refusal(Reason.FIELD_TYPE, field, "expected an array of text");
        }
        return item.textValue().strip();
    }

    private static String bare(String word, char sign) {
        return !word.isEmpty() && word.charAt(0) == sign ? word.substring(1) : word;
    }

    private static String webAddress(String url) {
        return url == null || url.isBlank() || url.length() > PostDraft.LONGEST_LINK ? null : url.strip();
    }

    private static void readTimes(JsonNode payload, PostDraft post) throws Refusal {
        post.createdAt = Fields.time(payload, "createdAt", "");
        Long updated = Fields.time(payload, "updatedAt", "");
        if (post.createdAt == null) {
            post.createdWhenSeen();
        } else {
            post.checkTimes("createdAt");
        }
        if (!post.notes.contains(PostDraft.CREATED_WHEN_SEEN)) {
            post.updated(updated);
        }
    }

    private static void readAuthor(JsonNode payload, PostDraft post) throws Refusal {
        JsonNode author = Fields.of(payload, "author");
        if (author == null) {
            return;
        }
        if (author.isTextual()) {
            String name = author.textValue().strip();
            post.author = asKey(name).isEmpty()
                    ? null
                    : new Author(mentionId(asKey(name)), bare(post.name(name), '@'), null, null, null, null, null);
            return;
        }
        author = Fields.object(payload, "author", "");
        String handle = Fields.text(author, "handle", "author.");
        String name = Fields.text(author, "name", "author.");
        String id = Fields.key(author, "id", "author.");
        if (id == null) {
            id = handle != null && !handle.isBlank() ? asKey(handle) : name != null ? asKey(name) : "";
        }
        Long since = Fields.time(author, "since", "author.");
        if (!id.isEmpty()) {
            post.author = new Author(
                    mentionId(id),
                    handle == null || handle.isBlank() ? null : bare(post.name(handle.strip()), '@'),
                    post.name(name),
                    Fields.countInDigits(author, "followers", "author."),
                    Fields.flag(author, "verified", "author."),
                    Fields.flag(author, "automated", "author."),
                    since == null ? null : Instant.ofEpochMilli(since));
        }
    }

    private static void readPlaces(JsonNode payload, PostDraft post) throws Refusal {
        JsonNode channel = Fields.of(payload, "channel");
        if (channel != null && channel.isTextual()) {
            if (!channel.textValue().isBlank()) {
                post.channel(
                        mentionId(asKey(channel.textValue())),
                        channel.textValue().strip());
            }
        } else {
            channel = Fields.object(payload, "channel", "");
            String name = Fields.text(channel, "name", "channel.");
            String id = Fields.key(channel, "id", "channel.");
            if (id != null || name != null && !name.isBlank()) {
                post.channel(mentionId(id != null ? id : asKey(name)), name);
            }
        }
        JsonNode place = Fields.of(payload, "place");
        if (place != null && place.isTextual()) {
            post.place(place.textValue(), null, null, null);
        } else if (place != null) {
            place = Fields.object(payload, "place", "");
            post.place(
                    Fields.text(place, "name", "place."),
                    Fields.text(place, "country", "place."),
                    Fields.decimal(place, "latitude", "place."),
                    Fields.decimal(place, "longitude", "place."));
        }
    }

    private static void readNumbers(JsonNode payload, PostDraft post) throws Refusal {
        Counters counters = new Counters(
                Fields.countInDigits(payload, "likes", ""),
                Fields.countInDigits(payload, "reposts", ""),
                Fields.countInDigits(payload, "replies", ""),
                Fields.countInDigits(payload, "quotes", ""),
                Fields.countInDigits(payload, "bookmarks", ""),
                Fields.countInDigits(payload, "views", ""),
                Fields.countInDigits(payload, "clicks", ""),
                score(payload));
        if (!counters.equals(new Counters())) {
            post.counters = counters;
        }
        Double rating = Fields.decimal(payload, "rating", "");
        if (rating != null) {
            Double worst = Fields.decimal(payload, "ratingWorst", "");
            Double best = Fields.decimal(payload, "ratingBest", "");
            post.rating(rating, worst == null ? FEWEST_STARS : worst, best == null ? MOST_STARS : best);
        }
    }

    private static Long score(JsonNode payload) throws Refusal {
        JsonNode score = Fields.of(payload, "score");
        if (score != null && score.isTextual()) {
            try {
                return Long.valueOf(score.textValue().strip());
            } catch (NumberFormatException e) {
                throw new Refusal(Reason.FIELD_TYPE, "score", "expected a whole number, found other text");
            }
        }
        return Fields.number(payload, "score", "");
    }

    private static void readKind(JsonNode payload, PostDraft post) throws Refusal {
        post.replyTo = parent(payload, "replyTo");
        post.quoteOf = parent(payload, "quoteOf");
        post.repostOf = parent(payload, "repostOf");
        post.threadRoot = parent(payload, "threadRoot");
        String kind = Fields.text(payload, "kind", "");
        if (kind == null || kind.isBlank()) {
            post.kind = post.repostOf != null
                    ? MentionKind.REPOST
                    : post.replyTo != null
                            ? MentionKind.REPLY
                            : post.quoteOf != null
                                    ? MentionKind.QUOTE
                                    : payload.hasNonNull("rating") ? MentionKind.REVIEW : MentionKind.POST;
            return;
        }
        try {
            post.kind = MentionKind.valueOf(kind.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Reason.FIELD_RANGE,
                    "kind",
                    "a kind must be one of post, reply, quote, repost, review, article and other");
        }
        if (post.kind == MentionKind.REPOST && post.repostOf == null) {
            throw new Refusal(Reason.MISSING_FIELD, "repostOf", "a repost must name its original");
        }
    }

    private static String parent(JsonNode payload, String name) throws Refusal {
        String id = Fields.key(payload, name, "");
        return id == null ? null : mentionId(id);
    }

    /** Names serve as ids where there are none, without the blanks ids cannot have. */
    private static String asKey(String name) {
        return bare(name.strip(), '@').replaceAll("[\\s\\p{Cntrl}\\p{Cs}]+", "_");
    }

    private static String mentionId(String id) {
        return PLATFORM + ":" + id;
    }
}
