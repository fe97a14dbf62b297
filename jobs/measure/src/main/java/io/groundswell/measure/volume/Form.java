package io.groundswell.measure.volume;

import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import java.util.List;

/**
 * The form in which a version of a mention is counted: what of it the windows see. Versions that differ in nothing else
 * (a refreshed counter, a corrected comma) have the same form.
 *
 * @param deleted such a form has nothing else
 * @param brands empty when there is nothing to count; then there is nothing else
 * @param author mention author's id, null when unknown
 * @param ownedBy the brand whose own account wrote it, or null
 * @param createdAt milliseconds since 1970
 * @param original id of the post this is a repost of, or null
 */
public record Form(
        boolean deleted,
        List<String> brands,
        MentionKind kind,
        Sentiment sentiment,
        String author,
        String ownedBy,
        long createdAt,
        String original) {

    public static final Form DELETED = new Form(true, List.of(), null, null, null, null, 0, null);
    public static final Form ABOUT_NOBODY = new Form(false, List.of(), null, null, null, null, 0, null);

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
                mention.getAuthor() == null ? null : mention.getAuthor().getId(),
                mention.getOwnedBy(),
                mention.getCreatedAt().toEpochMilli(),
                mention.getRepostOf());
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

    public Voice voiceFor(String brand) {
        return new Voice(author, kind, sentiment, isOwnedBy(brand));
    }
}
