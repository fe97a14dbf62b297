package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Apple's App Store: the public feed of customer reviews, in which every value is wrapped into a label; the reviews and
 * answers of the App Store Connect API; and where an app stands. A review is of one country's store.
 */
final class AppStoreDecoder extends JsonFeedDecoder {

    /** Countries as App Store Connect writes them, in three letters. */
    private static final Map<String, String> COUNTRIES = new HashMap<>();

    static {
        for (String country : Locale.getISOCountries()) {
            COUNTRIES.put(new Locale.Builder().setRegion(country).build().getISO3Country(), country);
        }
        COUNTRIES.put("XKS", "XK");
    }

    AppStoreDecoder() {
        super("appstore");
    }

    /** What all reviews of a record have in common; the app's native id may be unknown. */
    private record App(String id, String name) {}

    /** The reviews of a record, by their own ids and by those of their answers: either side may name the other. */
    private record Connected(App app, Map<String, PostDraft> reviews, Map<String, PostDraft> answered) {}

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        if (payload.has("feed")) {
            JsonNode feed = Fields.required(Fields.object(payload, "feed", path), "feed", path);
            readFeed(feed, path + "feed.", items);
        } else if (payload.has("data")) {
            readConnect(payload, path, items);
        } else if (payload.has("results") && payload.has("resultCount")) {
            items.each(
                    Fields.items(payload, "results", path),
                    path + "results",
                    (app, where) -> readApp(Fields.object(app, where), where, items));
        } else if (payload.has("im:rating")) {
            readEntry(payload, part, new App(null, null), items);
        } else if (payload.has("errors") || payload.has("errorMessage")) {
            items.control("errors");
        } else {
            throw unknown("an object that is no review and no app of the App Store");
        }
    }

    // The public feed

    private void readFeed(JsonNode feed, String path, FeedItems items) throws Refusal {
        JsonNode entries = Fields.of(feed, "entry");
        if (entries == null) {
            items.control("empty-page");
            return;
        }
        // A single entry does not stand in an array.
        List<JsonNode> alone = entries.isObject() ? List.of(entries) : null;
        Iterable<JsonNode> all = alone != null ? alone : Fields.items(feed, "entry", path);
        App app = app(feed, all, path);
        items.each(all, path + "entry", (entry, part) -> readEntry(Fields.object(entry, part), part, app, items));
    }

    /** The app stands in the address of the feed, and in older feeds as the first entry. */
    private static App app(JsonNode feed, Iterable<JsonNode> entries, String path) throws Refusal {
        String id = null;
        String name = null;
        for (JsonNode entry : entries) {
            if (entry.has("im:name") && !entry.has("im:rating")) {
                JsonNode attributes = entry.path("id").path("attributes");
                id = Fields.key(attributes, "im:id", path + "entry.id.attributes.");
                name = entry.path("im:name").path("label").textValue();
                break;
            }
        }
        if (id == null) {
            id = StarReviews.named(feed.path("id").path("label").textValue(), "/id=");
        }
        JsonNode links = feed.path("link");
        for (JsonNode link : links.isArray() ? links : List.of(links)) {
            id = id != null
                    ? id
                    : StarReviews.named(link.path("attributes").path("href").textValue(), "/id=");
        }
        return new App(id, name);
    }

    private void readEntry(JsonNode entry, String part, App app, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        if (!entry.has("im:rating")) {
            items.control("app");
            return;
        }
        String id = Fields.key(Fields.object(entry, "id", path), "label", path + "id.");
        PostDraft review = StarReviews.review(items, Fields.required(id, "id.label", path));
        JsonNode updated = Fields.object(entry, "updated", path);
        review.createdAt = Fields.required(Fields.time(updated, "label", path + "updated."), "updated.label", path);
        review.checkTimes(path + "updated.label");
        review.updated(review.createdAt);
        StarReviews.stars(
                review, Fields.decimal(Fields.object(entry, "im:rating", path), "label", path + "im:rating."));
        String said = label(entry, "content", path);
        review.sayPlain(said == null ? "" : said);
        review.title(label(entry, "title", path));
        Long helpful = Fields.countInDigits(Fields.object(entry, "im:voteSum", path), "label", path + "im:voteSum.");
        review.count(helpful, null, null, null, null);

        JsonNode link = Fields.object(entry, "link", path);
        JsonNode attributes = Fields.object(link, "attributes", path + "link.");
        String address = Fields.text(attributes, "href", path + "link.attributes.");
        String of = app.id() != null ? app.id() : StarReviews.named(address, "?id=");
        if (of != null) {
            review.channel(platform() + ":" + of, app.name());
        }
        review.permalink(address);
        JsonNode author = Fields.object(entry, "author", path);
        String profile = label(author, "uri", path + "author.");
        review.place(null, country(address != null ? address : profile), null, null);
        review.author = StarReviews.writer(
                review, StarReviews.named(profile, "/reviews/id"), label(author, "name", path + "author."));
        items.post(review);
    }

    private static String label(JsonNode node, String name, String path) throws Refusal {
        return Fields.text(Fields.object(node, name, path), "label", path + name + ".");
    }

    /** The store an address is of: {@code https://itunes.apple.com/de/…} is of Germany's. */
    private static String country(String address) {
        String store = StarReviews.named(address, "apple.com/");
        return store == null || store.length() != 2 ? null : store.toUpperCase(Locale.ROOT);
    }

    // App Store Connect

    private void readConnect(JsonNode payload, String path, FeedItems items) throws Refusal {
        JsonNode links = Fields.object(payload, "links", path);
        App app = new App(StarReviews.named(Fields.text(links, "self", path + "links."), "/apps/"), null);
        Connected connected = new Connected(app, new HashMap<>(), new HashMap<>());
        JsonNode data = Fields.of(payload, "data");
        if (data == null) {
            items.control("empty-page");
        } else if (data.isObject()) {
            items.part(data, path + "data", (item, part) -> readResource(item, part, connected, items));
        } else {
            items.each(
                    Fields.items(payload, "data", path),
                    path + "data",
                    (item, part) -> readResource(Fields.object(item, part), part, connected, items));
        }
        if (payload.has("included")) {
            items.each(
                    Fields.items(payload, "included", path),
                    path + "included",
                    (item, part) -> readResource(Fields.object(item, part), part, connected, items));
        }
    }

    private void readResource(JsonNode node, String part, Connected connected, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String type = Fields.text(node, "type", path);
        if ("customerReviews".equals(type)) {
            readReview(node, path, connected, items);
        } else if ("customerReviewResponses".equals(type)) {
            readResponse(node, path, connected, items);
        } else if ("apps".equals(type)) {
            items.control("app");
        } else if (type != null) {
            items.control("resource");
        } else {
            throw unknown("a resource without a type");
        }
    }

    private void readReview(JsonNode node, String path, Connected connected, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        JsonNode said = Fields.required(Fields.object(node, "attributes", path), "attributes", path);
        String inner = path + "attributes.";
        PostDraft review = StarReviews.review(items, id);
        review.createdAt = Fields.required(Fields.time(said, "createdDate", inner), "createdDate", inner);
        review.checkTimes(inner + "createdDate");
        StarReviews.stars(review, Fields.decimal(said, "rating", inner));
        String body = Fields.text(said, "body", inner);
        review.sayPlain(body == null ? "" : body);
        review.title(Fields.text(said, "title", inner));
        String territory = Fields.text(said, "territory", inner);
        review.place(null, territory == null ? null : COUNTRIES.get(territory), null, null);
        isOf(connected.app(), review);
        review.author = StarReviews.writer(review, null, Fields.text(said, "reviewerNickname", inner));
        items.post(review);
        connected.reviews().put(id, review);
        String answer = related(node, "response", path);
        if (answer != null) {
            connected.answered().put(answer, review);
        }
    }

    private void readResponse(JsonNode node, String path, Connected connected, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(node, "id", path), "id", path);
        JsonNode said = Fields.required(Fields.object(node, "attributes", path), "attributes", path);
        String inner = path + "attributes.";
        if ("PENDING_PUBLISH".equals(Fields.text(said, "state", inner))) {
            // Nobody but the developer sees it yet.
            items.control("unpublished-reply");
            return;
        }
        String reviewId = related(node, "review", path);
        PostDraft review = reviewId == null
                ? connected.answered().get(id)
                : connected.reviews().get(reviewId);
        if (review == null) {
            review = StarReviews.review(items, Fields.required(reviewId, "relationships.review.data.id", path));
            isOf(connected.app(), review);
        }
        PostDraft answer = StarReviews.answer(items, review);
        answer.id = platform() + ":" + id;
        answer.createdAt = Fields.required(Fields.time(said, "lastModifiedDate", inner), "lastModifiedDate", inner);
        answer.checkTimes(inner + "lastModifiedDate");
        answer.updated(answer.createdAt);
        answer.sayPlain(Fields.required(Fields.text(said, "responseBody", inner), "responseBody", inner));
        items.post(answer);
    }

    private void isOf(App app, PostDraft review) {
        if (app.id() != null) {
            review.channel(platform() + ":" + app.id(), app.name());
        }
    }

    private static String related(JsonNode resource, String name, String path) throws Refusal {
        String inner = path + "relationships.";
        JsonNode related = Fields.object(Fields.object(resource, "relationships", path), name, inner);
        String dataPath = inner + name + ".";
        return Fields.key(Fields.object(related, "data", dataPath), "id", dataPath + "data.");
    }

    // Where an app stands

    private void readApp(JsonNode app, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        String id = Fields.key(app, "trackId", path);
        boolean counted = id != null
                && StarReviews.average(
                        items,
                        id,
                        Fields.key(app, "bundleId", path),
                        Fields.text(app, "trackName", path),
                        Fields.decimal(app, "averageUserRating", path),
                        Fields.count(app, "userRatingCount", path));
        if (!counted) {
            items.control("app");
        }
    }
}
