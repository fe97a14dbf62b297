package io.groundswell.notify;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Asked;
import io.groundswell.notify.incident.Belonging;
import io.groundswell.notify.incident.Course;
import io.groundswell.notify.incident.Handling;
import io.groundswell.notify.incident.IncidentWriter;
import io.groundswell.notify.incident.OwnedAlert;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentState;
import io.groundswell.topics.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tells each turn of an incident once, and writes down what is known of it whenever that changes. Alerts of one company come in twos
 * and threes, so they are gathered for a moment of processing time: a crisis is told as a crisis and not as unusual volume first.
 *
 * <p>Key: company. Keeps its alerts in their newest revision, its incidents as they were told, what was done about them by hand, and
 * the ids of what was told, until an alert opens thirty days after an incident's end, and sixty days of processing time after the
 * last change of each in any case. Keeps who asked for an answer, some 60 bytes each, for sixty days.
 */
final class AnnounceIncidents extends KeyedProcessFunction<String, News, Announcement> {

    static final OutputTag<Incident> INCIDENTS = new OutputTag<>("incidents", TypeInformation.of(Incident.class));

    private static final long MOMENT = 100;
    private static final long HOUR = 3_600_000;
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final StateTtlConfig KEPT =
            StateTtlConfig.newBuilder(Duration.ofDays(60)).build();

    private final Remembered remembered;

    private transient MapState<String, OwnedAlert> alerts;
    private transient MapState<String, Boolean> told;
    private transient MapState<String, Incident> incidents;
    private transient MapState<String, IncidentAction> actions;
    private transient MapState<Long, Map<String, Asked>> asked;
    private transient Set<String> met;

    /** @param remembered of what was told before this job began anew */
    AnnounceIncidents(Remembered remembered) {
        this.remembered = remembered;
    }

    @Override
    public void open(OpenContext context) {
        alerts = kept("alerts", Types.STRING, TypeInformation.of(OwnedAlert.class));
        told = kept("told", Types.STRING, Types.BOOLEAN);
        incidents = kept("incidents", Types.STRING, TypeInformation.of(Incident.class));
        actions = kept("actions", Types.STRING, TypeInformation.of(IncidentAction.class));
        asked = kept("asked", Types.LONG, TypeInformation.of(new TypeHint<Map<String, Asked>>() {}));
        met = new HashSet<>();
    }

    private <K, V> MapState<K, V> kept(String name, TypeInformation<K> key, TypeInformation<V> value) {
        MapStateDescriptor<K, V> descriptor = new MapStateDescriptor<>(name, key, value);
        descriptor.enableTimeToLive(KEPT);
        return getRuntimeContext().getMapState(descriptor);
    }

    @Override
    public void processElement(News news, Context context, Collector<Announcement> out) throws Exception {
        meet(news.company());
        boolean changes = news.alert() != null
                ? take(news.alert(), news.owner())
                : news.response() != null ? take(news.response()) : take(news.action());
        if (changes) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer((now / MOMENT + 1) * MOMENT);
        }
    }

    /** Recalls once after each start what was remembered of a company; a checkpoint may know less. */
    private void meet(String company) throws Exception {
        if (!met.add(company)) {
            return;
        }
        for (Incident known :
                remembered.incidents().getOrDefault(company, Map.of()).values()) {
            Incident mine = incidents.get(known.getId());
            if (mine == null || mine.getRevision() < known.getRevision()) {
                incidents.put(known.getId(), known);
            }
        }
        for (IncidentAction action : remembered.actions().getOrDefault(company, List.of())) {
            take(action);
        }
    }

    private boolean take(Alert alert, String owner) throws Exception {
        OwnedAlert before = alerts.get(alert.getId());
        if (before != null && before.alert().getRevision() > alert.getRevision()) {
            return false;
        }
        alerts.put(alert.getId(), new OwnedAlert(alert, owner));
        return true;
    }

    private boolean take(IncidentAction action) throws Exception {
        actions.put(
                action.getIncident() + "|" + action.getWhat() + "|" + action.getAt() + "|" + action.getBy(), action);
        return true;
    }

    private boolean take(Response response) throws Exception {
        long hour = hour(response.getAskedAt());
        Map<String, Asked> before = asked.get(hour);
        Map<String, Asked> inHour = before == null ? new HashMap<>() : new HashMap<>(before);
        Asked one = Asked.of(response);
        if (one == null) {
            inHour.remove(response.getId());
        } else {
            inHour.put(response.getId(), one);
        }
        asked.put(hour, inHour);
        for (Incident incident : incidents.values()) {
            if (!response.getAskedAt().isBefore(incident.getOpenedAt())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Announcement> out) throws Exception {
        String company = context.getCurrentKey();
        List<OwnedAlert> all = new ArrayList<>();
        alerts.values().forEach(all::add);
        Map<String, String> belonged = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (Incident incident : incidents.values()) {
            used.add(incident.getId());
            if (!told.contains(incident.getId() + "|" + Announcement.Turn.TAKEN_BACK.word() + "|1")) {
                incident.getAlerts().forEach(alert -> belonged.put(alert, incident.getId()));
            }
        }
        Map<String, List<OwnedAlert>> groups = Belonging.of(company, all, belonged, used);
        long now = context.timerService().currentProcessingTime();
        for (Map.Entry<String, List<OwnedAlert>> group : groups.entrySet()) {
            List<Announcement> course = Course.of(group.getKey(), group.getValue());
            boolean ofNothing = course.isEmpty()
                    || course.get(0).what() == Announcement.Turn.TAKEN_BACK && !wasTold(group.getKey());
            if (ofNothing) {
                continue;
            }
            Handling handling = Handling.of(course, of(group.getKey()));
            for (Announcement turn : handling.tellable()) {
                tell(turn, out);
            }
            write(IncidentWriter.written(group.getKey(), company, group.getValue(), handling), now, context);
        }
        takeBackParts(groups, now, context, out);
        forget(all, groups);
    }

    private List<IncidentAction> of(String incident) throws Exception {
        List<IncidentAction> of = new ArrayList<>();
        for (IncidentAction action : actions.values()) {
            if (action.getIncident().equals(incident)) {
                of.add(action);
            }
        }
        return of;
    }

    private boolean wasTold(String incident) throws Exception {
        for (String id : told.keys()) {
            if (id.startsWith(incident + "|")) {
                return true;
            }
        }
        return false;
    }

    private void tell(Announcement turn, Collector<Announcement> out) throws Exception {
        if (!told.contains(turn.id())) {
            told.put(turn.id(), true);
            out.collect(turn);
        }
    }

    private void write(Incident incident, long now, OnTimerContext context) throws Exception {
        if (incident.getPartOf() == null) {
            IncidentWriter.addAnswers(incident, askedSince(incident));
        }
        Incident before = incidents.get(incident.getId());
        if (before != null) {
            incident.setRevision(before.getRevision());
            if (incident.equals(before)) {
                return;
            }
        }
        incident.setRevision(before == null ? now : Math.max(now, before.getRevision() + 1));
        incidents.put(incident.getId(), incident);
        context.output(INCIDENTS, incident);
    }

    private List<Asked> askedSince(Incident incident) throws Exception {
        List<Asked> since = new ArrayList<>();
        Instant latest = incident.getEndedAt() == null ? incident.getOpenedAt().plus(LONGEST) : incident.getEndedAt();
        for (long hour = hour(incident.getOpenedAt()); hour <= hour(latest); hour += HOUR) {
            Map<String, Asked> inHour = asked.get(hour);
            if (inHour != null) {
                since.addAll(inHour.values());
            }
        }
        return since;
    }

    private static long hour(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), HOUR) * HOUR;
    }

    /** What was told as an incident of its own and is none, because something came to light in between. */
    private void takeBackParts(
            Map<String, List<OwnedAlert>> groups, long now, OnTimerContext context, Collector<Announcement> out)
            throws Exception {
        Map<String, String> whole = new HashMap<>();
        groups.forEach((id, group) -> group.forEach(owned -> whole.put(owned.id(), id)));
        List<Incident> parts = new ArrayList<>();
        for (Incident incident : incidents.values()) {
            String other = groups.containsKey(incident.getId()) ? null : otherOf(incident, whole);
            if (other != null && incident.getState() != IncidentState.TAKEN_BACK) {
                parts.add(IncidentWriter.partOf(incident, incidents.get(other)));
            }
        }
        for (Incident part : parts) {
            if (part.getClosedAt() == null) {
                tell(IncidentWriter.toldAsPart(part, part.getEndedAt()), out);
            }
            write(part, now, context);
        }
    }

    /** Null when none of its alerts belongs to another one: those of a remembered incident may be read again later, or long gone. */
    private String otherOf(Incident incident, Map<String, String> whole) throws Exception {
        for (String alert : incident.getAlerts()) {
            String id = whole.get(alert);
            if (id != null && incidents.contains(id)) {
                return id;
            }
        }
        return null;
    }

    private void forget(List<OwnedAlert> all, Map<String, List<OwnedAlert>> groups) throws Exception {
        Instant newest = all.stream()
                .map(owned -> owned.alert().getOpenedAt())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        for (Map.Entry<String, List<OwnedAlert>> group : groups.entrySet()) {
            Incident incident = incidents.get(group.getKey());
            if (incident == null
                    || incident.getEndedAt() == null
                    || !incident.getEndedAt().plus(LONGEST).isBefore(newest)) {
                continue;
            }
            for (OwnedAlert owned : group.getValue()) {
                alerts.remove(owned.id());
            }
            incidents.remove(group.getKey());
            removeOf(group.getKey(), told);
            removeOf(group.getKey(), actions);
        }
    }

    private static void removeOf(String incident, MapState<String, ?> state) throws Exception {
        List<String> of = new ArrayList<>();
        for (String id : state.keys()) {
            if (id.startsWith(incident + "|")) {
                of.add(id);
            }
        }
        for (String id : of) {
            state.remove(id);
        }
    }
}
