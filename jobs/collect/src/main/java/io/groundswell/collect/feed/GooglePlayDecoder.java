package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Google Play: reviews of an app as its developers get them. An edited review comes again under its id, told apart by
 * the time of its last change, which is the only time it has.
 *
 * <p>Google does not say which app a review is of: that stands in the address asked. A collector that writes it beside
 * the reviews, as {@code packageName}, is understood.
 */
final class GooglePlayDecoder extends JsonFeedDecoder {

    GooglePlayDecoder() {
        super("googleplay");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        if (payload.has("reviews")) {
            String app = Fields.key(payload, "packageName", path);
            items.each(
                    Fields.items(payload, "reviews", path),
                    path + "reviews",
                    (review, where) -> readReview(Fields.object(review, where), where, app, items));
        } else if (payload.has("reviewId")) {
            readReview(payload, part, null, items);
        } else if (payload.has("error")) {
            items.control("errors");
        } else if (payload.isEmpty() || payload.has("tokenPagination") || payload.has("pageInfo")) {
            items.control("empty-page");
        } else if (payload.path("result").has("replyText")) {
            // What Google says to an answer of our own; the review brings it.
            items.control("result");
        } else {
            throw unknown("an object that is no review of Google Play");
        }
    }

    private void readReview(JsonNode node, String part, String pageApp, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String id = Fields.required(Fields.key(node, "reviewId", path), "reviewId", path);
        String ownApp = Fields.key(node, "packageName", path);
        PostDraft origin = StarReviews.review(items, id);
        String app = ownApp != null ? ownApp : pageApp;
        if (app != null) {
            origin.channel(platform() + ":" + app, null);
        }
        origin.author = StarReviews.writer(origin, null, Fields.text(node, "authorName", path));
        items.each(Fields.items(node, "comments", path), path + "comments", (comment, where) -> {
            String inner = StarReviews.path(where);
            JsonNode said = Fields.object(Fields.object(comment, where), "userComment", inner);
            JsonNode answered = Fields.object(comment, "developerComment", inner);
            if (said != null) {
                items.post(userComment(said, inner + "userComment.", id, origin, items));
            }
            if (answered != null) {
                items.post(developerComment(answered, inner + "developerComment.", origin, items));
            }
            if (said == null && answered == null) {
                items.control("comment");
            }
        });
    }

    private PostDraft userComment(JsonNode comment, String path, String id, PostDraft origin, FeedItems items)
            throws Refusal {
        PostDraft review = StarReviews.review(items, id);
        review.channel = origin.channel;
        review.author = origin.author;
        review.createdAt = lastModified(comment, path);
        review.checkTimes(path + "lastModified.seconds");
        review.updated(review.createdAt);
        StarReviews.stars(review, Fields.decimal(comment, "starRating", path));
        readWords(comment, path, review);
        review.count(Fields.count(comment, "thumbsUpCount", path), null, null, null, null);
        return review;
    }

    /** A title, if there is one, stands before a TAB. */
    private static void readWords(JsonNode comment, String path, PostDraft review) throws Refusal {
        String text = Fields.text(comment, "text", path);
        String original = Fields.text(comment, "originalText", path);
        boolean translated = original != null && !original.isBlank();
        String said = translated ? original : text;
        if (said != null) {
            int tab = said.indexOf('\t');
            review.sayPlain(said.substring(tab + 1).strip());
            review.title(tab < 0 ? null : said.substring(0, tab));
        }
        String language = Fields.text(comment, "reviewerLanguage", path);
        review.language(language == null ? null : language.replace('_', '-'));
    }

    private PostDraft developerComment(JsonNode comment, String path, PostDraft origin, FeedItems items)
            throws Refusal {
        PostDraft answer = StarReviews.answer(items, origin);
        answer.createdAt = lastModified(comment, path);
        answer.checkTimes(path + "lastModified.seconds");
        answer.updated(answer.createdAt);
        answer.sayPlain(Fields.required(Fields.text(comment, "text", path), "text", path));
        return answer;
    }

    private static long lastModified(JsonNode comment, String path) throws Refusal {
        JsonNode time = Fields.required(Fields.object(comment, "lastModified", path), "lastModified", path);
        String inner = path + "lastModified.";
        Long seconds = Fields.required(Fields.countInDigits(time, "seconds", inner), "seconds", inner);
        Long nanos = Fields.count(time, "nanos", inner);
        try {
            return Instant.ofEpochSecond(seconds, nanos == null ? 0 : nanos).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refusal(Reason.FIELD_RANGE, inner + "seconds", "not a time in seconds since 1970");
        }
    }
}
