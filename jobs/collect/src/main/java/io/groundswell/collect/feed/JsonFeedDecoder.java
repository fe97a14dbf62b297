package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.util.List;

/** A platform that speaks JSON: an array of payloads is as good as the payloads one by one, blanks keep alive. */
abstract class JsonFeedDecoder implements FeedDecoder {

    private final String platform;

    JsonFeedDecoder(String platform) {
        this.platform = platform;
    }

    @Override
    public final String platform() {
        return platform;
    }

    @Override
    public final List<Decoded> decode(byte[] record, long observedAt) {
        FeedItems items = new FeedItems(platform, observedAt);
        if (record == null) {
            items.fault(new Refusal(Reason.EMPTY, null, "a record without a value"), "");
        } else if (Blank.is(record)) {
            items.control("keep-alive");
        } else {
            try {
                read(record, items);
            } catch (Refusal refusal) {
                items.fault(refusal, "");
            }
        }
        return items.all();
    }

    /** A platform with a wire format around its JSON reads that first. */
    void read(byte[] record, FeedItems items) throws Refusal {
        readTree(FeedJson.read(record), items);
    }

    /** A platform that also sends bare values takes them out first. */
    void readTree(JsonNode root, FeedItems items) throws Refusal {
        if (root.isArray()) {
            items.each(root, "", (item, part) -> readObject(object(item), part, items));
        } else {
            readObject(object(root), "", items);
        }
    }

    private static JsonNode object(JsonNode node) throws Refusal {
        if (!node.isObject()) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "neither an object nor an array of objects");
        }
        return node;
    }

    /**
     * Reads one payload, whatever kind of payload it is.
     *
     * @param part where it stands in the record; empty when it is the whole record
     * @throws Refusal when the whole payload cannot be used; parts of it go to {@link FeedItems#fault}
     */
    abstract void readObject(JsonNode payload, String part, FeedItems items) throws Refusal;

    /** The refusal of a payload of no known kind. */
    static Refusal unknown(String what) {
        return new Refusal(Reason.UNKNOWN_PAYLOAD, null, what);
    }
}
