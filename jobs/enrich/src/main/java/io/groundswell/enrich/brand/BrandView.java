package io.groundswell.enrich.brand;

import io.groundswell.enrich.entity.EntityFinder;
import io.groundswell.enrich.entity.FoundEntity;
import io.groundswell.enrich.sentiment.BrandSentiment;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.TargetSentiment;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Mention;
import io.groundswell.topics.SentimentChances;
import io.groundswell.topics.Towards;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to what a post says what it says to each brand: which of the things it names are whose, and how it feels about each
 * brand that it is about. About a brand that it does not name it feels as it feels. Where it names the brand, {@link
 * TargetSentiment} asks, with the fast tier, whatever tier judged the whole, whether clauses of its own tell of it, or measure
 * something else against it; mostly they do not, and it feels as it feels. What a brand has taught by labels of its own comes
 * last. A function of the post, its enrichment, the names and what was taught; safe for any number of threads.
 */
public final class BrandView {

    /** Behind the tier's name where the feeling about a brand is not that of the whole post. */
    static final String TARGET = "+target";

    /**
     * What a brand's own labels change.
     *
     * @param name brand and version, as it stands in every document that it judged, for example {@code acme@2}
     */
    public record OwnSentiment(String name, BrandSentiment sentiment) {}

    private final BrandNames names;
    private final TargetSentiment target;
    private final Map<String, OwnSentiment> own;

    /**
     * @param target over the fast tier: it is asked for parts of posts outside the deep tier's budget
     * @param own by brand id, of the brands that have taught theirs
     */
    public BrandView(BrandNames names, TargetSentiment target, Map<String, OwnSentiment> own) {
        this.names = names;
        this.target = target;
        this.own = Map.copyOf(own);
    }

    /** @return the enrichment itself where there is nothing to add */
    public Enrichment of(Mention mention, Enrichment enrichment) {
        if (enrichment.getSentiment() == null || enrichment.getChances() == null) {
            return enrichment;
        }
        String text = EntityFinder.cut(mention.getText());
        List<FoundEntity> ofBrands = names.in(text);
        Enrichment.Builder seen = Enrichment.newBuilder(enrichment);
        List<Entity> entities = enrichment.getEntities();
        if (!ofBrands.isEmpty()) {
            entities = entities(entities, ofBrands);
            seen.setEntities(entities);
        }
        // Of those that stayed: a word inside a longer name of somebody else names nobody.
        Set<String> named =
                entities.stream().map(Entity::getBrand).filter(Objects::nonNull).collect(Collectors.toSet());
        List<Towards> towards = new ArrayList<>();
        for (String brand : mention.getBrands()) {
            towards.add(towards(brand, text, named, enrichment));
        }
        return seen.setTowards(towards).build();
    }

    /** The same where the text is more than can be looked into: about each brand as the whole post. */
    public static Enrichment asAWhole(Mention mention, Enrichment enrichment) {
        Chances whole = whole(enrichment);
        return Enrichment.newBuilder(enrichment)
                .setTowards(mention.getBrands().stream()
                        .map(brand -> towards(brand, enrichment.getSentimentModel(), whole))
                        .toList())
                .build();
    }

    private static Chances whole(Enrichment enrichment) {
        SentimentChances given = enrichment.getChances();
        return new Chances(given.getNegative(), given.getNeutral(), given.getPositive());
    }

    private Towards towards(String brand, String text, Set<String> named, Enrichment enrichment) {
        Chances whole = whole(enrichment);
        Chances about = whole;
        if (named.contains(brand)) {
            List<String> others = named.stream()
                    .filter(other -> !other.equals(brand))
                    .sorted()
                    .flatMap(other -> names.of(other).stream())
                    .toList();
            about = target.classify(text, names.of(brand), others, whole);
        }
        String model = enrichment.getSentimentModel() + (about.equals(whole) ? "" : TARGET);
        OwnSentiment taught = own.get(brand);
        if (taught != null) {
            about = taught.sentiment().adjust(text, about);
            model += '+' + taught.name();
        }
        return towards(brand, model, about);
    }

    private static Towards towards(String brand, String model, Chances about) {
        return Towards.newBuilder()
                .setBrand(brand)
                .setSentiment(about.sentiment())
                .setSentimentScore(about.score())
                .setSentimentModel(model)
                .setChances(new SentimentChances(about.negative(), about.neutral(), about.positive()))
                .build();
    }

    private static List<Entity> entities(List<Entity> named, List<FoundEntity> ofBrands) {
        List<FoundEntity> found = named.stream()
                .map(entity -> new FoundEntity(
                        entity.getText(),
                        entity.getType(),
                        entity.getStart(),
                        entity.getEnd(),
                        entity.getCanonical(),
                        null))
                .toList();
        return EntityFinder.together(found, ofBrands).stream()
                .map(entity -> new Entity(
                        entity.text(), entity.type(), entity.start(), entity.end(), entity.canonical(), entity.brand()))
                .toList();
    }
}
