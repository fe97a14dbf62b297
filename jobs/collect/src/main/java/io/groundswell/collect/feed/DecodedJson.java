package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A decoded item as a line of JSON to be read by people and tests: its outcome, and under it what it is, by the names of
 * the topic's schema. What has the schema's default is left out; times are ISO 8601.
 */
public final class DecodedJson {

    /** The word for what became of an item. */
    public static String outcome(Decoded item) {
        if (item instanceof Decoded.Post) {
            return "mention";
        } else if (item instanceof Decoded.Deletion) {
            return "deletion";
        } else if (item instanceof Decoded.Takedown) {
            return "takedown";
        } else if (item instanceof Decoded.Engagement) {
            return "engagement";
        } else if (item instanceof Decoded.Audience) {
            return "audience";
        } else if (item instanceof Decoded.Traffic) {
            return "traffic";
        } else if (item instanceof Decoded.Control) {
            return "control";
        }
        return "dead-letter";
    }

    public static ObjectNode of(Decoded item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("outcome", outcome(item));
        if (item instanceof Decoded.Post post) {
            json.set("mention", fields(post.mention()));
        } else if (item instanceof Decoded.Deletion deletion) {
            json.set("mention", fields(deletion.mention()));
        } else if (item instanceof Decoded.Takedown takedown) {
            json.set("takedown", fields(takedown.takedown()));
        } else if (item instanceof Decoded.Engagement engagement) {
            json.set("engagement", fields(engagement.engagement()));
        } else if (item instanceof Decoded.Audience audience) {
            json.set("audience", fields(audience.audience()));
        } else if (item instanceof Decoded.Traffic traffic) {
            json.set("traffic", fields(traffic.traffic()));
        } else if (item instanceof Decoded.Control control) {
            json.put("kind", control.kind());
        } else if (item instanceof Decoded.Undecodable fault) {
            json.put("reason", fault.reason().name());
            json.put("field", fault.field());
            json.put("detail", fault.detail());
            json.put("part", fault.part());
        }
        return json;
    }

    private static ObjectNode fields(SpecificRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null && !value.equals(field.hasDefaultValue() ? field.defaultVal() : null)) {
                put(json, field.name(), value);
            }
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Object value) {
        if (value instanceof SpecificRecord record) {
            json.set(name, fields(record));
        } else if (value instanceof Collection<?> items) {
            if (!items.isEmpty()) {
                ArrayNode array = json.putArray(name);
                items.forEach(item -> {
                    if (item instanceof SpecificRecord record) {
                        array.add(fields(record));
                    } else {
                        array.add(item.toString());
                    }
                });
            }
        } else if (value instanceof Long number) {
            json.put(name, number);
        } else if (value instanceof Double number) {
            json.put(name, number);
        } else if (value instanceof Boolean flag) {
            json.put(name, flag);
        } else if (value instanceof Instant time) {
            json.put(name, time.toString());
        } else {
            json.put(name, value.toString());
        }
    }

    private DecodedJson() {}
}
