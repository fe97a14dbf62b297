package io.groundswell.enrich.language;

import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import io.groundswell.topics.Entity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * People, organisations and places, by one statistical model and nothing around it: no parts of speech, no dates, no
 * word lists. Safe for any number of threads.
 */
final class EntityExtractor {

    private static final String RESOURCE = "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz";
    private static final String OUTSIDE = "O";

    private final CRFClassifier<CoreLabel> model;
    private final int wordsAtFirst;

    private EntityExtractor(CRFClassifier<CoreLabel> model) {
        this.model = model;
        this.wordsAtFirst = model.getKnownLCWords().size();
    }

    static EntityExtractor load() {
        Properties properties = new Properties();
        // As delivered the model goes on learning lower-case words from what it reads, and answers by them:
        // then the same post would come out differently by what came before it.
        properties.setProperty("maxAdditionalKnownLCWords", "0");
        try {
            return new EntityExtractor(CRFClassifier.getClassifier(RESOURCE, properties));
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the entity model cannot be read", e);
        }
    }

    /** In order of appearance; positions are code points of the text. */
    List<Entity> extract(TokenizedPost post, TimeBudget budget) {
        List<Entity> entities = new ArrayList<>();
        Positions positions = new Positions(post.text());
        for (List<CoreLabel> sentence : post.sentences()) {
            budget.check();
            List<CoreLabel> labelled = model.classifySentence(sentence);
            int from = 0;
            while (from < labelled.size()) {
                String type = type(labelled.get(from));
                int to = from + 1;
                while (to < labelled.size() && type(labelled.get(to)).equals(type)) {
                    to++;
                }
                if (!type.equals(OUTSIDE)) {
                    int begin = sentence.get(from).beginPosition();
                    int end = sentence.get(to - 1).endPosition();
                    entities.add(Entity.newBuilder()
                            .setText(post.text().substring(begin, end))
                            .setType(type)
                            .setStart(positions.codePoints(begin))
                            .setEnd(positions.codePoints(end))
                            .build());
                }
                from = to;
            }
        }
        return entities;
    }

    /** How much the model has changed by reading; anything but 0 makes results depend on the order of posts. */
    int wordsLearned() {
        return model.getKnownLCWords().size() - wordsAtFirst;
    }

    private static String type(CoreLabel token) {
        return token.get(CoreAnnotations.AnswerAnnotation.class);
    }

    /** Turns UTF-16 positions into code points; asked in ascending order, so a text is walked once. */
    private static final class Positions {

        private final String text;
        private int units;
        private int codePoints;

        private Positions(String text) {
            this.text = text;
        }

        private int codePoints(int position) {
            codePoints += text.codePointCount(units, position);
            units = position;
            return codePoints;
        }
    }
}
