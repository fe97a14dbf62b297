package io.groundswell.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of strangers, to be looked at: what is text is shown, everything else by its number. */
final class Payload {

    /** @param most characters; how many bytes follow is told */
    static String shown(ByteBuffer bytes, int most) {
        if (bytes == null) {
            return "(none)";
        }
        ByteBuffer left = bytes.duplicate();
        StringBuilder shown = new StringBuilder();
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(1_024);
        while (left.hasRemaining() && shown.length() < most) {
            CoderResult result = decoder.decode(left, text, true);
            text.flip().codePoints().forEach(point -> append(point, shown));
            text.clear();
            if (result.isError()) {
                for (int i = 0; i < result.length(); i++) {
                    shown.append(String.format("\\x%02x", left.get()));
                }
                decoder.reset();
            }
        }
        if (left.hasRemaining()) {
            shown.append("… and ").append(left.remaining()).append(" more bytes");
        }
        return shown.toString();
    }

    private static void append(int point, StringBuilder shown) {
        int type = Character.getType(point);
        if (point == '\\') {
            shown.append("\\\\");
        } else if (point == '\n') {
            shown.append('\n');
        } else if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            shown.append(String.format("\\u{%x}", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private Payload() {}
}
