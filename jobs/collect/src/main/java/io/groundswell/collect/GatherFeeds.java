package io.groundswell.collect;

import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.collect.coverage.Received;
import io.groundswell.flow.GatherSums;

/** Adds up what was received from one platform in one minute, before it is sent to the one task that has that platform. */
final class GatherFeeds extends GatherSums<MinuteOfFeed.Place, MinuteOfFeed> {

    private static final long serialVersionUID = 1L;

    @Override
    protected MinuteOfFeed.Place keyOf(MinuteOfFeed part) {
        return part.place();
    }

    @Override
    protected MinuteOfFeed begin(MinuteOfFeed part) {
        return new MinuteOfFeed(part.platform(), part.minute(), new Received());
    }

    @Override
    protected void add(MinuteOfFeed sum, MinuteOfFeed part) {
        sum.received().take(part.received());
    }
}
