package io.groundswell.measure.metric;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One definition of one metric. What changes it is another version; a version is never changed.
 *
 * @param name slug
 * @param version 1, 2 and so on
 * @param says what it tells, in a sentence
 * @param formula over the counters of a window, see {@link Counters}; in the syntax of Lucene's expressions
 * @param unit of the value, such as {@code share} or {@code people}
 * @param over what it is divided by, in words; null when by nothing
 * @param platform the only one it holds for; null for every one, and all together
 * @param since first day of windows it holds for, UTC; null for ever
 * @param until first day of windows it no longer holds for, UTC; null when it holds
 * @param source where the formula comes from
 * @param examples what it gives for given counters
 */
public record Metric(
        String name,
        int version,
        String says,
        String formula,
        String unit,
        String over,
        String platform,
        LocalDate since,
        LocalDate until,
        String source,
        List<Example> examples)
        implements Serializable {

    /**
     * @param given counters that are not 0
     * @param value null when there is none, because something is divided by 0
     */
    public record Example(Map<String, Double> given, Double value) implements Serializable {}

    /** Name and version, as documents carry it, for example {@code net-sentiment/1}. */
    public String id() {
        return name + "/" + version;
    }

    boolean holdsOn(LocalDate day) {
        return (since == null || !day.isBefore(since)) && (until == null || day.isBefore(until));
    }
}
