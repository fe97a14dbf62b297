package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Towards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One version of a mention, as far as rules are concerned that look at mentions one by one.
 *
 * @param createdAt null on deletions of a post whose time is not known
 * @param followers of its author; null when they are not told
 * @param claims rules that ask for it, if its author has followers enough
 */
public record Sight(
        String mention, long version, boolean deleted, Instant createdAt, Long followers, List<Claim> claims) {

    /** Versions are often the time of the last edit, so one version is seen many times: a deletion, and then who asks for more, holds. */
    private static final Comparator<Sight> NEWEST_LAST = Comparator.comparingLong(Sight::version)
            .thenComparing(Sight::deleted)
            .thenComparing(sight -> sight.claims().size())
            .thenComparing(sight -> sight.claims().toString());

    /**
     * A rule that asks for the mention.
     *
     * @param followers that its author must have for that
     */
    public record Claim(String brand, String rule, long followers, boolean negative) {}

    /** @param rules those that look at mentions one by one, by brand */
    public static Sight of(EnrichedMention enriched, Map<String, ? extends Collection<BrandRule>> rules) {
        Mention mention = enriched.getMention();
        List<Claim> claims = new ArrayList<>();
        for (String brand : mention.getBrands()) {
            if (brand.equals(mention.getOwnedBy()) || !rules.containsKey(brand)) {
                continue;
            }
            for (BrandRule rule : rules.get(brand)) {
                if (asksFor(rule, brand, mention)) {
                    claims.add(new Claim(brand, rule.getName(), rule.getFollowers(), isNegative(enriched, brand)));
                }
            }
        }
        Long followers =
                mention.getAuthor() == null ? null : mention.getAuthor().getFollowers();
        return new Sight(
                mention.getId(), mention.getVersion(), mention.getDeleted(), mention.getCreatedAt(), followers, claims);
    }

    /** Both together: the newer one, with the most followers that either knows of. */
    public Sight and(Sight other) {
        Sight newer = NEWEST_LAST.compare(other, this) >= 0 ? other : this;
        Instant made = newer.createdAt() == null ? (newer == this ? other : this).createdAt() : newer.createdAt();
        Long most = followers == null || other.followers() != null && other.followers() > followers
                ? other.followers()
                : followers;
        return new Sight(mention, newer.version(), newer.deleted(), made, most, newer.claims());
    }

    private static boolean asksFor(BrandRule rule, String brand, Mention mention) {
        return rule.getKind() == RuleKind.BIG_AUTHOR
                || mention.getKind() != MentionKind.REPOST
                        && (rule.getQuery() == null || mention.getRules().contains(brand + "/" + rule.getName()));
    }

    private static boolean isNegative(EnrichedMention enriched, String brand) {
        for (Towards towards : enriched.getEnrichment().getTowards()) {
            if (towards.getBrand().equals(brand)) {
                return towards.getSentiment() == Sentiment.NEGATIVE;
            }
        }
        return enriched.getEnrichment().getSentiment() == Sentiment.NEGATIVE;
    }
}
