package io.groundswell.enrich.copies;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What all posts that carry one text amount to: a function of the set of them.
 *
 * @param brand id
 * @param textHash of the normalised text
 * @param sketch of the text; empty when it is too short for one
 * @param original id of the earliest post, of several the first by id
 * @param firstAt when that was made, milliseconds since 1970
 * @param lastAt when the latest was made, milliseconds since 1970
 * @param mentions posts
 * @param reposts those of them that the platform calls so
 * @param authors distinct
 * @param known authors whose account can be judged
 * @param young of those, with a young account
 * @param empty of those, with hardly a follower
 * @param suspect of those, either
 * @param automated of those, which the platform calls automated
 * @param isForgotten whether nothing is known of the text any more; then nothing else is said
 */
public record TextTally(
        String brand,
        String textHash,
        List<String> sketch,
        String original,
        long firstAt,
        long lastAt,
        int mentions,
        int reposts,
        int authors,
        int known,
        int young,
        int empty,
        int suspect,
        int automated,
        boolean isForgotten) {

    private static final Comparator<Carrier> EARLIEST =
            Comparator.comparingLong(Carrier::createdAt).thenComparing(Carrier::mention);

    /** Of no carriers: a text that nobody carries any more. */
    public static TextTally of(String brand, String textHash, List<String> sketch, Iterable<Carrier> carriers) {
        Carrier first = null;
        long lastAt = 0;
        int mentions = 0;
        int reposts = 0;
        Set<String> authors = new HashSet<>();
        Set<String> known = new HashSet<>();
        Set<String> young = new HashSet<>();
        Set<String> empty = new HashSet<>();
        Set<String> automated = new HashSet<>();
        for (Carrier carrier : carriers) {
            first = first == null || EARLIEST.compare(carrier, first) < 0 ? carrier : first;
            lastAt = Math.max(lastAt, carrier.createdAt());
            mentions++;
            reposts += carrier.repost() ? 1 : 0;
            authors.add(carrier.author());
            addIf(carrier.known(), known, carrier);
            addIf(carrier.young(), young, carrier);
            addIf(carrier.empty(), empty, carrier);
            addIf(carrier.automated(), automated, carrier);
        }
        Set<String> suspect = new HashSet<>(young);
        suspect.addAll(empty);
        return new TextTally(
                brand,
                textHash,
                sketch,
                first == null ? "" : first.mention(),
                first == null ? 0 : first.createdAt(),
                lastAt,
                mentions,
                reposts,
                authors.size(),
                known.size(),
                young.size(),
                empty.size(),
                suspect.size(),
                automated.size(),
                false);
    }

    /** The text has not been seen for long. */
    public static TextTally forgotten(String brand, String textHash, List<String> sketch) {
        return new TextTally(brand, textHash, sketch, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);
    }

    private static void addIf(boolean is, Set<String> authors, Carrier carrier) {
        if (is) {
            authors.add(carrier.author());
        }
    }
}
