package io.groundswell.measure.voices;

/**
 * A post says a text from now on, or no longer.
 *
 * @param settledBefore minutes that began before this are settled, milliseconds since 1970
 */
public record SayingChange(Saying saying, boolean said, long settledBefore) {

    /** What is compared: one text about one brand. */
    public String text() {
        return saying.brand() + '|' + saying.text();
    }
}
