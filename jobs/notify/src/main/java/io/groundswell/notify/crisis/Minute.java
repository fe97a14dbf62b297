package io.groundswell.notify.crisis;

import io.groundswell.topics.Measure;
import java.time.Instant;

/**
 * What one brand got in one minute, on all platforms.
 *
 * @param start the minute's, inclusive
 * @param people mentions in people's own words
 * @param negative the negative ones among them
 * @param amplified what reposts, copies and automated accounts handed on
 * @param lowReviews reviews of one or two stars
 * @param reach followers of the authors of all mentions, added up
 * @param revision how many facts the numbers rest on; only grows
 * @param asOf the latest observation among them
 */
public record Minute(
        Instant start,
        long people,
        long negative,
        long amplified,
        long lowReviews,
        long reach,
        long revision,
        Instant asOf) {

    /** Less than nothing, of whoever told it, is nothing: by a number below 0 nothing can be judged. */
    public static Minute of(Measure measure) {
        return new Minute(
                measure.getWindowStart(),
                Math.max(0, measure.getPeople()),
                Math.max(0, measure.getPeopleNegative()),
                Math.max(0, measure.getAmplified() + measure.getAutomated()),
                Math.max(0, measure.getStar1() + measure.getStar2()),
                measure.getReach(),
                measure.getRevision(),
                measure.getAsOf());
    }
}
