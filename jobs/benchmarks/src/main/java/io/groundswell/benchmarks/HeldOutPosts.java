package io.groundswell.benchmarks;

import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Posts that people labelled and nothing of ours was trained on. Their texts belong to others: they lie beside the
 * project, never in it.
 */
record HeldOutPosts(String name, List<LabelledPost> posts) {

    private static final long SEED = 20_111_018;

    /** Those of the known sets that are there. */
    static List<HeldOutPosts> in(Path data) throws IOException {
        List<HeldOutPosts> found = new ArrayList<>();
        Path sentiment = data.resolve("sentiment");
        add(found, "Sanders 2011, irrelevant left out", sentiment.resolve("sanders_2011/full-corpus.csv"));
        Path semeval = sentiment.resolve("semeval_2013_2016/Subtask_A/downloaded/twitter-2015test-A.tsv");
        add(found, "SemEval 2015 test", semeval);
        return found;
    }

    private static void add(List<HeldOutPosts> found, String name, Path file) throws IOException {
        if (Files.isReadable(file)) {
            byte[] bytes = Files.readAllBytes(file);
            found.add(new HeldOutPosts(
                    name, LabelledPosts.ofWholePosts(bytes, file.toString()).posts()));
        }
    }

    /** The same posts every time, each class in its share; all of them when there are not more. */
    List<LabelledPost> sample(int most) {
        if (posts.size() <= most) {
            return posts;
        }
        List<LabelledPost> sample = new ArrayList<>();
        for (Sentiment label : Sentiment.values()) {
            List<LabelledPost> ofOneKind = new ArrayList<>(
                    posts.stream().filter(post -> post.label() == label).toList());
            Collections.shuffle(ofOneKind, new Random(SEED));
            sample.addAll(ofOneKind.subList(0, (int) Math.round(most * (ofOneKind.size() / (double) posts.size()))));
        }
        return sample;
    }
}
