package io.groundswell.notify;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Course;
import io.groundswell.topics.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells each turn of an incident once. Alerts of one brand come in twos and threes, so they are gathered for a moment of
 * processing time: a crisis is told as a crisis and not as unusual volume first.
 *
 * <p>Key: brand. Keeps its alerts in their newest revision, and the ids of what was told, for sixty days of processing time after
 * the last change of each.
 */
final class AnnounceIncidents extends KeyedProcessFunction<String, Alert, Announcement> {

    private static final long MOMENT = 100;
    private static final StateTtlConfig KEPT =
            StateTtlConfig.newBuilder(Duration.ofDays(60)).build();

    private transient MapState<String, Alert> alerts;
    private transient MapState<String, Boolean> told;

    @Override
    public void open(OpenContext context) {
        MapStateDescriptor<String, Alert> ofAlerts =
                new MapStateDescriptor<>("alerts", Types.STRING, TypeInformation.of(Alert.class));
        ofAlerts.enableTimeToLive(KEPT);
        alerts = getRuntimeContext().getMapState(ofAlerts);
        MapStateDescriptor<String, Boolean> ofTold = new MapStateDescriptor<>("told", Types.STRING, Types.BOOLEAN);
        ofTold.enableTimeToLive(KEPT);
        told = getRuntimeContext().getMapState(ofTold);
    }

    @Override
    public void processElement(Alert alert, Context context, Collector<Announcement> out) throws Exception {
        Alert before = alerts.get(alert.getId());
        if (before != null && before.getRevision() > alert.getRevision()) {
            return;
        }
        alerts.put(alert.getId(), alert);
        long now = context.timerService().currentProcessingTime();
        context.timerService().registerProcessingTimeTimer((now / MOMENT + 1) * MOMENT);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Announcement> out) throws Exception {
        Map<String, List<Alert>> incidents = new HashMap<>();
        for (Alert alert : alerts.values()) {
            incidents
                    .computeIfAbsent(alert.getIncident(), incident -> new ArrayList<>())
                    .add(alert);
        }
        for (List<Alert> incident : incidents.values()) {
            for (Announcement turn : Course.of(incident)) {
                boolean ofNothing = turn.what() == Announcement.Turn.TAKEN_BACK && !wasTold(turn.incident());
                if (!ofNothing && !told.contains(turn.id())) {
                    told.put(turn.id(), true);
                    out.collect(turn);
                }
            }
        }
    }

    private boolean wasTold(String incident) throws Exception {
        for (String id : told.keys()) {
            if (id.startsWith(incident + "|")) {
                return true;
            }
        }
        return false;
    }
}
