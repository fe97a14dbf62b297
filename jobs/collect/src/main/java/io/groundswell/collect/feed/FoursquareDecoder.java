package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Reason;
import java.util.List;
import java.util.Map;

/**
 * Foursquare's API v2: tips, check-ins, photos and lists are posts at a venue, which is their channel; venues, pages and
 * people come with numbers. An answer names what it holds; what it holds is the same everywhere.
 */
final class FoursquareDecoder extends JsonFeedDecoder {

    /** What an answer may hold, and what it is; a map of these names to kinds of items. */
    private static final Map<String, String> HELD = Map.ofEntries(
            Map.entry("tip", "tip"),
            Map.entry("tips", "tip"),
            Map.entry("checkin", "checkin"),
            Map.entry("checkins", "checkin"),
            Map.entry("recent", "checkin"),
            Map.entry("hereNow", "checkin"),
            Map.entry("photo", "photo"),
            Map.entry("photos", "photo"),
            Map.entry("list", "list"),
            Map.entry("lists", "list"),
            Map.entry("reply", "reply"),
            Map.entry("post", "reply"),
            Map.entry("comment", "reply"),
            Map.entry("venue", "venue"),
            Map.entry("venues", "venue"),
            Map.entry("minivenues", "venue"),
            Map.entry("nextVenues", "venue"),
            Map.entry("similarVenues", "venue"),
            Map.entry("user", "user"),
            Map.entry("users", "user"),
            Map.entry("results", "user"),
            Map.entry("managing", "user"),
            Map.entry("groups", "group"));

    private static final List<String> NOTICES =
            List.of("stats", "hours", "popular", "links", "menu", "categories", "keywords", "specials");

    FoursquareDecoder() {
        super("foursquare");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("meta") || payload.has("response")) {
            Long code = Fields.count(Fields.object(payload, "meta", path), "code", path + "meta.");
            JsonNode response = Fields.object(payload, "response", path);
            if (code != null && code >= 400) {
                items.control("errors");
            } else if (response == null || response.isEmpty()) {
                items.control("empty-page");
            } else {
                readAnswer(response, path + "response.", items);
            }
        } else if (payload.has("createdAt")
                && "checkin".equals(payload.path("type").asText())) {
            // What the push API sends.
            readItem("checkin", payload, path, items);
        } else if (payload.has("createdAt") && payload.has("text")) {
            readItem("tip", payload, path, items);
        } else {
            throw unknown("no answer of Foursquare's, no check-in and no tip");
        }
    }

    private void readAnswer(JsonNode response, String path, FeedItems items) throws Refusal {
        boolean known = false;
        for (Map.Entry<String, JsonNode> member : response.properties()) {
            String kind = HELD.get(member.getKey());
            if (kind != null && member.getValue().isContainerNode()) {
                known = true;
                readHeld(kind, member.getValue(), path + member.getKey(), items);
            }
        }
        if (known) {
            return;
        }
        for (String notice : NOTICES) {
            if (response.has(notice)) {
                items.control(notice);
                return;
            }
        }
        throw new Refusal(
                Reason.UNKNOWN_PAYLOAD,
                path.substring(0, path.length() - 1),
                "an answer of Foursquare's that holds nothing known");
    }

    /** One item, an array of them, or a counted list of them. */
    private void readHeld(String kind, JsonNode held, String part, FeedItems items) throws Refusal {
        if (held.isArray()) {
            items.each(held, part, (item, at) -> readItem(kind, Fields.object(item, at), at + ".", items));
        } else if (held.has("items")) {
            items.each(
                    Fields.items(held, "items", part + "."),
                    part + ".items",
                    (item, at) -> readItem(kind, Fields.object(item, at), at + ".", items));
        } else if (!held.has("id") && held.has("count")) {
            items.control("empty-page");
        } else {
            readItem(kind, held, part + ".", items);
        }
    }

    private void readItem(String kind, JsonNode item, String path, FeedItems items) throws Refusal {
        FoursquarePosts posts = new FoursquarePosts(items);
        switch (kind) {
            case "tip" -> posts.readTip(item, null, null, path);
            case "checkin" -> posts.readCheckin(item, null, null, false, path);
            case "photo" -> posts.readPhoto(item, null, path);
            case "list" -> posts.readList(item, path);
            case "reply" -> posts.readReply(item, null, null, path);
            case "venue" -> readVenue(item, posts, path, items);
            case "user" -> readUser(item, posts, path, items);
            default -> readGroup(item, posts, path, items);
        }
    }

    /** Places found, plain ones or with the reason why and a tip. */
    private void readGroup(JsonNode group, FoursquarePosts posts, String path, FeedItems items) throws Refusal {
        items.each(Fields.items(group, "items", path), path + "items", (item, at) -> {
            String inner = at + ".";
            JsonNode found = Fields.object(item, at);
            JsonNode venue = Fields.object(found, "venue", inner);
            if (venue == null) {
                readVenue(found, posts, inner, items);
                return;
            }
            readVenue(venue, posts, inner + "venue.", items);
            int position = 0;
            for (JsonNode tip : Fields.items(found, "tips", inner)) {
                items.part(
                        tip,
                        inner + "tips[" + position++ + "]",
                        (node, part) -> posts.readTip(Fields.object(node, part), null, venue, part + "."));
            }
        });
    }

    private void readVenue(JsonNode venue, FoursquarePosts posts, String path, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(venue, "id", path), "id", path);
        JsonNode stats = Fields.object(venue, "stats", path);
        Audience place = items.audienceOf(platform() + ":" + id);
        place.setName(name(Fields.text(venue, "name", path)));
        place.setVisits(Fields.count(stats, "checkinsCount", path + "stats."));
        place.setPosts(Fields.count(stats, "tipCount", path + "stats."));
        place.setLikes(FoursquarePosts.count(venue, "likes", path));
        Double rating = Fields.decimal(venue, "rating", path);
        if (rating != null && rating >= 0 && rating <= 10) {
            place.setRating(rating / 10);
            place.setRatings(Fields.count(venue, "ratingSignals", path));
        }
        if (stats == null && place.getLikes() == null && place.getRating() == null) {
            items.control("venue");
        } else {
            items.add(place);
        }
        posts.readHeldBy(venue, null, venue, path);
    }

    private void readUser(JsonNode user, FoursquarePosts posts, String path, FeedItems items) throws Refusal {
        String id = Fields.required(Fields.key(user, "id", path), "id", path);
        Long followers = FoursquarePosts.count(user, "followers", path);
        if (followers == null) {
            items.control("user");
        } else {
            Audience audience = items.audienceOf(platform() + ":" + id);
            audience.setName(name(FoursquarePosts.fullName(user, path)));
            audience.setFollowers(followers);
            audience.setFollowing(FoursquarePosts.count(user, "following", path));
            audience.setPosts(FoursquarePosts.count(user, "tips", path));
            audience.setVisits(FoursquarePosts.count(user, "checkins", path));
            items.add(audience);
        }
        posts.readHeldBy(user, user, null, path);
    }

    private static String name(String written) {
        return written == null ? null : CleanText.of(written, CleanText.NAME_LIMIT, null);
    }
}
