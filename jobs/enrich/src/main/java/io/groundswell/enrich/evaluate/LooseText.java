package io.groundswell.enrich.evaluate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The text of a file that does not say how it is encoded: UTF-8, or UTF-16 by its mark; what is not UTF-8 is
 * windows-1252, as files from old spreadsheets are, and files that were pasted together are in part.
 *
 * @param strangeBytes how many bytes were no UTF-8
 */
record LooseText(String text, int strangeBytes) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char MARK = '\uFEFF';

    static LooseText of(byte[] file, String name) throws IOException {
        byte[] bytes = file;
        if (startsWith(bytes, 0x1F, 0x8B)) {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
                bytes = gzip.readAllBytes();
            } catch (IOException e) {
                throw new UnusableLabels(name + " is a damaged gzip file");
            }
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return new LooseText(new String(bytes, StandardCharsets.UTF_16), 0);
        }
        for (byte one : bytes) {
            if (one == 0) {
                throw new UnusableLabels(name + " is no text: there are zero bytes in it");
            }
        }
        return decoded(bytes);
    }

    private static LooseText decoded(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        int strange = 0;
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            // One at a time: what follows may be a character of its own.
            strange++;
            byte one = in.get();
            String letter = new String(new byte[] {one}, WINDOWS);
            out.put(letter.equals("\uFFFD") ? new String(new byte[] {one}, StandardCharsets.ISO_8859_1) : letter);
            decoder.reset();
        }
        out.flip();
        String text = out.toString();
        return new LooseText(!text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text, strange);
    }

    /** Lines end as on any system; where line feeds do, a lone carriage return belongs to the text. */
    List<String> lines() {
        if (text.indexOf('\n') < 0) {
            return List.of(text.split("\r", -1));
        }
        return List.of(text.split("\r?\n", -1));
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
