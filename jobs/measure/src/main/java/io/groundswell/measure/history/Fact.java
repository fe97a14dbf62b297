package io.groundswell.measure.history;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Reach;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.util.Map;

/**
 * What one version of a mention tells the windows; its text and all else stay behind.
 *
 * @param mention id
 * @param platform slug, the same for all versions of a mention
 * @param version the greatest wins
 * @param observedAt milliseconds since 1970
 * @param followers of the author, {@link Candidate#UNKNOWN} when unknown
 * @param counters see {@link Snapshot}, null when none is known
 */
public record Fact(
        String mention, String platform, long version, long observedAt, Form form, long followers, long[] counters) {

    /** Where no campaign is known. */
    public static Fact of(EnrichedMention version, Map<String, String> zones) {
        return of(version, zones, Map.of());
    }

    /**
     * @param zones in which time zone a brand's days are, by brand; of those not named it is UTC
     * @param campaigns that are known, by id
     */
    public static Fact of(EnrichedMention version, Map<String, String> zones, Map<String, CampaignTime> campaigns) {
        Mention mention = version.getMention();
        boolean knowsFollowers =
                mention.getAuthor() != null && mention.getAuthor().getFollowers() != null;
        return new Fact(
                mention.getId(),
                mention.getPlatform(),
                mention.getVersion(),
                mention.getObservedAt().toEpochMilli(),
                Form.of(version, zones, campaigns),
                knowsFollowers ? Math.min(mention.getAuthor().getFollowers(), Reach.MOST) : Candidate.UNKNOWN,
                Snapshot.of(mention.getCounters()));
    }
}
