package io.groundswell.enrich.entity;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Small numbers in few bytes: seven bits to a byte, the eighth says that more follow. */
final class Compact {

    static void write(DataOutput out, int number) throws IOException {
        int rest = number;
        while ((rest & ~0x7F) != 0) {
            out.writeByte(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    static int read(DataInput in) throws IOException {
        int number = 0;
        int shift = 0;
        byte part;
        do {
            part = in.readByte();
            number |= (part & 0x7F) << shift;
            shift += 7;
        } while (part < 0);
        return number;
    }

    private Compact() {}
}
