package io.groundswell.publish.search;

import io.groundswell.topics.Reason;

/** What became of one document. */
public sealed interface Verdict {

    /** It is there now. */
    record Stored() implements Verdict {}

    /** A newer version of it was there already. */
    record Outdated() implements Verdict {}

    /** Not the document's fault, and not for ever: ask again later. */
    record Again(String why) implements Verdict {}

    /**
     * It will never be taken as it is.
     *
     * @param field null when none could be told
     * @param detail one sentence without any of the document's text
     */
    record Refused(Reason reason, String field, String detail) implements Verdict {}

    /** Something somebody must put right before anything can be stored. */
    record Stop(String sentence) implements Verdict {}
}
