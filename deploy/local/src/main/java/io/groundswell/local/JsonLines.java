package io.groundswell.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Objects on standard output, one a line. Text of strangers is escaped where it would do something to a terminal;
 * a program reads the same words as ever.
 */
final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    static {
        JSON.getFactory().setCharacterEscapes(new ForTerminals());
        JSON.getFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        JSON.getFactory().disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        JSON.getFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }

    /** Nobody reads any more, as when the output goes into head. */
    static final class NobodyReads extends IOException {
        private NobodyReads() {
            super("nobody reads the output any more");
        }
    }

    private final OutputStream out;

    JsonLines(PrintStream out) {
        this.out = new BufferedOutputStream(new Noticing(out), 1 << 16);
    }

    /** @throws NobodyReads perhaps a few lines after the last that was read */
    void write(ObjectNode object) throws IOException {
        out.write(JSON.writeValueAsBytes(object));
        out.write('\n');
    }

    void flush() throws IOException {
        out.flush();
    }

    /** A print stream keeps its troubles to itself. */
    private static final class Noticing extends OutputStream {
        private final PrintStream out;

        private Noticing(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (out.checkError()) {
                throw new NobodyReads();
            }
        }
    }

    private static final class ForTerminals extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        private ForTerminals() {
            ascii[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public SerializableString getEscapeSequence(int unit) {
            boolean control = unit >= 0x7F && unit <= 0x9F;
            boolean turnsLines = unit == 0x61C
                    || unit == 0x200E
                    || unit == 0x200F
                    || unit >= 0x2028 && unit <= 0x202E
                    || unit >= 0x2066 && unit <= 0x2069;
            return control || turnsLines ? new SerializedString(String.format("\\u%04x", unit)) : null;
        }
    }
}
