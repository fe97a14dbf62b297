package io.groundswell.collect.feed;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as blogs and news write it: RFC 822 with its names of days, months and zones and its years of two digits, or
 * ISO 8601 down to a bare year.
 *
 * @param millis since 1970
 * @param zoned whether its zone was told; else it was taken for UTC
 */
record FeedDate(long millis, boolean zoned) {

    private static final int LONGEST = 60;

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2})(?:[T ]\\s?(\\d{1,2}):?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9}))?)?\\s?(\\S{1,6})?)?)?)?");

    private static final Pattern RFC_822 = Pattern.compile(
            "(?:\\p{Alpha}{2,9}\\.?,?\\s{0,3})?(\\d{1,2})[ -]\\s{0,3}(\\p{Alpha}{3,9})\\.?,?[ -]\\s{0,3}(\\d{2,4})"
                    + "(?:,?\\s{1,3}(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?(?:\\s?([aApP])[mM]\\b)?\\s{0,3}(\\S{1,6})?(?:\\s\\(.{0,10}\\))?)?");

    /** As C writes it: Mon Mar  2 11:20:00 UTC 2026. */
    private static final Pattern ASCTIME = Pattern.compile(
            "\\p{Alpha}{3,9}\\s{1,2}(\\p{Alpha}{3,9})\\s{1,2}(\\d{1,2})\\s(\\d{1,2}):(\\d{2}):(\\d{2})\\s(?:(\\S{1,6})\\s)?(\\d{4})");

    private static final Pattern OFFSET = Pattern.compile("(?:GMT|UTC)?([+-])(\\d{1,2}):?(\\d{2})");

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Minutes east of Greenwich, of names that mean one zone only, or the one RFC 822 gives them. */
    private static final Map<String, Integer> ZONES = new HashMap<>();

    static {
        zones(0, "Z GMT UT UTC WET");
        zones(60, "CET MET BST WEST");
        zones(120, "CEST MEST EET");
        zones(180, "EEST MSK");
        zones(540, "JST KST");
        zones(600, "AEST");
        zones(660, "AEDT");
        zones(720, "NZST");
        zones(780, "NZDT");
        zones(-240, "EDT");
        zones(-300, "EST CDT");
        zones(-360, "CST MDT");
        zones(-420, "MST PDT");
        zones(-480, "PST AKDT");
        zones(-540, "AKST");
        zones(-600, "HST");
    }

    private static void zones(int minutes, String names) {
        for (String name : names.split(" ")) {
            ZONES.put(name, minutes);
        }
    }

    /** The time, or null when it is none. */
    static FeedDate read(String written) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                return of(
                        number(iso.group(1), 0),
                        number(iso.group(2), 1),
                        number(iso.group(3), 1),
                        time(iso.group(4), iso.group(5), iso.group(6), iso.group(7)),
                        iso.group(8));
            }
            Matcher words = RFC_822.matcher(text);
            if (words.matches()) {
                return of(
                        year(words.group(3)),
                        month(words.group(2)),
                        number(words.group(1), 1),
                        time(hours(words.group(4), words.group(8)), words.group(5), words.group(6), words.group(7)),
                        words.group(9));
            }
            Matcher asctime = ASCTIME.matcher(text);
            if (asctime.matches()) {
                return of(
                        number(asctime.group(7), 0),
                        month(asctime.group(1)),
                        number(asctime.group(2), 1),
                        time(asctime.group(3), asctime.group(4), asctime.group(5), null),
                        asctime.group(6));
            }
            return null;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static FeedDate of(int year, int month, int day, long millisOfDay, String zone) {
        long local = LocalDate.of(year, month, day).toEpochDay() * 86_400_000L + millisOfDay;
        if (zone == null) {
            return new FeedDate(local, false);
        }
        String name = zone.toUpperCase(Locale.ROOT);
        Matcher offset = OFFSET.matcher(name);
        if (offset.matches()) {
            long minutes = number(offset.group(2), 0) * 60L + number(offset.group(3), 0);
            // -0000 says in RFC 822 that the zone is not known.
            boolean known = minutes != 0 || offset.group(1).equals("+");
            return new FeedDate(local - (offset.group(1).equals("+") ? minutes : -minutes) * 60_000L, known);
        }
        Integer minutes = ZONES.get(name);
        if (minutes == null && !name.matches("\\p{Alpha}{1,6}")) {
            throw new DateTimeException("no zone");
        }
        return minutes == null ? new FeedDate(local, false) : new FeedDate(local - minutes * 60_000L, true);
    }

    private static long time(String hours, String minutes, String seconds, String fraction) {
        if (hours == null) {
            return 0;
        }
        int second = number(seconds, 0);
        boolean midnight = hours.equals("24") && number(minutes, 0) == 0 && second == 0;
        // 60 is a leap second.
        long of = LocalTime.of(midnight ? 0 : number(hours, 0), number(minutes, 0), Math.min(second, 59))
                        .toSecondOfDay()
                * 1_000L;
        long millis = fraction == null ? 0 : number((fraction + "00").substring(0, 3), 0);
        return of + millis + (midnight ? 86_400_000L : 0) + (second == 60 ? 1_000L : 0);
    }

    /** Hours of the day, from hours of its half. */
    private static String hours(String written, String half) {
        if (half == null) {
            return written;
        }
        int hours = Integer.parseInt(written) % 12;
        return Integer.toString(half.equalsIgnoreCase("p") ? hours + 12 : hours);
    }

    private static int month(String name) {
        int found = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT));
        if (found < 0 || found % 3 != 0) {
            throw new DateTimeException("no month");
        }
        return found / 3 + 1;
    }

    private static int year(String written) {
        int year = Integer.parseInt(written);
        return written.length() > 2 ? year : year < 70 ? 2000 + year : 1900 + year;
    }

    private static int number(String digits, int missing) {
        return digits == null ? missing : Integer.parseInt(digits);
    }
}
