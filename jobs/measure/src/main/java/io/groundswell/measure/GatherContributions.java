package io.groundswell.measure;

import io.groundswell.flow.GatherSums;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.WindowKey;

/** Adds up what is for the same window before it is sent to the one task that has that window. */
final class GatherContributions extends GatherSums<WindowKey, Contribution> {

    private static final long serialVersionUID = 1L;

    @Override
    protected WindowKey keyOf(Contribution part) {
        return part.window();
    }

    @Override
    protected Contribution begin(Contribution part) {
        return new Contribution(part.window());
    }

    @Override
    protected void add(Contribution sum, Contribution part) {
        sum.take(part);
    }
}
