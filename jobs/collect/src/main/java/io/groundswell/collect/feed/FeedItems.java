package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has been found in one record so far. A fault in one part leaves the other parts whole. */
final class FeedItems {

    private static final int MOST_FAULTS = 10;

    final String platform;
    final long observedAt;
    private final List<Decoded> found = new ArrayList<>(3);
    private int faults;

    /** @param observedAt milliseconds since 1970 */
    FeedItems(String platform, long observedAt) {
        this.platform = platform;
        this.observedAt = observedAt;
    }

    PostDraft draft() {
        return new PostDraft(platform, observedAt);
    }

    void post(PostDraft draft) {
        found.add(new Decoded.Post(draft.toMention(), draft.localName));
    }

    void post(Mention mention) {
        found.add(new Decoded.Post(mention));
    }

    /**
     * @param id mention id
     * @param createdAt when the post was made, if that can be known, or null
     */
    void deletion(String id, Long createdAt) {
        found.add(new Decoded.Deletion(PostDraft.deletion(platform, id, createdAt, observedAt)));
    }

    /** @param localName what one server calls the post */
    void deletionByLocalName(String localName) {
        Mention deletion = PostDraft.deletion(platform, localName, null, observedAt);
        deletion.setNotes(List.of(Decoded.LOCAL_NAME));
        found.add(new Decoded.Deletion(deletion));
    }

    /** A post's counters, told without the post. */
    void snapshot(String subject, Counters counters) {
        Engagement snapshot = new Engagement();
        snapshot.setId(subject + "|" + Instant.ofEpochMilli(observedAt));
        snapshot.setPlatform(platform);
        snapshot.setAction(EngagementAction.SNAPSHOT);
        snapshot.setSubject(subject);
        snapshot.setRemoved(false);
        snapshot.setCounters(counters);
        snapshot.setObservedAt(Instant.ofEpochMilli(observedAt));
        found.add(new Decoded.Engagement(snapshot));
    }

    /** An account's numbers as of now, all of them unknown yet; to be filled in and added. */
    Audience audienceOf(String account) {
        Audience audience = new Audience();
        audience.setAccount(account);
        audience.setPlatform(platform);
        audience.setAt(Instant.ofEpochMilli(observedAt));
        audience.setObservedAt(Instant.ofEpochMilli(observedAt));
        return audience;
    }

    void add(Audience audience) {
        found.add(new Decoded.Audience(audience));
    }

    /**
     * @param subject mention id, or author id when {@code account}
     * @param at milliseconds since 1970, or null where that is not told
     */
    Takedown takedown(String subject, boolean account, TakedownAction action, boolean reversed, Long at) {
        Takedown takedown = new Takedown();
        takedown.setId(subject + "|" + action.name().toLowerCase(Locale.ROOT));
        takedown.setPlatform(platform);
        takedown.setSubject(subject);
        takedown.setAccount(account);
        takedown.setAction(action);
        takedown.setReversed(reversed);
        takedown.setCountries(List.of());
        takedown.setAt(at == null ? null : Instant.ofEpochMilli(at));
        takedown.setObservedAt(Instant.ofEpochMilli(observedAt));
        return takedown;
    }

    void add(Takedown takedown) {
        found.add(new Decoded.Takedown(takedown));
    }

    void add(Decoded item) {
        found.add(item);
    }

    void control(String kind) {
        found.add(new Decoded.Control(kind));
    }

    /** Each fault takes the whole record with it to the dead letters, so a page full of faults names only the first. */
    void fault(Refusal refusal, String part) {
        if (++faults < MOST_FAULTS) {
            found.add(refusal.at(part));
        }
    }

    /** Reads one part of a record. */
    @FunctionalInterface
    interface PartReader {

        /** @param part where it stands in the record, such as {@code entry[0].changes[2]} */
        void read(JsonNode item, String part) throws Refusal;
    }

    /** Reads each item on its own; an empty array is an empty page. */
    void each(Iterable<JsonNode> array, String name, PartReader reader) {
        int position = 0;
        for (JsonNode item : array) {
            part(item, name + "[" + position++ + "]", reader);
        }
        if (position == 0) {
            control("empty-page");
        }
    }

    void part(JsonNode item, String part, PartReader reader) {
        try {
            reader.read(item, part);
        } catch (Refusal refusal) {
            fault(refusal, part);
        }
    }

    /** Everything found, at least one item. */
    List<Decoded> all() {
        if (faults >= MOST_FAULTS) {
            found.add(new Decoded.Undecodable(
                    Reason.UNKNOWN_PAYLOAD,
                    null,
                    (faults - MOST_FAULTS + 1) + (faults == MOST_FAULTS ? " more item" : " more items")
                            + " of this record cannot be used",
                    "rest"));
            faults = 0;
        }
        if (found.isEmpty()) {
            control("nothing");
        }
        return found;
    }
}
