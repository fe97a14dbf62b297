package io.groundswell.measure.history;

import java.util.List;

/**
 * What becomes of a fact.
 *
 * @param history of the mention from now on; null when nothing is to be kept
 * @param contributions what changes in which window; empty when the fact told nothing new
 * @param late whether it came too late to be counted where it belongs
 */
public record Outcome(History history, List<Contribution> contributions, boolean late) {

    /**
     * A fact observed in a minute that is settled is late and forgotten, one whose creation is settled is late but its
     * counters still count where they were read. A deletion is never late: it takes back what is still open, and what is
     * settled stays. A mention counted in time and seen again in the same form is not late either.
     *
     * @param before null when the mention is unknown
     */
    public static Outcome of(Fact fact, History before, Horizon horizon) {
        boolean deletion = fact.form().deleted();
        if (horizon.settled(fact.observedAt()) && (!deletion || before == null)) {
            return new Outcome(before, List.of(), !deletion);
        }
        History after = (before == null ? History.EMPTY : before).with(fact, horizon);
        boolean late =
                fact.form().isCounted() && horizon.settled(fact.form().createdAt()) && !after.counted(fact.form());
        return new Outcome(after, Footprint.changes(fact, before, after, horizon), late);
    }
}
