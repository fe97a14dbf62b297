package io.groundswell.local;

import io.groundswell.flow.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows when everything that was fed has gone through all stages.
 *
 * <p>A stage's committed position is that of a completed checkpoint, and a checkpoint completes only when the sinks have
 * handed over what came before it. So one round is: every stage, in the order the data flows, completes a checkpoint
 * that began after the round did. Everything has gone through when after a round every stage stands at the end of every
 * topic it reads, and after the next round too, with the same ends: nobody wrote in between, from a timer or a buffer.
 * What timers do by the clock shows only after a while; for them there is a time of quiet the ends have to stay the same.
 */
final class Drain {

    /** What is drained; the ends are the flow's, not one run's. */
    interface Flow {

        /** Every stage, in order, completes a checkpoint that began after this call; false when one could not. */
        boolean round() throws Trouble, InterruptedException;

        Map<TopicPartition, Long> ends() throws Trouble;

        /** By stage and topic, in records. */
        SortedMap<String, SortedMap<String, Long>> lag() throws Trouble;
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** Positions are saved a moment after their checkpoint is complete. */
    private static final Duration POSITIONS_ARRIVE_WITHIN = Duration.ofSeconds(3);

    private final Flow flow;
    private final Duration patience;
    private final Duration quiet;

    /**
     * @param patience how long nothing may move before this gives up
     * @param quiet how long nothing may move before this believes that nothing will
     */
    Drain(Flow flow, Duration patience, Duration quiet) {
        this.flow = flow;
        this.patience = patience;
        this.quiet = quiet;
    }

    /** @throws Trouble naming who is behind, when nothing has moved for as long as patience lasts */
    void await() throws Trouble, InterruptedException {
        Map<TopicPartition, Long> settled = null;
        Instant settledSince = null;
        SortedMap<String, SortedMap<String, Long>> last = null;
        Instant moved = WallClock.now();
        while (true) {
            boolean complete = flow.round();
            SortedMap<String, SortedMap<String, Long>> lag = lagAfterRound();
            Map<TopicPartition, Long> ends = flow.ends();
            if (complete && total(lag) == 0) {
                Instant now = WallClock.now();
                if (!ends.equals(settled)) {
                    settled = ends;
                    settledSince = now;
                } else if (Duration.between(settledSince, now).compareTo(quiet) >= 0) {
                    return;
                } else {
                    Thread.sleep(BETWEEN_LOOKS.toMillis());
                }
            } else {
                settled = null;
            }
            if (!lag.equals(last)) {
                last = lag;
                moved = WallClock.now();
            } else if (settled == null
                    && Duration.between(moved, WallClock.now()).compareTo(patience) > 0) {
                throw new Trouble(sentence(lag));
            }
        }
    }

    private SortedMap<String, SortedMap<String, Long>> lagAfterRound() throws Trouble, InterruptedException {
        Instant until = WallClock.now().plus(POSITIONS_ARRIVE_WITHIN);
        SortedMap<String, SortedMap<String, Long>> lag = flow.lag();
        while (total(lag) > 0 && WallClock.now().isBefore(until)) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            lag = flow.lag();
        }
        return lag;
    }

    private static long total(SortedMap<String, SortedMap<String, Long>> lag) {
        return lag.values().stream()
                .flatMap(topics -> topics.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    private String sentence(SortedMap<String, SortedMap<String, Long>> lag) {
        String behind = lag.entrySet().stream()
                .flatMap(stage -> stage.getValue().entrySet().stream()
                        .filter(topic -> topic.getValue() > 0)
                        .map(topic ->
                                stage.getKey() + " is " + topic.getValue() + " records behind on " + topic.getKey()))
                .collect(Collectors.joining(", "));
        return "Nothing has moved for " + patience.toSeconds() + " s: "
                + (behind.isEmpty() ? "no stage is behind, but one cannot save its state" : behind) + ".";
    }
}
