package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What stands in a mail, as text and as HTML that needs nothing from elsewhere: no picture, no style sheet, no script. */
final class MailText {

    private static final String PAGE = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>"
            + "<body style=\"margin:0;padding:24px;background:#f2f2f2;color:#222;font-family:Arial,Helvetica,sans-serif\">"
            + "<div style=\"max-width:600px;margin:0 auto;padding:20px 24px;background:#fff;border-top:6px solid %s\">"
            + "<p style=\"margin:0 0 8px;color:%s;font-size:13px;font-weight:bold;letter-spacing:1px\">%s</p>"
            + "<p style=\"margin:0 0 16px;font-size:20px;line-height:1.35\">%s</p>%s</div></body></html>";
    private static final String ROW = "<tr><td style=\"padding:4px 16px 4px 0;color:#666;white-space:nowrap;"
            + "vertical-align:top\">%s</td><td style=\"padding:4px 0;word-break:break-word\">%s</td></tr>";

    static String text(Announcement announcement) {
        StringBuilder text = new StringBuilder(announcement.headline()).append('\n');
        if (!announcement.because().isEmpty()) {
            text.append('\n').append(announcement.because()).append('\n');
        }
        if (!announcement.lines().isEmpty()) {
            text.append('\n');
            announcement.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        }
        Map<String, String> facts = facts(announcement);
        if (!facts.isEmpty()) {
            text.append('\n');
            facts.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-9s %s", name, value))
                    .append('\n'));
        }
        return text.toString();
    }

    static String html(Announcement announcement) {
        StringBuilder rest = new StringBuilder();
        if (!announcement.because().isEmpty()) {
            rest.append("<p style=\"margin:0 0 16px;font-size:14px\">")
                    .append(inert(announcement.because()))
                    .append("</p>");
        }
        for (String line : announcement.lines()) {
            rest.append("<p style=\"margin:0 0 10px;padding-left:12px;border-left:3px solid #ccc;font-size:14px\">")
                    .append(inert(line))
                    .append("</p>");
        }
        Map<String, String> facts = facts(announcement);
        if (!facts.isEmpty()) {
            rest.append("<table style=\"border-collapse:collapse;font-size:14px\">");
            facts.forEach((name, value) -> rest.append(String.format(Locale.ROOT, ROW, name, inert(value))));
            rest.append("</table>");
        }
        String color = color(announcement);
        return String.format(
                Locale.ROOT, PAGE, color, color, inert(label(announcement)), inert(announcement.headline()), rest);
    }

    private static Map<String, String> facts(Announcement announcement) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (announcement.what() == Turn.DIGEST) {
            return facts;
        }
        facts.put(
                "seen",
                String.format(
                        Locale.ROOT, "%d in 60 minutes, %.1f expected", announcement.seen(), announcement.expected()));
        facts.put("severity", String.format(Locale.ROOT, "%.1f", announcement.severity()));
        facts.put("since", Wording.minute(announcement.openedAt().toString()) + " UTC");
        facts.put("brands", String.join(", ", announcement.brands()));
        if (!announcement.departments().isEmpty()) {
            facts.put("owner", String.join(", ", announcement.departments()));
        }
        if (!announcement.posts().isEmpty()) {
            facts.put("posts", String.join(" ", announcement.posts()));
        }
        facts.put("incident", announcement.incident());
        return facts;
    }

    private static String label(Announcement announcement) {
        boolean watched = announcement.tier() != AlertTier.CRISIS && announcement.what() == Turn.OPENED;
        return (watched ? "to be watched" : announcement.what().word().replace('-', ' ')).toUpperCase(Locale.ROOT);
    }

    private static String color(Announcement announcement) {
        if (announcement.what() == Turn.DIGEST || announcement.what() == Turn.ACKNOWLEDGED) {
            return "#1a5276";
        }
        return announcement.what().ends() ? "#2e7d32" : announcement.tier() == AlertTier.CRISIS ? "#b71c1c" : "#8a5a00";
    }

    private static String inert(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private MailText() {}
}
