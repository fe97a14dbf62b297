package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Typed looks into a JSON tree: absent and null are the same, a wrong type is refused with the path of the field and
 * never bent into shape.
 */
final class Fields {

    private static final int LONGEST_KEY = 2_048;

    /** The member, or null when it is absent or null. */
    static JsonNode of(JsonNode node, String name) {
        JsonNode value = node == null ? null : node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    static JsonNode object(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value != null && !value.isObject()) {
            throw wrongType(value, path, name, "an object");
        }
        return value;
    }

    /** An item of an array that has to be an object. */
    static JsonNode object(JsonNode item, String part) throws Refusal {
        if (!item.isObject()) {
            throw wrongType(item, "", part, "an object");
        }
        return item;
    }

    /** The array's items, or none. */
    static Iterable<JsonNode> items(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(value, path, name, "an array");
        }
        return value;
    }

    static String text(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(value, path, name, "text");
        }
        return value.textValue();
    }

    /** The texts in an array, or none. */
    static List<String> texts(JsonNode node, String name, String path) throws Refusal {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(node, name, path)) {
            if (!item.isTextual()) {
                throw wrongType(item, path, name + "[" + texts.size() + "]", "text");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    static Boolean flag(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrongType(value, path, name, "true or false");
        }
        return value.booleanValue();
    }

    /** A count; null is unknown, not 0. */
    static Long count(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(value, path, name, "a whole number");
        }
        if (!value.canConvertToLong() || value.longValue() < 0) {
            throw new Refusal(Reason.FIELD_RANGE, path + name, "a count must be 0 or more and fit 63 bits");
        }
        return value.longValue();
    }

    /** An id of up to 20 digits, exact, from text or from a whole number; null when absent. */
    static String id(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrongType(value, path, name, "an id in digits");
        }
        String id = value.asText();
        if (!isId(id)) {
            throw new Refusal(Reason.FIELD_RANGE, path + name, "an id must be 1 to 20 digits and not 0");
        }
        return id;
    }

    /** An id from its text form, else from its number form, which is exact here though not in every language. */
    static String id(JsonNode node, String textName, String numberName, String path) throws Refusal {
        String id = id(node, textName, path);
        return id != null ? id : id(node, numberName, path);
    }

    /** A count in digits, as text or as a number: some platforms write every number as text. */
    static Long countInDigits(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null || !value.isTextual()) {
            return count(node, name, path);
        }
        try {
            long count = Long.parseLong(value.textValue().strip());
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new Refusal(Reason.FIELD_TYPE, path + name, "expected a count in digits, found other text");
        }
        throw new Refusal(Reason.FIELD_RANGE, path + name, "a count must be 0 or more and fit 63 bits");
    }

    /** A whole number that may be below 0, such as votes for less votes against. */
    static Long number(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrongType(value, path, name, "a whole number");
        }
        return value.longValue();
    }

    /** A number with or without a point, also in digits as text. */
    static Double decimal(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (!value.isTextual()) {
            throw wrongType(value, path, name, "a number");
        }
        try {
            return Double.valueOf(value.textValue().strip());
        } catch (NumberFormatException e) {
            throw new Refusal(Reason.FIELD_TYPE, path + name, "expected a number, found other text");
        }
    }

    /** A platform's own id of any form, exact, from text or from a whole number; null when absent or empty. */
    static String key(JsonNode node, String name, String path) throws Refusal {
        JsonNode value = of(node, name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrongType(value, path, name, "an id");
        }
        String key = value.asText();
        if (key.length() > LONGEST_KEY || hasBlankOrControl(key)) {
            throw new Refusal(
                    Reason.FIELD_RANGE,
                    path + name,
                    "an id must be at most " + LONGEST_KEY + " characters without blanks");
        }
        return key.isEmpty() ? null : key;
    }

    private static boolean hasBlankOrControl(String key) {
        return key.chars().anyMatch(c -> c <= ' ' || c >= 0x7F && c <= 0x9F || Character.isSurrogate((char) c));
    }

    /** Milliseconds since 1970 from a time in ISO 8601 with its zone, {@code +0000} for one too; null when absent. */
    static Long time(JsonNode node, String name, String path) throws Refusal {
        String written = text(node, name, path);
        return written == null || written.isEmpty() ? null : FeedTime.iso(written, path + name);
    }

    /** Milliseconds since 1970 from seconds since 1970, whole or with a fraction, also in digits as text. */
    static Long seconds(JsonNode node, String name, String path) throws Refusal {
        Double seconds = decimal(node, name, path);
        return seconds == null ? null : FeedTime.ofSeconds(seconds, path + name);
    }

    /** Milliseconds since 1970, also in digits as text. */
    static Long millis(JsonNode node, String name, String path) throws Refusal {
        return countInDigits(node, name, path);
    }

    static <T> T required(T value, String name, String path) throws Refusal {
        if (value == null) {
            throw new Refusal(Reason.MISSING_FIELD, path + name, "the field is missing");
        }
        return value;
    }

    private static boolean isId(String id) {
        if (id.isEmpty() || id.length() > 20 || id.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
    }

    private static Refusal wrongType(JsonNode value, String path, String name, String expected) {
        String found =
                switch (value.getNodeType()) {
                    case ARRAY -> "an array";
                    case OBJECT -> "an object";
                    case STRING -> "text";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    default -> "something else";
                };
        return new Refusal(Reason.FIELD_TYPE, path + name, "expected " + expected + ", found " + found);
    }

    private Fields() {}
}
