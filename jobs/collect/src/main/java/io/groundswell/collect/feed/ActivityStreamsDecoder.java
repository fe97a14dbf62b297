package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * ActivityStreams 2.0: what servers of the fediverse, and others, tell each other. An activity is somebody doing
 * something to an object; an object of a kind that people write is a post, under its {@code id}.
 *
 * <p>Nearly every property may be text, an object or an array of both. What is addressed to somebody, but not to the
 * public, is counted and not read.
 */
final class ActivityStreamsDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "activitystreams";

    private static final Set<String> POSTS =
            Set.of("Note", "Article", "Page", "Question", "Video", "Audio", "Image", "Document", "Event");

    private static final Set<String> ACCOUNTS = Set.of("Person", "Organization", "Group", "Application", "Service");

    private static final Set<String> COLLECTIONS =
            Set.of("Collection", "OrderedCollection", "CollectionPage", "OrderedCollectionPage");

    private static final Set<String> UNDERSTOOD = Set.of("Create", "Update", "Announce", "Like", "Delete", "Undo");

    private static final Set<String> OTHER_ACTIVITIES = Set.of(
            "Activity",
            "IntransitiveActivity",
            "Accept",
            "Add",
            "Arrive",
            "Block",
            "Dislike",
            "Flag",
            "Follow",
            "Ignore",
            "Invite",
            "Join",
            "Leave",
            "Listen",
            "Move",
            "Offer",
            "Read",
            "Reject",
            "Remove",
            "TentativeAccept",
            "TentativeReject",
            "Travel",
            "View");

    ActivityStreamsDecoder() {
        super(PLATFORM);
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        ActivityStreamsFields.checkContext(payload, path);
        if (!payload.has("@context")
                && !payload.isEmpty()
                && ActivityStreamsFields.types(payload, path).isEmpty()) {
            throw unknown("an object of no type, and not said to be of ActivityStreams");
        }
        read(payload, part, null, ActivityStreamsFields.language(payload), items);
    }

    /** @param doing the activity the object stands in, or null */
    private void read(JsonNode object, String part, ActivityStreamsPosts.Doing doing, String language, FeedItems items)
            throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        List<String> types = ActivityStreamsFields.types(object, path);
        ActivityStreamsFields.check(object, path);
        if (!ActivityStreamsFields.isPublic(object, path)) {
            items.control("not-public");
            return;
        }
        for (String type : types) {
            if (UNDERSTOOD.contains(type)) {
                readActivity(type, object, path, language, items);
                return;
            } else if (POSTS.contains(type)) {
                readPost(type, object, doing, path, language, items);
                return;
            } else if (COLLECTIONS.contains(type)) {
                readCollection(type, object, path, language, items);
                return;
            } else if (type.equals("Tombstone")) {
                readGravestone(object, path, items);
                return;
            } else if (ACCOUNTS.contains(type)) {
                readAccount(object, path, items);
                return;
            } else if (OTHER_ACTIVITIES.contains(type)) {
                items.control("activity");
                return;
            }
        }
        items.control(types.isEmpty() ? "untyped" : "other-type");
    }

    private void readActivity(String type, JsonNode activity, String path, String language, FeedItems items)
            throws Refusal {
        List<JsonNode> objects = ActivityStreamsFields.all(activity, "object", path);
        if (objects.isEmpty()) {
            items.control("no-object");
        }
        ActivityStreamsPosts.Doing doing = ActivityStreamsPosts.Doing.of(activity, type.equals("Update"), path);
        for (int i = 0; i < objects.size(); i++) {
            String name = path + "object" + (objects.size() == 1 ? "" : "[" + i + "]");
            items.part(objects.get(i), name, (object, part) -> {
                switch (type) {
                    case "Create", "Update" -> readCreated(object, part, doing, language, items);
                    case "Announce" -> readAnnounce(activity, doing, object, path, part, language, items);
                    case "Like" -> readLike(activity, object, path, part, language, items);
                    case "Delete" -> readDelete(activity, object, path, part, items);
                    default -> readUndo(activity, object, path, part, items);
                }
            });
        }
    }

    private void readCreated(
            JsonNode object, String part, ActivityStreamsPosts.Doing doing, String language, FeedItems items)
            throws Refusal {
        if (object.isTextual()) {
            items.control("reference");
        } else {
            read(object, part, doing, language, items);
        }
    }

    private void readPost(
            String type,
            JsonNode object,
            ActivityStreamsPosts.Doing doing,
            String path,
            String language,
            FeedItems items)
            throws Refusal {
        PostDraft post = ActivityStreamsPosts.draft(type, object, doing, path, language, items);
        if (post == null) {
            items.control("no-id");
        } else {
            items.post(post);
        }
    }

    /** A repost; its text is the original's, where that stands in it. */
    private void readAnnounce(
            JsonNode activity,
            ActivityStreamsPosts.Doing doing,
            JsonNode object,
            String path,
            String part,
            String language,
            FeedItems items)
            throws Refusal {
        String id = ActivityStreamsFields.id(activity, path);
        String original = ActivityStreamsFields.reference(object, part);
        if (id == null || original == null) {
            items.control("no-id");
            return;
        }
        if (object.isObject() && !ActivityStreamsFields.isPublic(object, part + ".")) {
            items.control("not-public");
            return;
        }
        PostDraft post = items.draft();
        post.id = id;
        post.kind = MentionKind.REPOST;
        post.repostOf = original;
        post.author = doing.actor();
        ActivityStreamsPosts.created(activity, null, post, path);
        PostDraft source = embedded(object, part, language, items);
        if (source == null) {
            post.notes.add("original-not-included");
            items.post(post);
        } else {
            post.sayWhat(source);
            items.post(post);
            items.post(source);
        }
    }

    private static PostDraft embedded(JsonNode object, String part, String language, FeedItems items) throws Refusal {
        if (!object.isObject()) {
            return null;
        }
        ActivityStreamsFields.check(object, part + ".");
        if (!ActivityStreamsFields.isPublic(object, part + ".")) {
            return null;
        }
        for (String type : ActivityStreamsFields.types(object, part + ".")) {
            if (POSTS.contains(type)) {
                PostDraft post = ActivityStreamsPosts.draft(type, object, null, part + ".", language, items);
                if (post != null) {
                    post.embedded = true;
                }
                return post;
            }
        }
        return null;
    }

    private void readLike(
            JsonNode activity, JsonNode object, String path, String part, String language, FeedItems items)
            throws Refusal {
        Engagement like = like(activity, object, path, part, items);
        if (like == null) {
            items.control("no-id");
            return;
        }
        items.add(new Decoded.Engagement(like));
        PostDraft liked = embedded(object, part, language, items);
        if (liked != null) {
            items.post(liked);
        }
    }

    /** A like without an id of its own is known by who liked what. */
    private static Engagement like(JsonNode activity, JsonNode object, String path, String part, FeedItems items)
            throws Refusal {
        String subject = ActivityStreamsFields.reference(object, part);
        String by = ActivityStreamsFields.firstReference(activity, "actor", path);
        String id = ActivityStreamsFields.id(activity, path);
        if (subject == null || id == null && by == null) {
            return null;
        }
        Engagement like = new Engagement();
        like.setId(id != null ? id : subject + "|like|" + by.substring(PLATFORM.length() + 1));
        like.setPlatform(PLATFORM);
        like.setAction(EngagementAction.LIKE);
        like.setSubject(subject);
        like.setBy(by);
        like.setRemoved(false);
        like.setObservedAt(Instant.ofEpochMilli(items.observedAt));
        return like;
    }

    private static void readDelete(JsonNode activity, JsonNode object, String path, String part, FeedItems items)
            throws Refusal {
        String id = ActivityStreamsFields.reference(object, part);
        if (id == null) {
            items.control("no-id");
        } else if (id.equals(ActivityStreamsFields.firstReference(activity, "actor", path))) {
            // Who deletes himself takes all he posted with him.
            items.add(items.takedown(id, true, TakedownAction.DELETE, false, Fields.time(activity, "published", path)));
        } else {
            items.deletion(id, null);
        }
    }

    private static void readGravestone(JsonNode object, String path, FeedItems items) throws Refusal {
        String id = ActivityStreamsFields.id(object, path);
        if (id == null) {
            items.control("no-id");
        } else {
            items.deletion(id, null);
        }
    }

    /** An activity taken back, which may be told by its id alone: then it may have been a like or a repost. */
    private static void readUndo(JsonNode activity, JsonNode undone, String path, String part, FeedItems items)
            throws Refusal {
        String id = ActivityStreamsFields.reference(undone, part);
        List<String> types = undone.isObject() ? ActivityStreamsFields.types(undone, part + ".") : List.of();
        if (types.contains("Like")) {
            List<JsonNode> liked = ActivityStreamsFields.all(undone, "object", part + ".");
            Engagement like = liked.isEmpty() ? null : like(undone, liked.get(0), part + ".", part + ".object", items);
            if (like != null) {
                like.setRemoved(true);
                items.add(new Decoded.Engagement(like));
                return;
            }
        }
        if (id == null) {
            items.control(
                    types.isEmpty() || types.contains("Like") || types.contains("Announce") ? "no-id" : "activity");
            return;
        }
        if (types.isEmpty() || types.contains("Like")) {
            Engagement like = new Engagement();
            like.setId(id);
            like.setPlatform(PLATFORM);
            like.setAction(types.isEmpty() ? EngagementAction.OTHER : EngagementAction.LIKE);
            like.setBy(ActivityStreamsFields.firstReference(activity, "actor", path));
            like.setRemoved(true);
            like.setObservedAt(Instant.ofEpochMilli(items.observedAt));
            items.add(new Decoded.Engagement(like));
        }
        if (types.isEmpty() || types.contains("Announce")) {
            items.deletion(id, null);
        } else if (!types.contains("Like")) {
            items.control("activity");
        }
    }

    private void readCollection(String type, JsonNode collection, String path, String language, FeedItems items)
            throws Refusal {
        boolean ordered = type.startsWith("Ordered");
        String right = ordered ? "orderedItems" : "items";
        String wrong = ordered ? "items" : "orderedItems";
        if (Fields.of(collection, wrong) != null) {
            throw new Refusal(Reason.FIELD_RANGE, path + wrong, "a collection of this type has " + right);
        }
        JsonNode first = Fields.of(collection, "first");
        if (first != null && first.isObject()) {
            List<String> types = ActivityStreamsFields.types(first, path + "first.");
            if (types.stream().noneMatch(page -> page.endsWith("CollectionPage") || page.equals("Link"))) {
                throw new Refusal(Reason.FIELD_TYPE, path + "first", "expected a page of a collection");
            }
            read(first, path + "first", null, language, items);
        }
        List<JsonNode> members = ActivityStreamsFields.all(collection, right, path);
        if (members.isEmpty() && (first == null || !first.isObject())) {
            items.control("empty-page");
        }
        boolean reference = false;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).isTextual()) {
                // A page of addresses is one notice, not a hundred.
                if (!reference) {
                    items.control("reference");
                }
                reference = true;
            } else {
                items.part(
                        members.get(i),
                        path + right + "[" + i + "]",
                        (member, part) -> read(member, part, null, language, items));
            }
        }
    }

    /** An account is worth a record where it tells how many follow it. */
    private static void readAccount(JsonNode account, String path, FeedItems items) throws Refusal {
        String id = ActivityStreamsFields.id(account, path);
        Long followers = ActivityStreamsFields.total(account, "followers", path);
        if (id == null || followers == null) {
            items.control("profile");
            return;
        }
        Audience audience = items.audienceOf(id);
        audience.setHandle(ActivityStreamsPosts.handle(account, path));
        audience.setName(items.draft().name(Fields.text(account, "name", path)));
        audience.setFollowers(followers);
        audience.setFollowing(ActivityStreamsFields.total(account, "following", path));
        audience.setPosts(ActivityStreamsFields.total(account, "outbox", path));
        items.add(audience);
    }
}
