package io.groundswell.measure.history;

import io.groundswell.measure.engagement.Readings;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All that matters of the facts known of one mention. Adding a fact commutes, and adding it twice is adding it once, so
 * the history is the same whatever order the facts came in and however often.
 *
 * @param forms each distinct form it was seen in; one for nearly every mention, two after an edit or a deletion
 * @param lastObserved of all facts, milliseconds since 1970
 * @param followers of the author as first told, {@link Candidate#UNKNOWN} when never
 * @param followersAt when that was, milliseconds since 1970
 */
public record History(List<Sighting> forms, long lastObserved, long followers, long followersAt, Readings readings) {

    public static final History EMPTY =
            new History(List.of(), Long.MIN_VALUE, Candidate.UNKNOWN, Long.MAX_VALUE, Readings.none());

    public History {
        forms = List.copyOf(forms);
    }

    /** This and one more fact; gives this when the fact tells nothing new. */
    public History with(Fact fact, Horizon horizon) {
        boolean deleted = fact.form().deleted() || isDeleted();
        Form form = deleted ? fact.form().forgotten() : fact.form();
        // A deletion takes the words of all forms with it.
        History kept = deleted && !isDeleted() ? forgotten() : this;
        List<Sighting> seen = kept.withForm(new Sighting(
                form,
                fact.version(),
                fact.observedAt(),
                fact.form().isCounted() && !horizon.settled(fact.form().createdAt())));
        long last = Math.max(lastObserved, fact.observedAt());
        boolean sooner = fact.followers() != Candidate.UNKNOWN
                && (fact.observedAt() < followersAt
                        || (fact.observedAt() == followersAt && fact.followers() > followers));
        Readings read = fact.counters() == null
                ? readings
                : readings.with(fact.observedAt(), fact.counters(), horizon.settledBefore());
        if (seen == forms && last == lastObserved && !sooner && read == readings) {
            return this;
        }
        return new History(
                seen, last, sooner ? fact.followers() : followers, sooner ? fact.observedAt() : followersAt, read);
    }

    private List<Sighting> withForm(Sighting sighting) {
        for (int i = 0; i < forms.size(); i++) {
            if (forms.get(i).form().equals(sighting.form())) {
                Sighting merged = forms.get(i).with(sighting);
                if (merged == forms.get(i)) {
                    return forms;
                }
                List<Sighting> changed = new ArrayList<>(forms);
                changed.set(i, merged);
                return changed;
            }
        }
        List<Sighting> more = new ArrayList<>(forms.size() + 1);
        more.addAll(forms);
        more.add(sighting);
        return more;
    }

    /** The form that holds. */
    public Form current() {
        Sighting greatest = forms.get(0);
        for (int i = 1; i < forms.size(); i++) {
            if (Sighting.BY_PRECEDENCE.compare(forms.get(i), greatest) > 0) {
                greatest = forms.get(i);
            }
        }
        return greatest.form();
    }

    /**
     * The form that counts in the windows of its creation: of those that came in time, as what comes too late for them changes
     * nothing there, whether it is read after the others or before; null when all came too late.
     */
    public Form standing() {
        Sighting greatest = null;
        for (Sighting sighting : forms) {
            boolean mayStand = sighting.inTime() || !sighting.form().isCounted();
            if (mayStand && (greatest == null || Sighting.BY_PRECEDENCE.compare(sighting, greatest) > 0)) {
                greatest = sighting;
            }
        }
        return greatest == null ? null : greatest.form();
    }

    /** Whether it was seen in time in any form, and so was counted. */
    public boolean counted() {
        return forms.stream().anyMatch(Sighting::inTime);
    }

    /** Whether the same is said by it, and the same of it counts. */
    public boolean saysTheSameAs(History other) {
        return current().equals(other.current())
                && Objects.equals(standing(), other.standing())
                && counted() == other.counted();
    }

    private boolean isDeleted() {
        return forms.stream().anyMatch(sighting -> sighting.form().deleted());
    }

    /** Without what was said and who said it. */
    private History forgotten() {
        List<Sighting> rest = new ArrayList<>(forms.size());
        for (Sighting sighting : forms) {
            rest.add(new Sighting(
                    sighting.form().forgotten(), sighting.version(), sighting.observedAt(), sighting.inTime()));
        }
        return new History(rest, lastObserved, followers, followersAt, readings);
    }

    /** Whether a form was seen in time, and so was counted. */
    public boolean counted(Form form) {
        Form kept = isDeleted() ? form.forgotten() : form;
        for (Sighting sighting : forms) {
            if (sighting.inTime() && sighting.form().equals(kept)) {
                return true;
            }
        }
        return false;
    }
}
