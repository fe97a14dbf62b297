package io.groundswell.benchmarks;

import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Posts that people labelled and nothing of ours was trained on. Their texts belong to others: they lie beside the
 * project, never in it.
 */
record HeldOutPosts(String name, List<LabelledPost> posts) {

    private static final long SEED = 20_111_018;

    /** Those of the known sets that are there. */
    static List<HeldOutPosts> in(Path data) throws IOException {
        List<HeldOutPosts> found = new ArrayList<>();
        Path sanders = data.resolve("sentiment/sanders_2011/full-corpus.csv");
        if (Files.isReadable(sanders)) {
            found.add(new HeldOutPosts("Sanders 2011, irrelevant left out", sanders(sanders)));
        }
        Path semeval = data.resolve("sentiment/semeval_2013_2016/Subtask_A/downloaded/twitter-2015test-A.tsv");
        if (Files.isReadable(semeval)) {
            found.add(new HeldOutPosts(
                    "SemEval 2015 test",
                    LabelledPosts.ofWholePosts(
                                    Files.readAllBytes(semeval),
                                    semeval.getFileName().toString())
                            .posts()));
        }
        return found;
    }

    /** The folder named, else {@code shared/data} beside this folder or one above it; null when there is none. */
    static Path folder(String named) {
        if (named != null) {
            return Path.of(named);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    private static List<LabelledPost> sanders(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            for (CSVRecord row : rows) {
                String text = row.get("TweetText").replaceAll("\\s+", " ");
                lines.append(row.get("TweetId")).append('\t').append(row.get("Sentiment"));
                lines.append('\t').append(text).append('\n');
            }
        }
        byte[] table = lines.toString().getBytes(StandardCharsets.UTF_8);
        return LabelledPosts.ofWholePosts(table, file.getFileName().toString()).posts();
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
