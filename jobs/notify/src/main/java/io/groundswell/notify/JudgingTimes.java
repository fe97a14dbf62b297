package io.groundswell.notify;

import io.groundswell.notify.crisis.RuleLimits;
import java.io.Serializable;
import org.apache.flink.streaming.api.TimerService;

/** When a brand is judged: once per {@code notify.refresh} by the clock, and at the steps of event time. */
record JudgingTimes(long refresh) implements Serializable {

    /** When bounded input ends, event time comes to its end, and processing time stands still. */
    static final long END = Long.MAX_VALUE;

    private static final long STEP = RuleLimits.STEP.toMillis();

    /** Alerts of which only the revision has moved are told this much more rarely. */
    private static final int QUIETER = 10;

    JudgingTimes(NotifySettings settings) {
        this(settings.refresh().toMillis());
    }

    static boolean isEnd(TimerService timers) {
        return timers.currentWatermark() == END;
    }

    static long stepAfter(long time) {
        return (Math.floorDiv(time, STEP) + 1) * STEP;
    }

    void judgeSoon(TimerService timers) {
        judgeWithin(refresh, timers);
    }

    /** For what can wait. */
    void judgeRarely(TimerService timers) {
        judgeWithin(refresh * QUIETER, timers);
    }

    private static void judgeWithin(long time, TimerService timers) {
        timers.registerProcessingTimeTimer((timers.currentProcessingTime() / time + 1) * time);
    }

    /** Whether what can wait is told at this moment of the clock. */
    boolean isRare(long moment) {
        return moment % (refresh * QUIETER) == 0;
    }
}
