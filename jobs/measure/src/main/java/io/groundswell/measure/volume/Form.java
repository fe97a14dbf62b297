package io.groundswell.measure.volume;

import io.groundswell.flow.Erasures;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.Towards;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The form in which a version of a mention is counted: what of it the windows see. Versions that differ in nothing else
 * (a refreshed counter, a corrected comma) have the same form; a text that reads otherwise is another form, since another
 * post may be its copy.
 *
 * @param deleted such a form has nothing else
 * @param brands empty when there is nothing to count; then there is nothing else
 * @param sentiment of the whole post, null when not judged
 * @param byTiers whether the tiers judged whose errors are known
 * @param towards how it feels about a brand, where that is not how the whole post feels
 * @param author mention author's id, null when unknown
 * @param ownedBy the brand whose own account wrote it, or null
 * @param createdAt milliseconds since 1970
 * @param original id of the post this is a repost of, or null
 * @param automated whether the platform calls the account automated
 * @param text hash of the text when it is long enough that nobody says the same by chance, else null
 * @param rating thousandths of the way from the worst that can be given to the best, {@link #NO_RATING} without one
 * @param subjects what it carries, its author and itself aside
 * @param zones in which time zone a brand's days are, of those whose days are not UTC's
 * @param replyTo id of the mention this replies to, or null
 * @param thread id of the post that the talk it belongs to goes back to, null when it is that itself
 * @param phrases runs of words that carry meaning
 * @param wants what its writer wants, the strongest first
 * @param campaigns of its brands that it is of, in and out of their time
 */
public record Form(
        boolean deleted,
        List<String> brands,
        MentionKind kind,
        Sentiment sentiment,
        boolean byTiers,
        Map<String, Sentiment> towards,
        String author,
        String ownedBy,
        long createdAt,
        String original,
        boolean automated,
        String text,
        int rating,
        List<Subject> subjects,
        Map<String, String> zones,
        String replyTo,
        String thread,
        List<String> phrases,
        List<Want> wants,
        List<CampaignTime> campaigns) {

    public static final int NO_RATING = -1;

    /** In front of the digest that stands in place of a deleted text. */
    private static final String FORGOTTEN = "forgotten:";

    public static final Form DELETED = empty(true);
    public static final Form ABOUT_NOBODY = empty(false);

    /** Of each kind a post carries, more are not looked at. */
    private static final int MOST_SUBJECTS = 30;

    private static final int MOST_STARS_OF_A_BAD_REVIEW = 2;

    /** Small, as one of each mention is kept. */
    public Form {
        brands = List.copyOf(brands);
        towards = towards.isEmpty() ? Map.of() : towards;
        subjects = List.copyOf(subjects);
        zones = zones.isEmpty() ? Map.of() : zones;
        phrases = List.copyOf(phrases);
        wants = List.copyOf(wants);
        campaigns = List.copyOf(campaigns);
    }

    private static Form empty(boolean deleted) {
        return new Form(
                deleted, List.of(), null, null, false, Map.of(), null, null, 0, null, false, null, NO_RATING, List.of(),
                Map.of(), null, null, List.of(), List.of(), List.of());
    }

    /**
     * @param zones in which time zone a brand's days are, by brand; of those not named it is UTC
     * @param campaigns that are known, by id; others are left out
     */
    public static Form of(EnrichedMention version, Map<String, String> zones, Map<String, CampaignTime> campaigns) {
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
                isByTiers(version.getEnrichment()),
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
                rating(mention),
                subjects(mention, version.getEnrichment()),
                zones(mention.getBrands(), zones),
                mention.getReplyTo(),
                thread(mention),
                version.getEnrichment().getPhrases(),
                wants(mention, version.getEnrichment()),
                mention.getCampaigns().stream()
                        .map(campaigns::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** What hands a post on or quotes it belongs to that post, and an answer to what was first said. */
    private static String thread(Mention mention) {
        return Stream.of(mention.getRepostOf(), mention.getQuoteOf(), mention.getThreadRoot(), mention.getReplyTo())
                .filter(Objects::nonNull)
                .findFirst()
                .filter(root -> !root.equals(mention.getId()))
                .orElse(null);
    }

    private static boolean isByTiers(Enrichment enrichment) {
        String model = enrichment.getSentimentModel();
        return model != null && (model.startsWith("fast/") || model.startsWith("deep/"));
    }

    private static int rating(Mention mention) {
        return mention.getRating() == null
                ? NO_RATING
                : (int) Math.round(mention.getRating().getValue() * 1000);
    }

    /** A bad review waits for an answer whatever its words are, and any other where the brand says so. */
    private static List<Want> wants(Mention mention, Enrichment enrichment) {
        List<Want> wants = new ArrayList<>();
        for (Intent intent : enrichment.getIntents()) {
            wants.add(new Want(intent.getIntent(), intent.getDepartment()));
        }
        int rating = rating(mention);
        if (rating != NO_RATING && Voice.stars(rating) <= MOST_STARS_OF_A_BAD_REVIEW) {
            wants.add(new Want("low-rating", null));
        }
        if (rating != NO_RATING) {
            wants.add(new Want("review", null));
        }
        return List.copyOf(wants);
    }

    private static List<Subject> subjects(Mention mention, Enrichment enrichment) {
        List<Subject> subjects = new ArrayList<>();
        collect(SubjectKind.HASHTAG, mention.getHashtags().stream().map(tag -> tag.toLowerCase(Locale.ROOT)), subjects);
        collect(
                SubjectKind.ENTITY,
                enrichment.getEntities().stream()
                        .map(entity -> entity.getCanonical() == null ? entity.getText() : entity.getCanonical()),
                subjects);
        collect(SubjectKind.LANGUAGE, Stream.ofNullable(enrichment.getLanguage()), subjects);
        collect(SubjectKind.LINK, mention.getLinks().stream(), subjects);
        return List.copyOf(subjects);
    }

    /** A post that says a thing twice carries it once. */
    private static void collect(SubjectKind kind, Stream<String> names, List<Subject> subjects) {
        names.filter(name -> !name.isEmpty())
                .distinct()
                .limit(MOST_SUBJECTS)
                .sorted()
                .map(name -> new Subject(kind, name))
                .forEach(subjects::add);
    }

    private static Map<String, String> zones(List<String> brands, Map<String, String> known) {
        Map<String, String> zones = new TreeMap<>();
        for (String brand : brands) {
            String zone = known.get(brand);
            if (zone != null) {
                zones.put(brand, zone);
            }
        }
        return zones;
    }

    /** What it carries as one of a window's mentions, with its author and itself or what it hands on. */
    public List<Subject> subjects(String mention) {
        List<Subject> all = new ArrayList<>(subjects);
        all.addAll(Subject.always(author, original == null ? mention : original));
        return all;
    }

    /** What it carries that may say why there are more of its like: the above but for itself, and how and where it was said. */
    List<Subject> carries(String mention, String platform) {
        List<Subject> all = new ArrayList<>(subjects);
        all.add(new Subject(SubjectKind.PLATFORM, platform));
        all.add(new Subject(SubjectKind.VOICE, kind.name().toLowerCase(Locale.ROOT)));
        all.add(new Subject(SubjectKind.THREAD, thread == null ? mention : thread));
        if (author != null) {
            all.add(new Subject(SubjectKind.AUTHOR, author));
        }
        phrases.forEach(phrase -> all.add(new Subject(SubjectKind.PHRASE, phrase)));
        return all;
    }

    /** A mention of this form as a minute may show it as evidence. */
    public Candidate candidate(String mention, String platform, String brand, long followers) {
        return new Candidate(
                mention,
                sentimentTowards(brand),
                followers,
                original == null ? mention : original,
                crowd(),
                voiceFor(brand, followers).isLowReview(),
                carries(mention, platform));
    }

    /** Ids of the brands, and of the campaigns, that it counts for. */
    public List<String> countedFor() {
        if (campaigns.isEmpty()) {
            return brands;
        }
        List<String> all = new ArrayList<>(brands);
        campaigns.forEach(campaign -> all.add(campaign.id()));
        return all;
    }

    /**
     * The windows of all platforms together in which something counts that happened at that time.
     *
     * @param id of a brand or campaign
     */
    public List<WindowKey> windows(long time, String id) {
        if (!CampaignTime.isCampaign(id)) {
            return WindowKey.around(time, id, zoneOf(id));
        }
        return campaigns.stream()
                .filter(campaign -> campaign.id().equals(id) && campaign.holds(time))
                .map(CampaignTime::window)
                .toList();
    }

    public ZoneId zoneOf(String brand) {
        String zone = zones.get(brand);
        return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
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

    /** Null when not judged. Towards a brand, or the brand whose campaign it is. */
    public Sentiment sentimentTowards(String id) {
        return towards.getOrDefault(CampaignTime.brandOf(id), sentiment);
    }

    /**
     * What is kept of it once its mention was deleted: where it was counted, and of what it said and who said it a digest, so
     * that it is still another form than others.
     */
    public Form forgotten() {
        if (deleted || brands.isEmpty() || text != null && text.startsWith(FORGOTTEN)) {
            return this;
        }
        String said = Erasures.digest(String.join("\n", author + "", text + "", subjects + "", phrases + ""));
        return new Form(
                false,
                brands,
                kind,
                sentiment,
                byTiers,
                towards,
                null,
                ownedBy,
                createdAt,
                original,
                automated,
                FORGOTTEN + said,
                rating,
                List.of(),
                zones,
                replyTo,
                thread,
                List.of(),
                wants,
                campaigns);
    }

    public boolean isCounted() {
        return !brands.isEmpty();
    }

    /** Whether an own account of a brand, or of the brand whose campaign it is, wrote it. */
    public boolean isOwnedBy(String id) {
        return CampaignTime.brandOf(id).equals(ownedBy);
    }

    /** Whether it speaks about a brand, or in a campaign, with another's voice. */
    public boolean earnsFor(String id) {
        return countedFor().contains(id) && !isOwnedBy(id);
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
        return new Voice(author, kind, sentimentTowards(brand), byTiers, isOwnedBy(brand), crowd(), followers, rating);
    }
}
