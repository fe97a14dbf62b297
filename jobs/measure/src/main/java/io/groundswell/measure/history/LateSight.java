package io.groundswell.measure.history;

import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.WindowKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A sight of a mention that came too late for the windows it belongs to.
 *
 * @param id of the mention, its version, and when it was seen: the same for the same sight
 * @param platform slug
 * @param observedAt milliseconds since 1970
 * @param windows of all platforms in which it was seen, of each of its brands
 */
public record LateSight(String id, String platform, long observedAt, List<WindowKey> windows) {

    public static LateSight of(Fact fact) {
        List<WindowKey> windows = new ArrayList<>();
        for (String brand : fact.form().brands()) {
            windows.addAll(
                    WindowKey.around(fact.observedAt(), brand, fact.form().zoneOf(brand)));
        }
        return new LateSight(
                fact.mention() + '|' + fact.version() + '|' + fact.observedAt(),
                fact.platform(),
                fact.observedAt(),
                windows);
    }

    /** What it adds to the windows in which it was seen. */
    public List<Contribution> contributions() {
        List<Contribution> contributions = new ArrayList<>();
        for (WindowKey window : windows) {
            contributions.add(contribution(window));
            contributions.add(contribution(window.on(platform)));
        }
        return contributions;
    }

    private Contribution contribution(WindowKey window) {
        Contribution contribution = new Contribution(window);
        contribution.count(Count.LATE, 1);
        contribution.rest(1, observedAt);
        return contribution;
    }
}
