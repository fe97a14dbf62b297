package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;

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
        post(draft.toMention());
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
