package io.groundswell.collect.coverage;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one or more records of a feed held: sums, of which the order does not matter. Begins as one record; mutable, because it
 * is made for each of them; its fields are public for Flink's sake.
 */
public final class Received {

    static final long NO_LAG = -1;

    public long records;
    public long mentions;
    public long deadLetters;

    /** Records with a dead letter. */
    public long faulty;

    /** Records with a post of known age. */
    public long dated;

    public long lagMillis;

    /** {@link #NO_LAG} while none is dated. */
    public long longestLagMillis = NO_LAG;

    /** Milliseconds since 1970. */
    public long lastAt = Long.MIN_VALUE;

    /** Mentions by brand. */
    public Map<String, Long> brands = new HashMap<>();

    /** A record of which nothing is known yet but when it was received. */
    public static Received at(long time) {
        Received received = new Received();
        received.records = 1;
        received.lastAt = time;
        return received;
    }

    /**
     * The record holds a post. How late a record is, its newest post tells: a page that is read again is full of old ones.
     *
     * @param createdAt null when it is not known
     */
    public void post(Instant createdAt) {
        if (createdAt == null) {
            return;
        }
        // Clocks of two servers may differ: nothing is received before it is made.
        long lag = Math.max(0, lastAt - createdAt.toEpochMilli());
        lagMillis = dated == 0 ? lag : Math.min(lagMillis, lag);
        longestLagMillis = lagMillis;
        dated = 1;
    }

    /** The record holds a post about these brands. */
    public void mention(List<String> about) {
        if (!about.isEmpty()) {
            mentions++;
            about.forEach(brand -> brands.merge(brand, 1L, Long::sum));
        }
    }

    /** The record holds something that cannot be used. */
    public void deadLetter() {
        deadLetters++;
        faulty = 1;
    }

    /** Takes in what other records held. */
    public void take(Received other) {
        records += other.records;
        mentions += other.mentions;
        deadLetters += other.deadLetters;
        faulty += other.faulty;
        dated += other.dated;
        lagMillis += other.lagMillis;
        longestLagMillis = Math.max(longestLagMillis, other.longestLagMillis);
        lastAt = Math.max(lastAt, other.lastAt);
        other.brands.forEach((brand, more) -> brands.merge(brand, more, Long::sum));
    }
}
