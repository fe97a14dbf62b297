package io.groundswell.enrich.language;

import edu.stanford.nlp.ling.CoreLabel;
import io.groundswell.enrich.entity.EntityFinder;
import io.groundswell.enrich.entity.FoundEntity;
import io.groundswell.topics.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Entities of a post that is already told apart into words, as they travel. Safe for any number of threads. */
final class EntityExtractor {

    private final EntityFinder finder;

    private EntityExtractor(EntityFinder finder) {
        this.finder = finder;
    }

    static EntityExtractor load() {
        return new EntityExtractor(EntityFinder.load());
    }

    /** Whether a word, in small letters, is one of the language's own. */
    Predicate<String> ordinaryWords() {
        return finder.ordinaryWords();
    }

    /** In order of appearance; positions are code points of the text. */
    List<Entity> extract(TokenizedPost post) {
        List<EntityFinder.Word> words = new ArrayList<>();
        for (List<CoreLabel> sentence : post.sentences()) {
            for (CoreLabel token : sentence) {
                words.add(EntityFinder.Word.of(post.text(), token));
            }
        }
        return finder.find(post.text(), words).stream()
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
