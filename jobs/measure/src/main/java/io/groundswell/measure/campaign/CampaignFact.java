package io.groundswell.measure.campaign;

import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.Measure;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficValue;
import java.util.List;

/**
 * Something that the results of a campaign may rest on, as last told.
 *
 * @param id of what it is, the same for all its revisions
 * @param brand whose campaigns it may matter to
 * @param campaign id of the campaign whose mentions were summed, {@code utm_campaign} of visits, else null
 * @param day when the day it is of began, milliseconds since 1970; of sums of a campaign the campaign
 * @param counts see {@link Kind}
 * @param members of days and shares
 * @param values of visits
 * @param asOf milliseconds since 1970
 */
public record CampaignFact(
        String id,
        Kind kind,
        String brand,
        String campaign,
        long day,
        long[] counts,
        List<ShareMember> members,
        List<TrafficValue> values,
        long revision,
        long asOf) {

    /** What it is, and what its counts are. */
    public enum Kind {
        /** Of a campaign's mentions: by the positions of {@link CampaignSums}. */
        SUMS,
        /** The brand's own day. */
        DAY,
        /** Those it is compared with, on one of its days. */
        RIVALS,
        /** Won, lost. */
        FOLLOWERS,
        /** Sessions, clicks, converted. */
        VISITS
    }

    /** Of a day of a brand on all platforms. */
    public static CampaignFact ofDay(Measure measure) {
        ShareMember own = new ShareMember(
                measure.getBrand(),
                measure.getMentions(),
                measure.getPeople(),
                measure.getNegative(),
                measure.getPositive(),
                measure.getReach(),
                measure.getEngagement());
        return new CampaignFact(
                measure.getId(),
                Kind.DAY,
                measure.getBrand(),
                null,
                measure.getWindowStart().toEpochMilli(),
                new long[0],
                List.of(own),
                List.of(),
                measure.getRevision(),
                measure.getAsOf().toEpochMilli());
    }

    /** Of all mentions of a campaign inside its dates. */
    public static CampaignFact ofSums(Measure sums) {
        return new CampaignFact(
                sums.getId(),
                Kind.SUMS,
                CampaignTime.brandOf(sums.getBrand()),
                sums.getBrand(),
                sums.getWindowStart().toEpochMilli(),
                CampaignSums.of(sums),
                List.of(),
                List.of(),
                sums.getRevision(),
                sums.getAsOf().toEpochMilli());
    }

    /** Of a day of a brand on all platforms. */
    public static CampaignFact ofRivals(ShareOfVoice share) {
        return new CampaignFact(
                "share|" + share.getId(),
                Kind.RIVALS,
                share.getBrand(),
                null,
                share.getWindowStart().toEpochMilli(),
                new long[0],
                share.getMembers().stream()
                        .filter(member -> !member.getBrand().equals(share.getBrand()))
                        .toList(),
                List.of(),
                share.getRevision(),
                share.getAsOf().toEpochMilli());
    }

    /** Of a brand's own account. */
    public static CampaignFact ofFollowers(AudienceDay day) {
        return new CampaignFact(
                day.getId(),
                Kind.FOLLOWERS,
                day.getBrand(),
                null,
                day.getDay().toEpochMilli(),
                day.getChange() == null ? new long[] {0, 0} : new long[] {day.getWon(), day.getLost()},
                List.of(),
                List.of(),
                day.getRevision(),
                day.getAsOf().toEpochMilli());
    }

    /** @param brand that has a campaign of this name */
    public static CampaignFact ofVisits(TrafficDay day, String brand) {
        return new CampaignFact(
                day.getId(),
                Kind.VISITS,
                brand,
                day.getCampaign(),
                day.getDay().toEpochMilli(),
                new long[] {day.getSessions(), day.getClicks(), day.getConverted()},
                List.of(),
                day.getValues(),
                day.getRevision(),
                day.getAsOf().toEpochMilli());
    }
}
