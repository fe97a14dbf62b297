package io.groundswell.collect.feed;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Fields never seen before in several captures: how often, and where first. */
public final class DriftTable {

    private record Seen(long times, String first) {}

    private final String platform;
    private final FieldDrift drift;
    private final Map<String, Seen> fields = new TreeMap<>();

    public DriftTable(String platform) {
        this.platform = platform;
        this.drift = FieldDrift.of(platform).orElse(null);
    }

    public void add(String capture, byte[] record) {
        if (drift != null) {
            for (String path : drift.neverSeen(record)) {
                fields.merge(path, new Seen(1, capture), (before, now) -> new Seen(before.times() + 1, before.first()));
            }
        }
    }

    /** The most frequent first; English, ends with a line end. */
    public String text() {
        if (drift == null) {
            return platform + ": no fields to compare with, as its payloads are no JSON or have no fixed form.\n";
        } else if (fields.isEmpty()) {
            return platform + ": no field that was never seen before.\n";
        }
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
        int slug = Math.max(platform.length(), "platform".length());
        String row = "%-" + slug + "s  %-" + width + "s  %9s  %s\n";
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, row, "platform", "field", "times", "first in"));
        List<Map.Entry<String, Seen>> rows = fields.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Seen> field) -> -field.getValue().times()))
                .toList();
        for (Map.Entry<String, Seen> field : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    row,
                    platform,
                    field.getKey(),
                    field.getValue().times(),
                    field.getValue().first()));
        }
        return text.toString();
    }
}
