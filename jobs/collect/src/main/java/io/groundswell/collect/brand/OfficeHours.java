package io.groundswell.collect.brand;

import io.groundswell.topics.OpenHours;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads hours as people write them on doors: {@code Mon-Fri 09:00-17:00}. */
final class OfficeHours {

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String DAY = "(" + String.join("|", DAYS) + ")";
    private static final String TIME = "([01]\\d|2[0-4]):([0-5]\\d)";
    private static final Pattern LINE = Pattern.compile(DAY + "(?:-" + DAY + ")? " + TIME + "-" + TIME);
    private static final int END_OF_DAY = 1440;

    /** One for each day; a week may be written across its end, as Sat-Mon. Empty when it cannot be read. */
    static List<OpenHours> read(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return List.of();
        }
        int from = minutes(matcher.group(3), matcher.group(4));
        int to = minutes(matcher.group(5), matcher.group(6));
        if (from >= to || to > END_OF_DAY) {
            return List.of();
        }
        int first = DAYS.indexOf(matcher.group(1));
        int last = matcher.group(2) == null ? first : DAYS.indexOf(matcher.group(2));
        List<OpenHours> hours = new ArrayList<>();
        for (int day = first; ; day = (day + 1) % DAYS.size()) {
            hours.add(new OpenHours(day + 1, from, to));
            if (day == last) {
                return hours;
            }
        }
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private OfficeHours() {}
}
