package io.groundswell.local.export;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.topics.WindowSize;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Times as people write them: a day, or an instant. */
public final class ExportTime {

    private ExportTime() {}

    /** Whether it is written as a day; false for null. */
    public static boolean isDay(String written) {
        return written != null && written.matches("\\d{4}-\\d{2}-\\d{2}");
    }

    /**
     * @param from a day, from its beginning on, or an instant, inclusive; null for ever
     * @param to a day, to its end, or an instant, exclusive; null for ever
     * @param zone of days
     * @throws SettingsProblem when they are neither, or nothing lies between them
     */
    public static ExportRequest request(
            ExportKind kind,
            SortedSet<String> brands,
            String from,
            String to,
            ZoneId zone,
            WindowSize size,
            ExportFormat format) {
        List<String> problems = new ArrayList<>();
        Instant begin = instant("--from", from, 0, zone, problems);
        Instant end = instant("--to", to, 1, zone, problems);
        if (begin != null && end != null && !begin.isBefore(end)) {
            problems.add("'--from' " + from + " is not before '--to' " + to);
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return new ExportRequest(kind, brands, begin, end, size, format);
    }

    private static Instant instant(String option, String written, int daysOn, ZoneId zone, List<String> problems) {
        if (written == null) {
            return null;
        }
        try {
            return isDay(written)
                    ? LocalDate.parse(written)
                            .plusDays(daysOn)
                            .atStartOfDay(zone)
                            .toInstant()
                    : OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException e) {
            problems.add("'" + option + "' is '" + written
                    + "', but must be a day such as 2026-03-01 or an instant such as 2026-03-01T09:00:00Z");
            return null;
        }
    }
}
