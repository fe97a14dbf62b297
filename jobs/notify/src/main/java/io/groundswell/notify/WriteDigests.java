package io.groundswell.notify;

import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.incident.Digest;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentState;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes one digest a day for each channel that wants one, at its hour; also when nothing happened, which nothing that is heard could
 * set off, so it is no keyed operator. One that was due while the job stood still is written when it runs again.
 *
 * <p>State (operator, one task): the incidents that go on or were over within the last two days, and for each channel when its latest
 * digest was due.
 */
final class WriteDigests extends AbstractStreamOperator<Addressed>
        implements OneInputStreamOperator<Incident, Addressed> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<Channel> channels;
    private final Remembered remembered;

    private transient Map<String, Incident> incidents;
    private transient Map<String, Long> latest;
    private transient ListState<Incident> keptIncidents;
    private transient ListState<Tuple2<String, Long>> keptLatest;

    /** @param remembered of what was told before this job began anew */
    WriteDigests(List<Channel> channels, Remembered remembered) {
        this.channels = new ArrayList<>(
                channels.stream().filter(channel -> channel.digest() != null).toList());
        this.remembered = remembered;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        incidents = new TreeMap<>();
        latest = new TreeMap<>();
        keptIncidents = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("incidents", TypeInformation.of(Incident.class)));
        keptLatest = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("latest", Types.TUPLE(Types.STRING, Types.LONG)));
        for (Incident incident : keptIncidents.get()) {
            take(incident);
        }
        for (Tuple2<String, Long> each : keptLatest.get()) {
            latest.put(each.f0, each.f1);
        }
        remembered.incidents().values().forEach(known -> known.values().forEach(this::take));
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (!channels.isEmpty()) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            for (Channel channel : channels) {
                if (!latest.containsKey(channel.id()) && !hadOne(channel)) {
                    // It is new: the first is for the next time.
                    latest.put(
                            channel.id(),
                            channel.digest()
                                    .latestDue(Instant.ofEpochMilli(now))
                                    .toInstant()
                                    .toEpochMilli());
                }
            }
            wake(now + 1);
        }
    }

    private boolean hadOne(Channel channel) {
        return remembered.ended().stream().anyMatch(id -> id.startsWith("digest|") && id.endsWith("|" + channel.id()));
    }

    private void wake(long at) {
        getProcessingTimeService().registerTimer(at, this::write);
    }

    private void write(long timestamp) {
        Instant now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
        incidents.values().removeIf(incident -> isPast(incident, now));
        long next = Long.MAX_VALUE;
        for (Channel channel : channels) {
            ZonedDateTime due = channel.digest().latestDue(now);
            long at = due.toInstant().toEpochMilli();
            if (at > latest.getOrDefault(channel.id(), Long.MIN_VALUE)) {
                latest.put(channel.id(), at);
                List<Incident> gathered =
                        incidents.values().stream().filter(channel::gathers).toList();
                output.collect(new StreamRecord<>(new Addressed(channel.id(), Digest.of(due, gathered)), at));
            }
            next = Math.min(next, channel.digest().nextDue(now).toEpochMilli());
        }
        wake(next);
    }

    private static boolean isPast(Incident incident, Instant now) {
        boolean goesOn = incident.getState() == IncidentState.OPEN || incident.getState() == IncidentState.EASING;
        return !goesOn
                && (incident.getEndedAt() == null
                        || incident.getEndedAt().isBefore(now.minus(Digest.SPAN.multipliedBy(2))));
    }

    private void take(Incident incident) {
        if (channels.isEmpty()) {
            return;
        }
        incidents.merge(
                incident.getId(),
                incident,
                (before, after) -> after.getRevision() >= before.getRevision() ? after : before);
    }

    @Override
    public void processElement(StreamRecord<Incident> record) {
        take(record.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keptIncidents.update(List.copyOf(incidents.values()));
        List<Tuple2<String, Long>> due = new ArrayList<>();
        latest.forEach((channel, at) -> due.add(Tuple2.of(channel, at)));
        keptLatest.update(due);
    }
}
