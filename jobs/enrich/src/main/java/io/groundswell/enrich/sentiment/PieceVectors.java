package io.groundswell.enrich.sentiment;

/**
 * What an {@link Embedding} says of each piece of a text.
 *
 * @param width numbers of a piece
 * @param values piece by piece
 */
record PieceVectors(int width, float[] values) {

    /** With half of the bits, as training keeps those of all posts at once. */
    record Kept(int width, short[] values) {

        PieceVectors unpacked() {
            float[] unpacked = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                unpacked[i] = PieceVectors.unpacked(values[i]);
            }
            return new PieceVectors(width, unpacked);
        }
    }

    int count() {
        return values.length / width;
    }

    Kept kept() {
        short[] kept = new short[values.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = kept(values[i]);
        }
        return new Kept(width, kept);
    }

    /** The upper half of the number, rounded (bfloat16). */
    static short kept(float value) {
        return (short) (Float.floatToIntBits(value) + 0x8000 >>> 16);
    }

    static float unpacked(short kept) {
        return Float.intBitsToFloat(kept << 16);
    }
}
