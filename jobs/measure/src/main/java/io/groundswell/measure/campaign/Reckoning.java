package io.groundswell.measure.campaign;

import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignPeriod;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CampaignTarget;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.TrafficValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what a campaign rests on, and weighs it against its cost and its targets. */
public final class Reckoning {

    private final Plan plan;
    private final CampaignResults results = new CampaignResults();
    private final Map<String, ShareMember> before = new TreeMap<>();
    private final Map<String, ShareMember> during = new TreeMap<>();
    private final Map<String, ShareMember> after = new TreeMap<>();
    private final Map<String, BigDecimal> values = new TreeMap<>();
    private long[] sums = CampaignSums.none();
    private long revision;
    private long asOf;

    private Reckoning(Plan plan) {
        this.plan = plan;
    }

    /** @param facts each as last told; what it does not rest on is left out */
    public static CampaignResults of(Plan plan, Iterable<CampaignFact> facts) {
        Reckoning reckoning = new Reckoning(plan);
        for (CampaignFact fact : facts) {
            if (plan.restsOn(fact)) {
                reckoning.add(fact);
            }
        }
        return reckoning.results();
    }

    private void add(CampaignFact fact) {
        revision += fact.revision();
        asOf = Math.max(asOf, fact.asOf());
        switch (fact.kind()) {
            case SUMS -> sums = fact.counts();
            case DAY, RIVALS -> addMembers(fact);
            case FOLLOWERS -> {
                results.setFollowersWon(results.getFollowersWon() + fact.counts()[0]);
                results.setFollowersLost(results.getFollowersLost() + fact.counts()[1]);
            }
            case VISITS -> {
                results.setSessions(results.getSessions() + fact.counts()[0]);
                results.setClicks(results.getClicks() + fact.counts()[1]);
                results.setConverted(results.getConverted() + fact.counts()[2]);
                fact.values()
                        .forEach(worth -> values.merge(
                                worth.getCurrency(), BigDecimal.valueOf(worth.getValue()), BigDecimal::add));
            }
        }
    }

    private void addMembers(CampaignFact fact) {
        Map<String, ShareMember> period = plan.isIn(fact, 0) ? during : plan.isIn(fact, plan.weeks()) ? after : before;
        for (ShareMember member : fact.members()) {
            period.merge(member.getBrand(), member, Reckoning::sum);
        }
    }

    private static ShareMember sum(ShareMember one, ShareMember other) {
        return new ShareMember(
                one.getBrand(),
                one.getMentions() + other.getMentions(),
                one.getPeople() + other.getPeople(),
                one.getNegative() + other.getNegative(),
                one.getPositive() + other.getPositive(),
                one.getReach() + other.getReach(),
                one.getEngagement() + other.getEngagement());
    }

    private CampaignResults results() {
        Campaign campaign = plan.campaign();
        results.setId(plan.brand() + '|' + campaign.getId());
        results.setBrand(plan.brand());
        results.setCampaign(campaign.getId());
        results.setName(campaign.getName());
        results.setStart(plan.start(0));
        results.setEnd(plan.end(0));
        CampaignSums.put(sums, results);
        weigh(campaign);
        results.setTargets(targets(campaign));
        results.setWeeks(plan.weeks());
        results.setBefore(period(-plan.weeks(), before));
        results.setDuring(period(0, during));
        results.setAfter(period(plan.weeks(), after));
        results.setRevision(revision);
        results.setAsOf(Instant.ofEpochMilli(asOf));
        return results;
    }

    private void weigh(Campaign campaign) {
        List<TrafficValue> told = new ArrayList<>();
        values.forEach((currency, value) -> told.add(new TrafficValue(currency, value.doubleValue())));
        results.setValues(told);
        results.setCurrency(campaign.getCurrency());
        results.setCost(campaign.getCost());
        if (campaign.getCurrency() != null && !campaign.getUtm().isEmpty()) {
            results.setValue(
                    campaign.getConversionValue() == null
                            ? values.getOrDefault(campaign.getCurrency(), BigDecimal.ZERO)
                                    .doubleValue()
                            : campaign.getConversionValue() * results.getConverted());
        }
        Double cost = campaign.getCost();
        results.setCostPerClick(ratio(cost, results.getClicks()));
        results.setCostPerConversion(ratio(cost, results.getConverted()));
        results.setReturnOnCost(
                cost == null || results.getValue() == null ? null : ratio(results.getValue() - cost, cost));
    }

    private static Double ratio(Double one, double other) {
        return one == null || other == 0 ? null : (Double) (one / other);
    }

    private List<CampaignTarget> targets(Campaign campaign) {
        Map<String, Double> numbers = Map.of(
                "volume", (double) results.getVolume(),
                "people", (double) results.getPeople(),
                "authors", (double) results.getAuthors(),
                "engagement", (double) results.getEngagement(),
                "reach", (double) results.getReach(),
                "followers-won", (double) results.getFollowersWon(),
                "sessions", (double) results.getSessions(),
                "clicks", (double) results.getClicks(),
                "conversions", (double) results.getConverted(),
                "value", results.getValue() == null ? 0 : results.getValue());
        List<CampaignTarget> targets = new ArrayList<>();
        new TreeMap<>(campaign.getTargets()).forEach((number, target) -> {
            // Another version of us may know more numbers.
            if (numbers.containsKey(number) && target > 0) {
                targets.add(new CampaignTarget(number, target, numbers.get(number), numbers.get(number) / target));
            }
        });
        return targets;
    }

    private CampaignPeriod period(int weeks, Map<String, ShareMember> members) {
        return new CampaignPeriod(plan.start(weeks), plan.end(weeks), List.copyOf(members.values()));
    }
}
