package io.groundswell.local;

/** Text of strangers, made fit for a terminal. */
final class Terminal {

    /**
     * On one line, without anything that moves a cursor, changes a colour or turns the direction of writing.
     *
     * @param most code points that are kept
     */
    static String safe(String text, int most) {
        StringBuilder safe = new StringBuilder();
        int[] points = text.codePoints().limit((long) most + 1).toArray();
        for (int i = 0; i < Math.min(points.length, most); i++) {
            int point = points[i];
            int type = Character.getType(point);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.UNASSIGNED
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            safe.appendCodePoint(harmless ? point : ' ');
        }
        if (points.length > most) {
            safe.append('…');
        }
        return safe.toString().strip().replaceAll("\\s+", " ");
    }

    /** Whether progress is shown to a person; the script knows, because it can ask about standard error. */
    static boolean isShowing() {
        return Boolean.getBoolean("groundswell.terminal");
    }

    private Terminal() {}
}
