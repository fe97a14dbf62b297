package io.groundswell.notify;

import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.crisis.RuleLimits;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be set about alerts.
 *
 * @param limits of the rule
 * @param refresh how long changes are gathered, in processing time, before a brand is judged again
 */
public record NotifySettings(RuleLimits limits, Duration refresh) implements Serializable {

    static final Setting<Duration> STRETCH =
            Setting.duration("notify.stretch", "60m", "How long a stretch of event time is judged at once");

    static final Setting<Duration> STEP =
            Setting.duration("notify.step", "5m", "How often a stretch is judged, in event time; divides a day");

    static final Setting<Long> BASELINE_DAYS = Setting.number(
            "notify.baseline-days", 1, 60, "14", "On how many days before the same time of day is looked at");

    static final Setting<Duration> WARM_UP =
            Setting.duration("notify.warm-up", "36h", "History a brand needs before its first alert");

    static final Setting<Long> LEAST_MENTIONS = Setting.number(
            "notify.least-mentions", 1, 1_000_000, "10", "What a stretch must hold for an alert to open");

    static final Setting<Double> OPEN_AT = Setting.decimal(
            "notify.open-at", 0.1, 1_000, "6", "Severity from which an alert opens; below half of it, it eases");

    static final Setting<Double> CLOSE_AT =
            Setting.decimal("notify.close-at", 0.01, 1_000, "2", "Severity below which a stretch is calm");

    static final Setting<Duration> CLOSE_AFTER =
            Setting.duration("notify.close-after", "2h", "How long it must be calm before an alert closes");

    static final Setting<Duration> LONGEST = Setting.duration(
            "notify.longest", "7d", "How long an alert may stay open; what lasts longer is the new normal");

    static final Setting<Duration> CORRECTABLE = Setting.duration(
            "notify.correctable",
            "8d",
            "How long after a stretch corrections still change its alerts; at least measure.lateness");

    static final Setting<Duration> EARLY = Setting.duration(
            "notify.early",
            "15m",
            "How far past the watermark an unfinished stretch may open an alert; at least event-time.out-of-order and"
                    + " two steps");

    static final Setting<Duration> REFRESH =
            Setting.duration("notify.refresh", "1s", "How long changes are gathered before a brand is judged again");

    public static final List<Setting<?>> ALL = List.of(
            STRETCH,
            STEP,
            BASELINE_DAYS,
            WARM_UP,
            LEAST_MENTIONS,
            OPEN_AT,
            CLOSE_AT,
            CLOSE_AFTER,
            LONGEST,
            CORRECTABLE,
            EARLY,
            REFRESH);

    /** @throws SettingsProblem when settings contradict each other */
    public static NotifySettings from(Settings settings) {
        RuleLimits limits = new RuleLimits(
                settings.get(STRETCH),
                settings.get(STEP),
                settings.get(BASELINE_DAYS).intValue(),
                settings.get(WARM_UP),
                settings.get(LEAST_MENTIONS),
                settings.get(OPEN_AT),
                settings.get(CLOSE_AT),
                settings.get(CLOSE_AFTER),
                settings.get(LONGEST),
                settings.get(CORRECTABLE),
                settings.get(EARLY));
        List<String> problems = new ArrayList<>(limits.problems());
        Duration refresh = settings.get(REFRESH);
        if (refresh.isZero()) {
            problems.add("'notify.refresh' must be more than 0");
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return new NotifySettings(limits, refresh);
    }

    /** Everything the job reads, its own and the shared ones. */
    static List<Setting<?>> declared() {
        List<Setting<?>> declared = new ArrayList<>(FlowSettings.ALL);
        declared.addAll(ALL);
        return declared;
    }
}
