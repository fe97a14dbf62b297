package io.groundswell.enrich.entity;

import io.groundswell.enrich.entity.ChainTraining.Lesson;
import io.groundswell.enrich.entity.LabelledPosts.LabelledPost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes lessons of marked posts: what a mark allows, and the same post once more as people write who use no capitals. */
final class Lessons {

    /** Which labels a word without a mark may have: in sets that do not mark works it may belong to one. */
    enum Unmarked {
        IS_NOTHING,
        MAY_BE_A_WORK
    }

    private static final float SMALL_COPY = 0.15f;
    private static final float SHOUTED_COPY = 0.2f;
    private static final int SHOUTED_ONE_IN = 4;

    private final List<Lesson> lessons = new ArrayList<>();
    private final Random random;

    Lessons(long seed) {
        this.random = new Random(seed);
    }

    List<Lesson> all() {
        return List.copyOf(lessons);
    }

    /** Posts people have marked. */
    void addMarked(List<LabelledPost> posts, Unmarked unmarked) {
        for (LabelledPost post : posts) {
            int[] allowed = allowed(post.tokens(), post.labels(), unmarked);
            lessons.add(new Lesson(post.tokens(), allowed, 1));
            lessons.add(new Lesson(small(post.tokens()), allowed, SMALL_COPY));
            if (random.nextInt(SHOUTED_ONE_IN) == 0) {
                lessons.add(new Lesson(shouted(post.tokens()), allowed, SHOUTED_COPY));
            }
        }
    }

    /**
     * Posts two taggers have marked. The teacher misses much and makes up little: what it marks holds, and where it marks
     * nothing the pupil may be right as well.
     */
    void addGuessed(List<String> tokens, EntityTagger teacher, EntityTagger pupil, float weight, int smallOneIn) {
        int[] allowed = allowed(tokens, teacher.tags(tokens), Unmarked.MAY_BE_A_WORK);
        int[] otherwise = allowed(tokens, pupil.tags(tokens), Unmarked.MAY_BE_A_WORK);
        for (int i = 0; i < allowed.length; i++) {
            if ((allowed[i] & 1) != 0) {
                allowed[i] |= otherwise[i];
            }
        }
        lessons.add(new Lesson(tokens, allowed, weight));
        if (random.nextInt(smallOneIn) == 0) {
            lessons.add(new Lesson(small(tokens), allowed, weight));
        }
    }

    private static int[] allowed(List<String> tokens, List<String> labels, Unmarked unmarked) {
        int outside = 1;
        if (unmarked == Unmarked.MAY_BE_A_WORK) {
            outside |= 0b11 << Labels.beginning(Labels.TYPES.indexOf(Labels.WORK));
        }
        int[] allowed = new int[tokens.size()];
        for (int i = 0; i < allowed.length; i++) {
            int label = isAddress(tokens, i) ? 0 : Labels.number(labels.get(i));
            if (Labels.isInside(label) && (i == 0 || (allowed[i - 1] & 0b11 << label - 1) == 0)) {
                label--;
            }
            allowed[i] = label == 0 ? outside : 1 << label;
        }
        return allowed;
    }

    /** Handles and links name accounts and pages, however a set marks them; some have the sign as a word of its own. */
    private static boolean isAddress(List<String> tokens, int i) {
        int kind = WordShape.kind(tokens.get(i));
        return kind == WordShape.HANDLE
                || kind == WordShape.LINK
                || tokens.get(i).equals("@")
                || i > 0 && tokens.get(i - 1).equals("@");
    }

    private static List<String> small(List<String> tokens) {
        return tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> shouted(List<String> tokens) {
        return tokens.stream()
                .map(token -> WordShape.kind(token) == WordShape.LINK ? token : token.toUpperCase(Locale.ROOT))
                .toList();
    }
}
