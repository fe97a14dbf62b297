package io.groundswell.local.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What is the same for every machine: its clock and its room. */
final class Vitals {

    /** As much as records of a feed may be out of order; posts further ahead are dead letters. */
    private static final Duration WRONG = Duration.ofMinutes(2);

    private static final Duration ODD = Duration.ofSeconds(5);
    private static final double LITTLE = 0.10;
    private static final double HARDLY_ANY = 0.03;
    private static final double GIGABYTE = 1 << 30;

    static Finding clock(String whose, Instant ours, Instant theirs) {
        String subject = whose + ": clock";
        Duration apart = Duration.between(ours, theirs).abs();
        String said = apart.compareTo(ODD) <= 0
                ? "agrees with ours"
                : (theirs.isAfter(ours) ? "ahead of ours" : "behind ours") + " by " + inWords(apart);
        String remedy = "set both clocks by a time server (NTP)";
        if (apart.compareTo(WRONG) > 0) {
            return Finding.failed(subject, said, remedy);
        }
        return apart.compareTo(ODD) > 0 ? Finding.warning(subject, said, remedy) : Finding.ok(subject, said);
    }

    private static String inWords(Duration apart) {
        return apart.compareTo(WRONG) > 0 ? apart.toMinutes() + " min" : apart.toSeconds() + " s";
    }

    /** @param free and {@code whole} in bytes */
    static Finding room(String whose, long free, long whole) {
        String subject = whose + ": disk";
        String said =
                String.format(Locale.ROOT, "%.1f of %.1f GB are free", free / GIGABYTE, Math.max(whole, 1) / GIGABYTE);
        double part = (double) free / Math.max(whole, 1);
        String remedy = "make room, or shorten how long things are kept there";
        if (part < HARDLY_ANY) {
            return Finding.failed(subject, said, remedy);
        }
        return part < LITTLE ? Finding.warning(subject, said, remedy) : Finding.ok(subject, said);
    }

    private Vitals() {}
}
