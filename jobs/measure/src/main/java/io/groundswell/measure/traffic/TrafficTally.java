package io.groundswell.measure.traffic;

import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficKind;
import io.groundswell.topics.TrafficValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums of one group. Mutable, because it is state; its fields are public for Flink's sake. */
public final class TrafficTally {

    /** By position of {@link TrafficKind}. */
    public long[] events = new long[TrafficKind.values().length];

    /** By currency. */
    public Map<String, BigDecimal> values = new HashMap<>();

    public long asOf = Long.MIN_VALUE;

    /** Changed since it was last told. */
    public boolean changed;

    public void add(Visit visit) {
        events[visit.kind().ordinal()]++;
        if (visit.worth() != null) {
            values.merge(visit.currency(), visit.worth(), BigDecimal::add);
        }
        asOf = Math.max(asOf, visit.at());
        changed = true;
    }

    /** The group's value as others read it. */
    public TrafficDay day(TrafficGroup group) {
        long all = 0;
        for (long many : events) {
            all += many;
        }
        List<TrafficValue> told = new ArrayList<>();
        new TreeMap<>(values).forEach((currency, sum) -> told.add(new TrafficValue(currency, sum.doubleValue())));
        return TrafficDay.newBuilder()
                .setId(group.id())
                .setProperty(group.property())
                .setDay(Instant.ofEpochMilli(group.day()))
                .setSource(group.source())
                .setMedium(group.medium())
                .setCampaign(group.campaign())
                .setContent(group.content())
                .setMention(group.mention())
                .setEvents(all)
                .setSessions(events[TrafficKind.SESSION.ordinal()])
                .setPageViews(events[TrafficKind.PAGE_VIEW.ordinal()])
                .setClicks(events[TrafficKind.CLICK.ordinal()])
                .setConverted(events[TrafficKind.CONVERSION.ordinal()])
                .setValues(told)
                .setRevision(all)
                .setAsOf(Instant.ofEpochMilli(asOf))
                .build();
    }
}
