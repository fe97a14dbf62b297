package io.groundswell.notify;

import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.ChannelsFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be set about alerts.
 *
 * @param limits of the rule
 * @param refresh how long changes are gathered, in processing time, before a brand is judged again
 * @param channels where announcements go
 * @param deliverWithin how old an announcement may be, by the clock, to still call anybody
 */
public record NotifySettings(RuleLimits limits, Duration refresh, List<Channel> channels, Duration deliverWithin)
        implements Serializable {

    static final Setting<Duration> WARM_UP =
            Setting.duration("notify.warm-up", "36h", "History a brand needs before its first alert");

    static final Setting<Long> LEAST_MENTIONS =
            Setting.number("notify.least-mentions", 1, 1_000_000, "10", "What an hour must hold for an alert to open");

    static final Setting<Double> WATCH_AT =
            Setting.decimal("notify.watch-at", 0.1, 1_000, "3", "Severity from which an alert opens, to be watched");

    static final Setting<Double> CRISIS_AT =
            Setting.decimal("notify.crisis-at", 0.1, 1_000, "4.25", "Severity from which it is a crisis");

    static final Setting<Double> CLOSE_AT =
            Setting.decimal("notify.close-at", 0.01, 1_000, "1.5", "Severity below which it is calm");

    static final Setting<Duration> CLOSE_AFTER =
            Setting.duration("notify.close-after", "3h", "How long it must be calm before an alert closes");

    static final Setting<Duration> COOL_DOWN = Setting.duration(
            "notify.cool-down",
            "24h",
            "How long after an alert none opens again, unless it is twice as severe or of a higher tier");

    static final Setting<Duration> LONGEST = Setting.duration(
            "notify.longest", "7d", "How long an alert may stay open; what lasts longer is the new normal");

    static final Setting<Duration> CORRECTABLE = Setting.duration(
            "notify.correctable", "8d", "How long corrections still change alerts; at least measure.lateness");

    static final Setting<Duration> EARLY = Setting.duration(
            "notify.early",
            "15m",
            "How far past the watermark five minutes not yet over may open an alert; at least event-time.out-of-order"
                    + " and 10m");

    static final Setting<Duration> REFRESH =
            Setting.duration("notify.refresh", "1s", "How long changes are gathered before a brand is judged again");

    static final Setting<String> CHANNELS =
            Setting.text("notify.channels", "", "File that says where announcements go; none when empty");

    static final Setting<Duration> DELIVER_WITHIN = Setting.duration(
            "notify.deliver-within",
            "24h",
            "How old what happened may be, by the clock, to still call anybody: history that is read again calls nobody");

    public static final List<Setting<?>> ALL = List.of(
            WARM_UP,
            LEAST_MENTIONS,
            WATCH_AT,
            CRISIS_AT,
            CLOSE_AT,
            CLOSE_AFTER,
            COOL_DOWN,
            LONGEST,
            CORRECTABLE,
            EARLY,
            REFRESH,
            CHANNELS,
            DELIVER_WITHIN);

    /** The file that says where announcements go, if one is named. */
    public static Optional<Path> channelsFile(Settings settings) {
        String file = settings.get(CHANNELS);
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    /** @throws SettingsProblem when settings contradict each other */
    public static NotifySettings from(Settings settings) {
        RuleLimits limits = new RuleLimits(
                settings.get(WARM_UP),
                settings.get(LEAST_MENTIONS),
                settings.get(WATCH_AT),
                settings.get(CRISIS_AT),
                settings.get(CLOSE_AT),
                settings.get(CLOSE_AFTER),
                settings.get(COOL_DOWN),
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
        List<Channel> channels = channelsFile(settings).map(ChannelsFile::read).orElse(List.of());
        return new NotifySettings(limits, refresh, channels, settings.get(DELIVER_WITHIN));
    }

    /** Everything the job reads, its own and the shared ones. */
    public static List<Setting<?>> declared() {
        List<Setting<?>> declared = new ArrayList<>(FlowSettings.ALL);
        declared.addAll(ALL);
        return declared;
    }
}
