package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the platforms of Meta have in common: webhooks made of entries with changes, pages of nodes, nodes by id, and
 * insights, which are statistics about a node.
 */
abstract class GraphDecoder extends JsonFeedDecoder {

    private static final int LONGEST_NODE_ID = 64;

    /** Later than any time in seconds: a number above is in milliseconds. */
    private static final double LAST_SECOND = 100_000_000_000.0;

    /**
     * Whom a webhook speaks to.
     *
     * @param account id of the Page or account at which something happened; may be null
     * @param told when that was, milliseconds since 1970; may be null
     */
    record Notice(String account, Long told) {}

    GraphDecoder(String platform) {
        super(platform);
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String path = path(part);
        JsonNode data = Fields.of(payload, "data");
        if (payload.has("entry")) {
            items.each(
                    Fields.items(payload, "entry", path),
                    path + "entry",
                    (entry, entryPart) -> readEntry(Fields.object(entry, entryPart), entryPart, items));
        } else if (Fields.of(payload, "error") != null && !payload.has("id")) {
            items.control("errors");
        } else if (data != null && data.isArray()) {
            readList(data, path + "data", items);
        } else if (data != null && data.isObject() && !payload.has("id")) {
            readAnyNode(data, path + "data", items);
        } else if (data != null && !payload.has("id")) {
            throw new Refusal(Reason.FIELD_TYPE, path + "data", "expected an array");
        } else if (isNodesById(payload)) {
            payload.properties()
                    .forEach(node -> items.part(
                            node.getValue(), path + node.getKey(), (value, name) -> readObject(value, name, items)));
        } else {
            readAnyNode(payload, part, items);
        }
    }

    /** Statistics that stand in a row belong together, so they are read together. */
    private void readList(JsonNode data, String name, FeedItems items) {
        List<JsonNode> insights = new ArrayList<>();
        items.each(data, name, (node, part) -> {
            if (GraphInsights.isInsight(Fields.object(node, part))) {
                insights.add(node);
            } else {
                readNode(node, part, items);
            }
        });
        items.part(data, name, (node, part) -> readInsights(insights, path(part), items));
    }

    private void readAnyNode(JsonNode node, String part, FeedItems items) throws Refusal {
        if (GraphInsights.isInsight(node)) {
            readInsights(List.of(node), path(part), items);
        } else {
            readNode(node, part, items);
        }
    }

    private void readEntry(JsonNode entry, String part, FeedItems items) throws Refusal {
        String path = path(part);
        Notice notice = new Notice(Fields.key(entry, "id", path), time(entry, "time", path));
        boolean any = false;
        int position = 0;
        for (JsonNode change : Fields.items(entry, "changes", path)) {
            any = true;
            items.part(
                    change,
                    path + "changes[" + position++ + "]",
                    (item, changePart) -> readChange(Fields.object(item, changePart), notice, path(changePart), items));
        }
        if (!any && entry.has("field")) {
            readChange(entry, notice, path, items);
        } else if (!any) {
            items.control(entry.has("messaging") || entry.has("standby") ? "messages" : "change-without-value");
        }
    }

    final void readChange(JsonNode change, Notice notice, String path, FeedItems items) throws Refusal {
        String field = Fields.required(Fields.text(change, "field", path), "field", path);
        if (Fields.of(change, "value") == null) {
            items.control("change-without-value");
        } else if (!isFollowed(field)) {
            items.control("other-change");
        } else {
            readChange(field, Fields.object(change, "value", path), notice, path + "value.", items);
        }
    }

    /** Whether changes of this field are read; of all others it is only counted that they came. */
    abstract boolean isFollowed(String field);

    /** Reads one change of a followed field. */
    abstract void readChange(String field, JsonNode value, Notice notice, String path, FeedItems items) throws Refusal;

    /** Reads one node, whatever kind of node it is. */
    abstract void readNode(JsonNode node, String part, FeedItems items) throws Refusal;

    /** Reads statistics, all of which stand under one roof. */
    abstract void readInsights(List<JsonNode> insights, String path, FeedItems items) throws Refusal;

    /** Reads what hangs on a node, such as its comments; an absent or empty list is nothing. */
    static void nested(JsonNode node, String name, String path, FeedItems items, FeedItems.PartReader reader)
            throws Refusal {
        if (node.path(name).isNumber()) {
            // Counted, not listed.
            return;
        }
        JsonNode list = Fields.object(node, name, path);
        int position = 0;
        for (JsonNode item : Fields.items(list, "data", path + name + ".")) {
            items.part(
                    item,
                    path + name + ".data[" + position++ + "]",
                    (value, part) -> reader.read(Fields.object(value, part), part));
        }
    }

    static List<JsonNode> insightsOf(JsonNode node, String name, String path) throws Refusal {
        List<JsonNode> insights = new ArrayList<>();
        JsonNode list = Fields.object(node, name, path);
        for (JsonNode insight : Fields.items(list, "data", path + name + ".")) {
            if (GraphInsights.isInsight(insight)) {
                insights.add(insight);
            }
        }
        return insights;
    }

    private static boolean isNodesById(JsonNode payload) {
        if (payload.isEmpty()) {
            return false;
        }
        for (Iterator<String> names = payload.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!isNodeId(name) || !payload.get(name).isObject()) {
                return false;
            }
        }
        return true;
    }

    static boolean isNodeId(String name) {
        return name.length() <= LONGEST_NODE_ID
                && !name.isEmpty()
                && name.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_');
    }

    static String path(String part) {
        return part.isEmpty() ? "" : part + ".";
    }

    final String mentionId(String id) {
        return id == null ? null : platform() + ":" + id;
    }

    /** Codes of countries alone; mostly their names are written. */
    static String country(String written) {
        return written != null && written.length() == 2 ? written.toUpperCase(Locale.ROOT) : null;
    }

    /** Milliseconds since 1970 from seconds or milliseconds since 1970, or from ISO 8601; null when absent. */
    static Long time(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = Fields.of(node, name);
        if (value != null && value.isTextual() && !value.textValue().chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Fields.time(node, name, path);
        }
        Double written = Fields.decimal(node, name, path);
        return written != null && written > LAST_SECOND
                ? Fields.millis(node, name, path)
                : Fields.seconds(node, name, path);
    }

    /**
     * When a post was made and which version of it this is. Without a time of its own it was made when the webhook says
     * that something happened, else when it was last updated, else when it was seen; a note says which.
     */
    static void date(PostDraft post, Long created, Long updated, Long told, String field) throws Refusal {
        if (created != null) {
            post.createdAt = created;
        } else if (told != null) {
            post.createdAt = told;
            post.notes.add("created-from-notice");
        } else if (updated != null) {
            post.createdAt = updated;
            post.notes.add("created-from-update");
        } else {
            post.createdWhenSeen();
        }
        post.checkTimes(field);
        Long version = told != null ? told : updated;
        if (version != null) {
            post.version = Math.min(version, post.observedAt);
        }
    }

    /** A person or page by its id, else by its user name; null when there is neither. */
    final Author author(PostDraft post, String id, String handle, String name, Long followers) {
        String known = id != null ? id : handle;
        return known == null || known.isBlank()
                ? null
                : new Author(mentionId(known), post.name(handle), post.name(name), followers, null, null, null);
    }

    /** Somebody liked a post, or took that back: one like of one person, whose id is made of both. */
    final Decoded like(FeedItems items, String subject, String by, EngagementAction action, boolean removed, Long at) {
        String who = by != null ? by : "at-" + (at == null ? items.observedAt : at);
        return new Decoded.Engagement(Engagement.newBuilder()
                .setId(mentionId(subject) + "|like|" + who)
                .setPlatform(platform())
                .setAction(action)
                .setSubject(mentionId(subject))
                .setBy(mentionId(by))
                .setRemoved(removed)
                .setObservedAt(Instant.ofEpochMilli(items.observedAt))
                .build());
    }

    /** Likes and deletions carry no time of their own: the time is that of their webhook. */
    @Override
    public Optional<Instant> timeOf(byte[] record) {
        Optional<Instant> newest = super.timeOf(record);
        if (newest.isPresent() || record == null || Blank.is(record)) {
            return newest;
        }
        try {
            Long told = null;
            for (JsonNode entry : Fields.items(FeedJson.read(record), "entry", "")) {
                Long time = time(entry, "time", "");
                told = told == null || time != null && time > told ? time : told;
            }
            return Optional.ofNullable(told).map(Instant::ofEpochMilli);
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }
}
