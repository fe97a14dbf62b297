package io.groundswell.measure.traffic;

import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * One event of web analytics, with what is counted of it.
 *
 * @param id the same for the same event
 * @param at milliseconds since 1970
 * @param worth in the currency; below 0 of what is given back; null when not told, and of what is neither. Decimal, so that sums do not depend on their order
 * @param currency ISO 4217
 */
public record Visit(TrafficGroup group, String id, TrafficKind kind, long at, BigDecimal worth, String currency) {

    /** What ISO 4217 calls no currency. */
    private static final String NO_CURRENCY = "XXX";

    /** @param conversions names of events that are conversions whatever their feed calls them */
    public static Visit of(Traffic traffic, Collection<String> conversions) {
        TrafficKind kind = conversions.contains(traffic.getName()) ? TrafficKind.CONVERSION : traffic.getKind();
        Double value = worth(kind, traffic.getValue());
        return new Visit(
                TrafficGroup.of(traffic),
                traffic.getId(),
                kind,
                traffic.getAt().toEpochMilli(),
                value == null || !Double.isFinite(value) ? null : BigDecimal.valueOf(value),
                traffic.getCurrency() == null ? NO_CURRENCY : traffic.getCurrency());
    }

    /**
     * Sites also say what it would cost that was only looked at, or put into a basket. What is given back is told without a sign by
     * some and with one by others.
     */
    private static Double worth(TrafficKind kind, Double value) {
        return value == null
                ? null
                : switch (kind) {
                    case CONVERSION -> value;
                    case REFUND -> -Math.abs(value);
                    case SESSION, PAGE_VIEW, CLICK, OTHER -> null;
                };
    }
}
