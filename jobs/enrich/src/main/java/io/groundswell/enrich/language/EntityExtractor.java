package io.groundswell.enrich.language;

import edu.stanford.nlp.ling.CoreLabel;
import io.groundswell.enrich.entity.AliasMatcher;
import io.groundswell.enrich.entity.EntityFinder;
import io.groundswell.enrich.entity.FoundEntity;
import io.groundswell.topics.Entity;
import java.util.ArrayList;
import java.util.List;

/** Entities of a post that is already told apart into words, as they travel. Safe for any number of threads. */
final class EntityExtractor {

    private final EntityFinder finder;
    private final AliasMatcher aliases;

    private EntityExtractor(EntityFinder finder, AliasMatcher aliases) {
        this.finder = finder;
        this.aliases = aliases;
    }

    static EntityExtractor load() {
        EntityFinder finder = EntityFinder.load();
        return new EntityExtractor(finder, AliasMatcher.of(List.of(), finder.ordinaryWords()));
    }

    /** In order of appearance; positions are code points of the text. */
    List<Entity> extract(TokenizedPost post) {
        List<EntityFinder.Word> words = new ArrayList<>();
        for (List<CoreLabel> sentence : post.sentences()) {
            for (CoreLabel token : sentence) {
                words.add(EntityFinder.Word.of(post.text(), token));
            }
        }
        return finder.find(post.text(), words, aliases).stream()
                .map(EntityExtractor::travelling)
                .toList();
    }

    private static Entity travelling(FoundEntity entity) {
        return Entity.newBuilder()
                .setText(entity.text())
                .setType(entity.type())
                .setStart(entity.start())
                .setEnd(entity.end())
                .setCanonical(entity.canonical())
                .build();
    }
}
