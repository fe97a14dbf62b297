package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.topics.Reason;
import java.io.IOException;

/**
 * JSON as strangers send it: one document, UTF-8 to the letter, within limits, no key twice.
 *
 * <p>Limits: 8 MiB a record, 64 levels, 1,000,000 tokens, keys of 1,000 and numbers of 100 characters. A string may be
 * as long as the record; text is cut later, by {@link CleanText}.
 */
final class FeedJson {

    static final int MAX_BYTES = 8 * 1024 * 1024;
    static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(MAX_BYTES)
            .maxNestingDepth(MAX_DEPTH)
            .maxTokenCount(1_000_000)
            .maxStringLength(MAX_BYTES)
            .maxNameLength(1_000)
            .maxNumberLength(100)
            .build();

    // Strangers choose the keys, so they are not kept for ever in the JVM's table of strings.
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final JsonFactory CUTTING = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static JsonParser parser(byte[] bytes) throws IOException {
        return FACTORY.createParser(bytes);
    }

    /** For cutting files into records: what is wrong with a record is found out when it is read. */
    static JsonParser unlimited(byte[] bytes, int start, int length) throws IOException {
        return CUTTING.createParser(bytes, start, length);
    }

    /** What holds for every record: not too large, and UTF-8. */
    static void check(byte[] bytes) throws Refusal {
        if (bytes.length > MAX_BYTES) {
            throw new Refusal(
                    Reason.TOO_LARGE, null, "the record has " + bytes.length + " bytes, the limit is " + MAX_BYTES);
        }
        int fault = StrictUtf8.firstFault(bytes);
        if (fault >= 0) {
            throw new Refusal(Reason.ENCODING, null, "byte " + fault + " is not UTF-8");
        }
    }

    static JsonNode read(byte[] bytes) throws Refusal {
        check(bytes);
        // Jackson would guess UTF-16 or UTF-32 from zero bytes at the start; a feed is UTF-8.
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
            throw new Refusal(Reason.ENCODING, null, "the record begins like UTF-16 or UTF-32, not UTF-8");
        }
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Refusal(Reason.JSON_SYNTAX, null, "there is no JSON value");
            }
            JsonNode tree = value(first, parser, bytes);
            if (parser.nextToken() != null) {
                throw new Refusal(Reason.JSON_SYNTAX, null, "a second value follows" + at(parser));
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new Refusal(Reason.JSON_LIMIT, null, limit(e) + at(e));
        } catch (JsonProcessingException e) {
            throw new Refusal(Reason.JSON_SYNTAX, null, "not JSON" + at(e));
        } catch (IOException e) {
            throw new Refusal(Reason.JSON_SYNTAX, null, "not JSON");
        }
    }

    /** The tree of a value. Nesting is limited by the parser, so this does not go deep. */
    private static JsonNode value(JsonToken token, JsonParser parser, byte[] bytes) throws IOException, Refusal {
        switch (token) {
            case START_OBJECT:
                JsonMembers members = new JsonMembers();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    if (!members.add(name, value(parser.nextToken(), parser, bytes))) {
                        throw new Refusal(
                                Reason.JSON_DUPLICATE_KEY, null, "a key stands twice in one object" + at(parser));
                    }
                }
                return new ObjectNode(NODES, members);
            case START_ARRAY:
                ArrayNode array = new ArrayNode(NODES);
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    array.add(value(item, parser, bytes));
                }
                return array;
            case VALUE_STRING:
                return new WrittenText(
                        bytes, (int) parser.currentTokenLocation().getByteOffset());
            case VALUE_NUMBER_INT:
                return switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT:
                return NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE:
                return BooleanNode.TRUE;
            case VALUE_FALSE:
                return BooleanNode.FALSE;
            default:
                return NODES.nullNode();
        }
    }

    /** Jackson's messages may quote the payload, so only what they are about is told. */
    private static String limit(StreamConstraintsException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return "more than " + MAX_DEPTH + " levels deep";
        } else if (message.contains("Name")) {
            return "a key is too long";
        } else if (message.contains("Number")) {
            return "a number is too long";
        } else if (message.contains("Token")) {
            return "too many values";
        }
        return "a limit of the JSON reader is passed";
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", at byte " + e.getLocation().getByteOffset();
    }

    private static String at(JsonParser parser) {
        return ", at byte " + parser.currentLocation().getByteOffset();
    }

    private FeedJson() {}
}
