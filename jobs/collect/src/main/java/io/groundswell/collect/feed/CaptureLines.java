package io.groundswell.collect.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of a file, line by line, or all that is left of them at once. */
final class CaptureLines {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private IOException damage;

    CaptureLines(InputStream in) {
        this.in = in;
    }

    /** What comes next, up to as many bytes as asked for; it is not taken away. Only at the very beginning. */
    byte[] head(int most) throws IOException {
        while (end < most) {
            int read;
            try {
                read = in.read(buffer, end, buffer.length - end);
            } catch (IOException e) {
                // What stands before the damage can be read.
                damage = e;
                break;
            }
            if (read < 0) {
                break;
            }
            end += read;
        }
        return Arrays.copyOf(buffer, Math.min(most, end));
    }

    void skip(int bytes) {
        at += bytes;
    }

    /** The next line without its end, or null; of a line longer than {@code most} bytes, so much of its beginning. */
    byte[] next(int most) throws IOException {
        if (at == end && !fill()) {
            return null;
        }
        ByteArrayOutputStream line = null;
        while (true) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (stop < end && line == null) {
                byte[] whole = Arrays.copyOfRange(buffer, at, Math.min(stop, at + most));
                at = stop + 1;
                return withoutReturn(whole);
            }
            if (line == null) {
                line = new ByteArrayOutputStream(2 * (stop - at) + 16);
            }
            line.write(buffer, at, Math.min(stop - at, most - line.size()));
            boolean ended = stop < end;
            at = ended ? stop + 1 : stop;
            if (ended || !fill()) {
                return withoutReturn(line.toByteArray());
            }
        }
    }

    private static byte[] withoutReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
    }

    /** All that is left, or null when that is more than {@code most} bytes. */
    byte[] rest(int most) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(end - at + 16);
        do {
            if (rest.size() + (end - at) > most) {
                return null;
            }
            rest.write(buffer, at, end - at);
            at = end;
        } while (fill());
        return rest.toByteArray();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = 0;
        if (damage != null) {
            throw damage;
        }
        int read = in.read(buffer, 0, buffer.length);
        end = Math.max(0, read);
        return read > 0;
    }
}
