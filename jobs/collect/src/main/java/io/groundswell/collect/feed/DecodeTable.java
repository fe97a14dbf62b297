package io.groundswell.collect.feed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the records of several captures, a line for each, counted by outcome. */
public final class DecodeTable {

    private static final List<String> OUTCOMES =
            List.of("mention", "deletion", "takedown", "engagement", "audience", "traffic", "control", "dead-letter");
    private static final List<String> HEADINGS = List.of(
            "mentions", "deletions", "takedowns", "engagement", "audience", "traffic", "control", "dead letters");

    private final Map<String, Long> records = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> outcomes = new LinkedHashMap<>();
    private final Map<String, Long> controls = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();

    /** @param items what one record of the capture became */
    public void add(String capture, List<Decoded> items) {
        records.merge(capture, 1L, Long::sum);
        Map<String, Long> counts = outcomes.computeIfAbsent(capture, key -> new TreeMap<>());
        for (Decoded item : items) {
            counts.merge(DecodedJson.outcome(item), 1L, Long::sum);
            if (item instanceof Decoded.Control control) {
                controls.merge(control.kind(), 1L, Long::sum);
            } else if (item instanceof Decoded.Undecodable fault) {
                faults.merge(fault.reason() + (fault.field() == null ? "" : " " + fault.field()), 1L, Long::sum);
            }
        }
    }

    public long deadLetters() {
        return outcomes.values().stream()
                .mapToLong(counts -> counts.getOrDefault("dead-letter", 0L))
                .sum();
    }

    /** All in one line: {@code 3 records: 2 mentions, 1 control}. */
    public String sentence() {
        long all = records.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> sums = sums();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < OUTCOMES.size(); i++) {
            long count = sums.getOrDefault(OUTCOMES.get(i), 0L);
            if (count > 0) {
                parts.add(count + " " + HEADINGS.get(i).replaceFirst(count == 1 ? "s$" : "$", ""));
            }
        }
        return all + (all == 1 ? " record" : " records") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        outcomes.values().forEach(counts -> counts.forEach((outcome, count) -> sums.merge(outcome, count, Long::sum)));
        return sums;
    }

    /** The table, then the kinds of control lines, then the dead letters by reason and field; English, ends with a line end. */
    public String text() {
        int width = Math.max(
                "in all".length(),
                records.keySet().stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(width)).append("   records");
        HEADINGS.forEach(heading -> text.append("  ").append(heading));
        text.append('\n');
        records.forEach((capture, count) -> line(text, width, capture, count, outcomes.get(capture)));
        if (records.size() != 1) {
            line(
                    text,
                    width,
                    "in all",
                    records.values().stream().mapToLong(Long::longValue).sum(),
                    sums());
        }
        told(text, "control", controls);
        told(text, "dead letters", faults);
        return text.toString();
    }

    private static void line(StringBuilder text, int width, String capture, long records, Map<String, Long> counts) {
        text.append(String.format(Locale.ROOT, "%-" + width + "s  %8d", capture, records));
        for (int i = 0; i < OUTCOMES.size(); i++) {
            text.append(String.format(
                    Locale.ROOT, "  %" + HEADINGS.get(i).length() + "d", counts.getOrDefault(OUTCOMES.get(i), 0L)));
        }
        text.append('\n');
    }

    private static void told(StringBuilder text, String what, Map<String, Long> counts) {
        counts.forEach((kind, count) -> text.append(String.format(Locale.ROOT, "%s: %d %s\n", what, count, kind)));
    }
}
