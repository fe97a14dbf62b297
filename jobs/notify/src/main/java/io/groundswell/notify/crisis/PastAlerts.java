package io.groundswell.notify.crisis;

import io.groundswell.topics.Alert;
import io.groundswell.topics.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that follow from a brand's minutes as they are known today, by the rule that runs live. With the settings that ran live
 * they are those that stand.
 */
public final class PastAlerts {

    private static final Duration DAY = Duration.ofDays(1);

    private final RuleLimits limits;

    public PastAlerts(RuleLimits limits) {
        this.limits = limits;
    }

    /**
     * @param minutes the brand's, of all platforms, each in its newest revision
     * @return all alerts, those still open at the last minute too, by opening time
     */
    public List<Alert> of(String brand, Collection<Measure> minutes) throws Exception {
        Map<Instant, Hour> hours = new HashMap<>();
        for (Measure measure : minutes) {
            Instant hour = Hour.startOf(measure.getWindowStart());
            hours.put(hour, hours.getOrDefault(hour, Hour.empty(hour)).with(Minute.of(measure)));
        }
        if (hours.isEmpty()) {
            return List.of();
        }
        Behind behind = new ToldMinutes(minutes);
        BrandSeries series = new BrandSeries(hours.values(), null, behind);
        CrisisRule rule = new CrisisRule(limits);
        AlertWriter writer = new AlertWriter(limits);
        Instant end =
                series.last().plus(RuleLimits.STRETCH).plus(limits.closeAfter()).plus(RuleLimits.STEP);
        Map<String, Alert> alerts = new TreeMap<>();
        Watch watch = Watch.NEW;
        Instant until = Watch.floor(series.first(), DAY);
        // Day by day, as live: an alert is told before it is forgotten.
        while (until.isBefore(end)) {
            until = until.plus(DAY).isBefore(end) ? until.plus(DAY) : end;
            Instant settled = until.minus(DAY).minus(limits.correctable());
            watch = watch.judged(rule, series, null, until, settled);
            alerts.putAll(writer.alerts(brand, rule, watch, series, until, settled, behind, series.first(), alerts));
        }
        return alerts.values().stream()
                .sorted((one, other) -> one.getOpenedAt().compareTo(other.getOpenedAt()))
                .toList();
    }
}
