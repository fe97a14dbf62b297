package io.groundswell.collect.coverage;

import io.groundswell.topics.BrandCoverage;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.CoverageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one window of one platform: the sum of the changes of its minutes. Mutable, because it is state; its fields
 * are public for Flink's sake.
 */
public final class CoverageTally {

    public Received received = new Received();
    public long heardMinutes;
    public long blindMinutes;

    /** Minutes with a mention, by brand. */
    public Map<String, Long> brandMinutes = new HashMap<>();

    public long lastAt = Long.MIN_VALUE;
    public long revision;
    public long asOf = Long.MIN_VALUE;

    /** Changed since it was last told. */
    public boolean changed;

    public void take(MinuteChange change) {
        if (change.received() != null) {
            received.take(change.received());
        }
        heardMinutes += change.heard();
        blindMinutes += change.blind();
        change.brands().forEach(brand -> brandMinutes.merge(brand, 1L, Long::sum));
        lastAt = Math.max(lastAt, change.lastAt());
        revision += change.revision();
        asOf = Math.max(asOf, change.asOf());
        changed = true;
    }

    public boolean isHeard() {
        return heardMinutes > 0;
    }

    /** The window's value as others read it. */
    public Coverage coverage(String platform, FeedWindow window) {
        List<BrandCoverage> brands = new ArrayList<>();
        new TreeMap<>(received.brands)
                .forEach((brand, mentions) ->
                        brands.add(new BrandCoverage(brand, mentions, brandMinutes.getOrDefault(brand, 0L))));
        return Coverage.newBuilder()
                .setId(window.id(platform))
                .setPlatform(platform)
                .setSize(window.size())
                .setWindowStart(Instant.ofEpochMilli(window.start()))
                .setWindowEnd(Instant.ofEpochMilli(window.end()))
                .setState(state())
                .setHeardMinutes(heardMinutes)
                .setBlindMinutes(blindMinutes)
                .setLastAt(Instant.ofEpochMilli(lastAt))
                .setRecords(received.records)
                .setMentions(received.mentions)
                .setDeadLetters(received.deadLetters)
                .setFaulty(received.faulty)
                .setFaultyShare(isHeard() ? (Double) ((double) received.faulty / received.records) : null)
                .setDated(received.dated)
                .setLagMillis(received.lagMillis)
                .setLongestLagMillis(received.dated == 0 ? null : (Long) received.longestLagMillis)
                .setMeanLagMillis(received.dated == 0 ? null : (Double) ((double) received.lagMillis / received.dated))
                .setBrands(brands)
                .setRevision(revision)
                .setAsOf(Instant.ofEpochMilli(asOf))
                .build();
    }

    private CoverageState state() {
        if (blindMinutes == 0) {
            return CoverageState.HEARD;
        }
        return heardMinutes == 0 ? CoverageState.BLIND : CoverageState.PARTLY;
    }
}
