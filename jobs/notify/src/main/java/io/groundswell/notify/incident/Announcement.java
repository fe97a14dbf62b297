package io.groundswell.notify.incident;

import io.groundswell.topics.AlertTier;
import java.time.Instant;
import java.util.List;

/**
 * What people are told about an incident at one turn of it.
 *
 * @param id incident|what|which time it was told of it: the same whatever was corrected in between, so nobody is told twice
 * @param incident its id
 * @param brand of the alert that turned
 * @param what happened
 * @param tier the highest the incident had reached by then
 * @param at event time of the turn
 * @param openedAt event time of the incident's first alert
 * @param headline of the alert that turned, one sentence
 * @param because what stands out among the mentions of that alert's worst hour, one sentence; empty when nothing does
 * @param seen mentions in the hour before
 * @param expected mentions expected in it
 * @param severity of the alert that turned
 * @param posts mention ids of the posts that made the difference, the heaviest first, at most three
 * @param brands of the incident so far, in the order they came in
 * @param departments that answer or answered for it so far
 * @param lines of a digest, one for each incident; else none
 */
public record Announcement(
        String id,
        String incident,
        String brand,
        Turn what,
        AlertTier tier,
        Instant at,
        Instant openedAt,
        String headline,
        String because,
        long seen,
        double expected,
        double severity,
        List<String> posts,
        List<String> brands,
        List<String> departments,
        List<String> lines) {

    /** What can happen to an incident. */
    public enum Turn {
        OPENED,
        CRISIS,
        WORSE,
        EASES,
        OVER,
        TAKEN_BACK,
        /** Somebody said that they take care of it. */
        ACKNOWLEDGED,
        /** Somebody said that there is no more to tell. */
        CLOSED,
        /** No turn of one, but what a day had of them. */
        DIGEST;

        /** Whether it is no longer going on. */
        public boolean ends() {
            return this == OVER || this == TAKEN_BACK || this == CLOSED;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
