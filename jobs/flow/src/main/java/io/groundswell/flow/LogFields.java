package io.groundswell.flow;

/** What log events of the jobs say in fields of their own, by SLF4J's MDC. The text of a post is in none, and in no message. */
public final class LogFields {

    /** The id of the mention an event is about. */
    public static final String MENTION = "mention";

    private LogFields() {}
}
