package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Typed looks into ActivityStreams, whose properties may be one thing or several, whole or by address. */
final class ActivityStreamsFields {

    private static final String VOCABULARY = "www.w3.org/ns/activitystreams";
    private static final List<String> PUBLIC = List.of("#Public", "as:Public", "Public");

    /** Refuses what says that it is of other vocabularies alone. */
    static void checkContext(JsonNode payload, String path) throws Refusal {
        JsonNode context = Fields.of(payload, "@context");
        if (context == null) {
            return;
        }
        boolean ours = false;
        for (JsonNode one : context.isArray() ? context : List.of(context)) {
            ours |= one.isTextual() && one.textValue().contains(VOCABULARY) || one.isObject() && names(one, VOCABULARY);
        }
        if (!ours) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, path + "@context", "another vocabulary than ActivityStreams");
        }
    }

    private static boolean names(JsonNode context, String vocabulary) {
        for (JsonNode value : context) {
            if (value.isTextual() && value.textValue().contains(vocabulary)) {
                return true;
            }
        }
        return false;
    }

    /** The language a document says it is in, or null. */
    static String language(JsonNode payload) {
        for (JsonNode one :
                payload.path("@context").isArray() ? payload.get("@context") : List.of(payload.path("@context"))) {
            if (one.path("@language").isTextual()) {
                return one.get("@language").textValue();
            }
        }
        return null;
    }

    /** Types by their short names. */
    static List<String> types(JsonNode object, String path) throws Refusal {
        String name = object.has("type") ? "type" : "@type";
        List<String> types = new ArrayList<>();
        for (JsonNode type : all(object, name, path)) {
            if (!type.isTextual()) {
                throw new Refusal(Reason.FIELD_TYPE, path + name, "expected text, found an object");
            }
            String written = type.textValue();
            if (written.contains(VOCABULARY + "#")) {
                written = written.substring(written.lastIndexOf('#') + 1);
            } else if (written.startsWith("as:")) {
                written = written.substring(3);
            }
            types.add(written);
        }
        return types;
    }

    /** What holds for every object, whatever its type. */
    static void check(JsonNode object, String path) throws Refusal {
        for (String name : List.of("name", "content", "summary")) {
            words(object, name, path);
            map(object, name + "Map", path);
        }
        all(object, "object", path);
        all(object, "actor", path);
        for (JsonNode url : all(object, "url", path)) {
            String written = url.isTextual() ? url.textValue() : Fields.text(url, "href", path + "url.");
            if (written != null && !isAbsolute(written)) {
                throw new Refusal(Reason.FIELD_RANGE, path + "url", "an address must be absolute");
            }
        }
    }

    /** Text in no particular language, or null; of several, the first. */
    static String words(JsonNode object, String name, String path) throws Refusal {
        JsonNode value = Fields.of(object, name);
        if (value != null && value.isArray()) {
            for (JsonNode one : value) {
                if (!one.isTextual()) {
                    throw new Refusal(Reason.FIELD_TYPE, path + name, "expected text");
                }
            }
            return value.isEmpty() ? null : value.get(0).textValue();
        }
        return Fields.text(object, name, path);
    }

    /** Texts by language, or null. */
    static JsonNode map(JsonNode object, String name, String path) throws Refusal {
        JsonNode map = Fields.object(object, name, path);
        if (map == null) {
            return null;
        }
        for (Iterator<String> tags = map.fieldNames(); tags.hasNext(); ) {
            String tag = tags.next();
            if (!isLanguage(tag)) {
                throw new Refusal(Reason.FIELD_RANGE, path + name, "a key is no language tag of BCP 47");
            }
            if (!map.get(tag).isTextual()) {
                throw new Refusal(Reason.FIELD_TYPE, path + name, "expected text for each language");
            }
        }
        return map;
    }

    private static boolean isLanguage(String tag) {
        try {
            new Locale.Builder().setLanguageTag(tag);
            return !tag.isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** The property's values, each an address or an object. */
    static List<JsonNode> all(JsonNode object, String name, String path) throws Refusal {
        JsonNode value = Fields.of(object, name);
        if (value == null) {
            return List.of();
        }
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isTextual() && !one.isObject()) {
                throw new Refusal(
                        Reason.FIELD_TYPE,
                        path + name,
                        "expected text or an object" + (value.isArray() ? " in an array" : ""));
            }
            all.add(one);
        }
        return all;
    }

    /** The property's first value; the others are not looked at, however many they are. */
    static JsonNode first(JsonNode object, String name, String path) throws Refusal {
        JsonNode value = Fields.of(object, name);
        JsonNode first = value != null && value.isArray() ? value.get(0) : value;
        if (first != null && !first.isTextual() && !first.isObject()) {
            throw new Refusal(Reason.FIELD_TYPE, path + name, "expected text or an object");
        }
        return first;
    }

    /** Mention or author id of an object, or null where it has none. */
    static String id(JsonNode object, String path) throws Refusal {
        String name = object.has("id") ? "id" : "@id";
        String id = Fields.key(object, name, path);
        return id == null ? null : absolute(id, path + name);
    }

    /** Mention or author id of what is given whole or by address; null where it has none. */
    static String reference(JsonNode value, String field) throws Refusal {
        if (value == null) {
            return null;
        }
        if (value.isObject()) {
            String id = id(value, field + ".");
            String href = id == null ? Fields.key(value, "href", field + ".") : null;
            return href == null ? id : absolute(href, field + ".href");
        }
        String address = value.textValue();
        boolean blank = address == null || address.chars().anyMatch(c -> c <= ' ' || Character.isSurrogate((char) c));
        if (blank || address.length() > 2_048) {
            throw new Refusal(Reason.FIELD_RANGE, field, "an address must be at most 2048 characters without blanks");
        }
        return address.isEmpty() ? null : absolute(address, field);
    }

    static String firstReference(JsonNode object, String name, String path) throws Refusal {
        return reference(first(object, name, path), path + name);
    }

    /** What is relative to a document whose address nobody told is no id among all servers. */
    private static String absolute(String id, String field) throws Refusal {
        if (!isAbsolute(id)) {
            throw new Refusal(Reason.FIELD_RANGE, field, "an id must be an absolute address");
        }
        return ActivityStreamsDecoder.PLATFORM + ":" + id;
    }

    private static boolean isAbsolute(String address) {
        int colon = address.indexOf(':');
        if (colon < 1) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            char c = address.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is addressed to the public, or to nobody in particular. */
    static boolean isPublic(JsonNode object, String path) throws Refusal {
        boolean addressed = false;
        for (String name : List.of("to", "cc", "audience", "bto", "bcc")) {
            for (JsonNode to : all(object, name, path)) {
                addressed = true;
                String address = to.isTextual() ? to.textValue() : to.path("id").asText("");
                if (PUBLIC.contains(address) || address.endsWith(VOCABULARY + "#Public")) {
                    return true;
                }
            }
        }
        return !addressed;
    }

    /** How many are in a collection that stands in a property, or null where it is given by address. */
    static Long total(JsonNode object, String name, String path) throws Refusal {
        JsonNode collection = Fields.of(object, name);
        return collection == null || !collection.isObject()
                ? null
                : Fields.count(collection, "totalItems", path + name + ".");
    }

    private ActivityStreamsFields() {}
}
