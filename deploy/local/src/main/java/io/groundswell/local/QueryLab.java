package io.groundswell.local;

import io.groundswell.local.lab.JudgedPost;
import io.groundswell.local.lab.Proportion;
import io.groundswell.local.lab.QueryTrial;
import io.groundswell.local.lab.TellingWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a trial of a query came to, in lines for a person. */
final class QueryLab {

    private static final int WORDS = 10;
    private static final int POSTS = 10;
    private static final int TEXT_SHOWN = 100;

    private final List<String> lines = new ArrayList<>();

    private QueryLab() {}

    /** How well one query does, and by which words it goes wrong. */
    static List<String> lines(String name, QueryTrial trial) {
        QueryLab lab = new QueryLab();
        lab.lines.add(name);
        lab.measured("precision", trial.precision(), "of what it finds is about the brand");
        lab.measured("recall", trial.recall(), "of what is about the brand is found");
        lab.words("false hits", TellingWord.of(trial.falseHits(), trial.right(), WORDS), "right hits");
        lab.words("missed posts", TellingWord.of(trial.missed(), trial.passed(), WORDS), "posts rightly passed over");
        return lab.lines;
    }

    /** What one query finds and the other does not, both ways. */
    static List<String> difference(String one, QueryTrial first, String other, QueryTrial second) {
        QueryLab lab = new QueryLab();
        lab.onlyIn(one, first.foundBeside(second));
        lab.onlyIn(other, second.foundBeside(first));
        return lab.lines;
    }

    private void measured(String what, Proportion proportion, String meaning) {
        lines.add(
                proportion.all() == 0
                        ? String.format(Locale.ROOT, "  %-10s unknown: 0 of 0 %s", what, meaning)
                        : String.format(
                                Locale.ROOT,
                                "  %-10s %.3f  (%.3f to %.3f in 95 of 100 samples): %d of %d %s",
                                what,
                                proportion.share(),
                                proportion.low(),
                                proportion.high(),
                                proportion.some(),
                                proportion.all(),
                                meaning));
    }

    private void words(String here, List<TellingWord> words, String there) {
        if (words.isEmpty()) {
            return;
        }
        lines.add("  words of " + here + ", by log-likelihood ratio:");
        words.forEach(word -> lines.add(String.format(
                Locale.ROOT,
                "    %-24s %7.1f  in %d %s, in %d %s",
                Terminal.safe(word.word(), 40),
                word.keyness(),
                word.here(),
                here,
                word.there(),
                there)));
    }

    private void onlyIn(String name, List<JudgedPost> posts) {
        long right = posts.stream().filter(JudgedPost::about).count();
        lines.add("only " + name + " finds " + posts.size() + (posts.size() == 1 ? " post" : " posts") + ", " + right
                + " of them rightly");
        posts.stream()
                .limit(POSTS)
                .forEach(post -> lines.add("  " + (post.about() ? "right" : "wrong") + "  line " + post.line() + "  "
                        + Terminal.safe(post.mention().getText(), TEXT_SHOWN)));
        if (posts.size() > POSTS) {
            lines.add("  and " + (posts.size() - POSTS) + " more");
        }
    }
}
