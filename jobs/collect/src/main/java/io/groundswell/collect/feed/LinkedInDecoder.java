package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EngagementAction;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * LinkedIn: shares, UGC posts and posts of the versioned API, comments, reactions, statistics and the notices about what
 * happened on an organisation's page. Everything is named by its URN, and so it is here.
 */
final class LinkedInDecoder extends JsonFeedDecoder {

    LinkedInDecoder() {
        super("linkedin");
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (payload.has("elements")) {
            items.each(
                    Fields.items(payload, "elements", path),
                    path + "elements",
                    (item, at) -> readItem(Fields.object(item, at), null, at + ".", items));
        } else if (payload.has("results")) {
            readResults(Fields.object(payload, "results", path), path + "results", items);
        } else if (payload.has("notifications")) {
            items.each(
                    Fields.items(payload, "notifications", path),
                    path + "notifications",
                    (item, at) -> LinkedInNotices.read(Fields.object(item, at), at + ".", items));
        } else {
            readItem(payload, null, path, items);
        }
    }

    /** What was asked for by ids: an object of answers, each under its id. */
    private void readResults(JsonNode results, String part, FeedItems items) {
        if (results == null || results.isEmpty()) {
            items.control("empty-page");
            return;
        }
        int position = 0;
        for (Map.Entry<String, JsonNode> result : results.properties()) {
            items.part(
                    result.getValue(),
                    part + "[" + position++ + "]",
                    (item, at) -> readItem(Fields.object(item, at), result.getKey(), at + ".", items));
        }
    }

    /** @param key the id it was asked for by, or null */
    private void readItem(JsonNode item, String key, String path, FeedItems items) throws Refusal {
        LinkedInPosts posts = new LinkedInPosts(items);
        if (item.has("specificContent")) {
            posts.readUgcPost(item, path);
        } else if (item.has("commentary") || item.has("lifecycleState") && item.has("author")) {
            posts.readPost(item, path);
        } else if (item.has("message") && (item.has("object") || item.has("actor"))) {
            posts.readComment(item, path);
        } else if (item.has("reactionType") || Urn.of(item).startsWith("urn:li:like:")) {
            readReaction(item, path, items);
        } else if (item.has("owner") && (item.has("text") || item.has("content") || item.has("activity"))) {
            posts.readShare(item, path);
        } else if (item.has("likesSummary") || item.has("commentsSummary")) {
            readSocialActions(item, key, path, items);
        } else if (item.has("reactionSummaries") || item.has("commentSummary")) {
            readSocialMetadata(item, key, path, items);
        } else if (!LinkedInStatistics.read(item, key, path, items)) {
            items.control(notice(item));
        }
    }

    private static String notice(JsonNode item) throws Refusal {
        if (item.has("localizedName") || item.has("vanityName")) {
            return item.has("localizedLastName") ? "member" : "organization";
        } else if (item.has("localizedLastName")) {
            return "member";
        } else if (item.has("serviceErrorCode") || item.has("message") && item.has("status")) {
            return "errors";
        } else if (item.has("challengeCode")) {
            return "webhook";
        }
        throw unknown("neither a post nor a comment nor a number known of LinkedIn");
    }

    private static void readReaction(JsonNode node, String path, FeedItems items) throws Refusal {
        String urn = Urn.of(node).isEmpty() ? Fields.key(node, "id", path) : Urn.of(node);
        String subject = Fields.key(node, "root", path);
        JsonNode created = Fields.object(node, "created", path);
        String actor = Fields.key(created, "actor", path + "created.");
        LinkedInNotices.engaged(
                items,
                EngagementAction.LIKE,
                Fields.required(urn, "id", path),
                subject != null ? subject : Fields.key(node, "object", path),
                actor != null ? actor : Fields.key(node, "actor", path));
    }

    private static void readSocialActions(JsonNode node, String key, String path, FeedItems items) throws Refusal {
        String subject = subject(node, "target", key, path);
        items.snapshot(Urn.mention(subject), summary(node, path));
    }

    /** The counters beside a comment, or of any post; null when there are none. */
    static Counters summary(JsonNode node, String path) throws Refusal {
        JsonNode likes = Fields.object(node, "likesSummary", path);
        JsonNode comments = Fields.object(node, "commentsSummary", path);
        if (likes == null && comments == null) {
            return null;
        }
        Long liked = Fields.count(likes, "totalLikes", path + "likesSummary.");
        Long commented = Fields.count(comments, "aggregatedTotalComments", path + "commentsSummary.");
        return new Counters(
                liked != null ? liked : Fields.count(likes, "aggregatedTotalLikes", path + "likesSummary."),
                null,
                commented != null
                        ? commented
                        : Fields.count(comments, "totalFirstLevelComments", path + "commentsSummary."),
                null,
                null,
                null,
                null,
                null);
    }

    private static void readSocialMetadata(JsonNode node, String key, String path, FeedItems items) throws Refusal {
        String subject = subject(node, "entity", key, path);
        JsonNode reactions = Fields.object(node, "reactionSummaries", path);
        Long likes = reactions == null ? null : 0L;
        if (reactions != null) {
            for (Map.Entry<String, JsonNode> reaction : reactions.properties()) {
                String at = path + "reactionSummaries." + CleanText.of(reaction.getKey(), 40, null);
                Long count = Fields.count(Fields.object(reaction.getValue(), at), "count", at + ".");
                likes += count == null ? 0 : count;
            }
        }
        Long comments = Fields.count(Fields.object(node, "commentSummary", path), "count", path + "commentSummary.");
        items.snapshot(Urn.mention(subject), new Counters(likes, null, comments, null, null, null, null, null));
    }

    private static String subject(JsonNode node, String name, String key, String path) throws Refusal {
        String subject = Fields.key(node, name, path);
        if (subject == null) {
            subject = Urn.of(node).isEmpty() ? key : Urn.of(node);
        }
        return Fields.required(subject, name, path);
    }

    /** LinkedIn's names of things. */
    static final class Urn {

        private static final long FIRST_TIMED =
                Instant.parse("2010-01-01T00:00:00Z").toEpochMilli();

        private static final Pattern INNER = Pattern.compile("([(,])(?!urn:)([A-Za-z]{1,40}:)");

        /** The URN an object says it has, or nothing. */
        static String of(JsonNode node) {
            JsonNode urn = node.path("$URN");
            return urn.isTextual()
                            && urn.textValue().startsWith("urn:li:")
                            && urn.textValue().length() < 500
                    ? urn.textValue().replaceAll("\\s", "")
                    : "";
        }

        /** @param urn of a post or a comment; see {@link #whole} */
        static String mention(String urn) {
            return "linkedin:" + whole(urn);
        }

        /** Notices write the URNs inside a URN short, other answers in full; both mean the same. */
        static String whole(String urn) {
            return INNER.matcher(urn).replaceAll("$1urn:li:$2");
        }

        static String author(String urn) {
            return urn == null ? null : "linkedin:" + urn;
        }

        /** When what bears this URN was made: its number holds milliseconds; null when it does not. */
        static Long created(String urn, long observedAt) {
            int end = urn.length();
            while (end > 0 && urn.charAt(end - 1) == ')') {
                end--;
            }
            int start = end;
            while (start > 0 && urn.charAt(start - 1) >= '0' && urn.charAt(start - 1) <= '9') {
                start--;
            }
            if (end - start < 18 || end - start > 19) {
                return null;
            }
            long millis;
            try {
                millis = Long.parseLong(urn.substring(start, end)) >> 22;
            } catch (NumberFormatException e) {
                return null;
            }
            return millis < FIRST_TIMED || millis > observedAt + PostDraft.FUTURE_TOLERANCE_MILLIS ? null : millis;
        }

        private Urn() {}
    }
}
