package io.groundswell.testkit;

import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A mention said in one line: {@code aMention("1").about("acme").at(NOON).angry()}. Unless said otherwise it is a post
 * on X by a person with 100 followers, about nobody, created and observed at noon.
 */
public final class AMention {

    private final Mention.Builder mention;
    private final List<Intent> intents = new ArrayList<>();
    private Sentiment sentiment;

    private AMention(String nativeId) {
        mention = Mention.newBuilder()
                .setId("x:" + nativeId)
                .setVersion(Moments.NOON.toEpochMilli())
                .setPlatform("x")
                .setKind(MentionKind.POST)
                .setText("Some words")
                .setAuthor(author("x", "author-of-" + nativeId, 100L))
                .setCreatedAt(Moments.NOON)
                .setObservedAt(Moments.NOON);
    }

    public static AMention aMention(String nativeId) {
        return new AMention(nativeId);
    }

    private static Author author(String platform, String nativeId, Long followers) {
        return Author.newBuilder()
                .setId(platform + ":" + nativeId)
                .setHandle(nativeId)
                .setFollowers(followers)
                .build();
    }

    public AMention about(String... brands) {
        mention.setBrands(List.of(brands));
        return this;
    }

    /** Created and observed then; the version follows. */
    public AMention at(Instant time) {
        mention.setCreatedAt(time);
        return observedAt(time);
    }

    /** Observed then; the version follows. */
    public AMention observedAt(Instant time) {
        mention.setObservedAt(time).setVersion(time.toEpochMilli());
        return this;
    }

    public AMention by(String handle, long followers) {
        mention.setAuthor(author(mention.getPlatform(), handle, followers));
        return this;
    }

    public AMention on(String platform) {
        mention.setPlatform(platform)
                .setId(platform + mention.getId().substring(mention.getId().indexOf(':')));
        return this;
    }

    public AMention kind(MentionKind kind) {
        mention.setKind(kind);
        return this;
    }

    public AMention repostOf(String nativeId) {
        mention.setKind(MentionKind.REPOST).setRepostOf("x:" + nativeId);
        return this;
    }

    public AMention ownedBy(String brand) {
        mention.setOwnedBy(brand);
        return this;
    }

    public AMention saying(String text) {
        mention.setText(text);
        return this;
    }

    public AMention likes(long likes) {
        mention.setCounters(Counters.newBuilder().setLikes(likes).build());
        return this;
    }

    public AMention counters(Counters counters) {
        mention.setCounters(counters);
        return this;
    }

    public AMention deleted() {
        mention.setDeleted(true).setText("").setAuthor(null).setBrands(List.of());
        return this;
    }

    public AMention angry() {
        sentiment = Sentiment.NEGATIVE;
        return this;
    }

    public AMention happy() {
        sentiment = Sentiment.POSITIVE;
        return this;
    }

    public AMention neutral() {
        sentiment = Sentiment.NEUTRAL;
        return this;
    }

    /** Its words mean this, by the rules, and support should answer. */
    public AMention asking(String intent) {
        intents.add(Intent.newBuilder()
                .setIntent(intent)
                .setDepartment("support")
                .setWeight(1)
                .setEvidence(intent)
                .setStart(0)
                .setEnd(0)
                .build());
        return this;
    }

    /** Anything the words above do not say. */
    public AMention with(Consumer<Mention.Builder> change) {
        change.accept(mention);
        return this;
    }

    public Mention plain() {
        return Mention.newBuilder(mention).build();
    }

    public EnrichedMention enriched() {
        return EnrichedMention.newBuilder()
                .setMention(plain())
                .setEnrichment(Enrichment.newBuilder()
                        .setStatus(sentiment == null ? EnrichmentStatus.SKIPPED : EnrichmentStatus.COMPLETE)
                        .setReason(sentiment == null ? "no-text" : null)
                        .setSentiment(sentiment)
                        .setIntents(List.copyOf(intents))
                        .build())
                .build();
    }
}
