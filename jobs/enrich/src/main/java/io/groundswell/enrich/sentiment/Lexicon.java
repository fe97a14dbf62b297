package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that people rated for feeling, out of context: the lists of VADER (-4 to 4) and AFINN (-5 to 5), with the words that
 * strengthen, weaken and turn around. Whose they are is in {@code lexicon.NOTICE.txt}.
 */
final class Lexicon {

    /** How many numbers {@link #measure} gives. */
    static final int MEASURES = 14;

    /** What is left of a feeling that is negated, and of one before "but"; from the publication of VADER. */
    private static final double NEGATED = -0.74;

    private static final double BEFORE_BUT = 0.5;
    private static final double AFTER_BUT = 1.5;

    private static final Map<String, Double> DEGREES = Map.ofEntries(
            Map.entry("very", 0.3),
            Map.entry("so", 0.3),
            Map.entry("really", 0.3),
            Map.entry("absolutely", 0.3),
            Map.entry("completely", 0.3),
            Map.entry("totally", 0.3),
            Map.entry("extremely", 0.3),
            Map.entry("incredibly", 0.3),
            Map.entry("fucking", 0.3),
            Map.entry("damn", 0.3),
            Map.entry("most", 0.3),
            Map.entry("too", 0.2),
            Map.entry("more", 0.2),
            Map.entry("super", 0.3),
            Map.entry("almost", -0.3),
            Map.entry("barely", -0.3),
            Map.entry("slightly", -0.3),
            Map.entry("somewhat", -0.3),
            Map.entry("kind", -0.2),
            Map.entry("sort", -0.2),
            Map.entry("little", -0.2));

    private record Rating(double vader, double afinn) {}

    private final Map<String, Rating> ratings;

    private Lexicon(Map<String, Rating> ratings) {
        this.ratings = ratings;
    }

    static Lexicon load() {
        Map<String, Rating> ratings = new HashMap<>(20_000);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Lexicon.class.getResourceAsStream("lexicon.tsv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] row = line.split("\t");
                ratings.put(row[0], new Rating(Double.parseDouble(row[1]), Double.parseDouble(row[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("lexicon.tsv cannot be read", e);
        }
        return new Lexicon(ratings);
    }

    /** Sums, extremes and kinds of the feelings in a post, each about -1 to 1. */
    float[] measure(List<Token> tokens) {
        double up = 0;
        double down = 0;
        double best = 0;
        double worst = 0;
        double afinnUp = 0;
        double afinnDown = 0;
        double last = 0;
        double turned = 0;
        int but = lastBut(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            for (String word : tokens.get(i).parts()) {
                Rating rating = ratings.get(word);
                if (rating == null) {
                    continue;
                }
                double weight = i < but ? BEFORE_BUT : but >= 0 ? AFTER_BUT : 1;
                double sign = tokens.get(i).negated() && !isPicture(tokens.get(i)) ? NEGATED : 1;
                double strength = 1 + degree(tokens, i) + (tokens.get(i).shouted() ? 0.25 : 0);
                double vader = rating.vader() * sign * weight * strength;
                double afinn = rating.afinn() * sign * weight * strength;
                up += Math.max(0, vader);
                down += Math.min(0, vader);
                best = Math.max(best, vader);
                worst = Math.min(worst, vader);
                afinnUp += Math.max(0, afinn);
                afinnDown += Math.min(0, afinn);
                turned += sign < 0 ? 1 : 0;
                if (vader != 0) {
                    last = vader;
                }
            }
        }
        double sum = up + down;
        double compound = sum / Math.sqrt(sum * sum + 15);
        return new float[] {
            (float) compound,
            (float) Math.abs(compound),
            bounded(up, 8),
            bounded(down, 8),
            bounded(best, 4),
            bounded(worst, 4),
            bounded(afinnUp, 8),
            bounded(afinnDown, 8),
            up > 0 && down < 0 ? 1 : 0,
            up == 0 && down == 0 ? 1 : 0,
            Math.signum((float) last),
            compound > 0.35 ? 1 : 0,
            compound < -0.2 ? 1 : 0,
            bounded(turned, 2)
        };
    }

    /** "I can't wait :)" turns nothing round: what is drawn is felt. */
    private static boolean isPicture(Token token) {
        return token.kind() == Token.Kind.EMOJI || token.kind() == Token.Kind.EMOTICON;
    }

    private static double degree(List<Token> tokens, int at) {
        double degree = 0;
        for (int back = 1; back <= 2 && at >= back; back++) {
            degree += DEGREES.getOrDefault(tokens.get(at - back).plain(), 0.0) / back;
        }
        return degree;
    }

    private static int lastBut(List<Token> tokens) {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (tokens.get(i).plain().equals("but")) {
                return i;
            }
        }
        return -1;
    }

    private static float bounded(double value, double most) {
        return (float) (Math.max(-most, Math.min(most, value)) / most);
    }
}
