package io.groundswell.benchmarks;

import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.neural.rnn.RNNCoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.sentiment.SentimentCoreAnnotations;
import edu.stanford.nlp.util.CoreMap;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import java.util.Properties;

/**
 * CoreNLP's sentiment pipeline the way its pages show it: every sentence is parsed and judged, and the longest sentence
 * speaks for the post. A cap on the words of a sentence, without which some posts do not come to an end.
 */
final class StockSentiment implements SentimentClassifier {

    private static final String MOST_WORDS = "70";

    private final String name;
    private final StanfordCoreNLP pipeline;

    private StockSentiment(String name, Properties properties) {
        this.name = name;
        properties.setProperty("parse.maxlen", MOST_WORDS);
        properties.setProperty("parse.binaryTrees", "true");
        this.pipeline = new StanfordCoreNLP(properties, false);
    }

    /** As delivered. */
    static StockSentiment withGrammar() {
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,parse,sentiment");
        return new StockSentiment("CoreNLP sentiment as delivered (PCFG)", properties);
    }

    /** With the fast parser of the bigger models file, and without what sentiment does not need. */
    static StockSentiment withShiftReduce() {
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,pos,parse,sentiment");
        properties.setProperty("parse.model", "edu/stanford/nlp/models/srparser/englishSR.ser.gz");
        properties.setProperty("parse.buildgraphs", "false");
        return new StockSentiment("CoreNLP sentiment, shift-reduce parser", properties);
    }

    /** The pipeline with everything that ours does, as delivered but for dates. */
    static StockSentiment withEverything() {
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,pos,lemma,ner,parse,sentiment");
        properties.setProperty("ner.useSUTime", "false");
        return new StockSentiment("CoreNLP's pipeline", properties);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Chances classify(String text) {
        Annotation post = new Annotation(text);
        pipeline.annotate(post);
        int longest = 0;
        int level = 2;
        for (CoreMap sentence : post.get(CoreAnnotations.SentencesAnnotation.class)) {
            int length = sentence.get(CoreAnnotations.TextAnnotation.class).length();
            if (length > longest) {
                longest = length;
                level = RNNCoreAnnotations.getPredictedClass(
                        sentence.get(SentimentCoreAnnotations.SentimentAnnotatedTree.class));
            }
        }
        return new Chances(level < 2 ? 1 : 0, level == 2 ? 1 : 0, level > 2 ? 1 : 0);
    }
}
