package io.groundswell.measure.campaign;

import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One campaign of a brand, with the times it is compared with. */
public final class Plan {

    private static final int DAYS_IN_WEEK = 7;

    private final String brand;
    private final ZoneId zone;
    private final Campaign campaign;

    public Plan(Brand brand, Campaign campaign) {
        this.brand = brand.getId();
        this.zone = ZoneId.of(brand.getTimeZone());
        this.campaign = campaign;
    }

    Campaign campaign() {
        return campaign;
    }

    String brand() {
        return brand;
    }

    /** The fewest whole weeks that hold all its days. */
    int weeks() {
        long days = ChronoUnit.DAYS.between(campaign.getFrom(), campaign.getTo()) + 1;
        return (int) ((days + DAYS_IN_WEEK - 1) / DAYS_IN_WEEK);
    }

    /** @param weeks by how many later; below 0 earlier */
    Instant start(int weeks) {
        return midnight(campaign.getFrom().plusWeeks(weeks));
    }

    /** Exclusive. */
    Instant end(int weeks) {
        return midnight(campaign.getTo().plusWeeks(weeks).plusDays(1));
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The time in which its mentions count. */
    public CampaignTime time() {
        return new CampaignTime(
                CampaignTime.id(brand, campaign.getId()), start(0).toEpochMilli(), end(0).toEpochMilli());
    }

    /** Whether visits under this {@code utm_campaign} are its own. */
    public boolean isCalled(String utm) {
        return utm != null
                && campaign.getUtm().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(utm.toLowerCase(Locale.ROOT)));
    }

    /** Whether its results rest on this, of its brand. */
    public boolean restsOn(CampaignFact fact) {
        return switch (fact.kind()) {
            case SUMS -> fact.campaign().equals(time().id()) && fact.day() == time().start();
            case DAY, RIVALS -> isIn(fact, -weeks()) || isIn(fact, 0) || isIn(fact, weeks());
            case FOLLOWERS -> isIn(fact, 0);
            case VISITS -> isCalled(fact.campaign()) && isOnItsDates(fact);
        };
    }

    boolean isIn(CampaignFact fact, int weeks) {
        return fact.day() >= start(weeks).toEpochMilli()
                && fact.day() < end(weeks).toEpochMilli();
    }

    /** Days of sites are those of UTC. */
    private boolean isOnItsDates(CampaignFact fact) {
        LocalDate day = Instant.ofEpochMilli(fact.day()).atZone(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(campaign.getFrom()) && !day.isAfter(campaign.getTo());
    }
}
