package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A JSON string that stays bytes until somebody asks for it: of what platforms send, most strings are never looked at.
 * Made only of bytes that Jackson has found to be a string and {@link StrictUtf8} to be UTF-8.
 */
final class WrittenText extends ValueNode {

    private static final long serialVersionUID = 1L;

    private transient byte[] record;
    private final int from;
    private String text;

    /** @param from index of the opening quote */
    WrittenText(byte[] record, int from) {
        this.record = record;
        this.from = from;
    }

    @Override
    public String textValue() {
        if (record != null) {
            text = read(record, from + 1);
            record = null;
        }
        return text;
    }

    private static String read(byte[] record, int from) {
        int at = from;
        while (record[at] != '"' && record[at] != '\\') {
            at++;
        }
        if (record[at] == '"') {
            return new String(record, from, at - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(at - from + 64);
        int piece = from;
        while (record[at] != '"') {
            if (record[at] != '\\') {
                at++;
                continue;
            }
            append(text, record, piece, at);
            if (record[at + 1] == 'u') {
                text.append((char) Integer.parseInt(new String(record, at + 2, 4, StandardCharsets.ISO_8859_1), 16));
                at += 6;
            } else {
                text.append(escaped((char) record[at + 1]));
                at += 2;
            }
            piece = at;
        }
        append(text, record, piece, at);
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] record, int from, int to) {
        if (to > from) {
            text.append(new String(record, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public String asText() {
        return textValue();
    }

    @Override
    public boolean asBoolean(boolean otherwise) {
        return TextNode.valueOf(textValue()).asBoolean(otherwise);
    }

    @Override
    public int asInt(int otherwise) {
        return TextNode.valueOf(textValue()).asInt(otherwise);
    }

    @Override
    public long asLong(long otherwise) {
        return TextNode.valueOf(textValue()).asLong(otherwise);
    }

    @Override
    public double asDouble(double otherwise) {
        return TextNode.valueOf(textValue()).asDouble(otherwise);
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeString(textValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenText that && textValue().equals(that.textValue());
    }

    @Override
    public int hashCode() {
        return textValue().hashCode();
    }
}
