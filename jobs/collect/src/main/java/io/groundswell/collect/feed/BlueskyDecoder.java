package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Reason;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bluesky's Jetstream in its three wire formats: today's, the one of 2024 ({@code "type":"com"}), and the envelopes of
 * {@code subscribeEvents}.
 *
 * <p>A post's id is {@code bluesky:at://did/collection/rkey}, all that its deletion names. Its {@code version} is the
 * time of the event. A like or repost is an event of its own, pointing at its subject; taking it back names only the
 * like.
 */
final class BlueskyDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "bluesky";
    static final String POST = "app.bsky.feed.post";

    private static final String LIKE = "app.bsky.feed.like";
    private static final String REPOST = "app.bsky.feed.repost";

    BlueskyDecoder() {
        super(PLATFORM);
    }

    /**
     * One event, whatever its wire format.
     *
     * @param at milliseconds since 1970, as Jetstream's clock had it
     * @param timeField where that stands, for refusals
     * @param body the commit, the account or the identity
     */
    private record Event(String did, long at, String timeField, String kind, JsonNode body, String path) {}

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("error") || "error".equals(payload.path("$type").textValue())) {
            items.control("error");
            return;
        }
        Event event = event(payload, path);
        switch (event.kind()) {
            case "commit", "com" -> readCommit(event, items);
            case "account", "acc" -> readAccount(event, items);
            case "identity", "id" -> items.control("identity");
            case "sync", "info" -> items.control(event.kind());
            default -> throw unknown("an event of no kind known of Jetstream");
        }
    }

    private static Event event(JsonNode payload, String path) throws Refusal {
        if (payload.has("$type")) {
            return envelope(payload, path);
        }
        String kind = Fields.text(payload, "kind", path);
        if (kind == null) {
            kind = Fields.text(payload, "type", path);
        }
        if (kind == null) {
            throw unknown("an object that is no event of Jetstream");
        }
        String name =
                switch (kind) {
                    case "commit", "com" -> "commit";
                    case "account", "acc" -> "account";
                    case "identity", "id" -> "identity";
                    default -> throw unknown("an event of no kind known of Jetstream");
                };
        String did = Fields.required(Fields.key(payload, "did", path), "did", path);
        long micros = Fields.required(Fields.count(payload, "time_us", path), "time_us", path);
        JsonNode body = Fields.required(Fields.object(payload, name, path), name, path);
        return new Event(did, micros / 1000, path + "time_us", kind, body, path + name + ".");
    }

    private static Event envelope(JsonNode payload, String path) throws Refusal {
        JsonNode body = Fields.required(Fields.object(payload, "payload", path), "payload", path);
        String inner = path + "payload.";
        String type = Fields.required(Fields.text(body, "$type", inner), "$type", inner);
        String kind = type.substring(type.lastIndexOf('#') + 1);
        if (kind.equals("info")) {
            return new Event("", 0, "", kind, body, inner);
        }
        String did = Fields.required(Fields.key(body, "did", inner), "did", inner);
        long at = Fields.required(Fields.time(body, "time", inner), "time", inner);
        return new Event(did, at, inner + "time", kind, body, inner);
    }

    private static void readCommit(Event event, FeedItems items) throws Refusal {
        JsonNode commit = event.body();
        String path = event.path();
        String collection = Fields.required(Fields.key(commit, "collection", path), "collection", path);
        boolean ours = collection.equals(POST) || collection.equals(LIKE) || collection.equals(REPOST);
        if (!ours) {
            items.control(
                    switch (collection) {
                        case "app.bsky.actor.profile" -> "profile";
                        case "app.bsky.graph.follow" -> "follow";
                        case "app.bsky.graph.block" -> "block";
                        default -> "other-collection";
                    });
            return;
        }
        String named = commit.has("operation") ? "operation" : event.kind().equals("com") ? "type" : "operation";
        String operation = Fields.required(Fields.text(commit, named, path), named, path);
        String rkey = Fields.required(Fields.key(commit, "rkey", path), "rkey", path);
        String id = PLATFORM + ":at://" + event.did() + "/" + collection + "/" + rkey;
        boolean delete =
                switch (operation) {
                    case "delete", "d" -> true;
                    case "create", "c", "update", "u" -> false;
                    default ->
                        throw new Refusal(
                                Reason.FIELD_RANGE, path + named, "neither a create nor an update nor a delete");
                };
        if (collection.equals(POST)) {
            if (delete) {
                items.deletion(id, null);
            } else {
                readPost(event, id, rkey, operation.startsWith("u"), items);
            }
        } else {
            readEngagement(event, id, collection, delete, items);
        }
    }

    private static void readPost(Event event, String id, String rkey, boolean update, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        post.id = id;
        post.version = event.at();
        post.edited = update;
        post.createdAt = event.at();
        post.checkTimes(event.timeField());
        JsonNode record = Fields.required(Fields.object(event.body(), "record", event.path()), "record", event.path());
        post.author = BlueskyPosts.author(event.did());
        post.permalink = "https://bsky.app/profile/" + event.did() + "/post/" + rkey;
        BlueskyPosts.read(record, post, update, event.path() + "record.");
        items.post(post);
    }

    private static void readEngagement(Event event, String id, String collection, boolean delete, FeedItems items)
            throws Refusal {
        String subject = null;
        if (!delete) {
            JsonNode record =
                    Fields.required(Fields.object(event.body(), "record", event.path()), "record", event.path());
            String path = event.path() + "record.";
            String uri = BlueskyPosts.reference(record, "subject", path);
            if (!BlueskyPosts.isPost(Fields.required(uri, "subject", path))) {
                // Feeds, lists and whatever else has an address can be liked too.
                items.control("like-of-no-post");
                return;
            }
            subject = PLATFORM + ":" + uri;
        }
        items.add(new Decoded.Engagement(Engagement.newBuilder()
                .setId(id)
                .setPlatform(PLATFORM)
                .setAction(collection.equals(LIKE) ? EngagementAction.LIKE : EngagementAction.REPOST)
                .setSubject(subject)
                .setBy(PLATFORM + ":" + event.did())
                .setRemoved(delete)
                .setObservedAt(Instant.ofEpochMilli(items.observedAt))
                .build()));
    }

    /** An account that is active again takes back whatever made it inactive: Jetstream does not say what that was. */
    private static void readAccount(Event event, FeedItems items) throws Refusal {
        boolean active = Fields.required(Fields.flag(event.body(), "active", event.path()), "active", event.path());
        String status = Fields.text(event.body(), "status", event.path());
        if (status != null && (status.equals("desynchronized") || status.equals("throttled"))) {
            // About the machine the account lies on, not about what it posted.
            items.control("account-status");
            return;
        }
        List<TakedownAction> actions = active
                ? List.of(TakedownAction.SUSPEND, TakedownAction.DEACTIVATE, TakedownAction.DELETE)
                : List.of(
                        switch (status == null ? "" : status) {
                            case "takendown", "suspended" -> TakedownAction.SUSPEND;
                            case "deactivated" -> TakedownAction.DEACTIVATE;
                            case "deleted" -> TakedownAction.DELETE;
                            default -> TakedownAction.OTHER;
                        });
        String subject = PLATFORM + ":" + event.did();
        for (TakedownAction action : actions) {
            items.add(items.takedown(subject, true, action, active, event.at()));
        }
    }

    /** Jetstream's own clock stands in every event, deletions among them. */
    @Override
    public Optional<Instant> timeOf(byte[] record) {
        if (record == null || Blank.is(record)) {
            return Optional.empty();
        }
        try {
            JsonNode root = FeedJson.read(record);
            Long newest = null;
            for (JsonNode payload : root.isArray() ? root : List.of(root)) {
                Long at = timeOf(payload);
                newest = newest == null || at != null && at > newest ? at : newest;
            }
            return Optional.ofNullable(newest).map(Instant::ofEpochMilli);
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static Long timeOf(JsonNode payload) {
        try {
            long at = event(payload, "").at();
            return at > 0 && at < DecodedTime.END_OF_TIME ? at : null;
        } catch (Refusal refusal) {
            return null;
        }
    }
}
