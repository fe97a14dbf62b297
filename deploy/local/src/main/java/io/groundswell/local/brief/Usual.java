package io.groundswell.local.brief;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many mentions an hour of the day usually has: what it had on the days before, where the brand was heard. */
public final class Usual {

    private static final int LEAST_DAYS = 3;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.9;

    private final Map<Integer, List<Double>> byHourOfDay = new HashMap<>();
    private final ZoneId zone;

    /** @param low a tenth of the days had less, as a tenth had more than {@code high}; {@code middle} is the median */
    public record Band(double low, double middle, double high) {

        /** Of as many numbers as are needed, empty when there are fewer. */
        static Optional<Band> of(List<Double> numbers) {
            if (numbers.size() < LEAST_DAYS) {
                return Optional.empty();
            }
            List<Double> sorted = new ArrayList<>(numbers);
            Collections.sort(sorted);
            return Optional.of(new Band(quantile(sorted, LOW), quantile(sorted, 0.5), quantile(sorted, HIGH)));
        }

        /** Straight between the two numbers around it. */
        private static double quantile(List<Double> sorted, double at) {
            double place = at * (sorted.size() - 1);
            int below = (int) Math.floor(place);
            int above = Math.min(below + 1, sorted.size() - 1);
            return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
        }
    }

    /**
     * @param mentions by the beginning of the hour; an hour that is not there had none
     * @param blind hours that say nothing
     * @param since the first hour the brand was heard of, inclusive
     * @param until exclusive
     */
    Usual(Map<Instant, Long> mentions, Set<Instant> blind, Instant since, Instant until, ZoneId zone) {
        this.zone = zone;
        for (Instant hour = since; hour.isBefore(until); hour = hour.plus(1, ChronoUnit.HOURS)) {
            if (!blind.contains(hour)) {
                byHourOfDay
                        .computeIfAbsent(hour.atZone(zone).getHour(), none -> new ArrayList<>())
                        .add((double) mentions.getOrDefault(hour, 0L));
            }
        }
    }

    Optional<Band> at(Instant hour) {
        return Band.of(byHourOfDay.getOrDefault(hour.atZone(zone).getHour(), List.of()));
    }
}
