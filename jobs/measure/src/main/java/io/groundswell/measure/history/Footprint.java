package io.groundswell.measure.history;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What one mention's history amounts to in each window: a function of the history alone. A new fact therefore
 * contributes the difference between the footprints after and before it, and whatever the order of the facts, the
 * contributions add up to the last footprint.
 *
 * <p>Two numbers are not sums of what is current, but must never fall, also when a window loses everything it had:
 *
 * <ul>
 *   <li>facts: for a window of any form's creation, the number of forms; for a window in which counters were read, the
 *       moments of reading up to then and the forms beyond the first
 *   <li>as of: the creation, or once there are several forms the latest sight of the mention; the latest reading
 * </ul>
 *
 * So a mention seen again in the same form changes nothing in the windows of its creation.
 */
final class Footprint {

    /** By window of all platforms. */
    private final Map<WindowKey, Share> shares = new HashMap<>();

    private final History history;
    private final Horizon horizon;

    private Footprint(History history, Horizon horizon) {
        this.history = history;
        this.horizon = horizon;
    }

    /** What a mention amounts to in a window. */
    private static final class Share {
        private Voice voice;
        private Candidate candidate;
        private long[] gained;
        /** Of the mention, where it is counted. */
        private List<Subject> subjects = List.of();
        /** Of the mention, where its counters were read. */
        private List<Subject> gainedBy = List.of();

        private long deleted;
        private long facts;
        private long asOf = Long.MIN_VALUE;

        private boolean countsAs(Share other) {
            return Objects.equals(voice, other.voice)
                    && Arrays.equals(gained, other.gained)
                    && deleted == other.deleted
                    && facts == other.facts
                    && asOf == other.asOf;
        }

        private boolean speaksOfTheSameAs(Share other) {
            return subjects.equals(other.subjects) && gainedBy.equals(other.gainedBy);
        }

        private void tell(Contribution contribution, int by) {
            if (voice != null) {
                contribution.count(voice, by);
            }
            if (gained != null) {
                contribution.gain(gained, by);
            }
            contribution.count(Count.DELETED, by * deleted);
        }

        private void speak(Contribution contribution, int by) {
            for (Subject subject : subjects) {
                contribution.speakOf(subject, new long[] {1, voice.isNegative() ? 1 : 0, 0, voice.reach()}, by);
            }
            long engagement = gained == null ? 0 : Snapshot.engagement(gained);
            if (engagement != 0) {
                for (Subject subject : gainedBy) {
                    contribution.speakOf(subject, new long[] {0, 0, engagement, 0}, by);
                }
            }
        }
    }

    /**
     * What a fact changes.
     *
     * @param before null when the mention was unknown
     * @param after with the fact
     */
    static List<Contribution> changes(Fact fact, History before, History after, Horizon horizon) {
        boolean sameForm = before != null
                && before.forms().size() == after.forms().size()
                && before.current().equals(after.current());
        boolean sameVolume = sameForm
                && after.forms().size() == 1
                && before.followers() == after.followers()
                && before.counted() == after.counted();
        if (sameVolume && before.readings() == after.readings()) {
            return List.of();
        }
        long from = sameForm ? WindowKey.minuteOf(fact.observedAt()) : Long.MIN_VALUE;
        boolean sameReadings = sameForm && before.readings() == after.readings();
        Footprint old = new Footprint(before, horizon);
        Footprint recent = new Footprint(after, horizon);
        if (before != null && !sameVolume) {
            old.addVolume(fact);
        }
        if (before != null && !sameReadings) {
            old.addEngagement(fact.mention(), from);
        }
        if (!sameVolume) {
            recent.addVolume(fact);
        }
        if (!sameReadings) {
            recent.addEngagement(fact.mention(), from);
        }
        return recent.minus(old, fact);
    }

    private void addVolume(Fact of) {
        List<Sighting> forms = history.forms();
        Form standing = history.standing();
        for (int i = 0; i < forms.size(); i++) {
            Form form = forms.get(i).form();
            if (!forms.get(i).inTime() || horizon.settled(form.createdAt())) {
                continue;
            }
            long asOf = forms.size() == 1 ? form.createdAt() : Math.max(form.createdAt(), history.lastObserved());
            for (String brand : form.countedFor()) {
                boolean holds = form.equals(standing);
                boolean addressed = addressedBefore(i, brand, form.createdAt(), earlier -> true);
                boolean owned = form.isOwnedBy(brand);
                boolean deleted = standing.deleted()
                        && !owned
                        && !addressedBefore(i, brand, form.createdAt(), earlier -> !earlier.isOwnedBy(brand));
                for (WindowKey window : form.windows(form.createdAt(), brand)) {
                    Share share = share(window);
                    share.facts += addressed ? 0 : forms.size();
                    share.asOf = Math.max(share.asOf, asOf);
                    share.deleted += deleted ? 1 : 0;
                    if (holds) {
                        share.voice = form.voiceFor(brand, history.followers());
                        if (!owned && window.showsSubjects()) {
                            share.subjects = form.subjects(of.mention());
                        }
                        if (!owned && window.showsEvidence()) {
                            share.candidate = form.candidate(of.mention(), of.platform(), brand, history.followers());
                        }
                    }
                }
            }
        }
    }

    /** Whether such a form earlier in the list lies in the same minute of the same brand, so that it is not told twice. */
    private boolean addressedBefore(int i, String brand, long createdAt, Predicate<Form> such) {
        for (int j = 0; j < i; j++) {
            Form earlier = history.forms().get(j).form();
            if (history.forms().get(j).inTime()
                    && earlier.countedFor().contains(brand)
                    && such.test(earlier)
                    && WindowKey.minuteOf(earlier.createdAt()) == WindowKey.minuteOf(createdAt)) {
                return true;
            }
        }
        return false;
    }

    private void addEngagement(String mention, long from) {
        Form current = history.current();
        int otherForms = history.forms().size() - 1;
        history.readings()
                .gains(
                        Math.max(from, horizon.settledBefore()),
                        current.createdAt() + horizon.firstSnapshot(),
                        (minute, moments, lastReadAt, gained) -> everEarnedIn(minute)
                                .forEach((window, earns) -> {
                                    Share share = share(window);
                                    share.facts += moments + otherForms;
                                    share.asOf = Math.max(share.asOf, lastReadAt);
                                    if (earns) {
                                        add(share, gained);
                                        if (window.showsSubjects()) {
                                            share.gainedBy = current.subjects(mention);
                                        }
                                    }
                                }));
    }

    /** The windows in which any form earned, and whether the one that holds does. */
    private Map<WindowKey, Boolean> everEarnedIn(long minute) {
        Form current = history.current();
        Map<WindowKey, Boolean> windows = new HashMap<>();
        for (Sighting sighting : history.forms()) {
            Form form = sighting.form();
            for (String id : form.countedFor()) {
                if (!form.isOwnedBy(id)) {
                    List<WindowKey> places = form.windows(minute, id);
                    boolean earns =
                            current.earnsFor(id) && (form == current || places.equals(current.windows(minute, id)));
                    places.forEach(window -> windows.merge(window, earns, Boolean::logicalOr));
                }
            }
        }
        return windows;
    }

    private static void add(Share share, long[] gained) {
        if (share.gained == null) {
            share.gained = new long[Snapshot.COUNTERS];
        }
        for (int i = 0; i < gained.length; i++) {
            share.gained[i] += gained[i];
        }
    }

    private Share share(WindowKey window) {
        return shares.computeIfAbsent(window, place -> new Share());
    }

    private List<Contribution> minus(Footprint old, Fact fact) {
        List<Contribution> contributions = new ArrayList<>(shares.size() * 2);
        shares.forEach((window, now) -> {
            Share then = old.shares.getOrDefault(window, NOTHING);
            boolean sameCandidate = Objects.equals(now.candidate, then.candidate);
            boolean sameCounts = now.countsAs(then);
            if (!sameCounts && !window.isOfCampaign()) {
                contributions.add(difference(window.on(fact.platform()), now, then));
            }
            if (!sameCounts || !sameCandidate || !now.speaksOfTheSameAs(then)) {
                Contribution together = difference(window, now, then);
                if (!sameCandidate && now.candidate != null) {
                    together.show(now.candidate);
                } else if (!sameCandidate) {
                    together.withdraw(fact.mention());
                }
                now.speak(together, 1);
                then.speak(together, -1);
                contributions.add(together);
            }
        });
        return contributions;
    }

    private static final Share NOTHING = new Share();

    private static Contribution difference(WindowKey window, Share now, Share then) {
        Contribution contribution = new Contribution(window);
        now.tell(contribution, 1);
        then.tell(contribution, -1);
        contribution.rest(now.facts - then.facts, now.asOf);
        return contribution;
    }
}
