package io.groundswell.local;

import io.groundswell.notify.crisis.CrisisRule;
import io.groundswell.topics.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Alerts of the past, a line or two each. */
final class AlertLines {

    /** What it tells, and, where it is known, where that came from. */
    static List<String> of(Alert alert) {
        boolean unexplained = alert.getExplanation() == null
                || alert.getExplanation().getSentence().isEmpty();
        return unexplained
                ? List.of(line(alert))
                : List.of(
                        line(alert),
                        "    " + Terminal.safe(alert.getExplanation().getSentence(), 300));
    }

    private static String line(Alert alert) {
        if (!alert.getRule().equals(CrisisRule.NAME)) {
            return String.format(
                    Locale.ROOT,
                    "%s  %-6s  %s  %s",
                    minute(alert.getOpenedAt()),
                    alert.getTier().name().toLowerCase(Locale.ROOT),
                    alert.getRule(),
                    Terminal.safe(alert.getHeadline(), 300));
        }
        return String.format(
                Locale.ROOT,
                "%s  %-6s  %-13s  severity %4.1f  %s",
                minute(alert.getOpenedAt()),
                alert.getTier().name().toLowerCase(Locale.ROOT),
                alert.getSignal().name().toLowerCase(Locale.ROOT),
                alert.getPeakSeverity(),
                Terminal.safe(alert.getHeadline(), 300));
    }

    static String minute(Instant time) {
        return time.toString().substring(0, 16).replace('T', ' ');
    }

    private AlertLines() {}
}
