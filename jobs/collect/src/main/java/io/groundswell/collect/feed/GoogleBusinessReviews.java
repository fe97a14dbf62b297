package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;

/**
 * Reviews as Google gives them to the business they are about (Business Profile API v4): stars in words, the answer of
 * the business inside, and, in one text, what somebody said and what Google made of it in another language.
 *
 * <p>Their names begin with the account that asked. One location may be seen from several accounts, so ids leave it out.
 */
final class GoogleBusinessReviews {

    private static final String TRANSLATED = "(Translated by Google)";
    private static final String ORIGINAL = "(Original)";

    private final FeedItems items;

    GoogleBusinessReviews(FeedItems items) {
        this.items = items;
    }

    static boolean isPage(JsonNode node) {
        return node.has("totalReviewCount")
                || node.has("averageRating")
                || node.has("locationReviews")
                || isReview(node.path("reviews").path(0));
    }

    static boolean isReview(JsonNode node) {
        return node.has("starRating")
                || node.has("reviewer")
                || node.has("reviewId")
                || node.has("reviewReply") && node.has("name");
    }

    void readPage(JsonNode page, String path) throws Refusal {
        if (page.has("locationReviews")) {
            items.each(Fields.items(page, "locationReviews", path), path + "locationReviews", (location, part) -> {
                String inner = StarReviews.path(part);
                JsonNode review = Fields.object(Fields.object(location, part), "review", inner);
                readReview(Fields.required(review, "review", inner), inner + "review");
            });
            return;
        }
        Double average = Fields.decimal(page, "averageRating", path);
        Long total = Fields.count(page, "totalReviewCount", path);
        // A page names its location nowhere but in its reviews.
        String location = null;
        for (JsonNode review : Fields.items(page, "reviews", path)) {
            location =
                    location != null ? location : location(review.path("name").textValue());
        }
        if (location != null) {
            StarReviews.average(items, location, null, null, average, total);
        }
        items.each(
                Fields.items(page, "reviews", path),
                path + "reviews",
                (review, part) -> readReview(Fields.object(review, part), part));
    }

    void readReview(JsonNode node, String part) throws Refusal {
        String path = StarReviews.path(part);
        String name = Fields.key(node, "name", path);
        String id = name == null ? Fields.key(node, "reviewId", path) : withoutAccount(name);
        PostDraft review = StarReviews.review(items, Fields.required(id, "name", path));
        review.createdAt = Fields.required(Fields.time(node, "createTime", path), "createTime", path);
        review.checkTimes(path + "createTime");
        review.updated(Fields.time(node, "updateTime", path));
        StarReviews.stars(review, stars(node, path));
        String comment = Fields.text(node, "comment", path);
        if (comment != null) {
            review.sayPlain(original(comment));
        }
        String location = location(name);
        if (location != null) {
            review.channel(items.platform + ":" + location, null);
        }
        JsonNode reviewer = Fields.object(node, "reviewer", path);
        // Of the anonymous Google gives a name too: "A Google User".
        if (!Boolean.TRUE.equals(Fields.flag(reviewer, "isAnonymous", path + "reviewer."))) {
            review.author = StarReviews.writer(review, null, Fields.text(reviewer, "displayName", path + "reviewer."));
        }
        readMedia(node, path, review);
        items.post(review);

        JsonNode reply = Fields.object(node, "reviewReply", path);
        if (reply != null) {
            items.part(reply, path + "reviewReply", (said, where) -> readReply(said, where, review));
        }
    }

    private static void readMedia(JsonNode node, String path, PostDraft review) throws Refusal {
        for (JsonNode item : Fields.items(node, "reviewMediaItems", path)) {
            String inner = path + "reviewMediaItems.";
            String video = Fields.text(item, "videoUrl", inner);
            review.media(
                    video == null ? "photo" : "video",
                    video == null ? Fields.text(item, "thumbnailUrl", inner) : video,
                    null);
        }
    }

    private void readReply(JsonNode node, String part, PostDraft review) throws Refusal {
        String path = StarReviews.path(part);
        String state = Fields.text(node, "reviewReplyState", path);
        if ("PENDING".equals(state) || "REJECTED".equals(state)) {
            // Nobody but the business sees it.
            items.control("unpublished-reply");
            return;
        }
        PostDraft reply = StarReviews.answer(items, review);
        reply.createdAt = Fields.time(node, "updateTime", path);
        if (reply.createdAt == null) {
            reply.createdWhenSeen();
        }
        reply.checkTimes(path + "updateTime");
        reply.updated(reply.createdAt);
        reply.sayPlain(original(Fields.required(Fields.text(node, "comment", path), "comment", path)));
        items.post(reply);
    }

    private static Double stars(JsonNode node, String path) throws Refusal {
        String written = Fields.text(node, "starRating", path);
        if (written == null) {
            return null;
        }
        return switch (written) {
            case "ONE" -> 1.0;
            case "TWO" -> 2.0;
            case "THREE" -> 3.0;
            case "FOUR" -> 4.0;
            case "FIVE" -> 5.0;
            case "STAR_RATING_UNSPECIFIED" -> null;
            default ->
                throw new Refusal(
                        Reason.FIELD_RANGE, path + "starRating", "not a number of stars in words from ONE to FIVE");
        };
    }

    /** What the person wrote, whichever comes first: the translation, or, for readers of its language, the original. */
    static String original(String comment) {
        int translated = comment.indexOf(TRANSLATED);
        int original = comment.indexOf(ORIGINAL);
        if (translated < 0) {
            return comment;
        } else if (original > translated) {
            return comment.substring(original + ORIGINAL.length()).strip();
        }
        String before = comment.substring(0, translated).strip();
        return before.isEmpty()
                ? comment.substring(translated + TRANSLATED.length()).strip()
                : before;
    }

    private static String withoutAccount(String name) {
        int locations = name.indexOf("/locations/");
        return name.startsWith("accounts/") && locations > 0 ? name.substring(locations + 1) : name;
    }

    private static String location(String name) {
        String location = name == null ? null : StarReviews.named(name, "locations/");
        return location == null ? null : "locations/" + location;
    }
}
