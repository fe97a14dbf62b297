package io.groundswell.collect.feed;

/** Records of nothing but white space, by which platforms keep connections alive. */
final class Blank {

    static boolean is(byte[] record) {
        for (byte b : record) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    private Blank() {}
}
