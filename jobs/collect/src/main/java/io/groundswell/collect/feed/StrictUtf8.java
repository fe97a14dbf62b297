package io.groundswell.collect.feed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Says whether bytes are UTF-8 to the letter: no overlong form, no surrogate, nothing above U+10FFFF. */
final class StrictUtf8 {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Index of the first byte that is not UTF-8, or -1. */
    static int firstFault(byte[] bytes) {
        int i = 0;
        int length = bytes.length;
        while (i < length) {
            // Most feeds escape what is not ASCII, so eight bytes at once is the usual step.
            while (i + 8 <= length && ((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
            }
            if (i >= length) {
                break;
            }
            int lead = bytes[i];
            if (lead >= 0) {
                i++;
                continue;
            }
            int width = width(bytes, i, lead & 0xFF);
            if (width == 0) {
                return i;
            }
            i += width;
        }
        return -1;
    }

    /** Width of the sequence that begins at {@code i}, or 0 when it is none. */
    private static int width(byte[] bytes, int i, int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return follows(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int least = lead == 0xE0 ? 0xA0 : 0x80;
            int most = lead == 0xED ? 0x9F : 0xBF;
            return follows(bytes, i + 1, least, most) && follows(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int least = lead == 0xF0 ? 0x90 : 0x80;
            int most = lead == 0xF4 ? 0x8F : 0xBF;
            return follows(bytes, i + 1, least, most)
                            && follows(bytes, i + 2, 0x80, 0xBF)
                            && follows(bytes, i + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean follows(byte[] bytes, int i, int least, int most) {
        if (i >= bytes.length) {
            return false;
        }
        int value = bytes[i] & 0xFF;
        return value >= least && value <= most;
    }

    private StrictUtf8() {}
}
