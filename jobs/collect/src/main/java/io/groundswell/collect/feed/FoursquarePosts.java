package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;

/**
 * What people leave at places: tips, check-ins with words or without, photos, and lists of places. An item inside a
 * person's or a venue's answer leaves out whose or where it is, so that is handed down.
 */
final class FoursquarePosts {

    private final FeedItems items;

    FoursquarePosts(FeedItems items) {
        this.items = items;
    }

    /**
     * A tip is Foursquare's review.
     *
     * @param by the author when the tip does not name one, or null
     * @param at the venue when the tip does not name one, or null
     */
    void readTip(JsonNode node, JsonNode by, JsonNode at, String path) throws Refusal {
        PostDraft tip = draft(node, path);
        tip.kind = MentionKind.REVIEW;
        readAuthor(node, by, tip, path);
        readVenue(node, at, tip, path);
        say(Fields.required(Fields.text(node, "text", path), "text", path), tip);
        tip.link(Fields.text(node, "url", path));
        String canonical = Fields.text(node, "canonicalUrl", path);
        tip.permalink = canonical != null && canonical.startsWith("https://")
                ? canonical
                : "https://foursquare.com/item/" + tip.id.substring(tip.platform.length() + 1);
        tip.language(Fields.text(node, "lang", path));
        String verdict = Fields.text(node, "authorInteractionType", path);
        if (verdict != null) {
            switch (verdict) {
                case "liked" -> tip.rating(1, 0, 1);
                case "meh" -> tip.rating(0.5, 0, 1);
                case "disliked" -> tip.rating(0, 0, 1);
                default -> tip.notes.add("rating-dropped");
            }
        }
        Long edited = Fields.seconds(node, "editedAt", path);
        if (edited != null) {
            tip.edited = true;
            tip.version = Math.min(edited, items.observedAt);
        }
        JsonNode photo = node.path("photo");
        if (photo.isObject()) {
            tip.media("photo", picture(photo, path + "photo."), null);
        }
        tip.count(count(node, "likes", path), null, null, count(node, "todo", path), null);
        items.post(tip);
    }

    /** @param embedded whether it stands inside another post */
    void readCheckin(JsonNode node, JsonNode by, JsonNode at, boolean embedded, String path) throws Refusal {
        String visibility = Fields.text(node, "visibility", path);
        if (Boolean.TRUE.equals(Fields.flag(node, "private", path))
                || visibility != null && !visibility.equals("public")) {
            items.control("private");
            return;
        }
        PostDraft checkin = draft(node, path);
        checkin.embedded = embedded;
        readAuthor(node, by, checkin, path);
        readVenue(node, at, checkin, path);
        String shout = Fields.text(node, "shout", path);
        if (shout != null) {
            say(shout, checkin);
        }
        JsonNode photos = Fields.object(node, "photos", path);
        for (JsonNode photo : Fields.items(photos, "items", path + "photos.")) {
            checkin.media("photo", picture(photo, path + "photos.items."), null);
        }
        checkin.count(count(node, "likes", path), null, count(node, "comments", path), null, null);
        items.post(checkin);
        JsonNode comments = Fields.object(node, "comments", path);
        int position = 0;
        for (JsonNode comment : Fields.items(comments, "items", path + "comments.")) {
            items.part(
                    comment,
                    path + "comments.items[" + position++ + "]",
                    (item, part) -> readReply(Fields.object(item, part), checkin, null, part + "."));
        }
    }

    /** @param to what it answers, or null when that is not told */
    void readReply(JsonNode node, PostDraft to, JsonNode by, String path) throws Refusal {
        PostDraft reply = draft(node, path);
        reply.kind = MentionKind.REPLY;
        readAuthor(node, by, reply, path);
        if (to != null) {
            reply.replyTo = to.id;
            reply.threadRoot = to.id;
            reply.channel = to.channel;
            reply.place = to.place;
        }
        say(Fields.required(Fields.text(node, "text", path), "text", path), reply);
        items.post(reply);
    }

    /** A photo says nothing itself; the check-in it was taken at may. */
    void readPhoto(JsonNode node, JsonNode at, String path) throws Refusal {
        String visibility = Fields.text(node, "visibility", path);
        if (visibility != null && !visibility.equals("public")) {
            items.control("private");
            return;
        }
        PostDraft photo = draft(node, path);
        readAuthor(node, null, photo, path);
        readVenue(node, at, photo, path);
        photo.media("photo", picture(node, path), null);
        JsonNode checkin = Fields.object(node, "checkin", path);
        if (checkin != null) {
            photo.threadRoot = photo.platform + ":" + Fields.key(checkin, "id", path + "checkin.");
        }
        items.post(photo);
        if (checkin != null) {
            JsonNode user = Fields.object(node, "user", path);
            JsonNode venue = Fields.object(node, "venue", path);
            items.part(
                    checkin,
                    path + "checkin",
                    (item, part) -> readCheckin(item, user, venue != null ? venue : at, true, part + "."));
        }
    }

    void readList(JsonNode node, String path) throws Refusal {
        PostDraft list = draft(node, path);
        readAuthor(node, null, list, path);
        String description = Fields.text(node, "description", path);
        if (description != null) {
            list.sayPlain(description);
        }
        list.title(Fields.text(node, "name", path));
        Long updated = Fields.seconds(node, "updatedAt", path);
        if (updated != null) {
            list.version = Math.min(updated, items.observedAt);
        }
        String canonical = Fields.text(node, "canonicalUrl", path);
        list.permalink = canonical != null && canonical.startsWith("https://") ? canonical : null;
        items.post(list);
        JsonNode listed = Fields.object(node, "listItems", path);
        int position = 0;
        for (JsonNode item : Fields.items(listed, "items", path + "listItems.")) {
            String part = path + "listItems.items[" + position++ + "]";
            JsonNode tip = item.path("tip");
            if (tip.isObject()) {
                JsonNode venue = item.path("venue").isObject() ? item.get("venue") : null;
                items.part(tip, part + ".tip", (found, at) -> readTip(found, null, venue, at + "."));
            }
        }
    }

    /** The tips, check-ins and photos a person or a venue comes with, in a list or in groups of them. */
    void readHeldBy(JsonNode holder, JsonNode by, JsonNode at, String path) throws Refusal {
        for (String kind : new String[] {"tips", "checkins", "photos"}) {
            JsonNode held = Fields.object(holder, kind, path);
            readHeld(kind, held, by, at, path + kind + ".");
            int position = 0;
            for (JsonNode group : Fields.items(held, "groups", path + kind + ".")) {
                readHeld(kind, group, by, at, path + kind + ".groups[" + position++ + "].");
            }
        }
    }

    private void readHeld(String kind, JsonNode held, JsonNode by, JsonNode at, String path) throws Refusal {
        int position = 0;
        for (JsonNode item : Fields.items(held, "items", path)) {
            items.part(item, path + "items[" + position++ + "]", (node, part) -> {
                JsonNode found = Fields.object(node, part);
                switch (kind) {
                    case "tips" -> readTip(found, by, at, part + ".");
                    case "checkins" -> readCheckin(found, by, at, false, part + ".");
                    default -> readPhoto(found, at, part + ".");
                }
            });
        }
    }

    private PostDraft draft(JsonNode node, String path) throws Refusal {
        PostDraft post = items.draft();
        post.id = items.platform + ":" + Fields.required(Fields.key(node, "id", path), "id", path);
        post.createdAt = Fields.required(Fields.seconds(node, "createdAt", path), "createdAt", path);
        post.checkTimes(path + "createdAt");
        return post;
    }

    private static void say(String text, PostDraft post) {
        post.sayPlain(text);
        post.tagsInText();
    }

    private static void readAuthor(JsonNode node, JsonNode by, PostDraft post, String path) throws Refusal {
        JsonNode own = Fields.object(node, "user", path);
        JsonNode user = own != null ? own : by;
        String inner = own != null ? path + "user." : path;
        String id = Fields.key(user, "id", inner);
        if (id != null) {
            post.author = new Author(
                    post.platform + ":" + id,
                    null,
                    post.name(fullName(user, inner)),
                    count(user, "followers", inner),
                    null,
                    null,
                    null);
        }
    }

    static String fullName(JsonNode user, String path) throws Refusal {
        String first = Fields.text(user, "firstName", path);
        String last = Fields.text(user, "lastName", path);
        return first == null ? last : last == null || last.isEmpty() ? first : first + " " + last;
    }

    private static void readVenue(JsonNode node, JsonNode at, PostDraft post, String path) throws Refusal {
        JsonNode own = Fields.object(node, "venue", path);
        JsonNode venue = own != null ? own : at;
        if (venue == null) {
            return;
        }
        String inner = own != null ? path + "venue." : path;
        String name = Fields.text(venue, "name", inner);
        String id = Fields.key(venue, "id", inner);
        if (id != null) {
            post.channel(post.platform + ":" + id, name);
        }
        JsonNode location = Fields.object(venue, "location", inner);
        inner += "location.";
        String city = Fields.text(location, "city", inner);
        String state = Fields.text(location, "state", inner);
        String town = city == null ? state : state == null ? city : city + ", " + state;
        // "country" is a word in the language of the reader.
        post.place(
                town == null ? name : town,
                Fields.text(location, "cc", inner),
                Fields.decimal(location, "lat", inner),
                Fields.decimal(location, "lng", inner));
    }

    /** Old answers give a link, later ones its two ends with the size between. */
    private static String picture(JsonNode photo, String path) throws Refusal {
        String prefix = Fields.text(photo, "prefix", path);
        String suffix = Fields.text(photo, "suffix", path);
        return prefix == null || suffix == null ? Fields.text(photo, "url", path) : prefix + "original" + suffix;
    }

    /** How many there are, of what stands in the answer as an object with a count. */
    static Long count(JsonNode node, String name, String path) throws Refusal {
        return Fields.count(Fields.object(node, name, path), "count", path + name + ".");
    }
}
