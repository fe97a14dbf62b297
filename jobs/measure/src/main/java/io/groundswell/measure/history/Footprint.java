package io.groundswell.measure.history;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    private final Map<Place, Share> shares = new HashMap<>();
    private final History history;
    private final Horizon horizon;

    private Footprint(History history, Horizon horizon) {
        this.history = history;
        this.horizon = horizon;
    }

    /** A window without its platform. */
    private record Place(String brand, int minutes, long start) {}

    /** What a mention amounts to in a window. */
    private static final class Share {
        private Voice voice;
        private Candidate candidate;
        private long[] gained;
        private long facts;
        private long asOf = Long.MIN_VALUE;
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
        boolean sameVolume = sameForm && after.forms().size() == 1 && before.followers() == after.followers();
        if (sameVolume && before.readings() == after.readings()) {
            return List.of();
        }
        long from = sameForm ? WindowKey.startOf(fact.observedAt(), 1) : Long.MIN_VALUE;
        boolean sameReadings = sameForm && before.readings() == after.readings();
        Footprint old = new Footprint(before, horizon);
        Footprint recent = new Footprint(after, horizon);
        if (before != null && !sameVolume) {
            old.addVolume(fact.mention());
        }
        if (before != null && !sameReadings) {
            old.addEngagement(from);
        }
        if (!sameVolume) {
            recent.addVolume(fact.mention());
        }
        if (!sameReadings) {
            recent.addEngagement(from);
        }
        return recent.minus(old, fact);
    }

    private void addVolume(String mention) {
        List<Sighting> forms = history.forms();
        Form current = history.current();
        for (int i = 0; i < forms.size(); i++) {
            Form form = forms.get(i).form();
            if (!form.isCounted() || horizon.settled(form.createdAt())) {
                continue;
            }
            long asOf = forms.size() == 1 ? form.createdAt() : Math.max(form.createdAt(), history.lastObserved());
            for (String brand : form.brands()) {
                boolean holds = form.equals(current);
                boolean addressed = addressedBefore(i, brand, form.createdAt());
                for (int minutes : WindowKey.LENGTHS) {
                    Share share = share(brand, minutes, form.createdAt());
                    share.facts += addressed ? 0 : forms.size();
                    share.asOf = Math.max(share.asOf, asOf);
                    if (holds) {
                        share.voice = form.voiceFor(brand, history.followers());
                        if (minutes == 1 && !form.isOwnedBy(brand)) {
                            share.candidate = new Candidate(
                                    mention,
                                    form.sentimentTowards(brand),
                                    history.followers(),
                                    form.original() == null ? mention : form.original());
                        }
                    }
                }
            }
        }
    }

    /** Whether an earlier form of the list lies in the same minute of the same brand, so that it is not told twice. */
    private boolean addressedBefore(int i, String brand, long createdAt) {
        for (int j = 0; j < i; j++) {
            Form earlier = history.forms().get(j).form();
            if (earlier.brands().contains(brand)
                    && WindowKey.startOf(earlier.createdAt(), 1) == WindowKey.startOf(createdAt, 1)) {
                return true;
            }
        }
        return false;
    }

    private void addEngagement(long from) {
        List<String> brands = brandsEverEarned();
        if (brands.isEmpty()) {
            return;
        }
        Form current = history.current();
        int otherForms = history.forms().size() - 1;
        history.readings()
                .gains(
                        Math.max(from, horizon.settledBefore()),
                        current.createdAt() + horizon.firstSnapshot(),
                        (minute, moments, lastReadAt, gained) -> {
                            for (String brand : brands) {
                                boolean earns = current.earnsFor(brand);
                                for (int minutes : WindowKey.LENGTHS) {
                                    Share share = share(brand, minutes, minute);
                                    share.facts += moments + otherForms;
                                    share.asOf = Math.max(share.asOf, lastReadAt);
                                    if (earns) {
                                        add(share, gained);
                                    }
                                }
                            }
                        });
    }

    private List<String> brandsEverEarned() {
        List<String> brands = new ArrayList<>(1);
        for (Sighting sighting : history.forms()) {
            for (String brand : sighting.form().brands()) {
                if (!sighting.form().isOwnedBy(brand) && !brands.contains(brand)) {
                    brands.add(brand);
                }
            }
        }
        return brands;
    }

    private static void add(Share share, long[] gained) {
        if (share.gained == null) {
            share.gained = new long[Snapshot.COUNTERS];
        }
        for (int i = 0; i < gained.length; i++) {
            share.gained[i] += gained[i];
        }
    }

    private Share share(String brand, int minutes, long time) {
        return shares.computeIfAbsent(
                new Place(brand, minutes, WindowKey.startOf(time, minutes)), place -> new Share());
    }

    private List<Contribution> minus(Footprint old, Fact fact) {
        List<Contribution> contributions = new ArrayList<>(shares.size() * 2);
        shares.forEach((place, now) -> {
            Share then = old.shares.getOrDefault(place, NOTHING);
            long[] gained = difference(now.gained, then.gained);
            boolean sameVoice = Objects.equals(now.voice, then.voice);
            boolean sameCandidate = Objects.equals(now.candidate, then.candidate);
            Voice added = sameVoice ? null : now.voice;
            Voice removed = sameVoice ? null : then.voice;
            long facts = now.facts - then.facts;
            boolean same = sameVoice && gained == null && facts == 0 && now.asOf == then.asOf;
            if (!same) {
                contributions.add(new Contribution(
                        new WindowKey(place.brand, fact.platform(), place.minutes, place.start),
                        added,
                        removed,
                        null,
                        null,
                        gained,
                        0,
                        0,
                        facts,
                        now.asOf));
            }
            if (!same || !sameCandidate) {
                contributions.add(new Contribution(
                        new WindowKey(place.brand, WindowKey.ALL_PLATFORMS, place.minutes, place.start),
                        added,
                        removed,
                        sameCandidate ? null : now.candidate,
                        !sameCandidate && now.candidate == null ? fact.mention() : null,
                        gained,
                        0,
                        0,
                        facts,
                        now.asOf));
            }
        });
        return contributions;
    }

    private static final Share NOTHING = new Share();

    /** @return null when there is none */
    private static long[] difference(long[] now, long[] then) {
        if (now == null && then == null) {
            return null;
        }
        long[] difference = now == null ? new long[Snapshot.COUNTERS] : now.clone();
        if (then != null) {
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= then[i];
            }
        }
        for (long value : difference) {
            if (value != 0) {
                return difference;
            }
        }
        return null;
    }
}
