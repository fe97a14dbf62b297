package io.groundswell.benchmarks.alerts;

import io.groundswell.flow.Settings;
import io.groundswell.notify.NotifySettings;
import io.groundswell.notify.backtest.Counts;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.topics.AlertTier;
import java.util.List;
import java.util.Map;

/** The rule that runs live, with its default settings. */
final class OurRule {

    /** @param least the lowest tier that is an alarm */
    static boolean[] alarms(LabelledSeries series, AlertTier least) {
        CountJudge judge =
                new CountJudge(NotifySettings.from(Settings.of(Map.of())).limits());
        List<Counts.Row> rows = series.rows();
        boolean[] alarms = new boolean[rows.size()];
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] = judge.judge(rows.get(i).start(), rows.get(i).count())
                    .filter(alarm -> alarm.tier() == AlertTier.CRISIS || least == AlertTier.WATCH)
                    .isPresent();
        }
        return alarms;
    }

    private OurRule() {}
}
