package io.groundswell.local.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes out of rows what the rules of their platforms keep back, and remembers how often. */
final class Withholding {

    private final Licences licences;
    private final List<ExportColumn> columns;
    private final Instant now;
    private final Map<String, boolean[]> allowed = new HashMap<>();
    private final SortedMap<String, Exported.Withheld> losses = new TreeMap<>();

    /**
     * @param now by which the age of posts is told
     * @param before what was kept back from rows that are there already
     */
    Withholding(Licences licences, List<ExportColumn> columns, Instant now, List<Exported.Withheld> before) {
        this.licences = licences;
        this.columns = columns;
        this.now = now;
        before.forEach(loss -> losses.put(loss.platform(), loss));
    }

    void from(JsonNode post, Object[] row) {
        String platform = post.path("platform").asText();
        Licences.Rule rule = licences.of(platform);
        if (rule == null || isTooYoung(post, rule)) {
            return;
        }
        boolean[] may = allowed.computeIfAbsent(platform, slug -> allowed(rule));
        SortedMap<String, Long> lost = null;
        for (int i = 0; i < row.length; i++) {
            if (!may[i] && row[i] != null) {
                row[i] = null;
                lost = lost == null ? new TreeMap<>() : lost;
                lost.merge(columns.get(i).name(), 1L, Long::sum);
            }
        }
        if (lost != null) {
            losses.merge(
                    platform, new Exported.Withheld(platform, 1, lost, rule.because()), Exported.Withheld::together);
        }
    }

    private boolean isTooYoung(JsonNode post, Licences.Rule rule) {
        return !rule.after().isZero()
                && Instant.parse(post.path("createdAt").asText())
                        .plus(rule.after())
                        .isAfter(now);
    }

    private boolean[] allowed(Licences.Rule rule) {
        boolean[] may = new boolean[columns.size()];
        for (int i = 0; i < may.length; i++) {
            may[i] = rule.allows(columns.get(i));
        }
        return may;
    }

    List<Exported.Withheld> losses() {
        return List.copyOf(losses.values());
    }
}
