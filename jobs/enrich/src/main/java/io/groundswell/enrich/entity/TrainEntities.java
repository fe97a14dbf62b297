package io.groundswell.enrich.entity;

import io.groundswell.enrich.entity.ChainTraining.Course;
import io.groundswell.enrich.entity.LabelledPosts.LabelledPost;
import io.groundswell.enrich.entity.Lessons.Unmarked;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Trains the entity model, from the same files always to the same bytes. First on what people have marked; then once more
 * with many posts beside it that nobody has marked, of which CoreNLP's newspaper model and the first model think something.
 */
public final class TrainEntities {

    static final Course COURSE = new Course(6, 0.1f, 1e-5f, 0.08f, 0.8f, 7);

    private static final int GUESSED_POSTS = 30_000;
    private static final float GUESS = 0.1f;
    private static final int SMALL_ONE_IN = 5;
    private static final int FEWEST_WORDS = 3;

    /** DATA_DIR, with entities/ and sentiment/ in it; the jar of CoreNLP's models; the file to write. 2 GB of memory. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("give the data directory, CoreNLP's models jar and the file to write");
        }
        Path data = Path.of(args[0]);
        ShippedKnowledge shipped = ShippedKnowledge.read(Path.of(args[1]));
        List<LabelledPost> wnut = LabelledPosts.read(data.resolve("entities/wnut17/wnut17train.conll"));
        List<LabelledPost> btc = LabelledPosts.read(data.resolve("entities/btc/btc.train.conll"));
        List<List<String>> unmarked = unmarked(data.resolve("sentiment/semeval_2013_2016"));
        write(train(shipped.facts(), wnut, btc, unmarked, shipped, COURSE), Path.of(args[2]));
    }

    /**
     * @param complete posts in which every entity is marked
     * @param partial posts in which products and works are not
     * @param unmarked posts without marks
     * @param teacher what others think of those
     */
    static ChainModel train(
            WordFacts facts,
            List<LabelledPost> complete,
            List<LabelledPost> partial,
            List<List<String>> unmarked,
            EntityTagger teacher,
            Course course) {
        Lessons lessons = new Lessons(course.seed());
        lessons.addMarked(complete, Unmarked.IS_NOTHING);
        lessons.addMarked(partial, Unmarked.MAY_BE_A_WORK);
        EntityTagger first = new ChainTraining(facts, course).train(lessons.all());
        for (List<String> tokens : unmarked) {
            lessons.addGuessed(tokens, teacher, first, GUESS, SMALL_ONE_IN);
        }
        return new ChainTraining(facts, course).train(lessons.all());
    }

    static void write(ChainModel model, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                DataOutputStream packed = new DataOutputStream(new GZIPOutputStream(out, 1 << 16))) {
            model.write(packed);
        }
    }

    /** The last column of all tables, each text once, a fixed choice of them. */
    private static List<List<String>> unmarked(Path directory) throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(".tsv")).forEach(file -> addTexts(file, texts));
        }
        List<String> order = new ArrayList<>(texts);
        Collections.shuffle(order, new Random(COURSE.seed()));
        List<List<String>> posts = new ArrayList<>();
        for (String text : order) {
            List<String> words = EntityFinder.words(text).stream()
                    .map(EntityFinder.Word::text)
                    .toList();
            if (words.size() >= FEWEST_WORDS && posts.size() < GUESSED_POSTS) {
                posts.add(words);
            }
        }
        return posts;
    }

    private static void addTexts(Path file, TreeSet<String> texts) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.map(line -> line.strip().split("\t"))
                    .map(columns -> columns[columns.length - 1])
                    .map(text -> text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
                    .forEach(texts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainEntities() {}
}
