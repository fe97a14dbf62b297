package io.groundswell.local.story;

import java.time.Duration;

/**
 * One thing that happens in the story. Times count from the story's first midnight.
 *
 * @param author who does it; null for what the platform itself sends
 * @param written when it was written
 * @param delivered when it reached us
 * @param parent the post replied to, quoted, reposted, edited or deleted; null otherwise
 * @param text the words, as people read them; empty for a repost
 * @param language BCP 47
 * @param newer sent in the second generation of X's payloads
 * @param likes what the parent had then, for a repost or a quote
 * @param reposts what the parent had then; for a limit line, how many posts the platform held back
 * @param twice delivered twice
 * @param sequence its number in the story, which makes ids unique
 */
record Act(
        Deed deed,
        Person author,
        Duration written,
        Duration delivered,
        Act parent,
        String text,
        String language,
        boolean newer,
        int likes,
        int reposts,
        boolean twice,
        boolean calm,
        int sequence) {

    enum Deed {
        POST,
        REPLY,
        QUOTE,
        REPOST,
        /** A post with the words of another one. */
        COPY,
        EDIT,
        DELETE,
        /** A post whose payload was cut off on the way. */
        CUT,
        /** A keep-alive line. */
        BLANK,
        /** The platform held posts back. */
        LIMIT;

        /** Somebody thought of these words; they are not a copy. */
        boolean handWritten() {
            return this == POST || this == REPLY || this == QUOTE || this == EDIT || this == CUT;
        }
    }
}
