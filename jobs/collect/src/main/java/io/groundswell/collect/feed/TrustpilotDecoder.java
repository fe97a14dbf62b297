package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.TakedownAction;
import java.time.ZoneOffset;

/**
 * Trustpilot: reviews of companies and of products, alone and in pages, the notices it sends of them, and where a
 * company stands. Some of its times have no zone; they are read as UTC, as the others are.
 */
final class TrustpilotDecoder extends JsonFeedDecoder {

    private static final String SITE = "https://www.trustpilot.com/reviews/";

    TrustpilotDecoder() {
        super("trustpilot");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        if (payload.has("events")) {
            items.each(
                    Fields.items(payload, "events", path),
                    path + "events",
                    (event, where) -> readEvent(Fields.object(event, where), where, items));
        } else if (payload.has("eventName")) {
            readEvent(payload, part, items);
        } else if (payload.has("reviews")) {
            readPage(payload, "reviews", path, items);
        } else if (payload.has("productReviews")) {
            readPage(payload, "productReviews", path, items);
        } else if (payload.has("businessUnits")) {
            items.each(
                    Fields.items(payload, "businessUnits", path),
                    path + "businessUnits",
                    (unit, where) -> readCompany(Fields.object(unit, where), where, items));
        } else if (payload.has("stars") && payload.has("id")) {
            readReview(payload, part, items);
        } else if (payload.has("numberOfReviews") || payload.has("score") || payload.has("websiteUrl")) {
            readCompany(payload, part, items);
        } else if (payload.has("errorCode") || payload.has("fault") || payload.has("error") || payload.has("errors")) {
            items.control("errors");
        } else {
            throw unknown("an object that is no review, no notice and no company of Trustpilot");
        }
    }

    private void readPage(JsonNode page, String name, String path, FeedItems items) throws Refusal {
        items.each(
                Fields.items(page, name, path),
                path + name,
                (review, part) -> readReview(Fields.object(review, part), part, items));
    }

    private void readEvent(JsonNode event, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String name = Fields.required(Fields.text(event, "eventName", path), "eventName", path);
        JsonNode review = Fields.object(event, "eventData", path);
        String reviewPart = path + "eventData";
        if (!name.contains("review") || review == null) {
            items.control("notice");
        } else if (name.endsWith("-deleted")) {
            items.deletion(platform() + ":" + id(review, reviewPart + "."), null);
        } else if (name.endsWith("-updated")) {
            PostDraft draft = draft(review, reviewPart, items);
            draft.edited = true;
            post(draft, review, reviewPart, items);
        } else if (name.endsWith("-created")) {
            readReview(review, reviewPart, items);
        } else {
            items.control("notice");
        }
    }

    private static String id(JsonNode review, String path) throws Refusal {
        return Fields.required(Fields.key(review, "id", path), "id", path);
    }

    private void readReview(JsonNode node, String part, FeedItems items) throws Refusal {
        post(draft(node, part, items), node, part, items);
    }

    private PostDraft draft(JsonNode node, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String id = id(node, path);
        PostDraft review = StarReviews.review(items, id);
        review.createdAt = Fields.required(time(node, "createdAt", path, review), "createdAt", path);
        review.checkTimes(path + "createdAt");
        review.updated(time(node, "updatedAt", path, review));
        StarReviews.stars(review, Fields.decimal(node, "stars", path));

        String text = Fields.text(node, "text", path);
        String content = Fields.text(node, "content", path);
        review.sayPlain(text != null ? text : content != null ? content : "");
        review.title(Fields.text(node, "title", path));
        review.language(Fields.text(node, "language", path));
        review.count(Fields.count(node, "numberOfLikes", path), null, null, null, null);
        String link = Fields.text(node, "link", path);
        review.permalink(link != null ? link : SITE + id);
        readPlaces(node, path, review);

        JsonNode consumer = Fields.object(node, "consumer", path);
        String name = Fields.text(consumer, "displayName", path + "consumer.");
        review.author = StarReviews.writer(
                review,
                Fields.key(consumer, "id", path + "consumer."),
                name != null ? name : Fields.text(consumer, "name", path + "consumer."));
        return review;
    }

    private void readPlaces(JsonNode node, String path, PostDraft review) throws Refusal {
        JsonNode company = Fields.object(node, "businessUnit", path);
        String companyId = company == null
                ? Fields.key(node, "businessUnitId", path)
                : Fields.key(company, "id", path + "businessUnit.");
        if (companyId != null) {
            review.channel(platform() + ":" + companyId, Fields.text(company, "displayName", path + "businessUnit."));
        }
        JsonNode location = Fields.object(node, "location", path);
        review.place(Fields.text(location, "name", path + "location."), null, null, null);
    }

    private void post(PostDraft review, JsonNode node, String part, FeedItems items) throws Refusal {
        items.post(review);
        String path = StarReviews.path(part);
        JsonNode report = Fields.object(node, "reportData", path);
        if (report != null) {
            items.part(report, path + "reportData", (told, where) -> readReport(told, where, review, items));
        }
        JsonNode reply = Fields.object(node, "companyReply", path);
        if (reply != null) {
            items.part(reply, path + "companyReply", (said, where) -> readReply(said, where, review, items));
        }
    }

    private void readReply(JsonNode node, String part, PostDraft review, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        PostDraft reply = StarReviews.answer(items, review);
        reply.createdAt = Fields.required(time(node, "createdAt", path, reply), "createdAt", path);
        reply.checkTimes(path + "createdAt");
        reply.updated(time(node, "updatedAt", path, reply));
        reply.sayPlain(Fields.required(Fields.text(node, "text", path), "text", path));
        items.post(reply);
    }

    /** A reported review is hidden while it is looked into, and comes back when nothing is wrong with it. */
    private void readReport(JsonNode report, String part, PostDraft review, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String visibility = Fields.text(report, "reviewVisibility", path);
        Long at = time(report, "createdAt", path, review);
        if (visibility == null) {
            return;
        }
        boolean hidden = visibility.equals("hidden");
        // It is the time of the report, which is not that of the return.
        items.add(items.takedown(review.id, false, TakedownAction.WITHHOLD, !hidden, hidden ? at : null));
    }

    private void readCompany(JsonNode company, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        JsonNode names = Fields.object(company, "name", path);
        JsonNode score = Fields.object(company, "score", path);
        // A search answers with the number alone.
        JsonNode reviews = Fields.of(company, "numberOfReviews");
        Long total = reviews == null || reviews.isNumber()
                ? Fields.count(company, "numberOfReviews", path)
                : Fields.count(Fields.object(company, "numberOfReviews", path), "total", path + "numberOfReviews.");
        boolean counted = StarReviews.average(
                items,
                id(company, path),
                Fields.text(names, "identifying", path + "name."),
                Fields.text(company, "displayName", path),
                Fields.decimal(score, "trustScore", path + "score."),
                total);
        if (!counted) {
            items.control("company");
        }
    }

    private static Long time(JsonNode node, String name, String path, PostDraft draft) throws Refusal {
        String written = Fields.text(node, name, path);
        return written == null || written.isEmpty()
                ? null
                : Long.valueOf(FeedTime.iso(written, ZoneOffset.UTC, path + name, draft.notes));
    }
}
