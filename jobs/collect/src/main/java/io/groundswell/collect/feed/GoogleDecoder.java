package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reviews of places on Google: both generations of the Places API, which shows anybody five reviews of a place, and the
 * Business Profile API, which shows a business all of its own. What a record is, is told by its shape.
 */
final class GoogleDecoder extends JsonFeedDecoder {

    GoogleDecoder() {
        super("google");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = StarReviews.path(part);
        GooglePlaces places = new GooglePlaces(items);
        GoogleBusinessReviews business = new GoogleBusinessReviews(items);
        if (payload.isEmpty()) {
            // What both newer generations say when they find nothing.
            items.control("empty-page");
        } else if (payload.has("error")) {
            items.control("errors");
        } else if (payload.has("status") && !payload.has("id") && !payload.has("place_id")) {
            places.readAnswer(payload, path);
        } else if (GoogleBusinessReviews.isPage(payload)) {
            business.readPage(payload, path);
        } else if (GoogleBusinessReviews.isReview(payload)) {
            business.readReview(payload, part);
        } else if (payload.has("places")) {
            places.readPlaces(payload, path);
        } else if (payload.has("place_id") || payload.path("reviews").path(0).has("author_name")) {
            places.readClassicPlace(payload, part);
        } else if (GooglePlaces.isPlace(payload)) {
            places.readPlace(payload, part);
        } else if (payload.has("suggestions") || payload.has("predictions")) {
            items.control("predictions");
        } else {
            throw unknown("an object that is no review and no place of Google");
        }
    }
}
