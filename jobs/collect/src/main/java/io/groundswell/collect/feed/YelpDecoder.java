package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Yelp: pages of reviews of the Fusion API and its predecessor, businesses, and notices of new reviews. Yelp hands out
 * the beginning of a review only. Its times have no zone: they are those of California, where Yelp lives.
 */
final class YelpDecoder extends JsonFeedDecoder {

    private static final ZoneId YELP = ZoneId.of("America/Los_Angeles");

    YelpDecoder() {
        super("yelp");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        if (payload.has("error") || payload.has("errors")) {
            items.control("errors");
        } else if (payload.has("businesses")) {
            items.each(
                    Fields.items(payload, "businesses", path),
                    path + "businesses",
                    (business, name) -> readBusiness(Fields.object(business, name), name, items));
        } else if (payload.has("review_count")) {
            readBusiness(payload, part, items);
        } else if (payload.has("reviews")) {
            readReviews(payload, path, null, null, items);
        } else if (payload.has("updates") || payload.has("object") && payload.has("data")) {
            readNotices(payload, path, items);
        } else if (isReview(payload)) {
            readReview(payload, part, null, null, items);
        } else if (payload.has("alias") && payload.has("name")) {
            items.control("business");
        } else {
            throw unknown("an object that is no review and no business of Yelp");
        }
    }

    private static boolean isReview(JsonNode payload) {
        return payload.has("time_created") || payload.has("excerpt") || payload.has("rating") && payload.has("user");
    }

    private void readBusiness(JsonNode business, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String id = Fields.key(business, "id", path);
        String alias = Fields.key(business, "alias", path);
        String name = Fields.text(business, "name", path);
        boolean counted = StarReviews.average(
                items,
                Fields.required(id == null ? alias : id, "id", path),
                alias,
                name,
                Fields.decimal(business, "rating", path),
                Fields.count(business, "review_count", path));
        if (!counted) {
            items.control("business");
        }
        // The older API puts the first reviews into the business.
        if (business.has("reviews")) {
            readReviews(business, path, alias == null ? id : alias, name, items);
        }
    }

    private void readReviews(JsonNode page, String path, String business, String name, FeedItems items) throws Refusal {
        items.each(
                Fields.items(page, "reviews", path),
                path + "reviews",
                (review, part) -> readReview(Fields.object(review, part), part, business, name, items));
    }

    private void readReview(JsonNode node, String part, String business, String name, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        PostDraft review = StarReviews.review(items, Fields.required(Fields.key(node, "id", path), "id", path));
        review.createdAt = time(node, path, review);
        review.checkTimes(path + "time_created");
        StarReviews.stars(review, Fields.decimal(node, "rating", path));
        readWords(node, path, review);

        String url = Fields.text(node, "url", path);
        review.permalink(withoutCampaign(url));
        // A page of reviews names its business nowhere but in their addresses.
        String place = business != null ? business : StarReviews.named(url, "/biz/");
        if (place != null) {
            review.channel(platform() + ":" + place, name);
        }
        JsonNode user = Fields.object(node, "user", path);
        String userId = Fields.key(user, "id", path + "user.");
        review.author = StarReviews.writer(
                review,
                userId != null
                        ? userId
                        : StarReviews.named(Fields.text(user, "profile_url", path + "user."), "userid="),
                Fields.text(user, "name", path + "user."));
        items.post(review);

        JsonNode answer = Fields.object(node, "public_response", path);
        if (answer != null) {
            items.part(answer, path + "public_response", (said, where) -> readAnswer(said, where, review, items));
        }
    }

    private void readAnswer(JsonNode node, String part, PostDraft review, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        PostDraft answer = StarReviews.answer(items, review);
        answer.createdAt = time(node, path, answer);
        answer.checkTimes(path + "time_created");
        answer.sayPlain(Fields.required(Fields.text(node, "text", path), "text", path));
        items.post(answer);
    }

    private static void readWords(JsonNode node, String path, PostDraft review) throws Refusal {
        String excerpt = Fields.text(node, "excerpt", path);
        String text = Fields.text(node, "text", path);
        String said = text != null ? text : excerpt;
        if (said == null) {
            return;
        }
        review.sayPlain(said);
        if (text == null || said.endsWith("...") || said.endsWith("…")) {
            review.notes.add("cut-by-platform");
        }
    }

    /** Seconds since 1970 in the older API. */
    private static Long time(JsonNode node, String path, PostDraft draft) throws Refusal {
        JsonNode written = Fields.required(Fields.of(node, "time_created"), "time_created", path);
        return written.isNumber()
                ? Fields.seconds(node, "time_created", path)
                : Long.valueOf(FeedTime.iso(
                        Fields.text(node, "time_created", path), YELP, path + "time_created", draft.notes));
    }

    /** Somebody reviewed a business that asked to be told: stars without words, which a page of reviews brings later. */
    private void readNotices(JsonNode payload, String path, FeedItems items) throws Refusal {
        JsonNode data = payload.has("updates") ? payload : Fields.object(payload, "data", path);
        String dataPath = data == payload ? path : path + "data.";
        String business = Fields.key(data, "id", dataPath);
        JsonNode time = Fields.of(payload, "time");
        items.each(Fields.items(data, "updates", dataPath), dataPath + "updates", (update, part) -> {
            String inner = StarReviews.path(part);
            if (!"NEW_REVIEW_EVENT".equals(Fields.text(update, "event_type", inner))) {
                items.control("notice");
                return;
            }
            PostDraft review = StarReviews.review(
                    items, Fields.required(Fields.key(update, "review_id", inner), "review_id", inner));
            if (time == null) {
                review.createdWhenSeen();
            } else {
                // This clock is that of Yelp's machines, not of its people.
                review.createdAt =
                        FeedTime.iso(Fields.text(payload, "time", path), ZoneOffset.UTC, path + "time", review.notes);
                // Anything that has words is newer.
                review.version = Math.min(review.createdAt, items.observedAt);
            }
            review.checkTimes(path + "time");
            StarReviews.stars(review, Fields.decimal(update, "rating", inner));
            review.language(Fields.text(update, "language", inner));
            review.author = StarReviews.writer(review, Fields.key(update, "user_id", inner), null);
            if (business != null) {
                review.channel(platform() + ":" + business, null);
            }
            items.post(review);
        });
    }

    /** Yelp writes the customer's own key into the addresses it gives. */
    private static String withoutCampaign(String url) {
        int query = url == null ? -1 : url.indexOf('?');
        if (query < 0) {
            return url;
        }
        String review = StarReviews.named(url, "hrid=");
        return url.substring(0, query) + (review == null ? "" : "?hrid=" + review);
    }
}
