package io.groundswell.notify;

import static io.groundswell.testkit.Moments.minutesAfterNoon;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertPart;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.SubjectKind;
import java.time.Duration;
import java.util.List;

/** The alert that twelve angry mentions in the second minute after noon open, after three calm days, whole. */
final class CrisisOfTwelve {

    static Alert opened() {
        double expected = 0.011634113370395065;
        double severity = 10.32770326406833;
        return Alert.newBuilder()
                .setId("acme|negative|2026-03-02T12:05:00Z")
                .setBrand("acme")
                .setSignal(io.groundswell.topics.Signal.NEGATIVE)
                .setState(AlertState.OPEN)
                .setTier(AlertTier.CRISIS)
                .setIncident("acme|2026-03-02T12:05:00Z")
                .setOpenedAt(minutesAfterNoon(5))
                .setChangedAt(minutesAfterNoon(5))
                .setWindowStart(minutesAfterNoon(-55))
                .setWindowEnd(minutesAfterNoon(5))
                .setExpected(expected)
                .setSpread(1)
                .setSeen(12)
                .setSeverity(severity)
                .setOnceInDays(3 + 5 / 1440.0)
                .setPeakSeverity(severity)
                .setPeakSeen(12)
                .setHeadline("Crisis around acme: 12 negative mentions in the 60 minutes to 12:05 UTC, 0 expected.")
                .setEvidence(List.of(new AlertEvidence("x:angry-post", 12L, true)))
                .setExplanation(AlertExplanation.newBuilder()
                        .setWindowStart(minutesAfterNoon(-55))
                        .setWindowEnd(minutesAfterNoon(5))
                        .setSeen(12)
                        .setExpected(expected)
                        .setExcess(12 - expected)
                        .setUsualFrom(minutesAfterNoon(-60).minus(Duration.ofDays(7)))
                        .setUsualTo(minutesAfterNoon(-60))
                        .setSentence(
                                "Of 12 negative mentions in the worst hour, 100 % belong to the thread x:angry-post"
                                        + " (usually none), 100 % say “lid” (usually none), 100 % are replies"
                                        + " (usually none).")
                        .setParts(List.of(
                                all(SubjectKind.THREAD, "x:angry-post", null, "x:some-x:angry-post"),
                                rest(SubjectKind.THREAD, expected),
                                // Twelve of twelve against none of the 426 calm ones before eleven.
                                all(SubjectKind.PHRASE, "lid", 110.00368287335108, "x:some-lid"),
                                rest(SubjectKind.PHRASE, expected),
                                all(SubjectKind.VOICE, "reply", null, "x:some-reply"),
                                rest(SubjectKind.VOICE, expected),
                                all(SubjectKind.PLATFORM, "x", null, "x:some-x"),
                                rest(SubjectKind.PLATFORM, expected)))
                        .build())
                .setHistory(List.of(new AlertChange(
                        AlertState.OPEN,
                        AlertTier.CRISIS,
                        minutesAfterNoon(5),
                        expected,
                        12L,
                        severity,
                        "Crisis around acme: 12 negative mentions in the 60 minutes to 12:05 UTC, 0 expected.")))
                .setRule("crisis/2")
                // 433 calm mentions and twelve angry ones; no whole stretch judged yet.
                .setRevision((433 + 12) * 4096L)
                .setAsOf(minutesAfterNoon(1).plusSeconds(30))
                .build();
    }

    /** Nobody was ever negative before, so nothing of what is expected is expected of anything. */
    private static AlertPart all(SubjectKind kind, String name, Double keyness, String mention) {
        return new AlertPart(kind, name, 12.0, 0.0, 12.0, 12L, 0.0, keyness, List.of(mention));
    }

    private static AlertPart rest(SubjectKind kind, double expected) {
        return new AlertPart(kind, "", 0.0, expected, 12 - expected - 12, 0L, 0.0, null, List.of());
    }

    private CrisisOfTwelve() {}
}
