package io.groundswell.measure.volume;

import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Towards;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form in which a version of a mention is counted: what of it the windows see. Versions that differ in nothing else
 * (a refreshed counter, a corrected comma) have the same form; a text that reads otherwise is another form, since another
 * post may be its copy.
 *
 * @param deleted such a form has nothing else
 * @param brands empty when there is nothing to count; then there is nothing else
 * @param sentiment of the whole post, null when not judged
 * @param towards how it feels about a brand, where that is not how the whole post feels
 * @param author mention author's id, null when unknown
 * @param ownedBy the brand whose own account wrote it, or null
 * @param createdAt milliseconds since 1970
 * @param original id of the post this is a repost of, or null
 * @param automated whether the platform calls the account automated
 * @param text hash of the text when it is long enough that nobody says the same by chance, else null
 * @param rating thousandths of the way from the worst that can be given to the best, {@link #NO_RATING} without one
 */
public record Form(
        boolean deleted,
        List<String> brands,
        MentionKind kind,
        Sentiment sentiment,
        Map<String, Sentiment> towards,
        String author,
        String ownedBy,
        long createdAt,
        String original,
        boolean automated,
        String text,
        int rating) {

    public static final int NO_RATING = -1;

    public static final Form DELETED =
            new Form(true, List.of(), null, null, Map.of(), null, null, 0, null, false, null, NO_RATING);
    public static final Form ABOUT_NOBODY =
            new Form(false, List.of(), null, null, Map.of(), null, null, 0, null, false, null, NO_RATING);

    public static Form of(EnrichedMention version) {
        Mention mention = version.getMention();
        if (mention.getDeleted()) {
            return DELETED;
        }
        if (mention.getBrands().isEmpty() || mention.getCreatedAt() == null) {
            return ABOUT_NOBODY;
        }
        return new Form(
                false,
                mention.getBrands(),
                mention.getKind(),
                version.getEnrichment().getSentiment(),
                towards(version.getEnrichment()),
                mention.getAuthor() == null ? null : mention.getAuthor().getId(),
                mention.getOwnedBy(),
                mention.getCreatedAt().toEpochMilli(),
                mention.getRepostOf(),
                mention.getAuthor() != null
                        && Boolean.TRUE.equals(mention.getAuthor().getAutomated()),
                // Texts of a few words have no sketch.
                version.getEnrichment().getSketch().isEmpty()
                        ? null
                        : version.getEnrichment().getTextHash(),
                mention.getRating() == null
                        ? NO_RATING
                        : (int) Math.round(mention.getRating().getValue() * 1000));
    }

    private static Map<String, Sentiment> towards(Enrichment enrichment) {
        Map<String, Sentiment> towards = new TreeMap<>();
        for (Towards each : enrichment.getTowards()) {
            if (each.getSentiment() != enrichment.getSentiment()) {
                towards.put(each.getBrand(), each.getSentiment());
            }
        }
        return towards;
    }

    /** Null when not judged. */
    public Sentiment sentimentTowards(String brand) {
        return towards.getOrDefault(brand, sentiment);
    }

    public boolean isCounted() {
        return !brands.isEmpty();
    }

    /** Whether a brand's own account wrote it. */
    public boolean isOwnedBy(String brand) {
        return brand.equals(ownedBy);
    }

    /** Whether it speaks about a brand with another's voice. */
    public boolean earnsFor(String brand) {
        return brands.contains(brand) && !isOwnedBy(brand);
    }

    /** As it is when nobody else is looked at. */
    public Crowd crowd() {
        if (automated) {
            return Crowd.AUTOMATED;
        }
        return kind == MentionKind.REPOST ? Crowd.AMPLIFIED : Crowd.PEOPLE;
    }

    /** @param followers of the author, {@link Candidate#UNKNOWN} when unknown */
    public Voice voiceFor(String brand, long followers) {
        return new Voice(author, kind, sentimentTowards(brand), isOwnedBy(brand), crowd(), followers, rating);
    }
}
