package io.groundswell.enrich.entity;

import edu.stanford.nlp.ie.NERFeatureFactory;
import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.SentenceUtils;
import edu.stanford.nlp.sequences.FeatureFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/**
 * What CoreNLP's models know and our posts are too few to teach: which words keep the same company, which words name
 * people, and where the newspaper model sees entities. Needed for training only.
 */
final class ShippedKnowledge implements EntityTagger {

    private static final String TAGGER = "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz";
    private static final String GENDERS = "edu/stanford/nlp/models/dcoref/gender.data.gz";
    private static final int FEWEST = 5;
    private static final double[] DEGREES = {0.1, 0.3, 0.6, 0.8, 0.93};
    private static final int OFTEN = 200;

    private final CRFClassifier<CoreLabel> tagger;
    private final WordFacts facts;

    private ShippedKnowledge(CRFClassifier<CoreLabel> tagger, WordFacts facts) {
        this.tagger = tagger;
        this.facts = facts;
    }

    /** @param models the jar of CoreNLP's English models */
    static ShippedKnowledge read(Path models) throws IOException {
        try (ZipFile jar = new ZipFile(models.toFile())) {
            Properties properties = new Properties();
            // As delivered the model goes on learning from what it reads, and answers by it.
            properties.setProperty("maxAdditionalKnownLCWords", "0");
            CRFClassifier<CoreLabel> tagger;
            try (ObjectInputStream in =
                    new ObjectInputStream(new GZIPInputStream(jar.getInputStream(jar.getEntry(TAGGER))))) {
                tagger = CRFClassifier.getClassifier(in, properties);
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            }
            // Cluster, first name, last name, person as such: by word.
            Map<String, int[]> known = new HashMap<>();
            clusters(tagger).forEach((word, cluster) -> facts(known, word)[0] = Integer.parseInt(cluster) + 1);
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(jar.getInputStream(jar.getEntry(GENDERS))), StandardCharsets.ISO_8859_1))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    name(known, line);
                }
            }
            Set<String> ordinary = tagger.getKnownLCWords();
            Map<String, Integer> packed = new HashMap<>();
            known.forEach((word, fact) ->
                    packed.put(word, WordFacts.pack(fact[0], fact[1], fact[2], fact[3], ordinary.contains(word))));
            return new ShippedKnowledge(tagger, WordFacts.of(packed));
        }
    }

    WordFacts facts() {
        return facts;
    }

    /** By CoreNLP's own model, which has no beginnings: neighbours of one type are one entity. */
    @Override
    public List<String> tags(List<String> tokens) {
        List<String> tags = new ArrayList<>(tokens.size());
        String before = Labels.OUTSIDE;
        for (CoreLabel token : tagger.classifySentence(SentenceUtils.toCoreLabelList(tokens.toArray(String[]::new)))) {
            String type = token.get(CoreAnnotations.AnswerAnnotation.class);
            tags.add(type.equals(Labels.OUTSIDE) ? type : (type.equals(before) ? "I-" : "B-") + type);
            before = type;
        }
        return tags;
    }

    /** The one thing that CoreNLP keeps to itself. */
    private static Map<String, String> clusters(CRFClassifier<CoreLabel> tagger) throws IOException {
        FeatureFactory<CoreLabel> factory = tagger.featureFactories.get(0);
        try {
            Field lexicon = NERFeatureFactory.class.getDeclaredField("lexicon");
            lexicon.setAccessible(true);
            Map<String, String> clusters = new HashMap<>();
            ((Map<?, ?>) lexicon.get(factory))
                    .forEach((word, cluster) -> clusters.put((String) word, (String) cluster));
            return clusters;
        } catch (ReflectiveOperationException e) {
            throw new IOException("this CoreNLP keeps its clusters elsewhere", e);
        }
    }

    /** A line tells how often a noun was a he, a she, an it and a they; "! x" is any name that ends in x. */
    private static void name(Map<String, int[]> known, String line) {
        int tab = line.indexOf('\t');
        String noun = line.substring(0, tab);
        int place = 3;
        if (noun.startsWith("! ")) {
            place = 2;
            noun = noun.substring(2);
        } else if (noun.endsWith(" !")) {
            place = 1;
            noun = noun.substring(0, noun.length() - 2);
        }
        if (noun.length() < 2 || noun.indexOf(' ') >= 0) {
            return;
        }
        String[] counts = line.substring(tab + 1).split(" ");
        int people = Integer.parseInt(counts[0]) + Integer.parseInt(counts[1]);
        int things = Integer.parseInt(counts[2]) + Integer.parseInt(counts[3]);
        if (people + things < FEWEST) {
            return;
        }
        int degree = degree(people, things);
        if (place == 3 || degree > 2) {
            facts(known, noun)[place] = degree;
        }
    }

    private static int degree(int people, int things) {
        double share = (double) people / (people + things);
        int degree = 1;
        for (double step : DEGREES) {
            degree += share >= step ? 1 : 0;
        }
        return degree > DEGREES.length && people > OFTEN ? degree + 1 : degree;
    }

    private static int[] facts(Map<String, int[]> known, String word) {
        return known.computeIfAbsent(WordShape.withoutDigits(word.toLowerCase(Locale.ROOT)), unknown -> new int[4]);
    }
}
