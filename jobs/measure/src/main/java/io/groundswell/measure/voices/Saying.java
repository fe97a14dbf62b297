package io.groundswell.measure.voices;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.History;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Sentiment;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A post that says a text about a brand, or in its campaign, as if in its author's own words: no repost, not automated, not the brand's. It is a
 * copy when another that says the same was posted at most {@link #MEMORY} before it.
 *
 * @param brand its id, or that of the campaign
 * @param text hash of the normalised text
 * @param platform slug
 * @param createdAt milliseconds since 1970
 * @param zone where the brand's days begin
 * @param campaign null when it is said about the brand
 */
public record Saying(
        String brand,
        String text,
        String mention,
        String platform,
        long createdAt,
        boolean negative,
        String zone,
        CampaignTime campaign) {

    /** A text that comes back after this long is somebody's own again. */
    public static final Duration MEMORY = Duration.ofHours(24);

    /** The order in which they were said; of one moment by id, so that it is always the same. */
    public static final Comparator<Saying> IN_ORDER =
            Comparator.comparingLong(Saying::createdAt).thenComparing(Saying::mention);

    /** All that a mention says; nothing while it is unknown. */
    public static List<Saying> of(String mention, String platform, History history) {
        List<Saying> sayings = new ArrayList<>();
        if (history == null) {
            return sayings;
        }
        Form form = history.standing();
        if (form == null || form.text() == null || form.crowd() != Crowd.PEOPLE) {
            return sayings;
        }
        for (String brand : form.brands()) {
            if (!form.isOwnedBy(brand)) {
                sayings.add(of(brand, null, mention, platform, form));
            }
        }
        for (CampaignTime campaign : form.campaigns()) {
            if (!form.isOwnedBy(campaign.id()) && campaign.holds(form.createdAt())) {
                sayings.add(of(campaign.id(), campaign, mention, platform, form));
            }
        }
        return sayings;
    }

    private static Saying of(String id, CampaignTime campaign, String mention, String platform, Form form) {
        return new Saying(
                id,
                form.text(),
                mention,
                platform,
                form.createdAt(),
                form.sentimentTowards(id) == Sentiment.NEGATIVE,
                form.zoneOf(id).getId(),
                campaign);
    }

    /** @param before the one before it that says the same, or null */
    public boolean isCopyAfter(Saying before) {
        return before != null && createdAt - before.createdAt() <= MEMORY.toMillis();
    }

    /**
     * What changes in its windows when it becomes a copy, or with -1 when it is one no longer. It is no new fact about it: the
     * windows of its creation rest on it already.
     */
    public void moved(int by, Consumer<Contribution> told) {
        List<WindowKey> windows =
                campaign == null ? WindowKey.around(createdAt, brand, ZoneId.of(zone)) : List.of(campaign.window());
        for (WindowKey window : windows) {
            for (WindowKey each : campaign == null ? List.of(window.on(platform), window) : List.of(window)) {
                Contribution contribution = new Contribution(each);
                contribution.handOn(mention, negative, by);
                contribution.rest(0, createdAt);
                told.accept(contribution);
            }
        }
    }
}
