package io.groundswell.measure.volume;

/** With whose voice a mention speaks. Every mention is one of the three. */
public enum Crowd {
    /** A person's own words. */
    PEOPLE,
    /** Another's words handed on: a repost, or a copy of a text that was there before. */
    AMPLIFIED,
    /** An account that the platform, or what is known of it, says is no person. */
    AUTOMATED
}
