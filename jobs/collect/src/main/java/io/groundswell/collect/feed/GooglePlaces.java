package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;

/**
 * Places with some of their reviews, as the Places API gives them: the classic answers with a status, and the newer ones,
 * which are the places themselves. Made for one record.
 *
 * <p>A classic review has no id. A person has one review of a place, so place and person together name it; where the
 * person is not told, the time stands for the person, and where the place was not asked for, for the place.
 */
final class GooglePlaces {

    private static final String CONTRIBUTOR = "/contrib/";

    private final FeedItems items;

    GooglePlaces(FeedItems items) {
        this.items = items;
    }

    /** What all reviews in one place have in common. */
    private record Place(String id, String name, String address, String country, Double latitude, Double longitude) {

        void isPlaceOf(PostDraft review) {
            if (id != null) {
                review.channel(review.platform + ":" + id, name);
            }
            review.place(address, country, latitude, longitude);
        }
    }

    // The classic generation: {"result": {…} or "results": […], "status": "OK"}

    void readAnswer(JsonNode answer, String path) throws Refusal {
        String status = Fields.text(answer, "status", path);
        JsonNode place = Fields.object(answer, "result", path);
        if (place != null) {
            readClassicPlace(place, path + "result");
        } else if (answer.has("predictions")) {
            items.control("predictions");
        } else if (answer.has("results") || answer.has("candidates")) {
            String name = answer.has("results") ? "results" : "candidates";
            items.each(
                    Fields.items(answer, name, path),
                    path + name,
                    (found, part) -> readClassicPlace(Fields.object(found, part), part));
        } else {
            items.control(
                    "ZERO_RESULTS".equals(status) ? "empty-page" : "NOT_FOUND".equals(status) ? "not-found" : "errors");
        }
    }

    void readClassicPlace(JsonNode node, String part) throws Refusal {
        String path = StarReviews.path(part);
        Place place = classicPlace(node, path);
        count(
                place,
                Fields.decimal(node, "rating", path),
                Fields.count(node, "user_ratings_total", path),
                node.has("reviews"));
        if (node.has("reviews")) {
            items.each(
                    Fields.items(node, "reviews", path),
                    path + "reviews",
                    (review, where) -> readClassicReview(Fields.object(review, where), where, place));
        }
    }

    private static Place classicPlace(JsonNode node, String path) throws Refusal {
        String address = Fields.text(node, "formatted_address", path);
        JsonNode geometry = Fields.object(node, "geometry", path);
        JsonNode point = Fields.object(geometry, "location", path + "geometry.");
        String pointPath = path + "geometry.location.";
        return new Place(
                Fields.key(node, "place_id", path),
                Fields.text(node, "name", path),
                address != null ? address : Fields.text(node, "vicinity", path),
                country(node, "address_components", "short_name", path),
                Fields.decimal(point, "lat", pointPath),
                Fields.decimal(point, "lng", pointPath));
    }

    private static String country(JsonNode node, String components, String shortName, String path) throws Refusal {
        for (JsonNode component : Fields.items(node, components, path)) {
            for (JsonNode type : Fields.items(component, "types", path + components + ".")) {
                if ("country".equals(type.textValue())) {
                    return Fields.text(component, shortName, path + components + ".");
                }
            }
        }
        return null;
    }

    private void count(Place place, Double average, Long ratings, boolean reviewed) {
        boolean counted = place.id != null && StarReviews.average(items, place.id, null, place.name, average, ratings);
        if (!counted && !reviewed) {
            items.control("place");
        }
    }

    private void readClassicReview(JsonNode node, String part, Place place) throws Refusal {
        String path = StarReviews.path(part);
        Long time = Fields.required(Fields.seconds(node, "time", path), "time", path);
        String contributor = StarReviews.named(Fields.text(node, "author_url", path), CONTRIBUTOR);
        PostDraft review = StarReviews.review(items, id(place, contributor, time, path));
        review.notes.add("id-derived");
        review.createdAt = time;
        review.checkTimes(path + "time");
        StarReviews.stars(review, Fields.decimal(node, "rating", path));
        String text = Fields.text(node, "text", path);
        if (text != null) {
            review.sayPlain(text);
        }
        // The language is that of the text, also when Google has translated it.
        review.language(Fields.text(node, "language", path));
        if (Boolean.TRUE.equals(Fields.flag(node, "translated", path))) {
            review.notes.add("translated-by-platform");
        }
        place.isPlaceOf(review);
        review.author = StarReviews.writer(review, contributor, Fields.text(node, "author_name", path));
        items.post(review);
    }

    private static String id(Place place, String contributor, long time, String path) throws Refusal {
        if (place.id != null) {
            return place.id + "/" + (contributor != null ? contributor : time / 1000);
        } else if (contributor != null) {
            return contributor + "/" + time / 1000;
        }
        throw new Refusal(
                Reason.MISSING_FIELD, path + "author_url", "neither the place nor the author of the review is told");
    }

    // The newer generation: {"places": […]}, or a place

    static boolean isPlace(JsonNode node) {
        return node.has("userRatingCount")
                || node.has("googleMapsUri")
                || node.has("displayName")
                || node.path("name").asText().startsWith("places/")
                || node.has("reviews")
                || node.has("businessStatus");
    }

    void readPlaces(JsonNode page, String path) throws Refusal {
        items.each(
                Fields.items(page, "places", path),
                path + "places",
                (place, part) -> readPlace(Fields.object(place, part), part));
    }

    void readPlace(JsonNode node, String part) throws Refusal {
        String path = StarReviews.path(part);
        Place place = place(node, path);
        count(
                place,
                Fields.decimal(node, "rating", path),
                Fields.count(node, "userRatingCount", path),
                node.has("reviews"));
        if (node.has("reviews")) {
            items.each(
                    Fields.items(node, "reviews", path),
                    path + "reviews",
                    (review, where) -> readReview(Fields.object(review, where), where, place));
        }
    }

    private static Place place(JsonNode node, String path) throws Refusal {
        String id = Fields.key(node, "id", path);
        if (id == null) {
            id = StarReviews.named(Fields.text(node, "name", path), "places/");
        }
        // What was not asked for is not there, but reviews always tell where they belong.
        for (JsonNode review : Fields.items(node, "reviews", path)) {
            id = id != null ? id : StarReviews.named(review.path("name").textValue(), "places/");
        }
        JsonNode point = Fields.object(node, "location", path);
        JsonNode postal = Fields.object(node, "postalAddress", path);
        String country = Fields.text(postal, "regionCode", path + "postalAddress.");
        return new Place(
                id,
                Fields.text(Fields.object(node, "displayName", path), "text", path + "displayName."),
                Fields.text(node, "formattedAddress", path),
                country != null ? country : country(node, "addressComponents", "shortText", path),
                Fields.decimal(point, "latitude", path + "location."),
                Fields.decimal(point, "longitude", path + "location."));
    }

    private void readReview(JsonNode node, String part, Place place) throws Refusal {
        String path = StarReviews.path(part);
        PostDraft review = StarReviews.review(items, Fields.required(Fields.key(node, "name", path), "name", path));
        review.createdAt = Fields.time(node, "publishTime", path);
        if (review.createdAt == null) {
            review.createdWhenSeen();
        }
        review.checkTimes(path + "publishTime");
        StarReviews.stars(review, Fields.decimal(node, "rating", path));
        JsonNode original = Fields.object(node, "originalText", path);
        JsonNode words = original != null ? original : Fields.object(node, "text", path);
        String wordsPath = path + (original != null ? "originalText." : "text.");
        String text = Fields.text(words, "text", wordsPath);
        if (text != null) {
            review.sayPlain(text);
        }
        review.language(Fields.text(words, "languageCode", wordsPath));
        review.permalink(Fields.text(node, "googleMapsUri", path));
        place.isPlaceOf(review);
        JsonNode author = Fields.object(node, "authorAttribution", path);
        String authorPath = path + "authorAttribution.";
        review.author = StarReviews.writer(
                review,
                StarReviews.named(Fields.text(author, "uri", authorPath), CONTRIBUTOR),
                Fields.text(author, "displayName", authorPath));
        items.post(review);
    }
}
