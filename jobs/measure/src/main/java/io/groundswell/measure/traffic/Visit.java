package io.groundswell.measure.traffic;

import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import java.math.BigDecimal;

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

    public static Visit of(Traffic traffic) {
        Double value = worth(traffic);
        return new Visit(
                TrafficGroup.of(traffic),
                traffic.getId(),
                traffic.getKind(),
                traffic.getAt().toEpochMilli(),
                value == null || !Double.isFinite(value) ? null : BigDecimal.valueOf(value),
                traffic.getCurrency() == null ? NO_CURRENCY : traffic.getCurrency());
    }

    /**
     * Sites also say what it would cost that was only looked at, or put into a basket. What is given back is told without a sign by
     * some and with one by others.
     */
    private static Double worth(Traffic traffic) {
        Double value = traffic.getValue();
        return value == null
                ? null
                : switch (traffic.getKind()) {
                    case CONVERSION -> value;
                    case REFUND -> -Math.abs(value);
                    case SESSION, PAGE_VIEW, CLICK, OTHER -> null;
                };
    }
}
