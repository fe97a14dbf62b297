package io.groundswell.measure;

import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignPeriod;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CampaignTarget;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import io.groundswell.topics.TrafficValue;
import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Results of campaigns after the definitions in {@code campaign-results.avsc}, of everything at once. Left out are the revision and
 * the moment a result is as of, which are about how it came to its numbers, and who stands in a period of which there is nothing.
 */
final class RecountedCampaigns {

    static final List<String> SUMS =
            List.of("people", "amplified", "automated", "reach", "positive", "negative", "neutral");

    /** What the site made up itself, and is a conversion by the settings. */
    static final String OWN_CONVERSION = "book_demo";

    private static final Map<TrafficKind, String> COUNTED_AS =
            Map.of(TrafficKind.SESSION, "sessions", TrafficKind.CLICK, "clicks", TrafficKind.CONVERSION, "converted");

    private final List<Brand> brands;
    private final List<EnrichedMention> posts;
    private final List<Audience> counts;
    private final List<Traffic> visits;
    /** Of all posts, by window. */
    private final Map<String, ToLongFunction<String>> whole;

    private final Collection<ShareOfVoice> shares;

    private RecountedCampaigns(
            List<Brand> brands, List<EnrichedMention> posts, List<Audience> counts, List<Traffic> visits) {
        this.brands = brands;
        this.posts = posts;
        this.counts = counts;
        this.visits = visits;
        PlainRecount recount = PlainRecount.of(posts, GeneratedPosts.ZONES);
        whole = recount.sums();
        shares = RecountedShares.of(recount, brands).values();
    }

    /**
     * By id.
     *
     * @param posts all versions of a mention are of the same campaigns, as far as they are about the brand, and made at one time
     */
    static SortedMap<String, CampaignResults> of(
            List<Brand> brands, List<EnrichedMention> posts, List<Audience> counts, List<Traffic> visits) {
        return new RecountedCampaigns(brands, posts, counts, visits).all();
    }

    private SortedMap<String, CampaignResults> all() {
        SortedMap<String, CampaignResults> recounted = new TreeMap<>();
        for (Brand brand : brands) {
            for (Campaign campaign : brand.getCampaigns()) {
                int weeks = 1;
                while (!campaign.getFrom().plusWeeks(weeks).isAfter(campaign.getTo())) {
                    weeks++;
                }
                CampaignPeriod during = period(brand, campaign, 0);
                CampaignResults results = CampaignResults.newBuilder()
                        .setId(brand.getId() + '|' + campaign.getId())
                        .setBrand(brand.getId())
                        .setCampaign(campaign.getId())
                        .setName(campaign.getName())
                        .setStart(during.getStart())
                        .setEnd(during.getEnd())
                        .setCurrency(campaign.getCurrency())
                        .setCost(campaign.getCost())
                        .setWeeks(weeks)
                        .setBefore(period(brand, campaign, -weeks))
                        .setDuring(during)
                        .setAfter(period(brand, campaign, weeks))
                        .setRevision(0)
                        .setAsOf(Instant.EPOCH)
                        .build();
                countPosts(results);
                countFollowers(brand, campaign, results);
                countVisits(campaign, results);
                weigh(campaign, results);
                recounted.put(results.getId(), results);
            }
        }
        return recounted;
    }

    private CampaignPeriod period(Brand brand, Campaign campaign, int weeks) {
        ZoneId zone = ZoneId.of(brand.getTimeZone());
        Instant start = campaign.getFrom().plusWeeks(weeks).atStartOfDay(zone).toInstant();
        Instant end =
                campaign.getTo().plusWeeks(weeks).plusDays(1).atStartOfDay(zone).toInstant();
        SortedMap<String, ShareMember> members = new TreeMap<>();
        for (ToLongFunction<String> day : windows(whole, brand.getId(), "day", start, end)) {
            add(brand.getId(), day, members);
        }
        for (ShareOfVoice share : shares) {
            if (share.getBrand().equals(brand.getId())
                    && share.getPlatform().equals("all")
                    && share.getSize() == WindowSize.DAY
                    && isIn(start, end, share.getWindowStart())) {
                share.getMembers().stream()
                        .filter(rival -> !rival.getBrand().equals(brand.getId()))
                        .forEach(rival -> add(rival.getBrand(), sum -> (Long) rival.get(sum), members));
            }
        }
        return withoutNothing(new CampaignPeriod(start, end, List.copyOf(members.values())));
    }

    /** A period in which nobody got anything, without those who got it. */
    static CampaignPeriod withoutNothing(CampaignPeriod period) {
        boolean nothing = period.getMembers().stream()
                .allMatch(member -> member.getMentions() == 0 && member.getReach() == 0 && member.getEngagement() == 0);
        return nothing ? new CampaignPeriod(period.getStart(), period.getEnd(), List.of()) : period;
    }

    private static void add(String brand, ToLongFunction<String> sums, Map<String, ShareMember> members) {
        ShareMember member = members.computeIfAbsent(brand, unknown -> new ShareMember(brand, 0L, 0L, 0L, 0L, 0L, 0L));
        for (String sum : List.of("mentions", "people", "negative", "positive", "reach", "engagement")) {
            member.put(sum, (Long) member.get(sum) + sums.applyAsLong(sum));
        }
    }

    private static boolean isIn(Instant start, Instant end, Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    /** Those of a brand on all platforms that begin in that time. */
    private static List<ToLongFunction<String>> windows(
            Map<String, ToLongFunction<String>> sums, String brand, String size, Instant start, Instant end) {
        String place = brand + "|all|" + size + '|';
        return sums.entrySet().stream()
                .filter(window -> window.getKey().startsWith(place))
                .filter(window -> isIn(start, end, Instant.parse(window.getKey().substring(place.length()))))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** As if there were no posts but the campaign's. */
    private void countPosts(CampaignResults results) {
        String campaign = results.getBrand() + '/' + results.getCampaign();
        List<EnrichedMention> ofIt = all(posts, post -> post.getCampaigns().contains(campaign));
        PlainRecount made = PlainRecount.of(
                all(
                        ofIt,
                        post -> post.getCreatedAt() != null
                                && isIn(results.getStart(), results.getEnd(), post.getCreatedAt())),
                GeneratedPosts.ZONES);
        List<ToLongFunction<String>> minutes = minutes(made, results);
        results.setVolume(sum(minutes, "mentions"));
        SUMS.forEach(sum -> results.put(sum, sum(minutes, sum)));
        results.setAuthors(made.counted().stream()
                .filter(each -> each.brand().equals(results.getBrand()))
                .map(each -> each.version().getMention().getAuthor())
                .filter(Objects::nonNull)
                .map(author -> author.getId())
                .distinct()
                .count());
        double judged = results.getPositive() + results.getNegative() + results.getNeutral();
        results.setNetSentiment(
                judged == 0 ? null : (Double) ((results.getPositive() - results.getNegative()) / judged));
        // What was made before earns as well.
        results.setEngagement(sum(minutes(PlainRecount.of(ofIt, GeneratedPosts.ZONES), results), "engagement"));
    }

    /** All versions, the deletion too, of mentions of which one is such. */
    private static List<EnrichedMention> all(List<EnrichedMention> versions, Predicate<Mention> such) {
        Set<String> ids = versions.stream()
                .map(EnrichedMention::getMention)
                .filter(such)
                .map(Mention::getId)
                .collect(Collectors.toSet());
        return versions.stream()
                .filter(version -> ids.contains(version.getMention().getId()))
                .toList();
    }

    /** Those inside the dates. */
    private static List<ToLongFunction<String>> minutes(PlainRecount recount, CampaignResults results) {
        return windows(recount.sums(), results.getBrand(), "minute", results.getStart(), results.getEnd());
    }

    private static long sum(List<ToLongFunction<String>> windows, String sum) {
        return windows.stream().mapToLong(window -> window.applyAsLong(sum)).sum();
    }

    private void countFollowers(Brand brand, Campaign campaign, CampaignResults results) {
        ZoneId zone = ZoneId.of(brand.getTimeZone());
        BinaryOperator<Audience> last =
                BinaryOperator.maxBy(Comparator.comparing(Audience::getAt).thenComparing(Audience::getFollowers));
        Map<String, SortedMap<LocalDate, Audience>> accounts = new TreeMap<>();
        counts.stream()
                .filter(count -> count.getBrand().equals(brand.getId()) && count.getFollowers() != null)
                .forEach(count -> accounts.computeIfAbsent(count.getAccount(), unknown -> new TreeMap<>())
                        .merge(LocalDate.ofInstant(count.getAt(), zone), count, last));
        for (SortedMap<LocalDate, Audience> days : accounts.values()) {
            LocalDate before = LocalDate.MIN;
            for (LocalDate day : days.keySet()) {
                if (isOn(campaign, day) && !before.isBefore(day.minusWeeks(4))) {
                    long more = days.get(day).getFollowers() - days.get(before).getFollowers();
                    results.setFollowersWon(results.getFollowersWon() + Math.max(0, more));
                    results.setFollowersLost(results.getFollowersLost() + Math.max(0, -more));
                }
                before = day;
            }
        }
    }

    private static boolean isOn(Campaign campaign, LocalDate day) {
        return !day.isBefore(campaign.getFrom()) && !day.isAfter(campaign.getTo());
    }

    private void countVisits(Campaign campaign, CampaignResults results) {
        SortedMap<String, Long> cents = new TreeMap<>();
        for (Traffic visit : visits) {
            if (campaign.getUtm().stream().noneMatch(utm -> utm.equalsIgnoreCase(visit.getCampaign()))
                    || !isOn(campaign, LocalDate.ofInstant(visit.getAt(), ZoneOffset.UTC))) {
                continue;
            }
            String field = COUNTED_AS.get(kind(visit));
            if (field != null) {
                results.put(field, (Long) results.get(field) + 1);
            }
            Long worth = cents(visit);
            if (worth != null) {
                cents.merge(Objects.requireNonNullElse(visit.getCurrency(), "XXX"), worth, Long::sum);
            }
        }
        results.setValues(cents.entrySet().stream()
                .map(worth -> new TrafficValue(worth.getKey(), worth.getValue() / 100.0))
                .toList());
        if (campaign.getConversionValue() != null) {
            results.setValue(results.getConverted() * campaign.getConversionValue());
        } else if (campaign.getCurrency() != null && !campaign.getUtm().isEmpty()) {
            results.setValue(cents.getOrDefault(campaign.getCurrency(), 0L) / 100.0);
        }
    }

    static TrafficKind kind(Traffic visit) {
        return visit.getName().equals(OWN_CONVERSION) ? TrafficKind.CONVERSION : visit.getKind();
    }

    /** In hundredths of the currency; null of what is neither converted nor given back. */
    static Long cents(Traffic visit) {
        boolean converted = kind(visit) == TrafficKind.CONVERSION;
        boolean refunded = kind(visit) == TrafficKind.REFUND;
        if (!converted && !refunded
                || visit.getValue() == null
                || visit.getValue().isNaN()) {
            return null;
        }
        return Math.round(visit.getValue() * 100) * (refunded ? -1 : 1);
    }

    /** What is divided by nothing is nothing. */
    private static void weigh(Campaign campaign, CampaignResults results) {
        Double cost = campaign.getCost();
        if (cost != null && results.getClicks() > 0) {
            results.setCostPerClick(cost / results.getClicks());
        }
        if (cost != null && results.getConverted() > 0) {
            results.setCostPerConversion(cost / results.getConverted());
        }
        if (cost != null && cost > 0 && results.getValue() != null) {
            results.setReturnOnCost((results.getValue() - cost) / cost);
        }
        Map<String, String> fields = Map.of("followers-won", "followersWon", "conversions", "converted");
        results.setTargets(campaign.getTargets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(target -> {
                    Number is = (Number) results.get(fields.getOrDefault(target.getKey(), target.getKey()));
                    return new CampaignTarget(
                            target.getKey(), target.getValue(), is.doubleValue(), is.doubleValue() / target.getValue());
                })
                .toList());
    }
}
