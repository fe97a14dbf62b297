package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Pinterest's API v5: pins, boards, accounts and analytics, one by one or in pages. A pin saved from another is its
 * repost, with words of its own. Pinterest knows of a pin's author only whose board it is on, and that by name.
 */
final class PinterestDecoder extends JsonFeedDecoder {

    /** From the best picture to the least. */
    private static final List<String> SIZES = List.of("originals", "1200x", "600x", "400x300", "150x150");

    PinterestDecoder() {
        super("pinterest");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("items")) {
            items.each(
                    Fields.items(payload, "items", path),
                    path + "items",
                    (item, at) -> readItem(Fields.object(item, at), at + ".", items));
        } else {
            readItem(payload, path, items);
        }
    }

    private void readItem(JsonNode item, String path, FeedItems items) throws Refusal {
        if (item.has("code") && item.has("message")) {
            items.control("errors");
        } else if (isPin(item)) {
            readPin(item, path, items);
        } else if (isAnalytics(item)) {
            readAnalytics(item, Fields.key(item, "pin_id", path), path, items);
        } else if (item.has("id") && item.has("name") || item.has("username")) {
            readAccount(item, path, items);
        } else if (isOfPins(item)) {
            for (Map.Entry<String, JsonNode> pin : item.properties()) {
                items.part(
                        pin.getValue(),
                        path + pin.getKey(),
                        (node, at) -> readAnalytics(node, pin.getKey(), at + ".", items));
            }
        } else if (item.has("PIN_ID") || item.has("date_availability") || item.has("SPEND_IN_DOLLAR")) {
            items.control("analytics-of-a-period");
        } else {
            throw unknown("neither a pin nor a board, an account or analytics of Pinterest");
        }
    }

    private static boolean isPin(JsonNode node) {
        return node.has("id")
                && (node.has("board_id")
                        || node.has("created_at") && !node.has("name")
                        || node.has("media") && !node.has("name")
                        || node.has("pin_metrics"));
    }

    private void readPin(JsonNode node, String path, FeedItems items) throws Refusal {
        PostDraft pin = items.draft();
        String id = Fields.required(Fields.id(node, "id", path), "id", path);
        pin.id = platform() + ":" + id;
        pin.createdAt = created(node, path);
        if (pin.createdAt == null) {
            pin.createdWhenSeen();
        }
        pin.checkTimes(path + "created_at");
        String parent = Fields.id(node, "parent_pin_id", path);
        if (parent != null && !parent.equals(id)) {
            pin.kind = MentionKind.REPOST;
            pin.repostOf = platform() + ":" + parent;
        }
        pin.permalink = "https://www.pinterest.com/pin/" + id + "/";
        String board = Fields.id(node, "board_id", path);
        if (board != null) {
            pin.channel(platform() + ":" + board, null);
        }
        String owner = Fields.text(Fields.object(node, "board_owner", path), "username", path + "board_owner.");
        if (owner != null && !owner.isEmpty()) {
            pin.author = new Author(
                    account(CleanText.of(owner, CleanText.NAME_LIMIT, pin.notes)),
                    pin.name(owner),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        String description = Fields.text(node, "description", path);
        if (description != null) {
            pin.sayPlain(description.strip());
        }
        pin.title(Fields.text(node, "title", path));
        pin.tagsInText();
        pin.link(Fields.text(node, "link", path));
        readMedia(Fields.object(node, "media", path), Fields.text(node, "alt_text", path), pin, path + "media.");
        JsonNode metrics = Fields.object(node, "pin_metrics", path);
        String lifetime = path + "pin_metrics.lifetime_metrics.";
        pin.counters = counters(Fields.object(metrics, "lifetime_metrics", path + "pin_metrics."), lifetime);
        items.post(pin);
    }

    /** Pinterest writes UTC, with or without saying so. */
    private static Long created(JsonNode node, String path) throws Refusal {
        String written = Fields.text(node, "created_at", path);
        if (written == null || written.isEmpty()) {
            return null;
        }
        int time = written.indexOf('T');
        boolean zoned =
                written.endsWith("Z") || written.indexOf('+') > 0 || written.indexOf('-', Math.max(time, 0)) > 0;
        return FeedTime.iso(zoned ? written : written + "Z", path + "created_at");
    }

    private static void readMedia(JsonNode media, String description, PostDraft pin, String path) throws Refusal {
        if (media == null) {
            return;
        }
        boolean several = false;
        for (JsonNode item : Fields.items(media, "items", path)) {
            several = true;
            readPicture(item, Fields.text(item, "item_type", path + "items."), description, pin, path + "items.");
        }
        if (!several) {
            readPicture(media, Fields.text(media, "media_type", path), description, pin, path);
        }
    }

    private static void readPicture(JsonNode node, String type, String description, PostDraft pin, String path)
            throws Refusal {
        String video = Fields.text(node, "video_url", path);
        String cover = Fields.text(node, "cover_image_url", path);
        boolean moves = "video".equals(type) || video != null || cover != null;
        String own = Fields.text(node, "description", path);
        pin.media(
                moves ? "video" : "photo",
                video != null ? video : cover != null ? cover : picture(node, path),
                description != null ? description : own);
    }

    private static String picture(JsonNode node, String path) throws Refusal {
        JsonNode images = Fields.object(node, "images", path);
        for (String size : SIZES) {
            JsonNode image = Fields.object(images, size, path + "images.");
            String url = Fields.text(image, "url", path + "images." + size + ".");
            if (url != null) {
                return url;
            }
        }
        return Fields.text(node, "url", path);
    }

    /** Of all time alone; numbers of 90 days go down as well as up. */
    private static Counters counters(JsonNode lifetime, String path) throws Refusal {
        if (lifetime == null || lifetime.isEmpty()) {
            return null;
        }
        Long outbound = Fields.count(lifetime, "outbound_click", path);
        Long reactions = Fields.count(lifetime, "reaction", path);
        Long comments = Fields.count(lifetime, "comment", path);
        return new Counters(
                reactions != null ? reactions : Fields.count(lifetime, "TOTAL_REACTIONS", path),
                Fields.count(lifetime, "save", path),
                comments != null ? comments : Fields.count(lifetime, "TOTAL_COMMENTS", path),
                null,
                null,
                Fields.count(lifetime, "impression", path),
                outbound != null ? outbound : Fields.count(lifetime, "clickthrough", path),
                null);
    }

    private void readAccount(JsonNode node, String path, FeedItems items) throws Refusal {
        Long followers = Fields.count(node, "follower_count", path);
        Long following = Fields.count(node, "following_count", path);
        Long pins = Fields.count(node, "pin_count", path);
        Long views = Fields.count(node, "monthly_views", path);
        if (followers == null && following == null && pins == null && views == null) {
            items.control(node.has("username") ? "account" : "board");
            return;
        }
        String username = Fields.key(node, "username", path);
        Audience audience = items.audienceOf(
                username != null
                        ? account(username)
                        : platform() + ":" + Fields.required(Fields.id(node, "id", path), "id", path));
        audience.setHandle(username);
        String business = Fields.text(node, "business_name", path);
        String name = business != null ? business : Fields.text(node, "name", path);
        audience.setName(name == null ? null : CleanText.of(name, CleanText.NAME_LIMIT, null));
        audience.setFollowers(followers);
        audience.setFollowing(following);
        audience.setPosts(pins);
        audience.setViews(views);
        items.add(audience);
    }

    private String account(String username) {
        return platform() + ":@" + username;
    }

    /** By kind of app: all of them together, or each on its own. */
    private static boolean isAnalytics(JsonNode node) {
        return node.path("all").isObject() || node.path("ALL").isObject();
    }

    private static boolean isOfPins(JsonNode node) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = entry.getKey();
            if (key.length() > 20
                    || !key.chars().allMatch(c -> c >= '0' && c <= '9')
                    || !isAnalytics(entry.getValue())) {
                return false;
            }
        }
        return !node.isEmpty();
    }

    /** @param pin whose numbers these are; null when the answer does not say */
    private void readAnalytics(JsonNode node, String pin, String path, FeedItems items) throws Refusal {
        String name = node.has("all") ? "all" : "ALL";
        JsonNode all = Fields.object(node, name, path);
        String inner = path + name + ".";
        JsonNode lifetime = Fields.object(all, "lifetime_metrics", inner);
        if (pin == null && (lifetime == null || node.has("username"))) {
            readAccountAnalytics(node, all, path, inner, items);
            return;
        }
        String id = Fields.required(pin, "pin_id", path);
        Counters counters = counters(lifetime, inner + "lifetime_metrics.");
        if (counters == null) {
            items.control("analytics-of-a-period");
        } else {
            items.snapshot(platform() + ":" + id, counters);
        }
    }

    private void readAccountAnalytics(JsonNode node, JsonNode all, String path, String inner, FeedItems items)
            throws Refusal {
        String username = Fields.required(Fields.key(node, "username", path), "username", path);
        JsonNode summary = Fields.object(all, "summary_metrics", inner);
        Audience audience = items.audienceOf(account(username));
        audience.setHandle(username);
        audience.setViews(Fields.count(summary, "IMPRESSION", inner + "summary_metrics."));
        audience.setVisits(Fields.count(summary, "PROFILE_VISIT", inner + "summary_metrics."));
        String first = null;
        String last = null;
        for (Iterator<JsonNode> days = Fields.items(all, "daily_metrics", inner).iterator(); days.hasNext(); ) {
            String date = Fields.text(days.next(), "date", inner + "daily_metrics.");
            first = first == null ? date : first;
            last = date == null ? last : date;
        }
        if (first != null) {
            long end = FeedTime.iso(last + "T00:00Z", inner + "daily_metrics.date") + 86_400_000L;
            audience.setFrom(Instant.ofEpochMilli(FeedTime.iso(first + "T00:00Z", inner + "daily_metrics.date")));
            audience.setAt(Instant.ofEpochMilli(Math.min(end, items.observedAt)));
        }
        items.add(audience);
    }
}
