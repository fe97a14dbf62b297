package io.groundswell.benchmarks;

import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import io.groundswell.enrich.entity.EntityTagger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** CoreNLP's entities, on words that are already told apart. Dates are left out: their library is not on our class path. */
final class StockEntities implements EntityTagger {

    /** The finer types of the pipeline as delivered, by what they are a kind of; any other type is none we compare. */
    private static final Map<String, String> TYPES = Map.of(
            "PERSON", "PERSON",
            "ORGANIZATION", "ORGANIZATION",
            "LOCATION", "LOCATION",
            "CITY", "LOCATION",
            "COUNTRY", "LOCATION",
            "STATE_OR_PROVINCE", "LOCATION");

    private final StanfordCoreNLP pipeline;

    private StockEntities(String annotators, Map<String, String> others) {
        Properties properties = new Properties();
        properties.putAll(others);
        properties.setProperty("annotators", annotators);
        properties.setProperty("tokenize.whitespace", "true");
        properties.setProperty("ssplit.isOneSentence", "true");
        properties.setProperty("ner.useSUTime", "false");
        pipeline = new StanfordCoreNLP(properties, false);
    }

    static StockEntities ofThreeClasses() {
        return new StockEntities(
                "tokenize,ner",
                Map.of(
                        "ner.model", "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz",
                        "ner.statisticalOnly", "true",
                        "ner.applyFineGrained", "false",
                        "ner.applyNumericClassifiers", "false"));
    }

    static StockEntities ofThreeModels() {
        return new StockEntities(
                "tokenize,ner",
                Map.of(
                        "ner.statisticalOnly", "true",
                        "ner.applyFineGrained", "false",
                        "ner.applyNumericClassifiers", "false"));
    }

    static StockEntities asDelivered() {
        return new StockEntities("tokenize,pos,lemma,ner", Map.of());
    }

    @Override
    public List<String> tags(List<String> tokens) {
        // A word with a blank in it would be two.
        Annotation post = new Annotation(String.join(
                " ", tokens.stream().map(token -> token.replaceAll("\\s", "_")).toList()));
        try {
            pipeline.annotate(post);
        } catch (IllegalStateException e) {
            // Of a post in which it sees no word it says that the sentence is empty.
            return Collections.nCopies(tokens.size(), "O");
        }
        List<String> tags = new ArrayList<>(tokens.size());
        String before = "O";
        for (CoreLabel token : post.get(CoreAnnotations.TokensAnnotation.class)) {
            String type =
                    TYPES.getOrDefault(String.valueOf(token.get(CoreAnnotations.NamedEntityTagAnnotation.class)), "O");
            tags.add(type.equals("O") ? type : (type.equals(before) ? "I-" : "B-") + type);
            before = type;
        }
        while (tags.size() < tokens.size()) {
            tags.add("O");
        }
        return tags.subList(0, tokens.size());
    }
}
