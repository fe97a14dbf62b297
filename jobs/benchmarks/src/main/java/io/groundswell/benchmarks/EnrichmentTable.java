package io.groundswell.benchmarks;

import io.groundswell.enrich.entity.EntityFinder;
import io.groundswell.enrich.entity.EntityScores;
import io.groundswell.enrich.entity.EntityTagger;
import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.evaluate.SentimentScores;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How well and how fast sentiment is judged, ours beside what others bring, on posts that nothing of ours was trained on:
 * a row of Markdown for each. Speed is posts per second of processor time of the one thread, after a warm-up. The slow
 * ones judge a sample, the same each time and each class in its share, and say so.
 *
 * <p>Arguments, all of the form {@code key=value}: {@code data}, the folder with the labelled posts, else the nearest
 * {@code shared/data}; {@code peers}, the folder with the peers that are not Java; {@code work}, where they are set up;
 * {@code only}, part of the name of the one peer to run.
 */
public final class EnrichmentTable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final double WARM_UP_SECONDS = 3;
    private static final double SECONDS = 3;

    /** Not learned from by the model that ships; its card says what they were looked at for. */
    private static final Map<String, String> ENTITY_SETS = new TreeMap<>(Map.of(
            "WNUT-17 dev", "entities/wnut17/emerging.dev.conll",
            "BTC dev", "entities/btc/btc.dev.conll"));

    private static double blackhole;

    /**
     * Something that judges.
     *
     * @param most posts it judges at most
     * @param ours whether it claims chances that are worth checking
     */
    private record Peer(String name, int most, boolean ours, Supplier<SentimentClassifier> load) {}

    /** @param postsPerSecond 0 where it has no meaning */
    private record Measured(SentimentScores scores, double postsPerSecond) {}

    /** Heap that stays in use, in bytes. */
    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> given = BenchmarkArguments.of(arguments, Map.of("peers", "peers", "work", "target"));
        Path data = BenchmarkArguments.data(given);
        List<HeldOutPosts> sets = data == null ? List.of() : HeldOutPosts.in(data);
        if (sets.isEmpty()) {
            System.err.println("There are no labelled posts here; say where they are with -Dgroundswell.data=FOLDER.");
            return;
        }
        String only = given.getOrDefault("only", "").toLowerCase(Locale.ROOT);
        Path peers = Path.of(given.get("peers"));
        Path work = Path.of(given.get("work"));
        Map<HeldOutPosts, List<String>> rows = new HashMap<>();
        for (HeldOutPosts set : sets) {
            rows.put(set, new ArrayList<>());
            if (wanted("majority", only)) {
                tell(
                        rows.get(set),
                        row("always the most frequent", set, new Measured(majority(set.posts()), 0), false, ""));
            }
            if (wanted(VaderThroughNode.NAME, only)) {
                vader(rows.get(set), set, peers, work);
            }
        }
        for (Peer peer : peers()) {
            if (wanted(peer.name(), only)) {
                // Read once for all sets, and let go before the next one comes.
                long before = liveHeap();
                SentimentClassifier classifier = peer.load().get();
                blackhole += classifier.classify("So it is read and warm.").negative();
                long megabytes = (liveHeap() - before) / 1_000_000;
                // Below that, what the peer before left behind weighs as much.
                String memory = megabytes < 5 ? "under 5 MB" : String.format(Locale.ROOT, "%,d MB", megabytes);
                for (HeldOutPosts set : sets) {
                    List<LabelledPost> posts = set.sample(peer.most());
                    tell(rows.get(set), row(peer.name(), set, measured(classifier, posts), peer.ours(), memory));
                }
            }
        }
        for (HeldOutPosts set : sets) {
            System.out.println();
            System.out.println(set.name() + ", " + set.posts().size() + " posts:");
            System.out.println();
            System.out.println("| judged by | posts | posts/s/core | live heap | accuracy | macro F1 | macro recall"
                    + " | negative, sure to 90 %: are | calibration error |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            rows.get(set).forEach(System.out::println);
        }
        entities(data, only);
        if (blackhole == 42) {
            System.out.println();
        }
    }

    private static List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        peers.add(new Peer("CoreNLP sentiment as delivered (PCFG)", 300, false, StockSentiment::withGrammar));
        peers.add(new Peer("CoreNLP sentiment, shift-reduce parser", 2_000, false, StockSentiment::withShiftReduce));
        for (String tier : SentimentTiers.names()) {
            boolean chances = !tier.equals("rntn");
            String name = chances ? "ours, `" + tier + "`" : "CoreNLP's network on balanced trees, `rntn`";
            peers.add(new Peer(name, Integer.MAX_VALUE, chances, () -> SentimentTiers.named(tier)));
        }
        return peers;
    }

    private static void entities(Path data, String only) {
        Map<String, Supplier<EntityTagger>> taggers = new LinkedHashMap<>();
        taggers.put("CoreNLP's entities as delivered (`ner`), dates off", StockEntities::asDelivered);
        taggers.put("CoreNLP's entities, its three models alone", StockEntities::ofThreeModels);
        taggers.put("CoreNLP's entities, the 3-class model alone", StockEntities::ofThreeClasses);
        taggers.put("ours, entities", () -> EntityFinder.load().tagger());
        List<String> rows = new ArrayList<>();
        taggers.forEach((name, load) -> {
            if (!wanted(name, only)) {
                return;
            }
            EntityTagger tagger = load.get();
            for (Map.Entry<String, String> set : ENTITY_SETS.entrySet()) {
                Path file = data.resolve(set.getValue());
                if (Files.isReadable(file)) {
                    EntityScores.of(file, tagger, THREADS::getCurrentThreadCpuTime);
                    EntityScores.Result result = EntityScores.of(file, tagger, THREADS::getCurrentThreadCpuTime);
                    tell(rows, entityRow(name, set.getKey(), result));
                }
            }
        });
        System.out.println();
        System.out.println("Entities, exact at both ends, handles aside:");
        System.out.println();
        System.out.println("| found by | set | posts | posts/s/core | precision | recall | F1 | F1, any type |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
    }

    private static String entityRow(String name, String set, EntityScores.Result result) {
        EntityScores.Score typed = result.scores().typed();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %s | %.1f | %.1f | %.1f | %.1f |",
                name,
                set,
                result.posts(),
                speed(result.postsPerSecond()),
                typed.precision() * 100,
                typed.recall() * 100,
                typed.f1() * 100,
                result.scores().untyped().f1() * 100);
    }

    private static boolean wanted(String name, String only) {
        return name.toLowerCase(Locale.ROOT).contains(only);
    }

    private static void vader(List<String> rows, HeldOutPosts set, Path peers, Path work) throws InterruptedException {
        try {
            VaderThroughNode.Judged judged = VaderThroughNode.judge(set.posts(), peers, work);
            tell(
                    rows,
                    row(
                            VaderThroughNode.NAME,
                            set,
                            new Measured(scores(set.posts(), judged.chances()), judged.postsPerSecond()),
                            false,
                            ""));
        } catch (IOException e) {
            System.err.println("Left out VADER: " + e.getMessage());
        }
    }

    private static SentimentScores majority(List<LabelledPost> posts) {
        Map<Sentiment, Integer> counts = new HashMap<>();
        posts.forEach(post -> counts.merge(post.label(), 1, Integer::sum));
        Sentiment most = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        Chances always = new Chances(
                most == Sentiment.NEGATIVE ? 1 : 0,
                most == Sentiment.NEUTRAL ? 1 : 0,
                most == Sentiment.POSITIVE ? 1 : 0);
        return SentimentScores.of(posts, post -> always, () -> 0);
    }

    private static Measured measured(SentimentClassifier classifier, List<LabelledPost> posts) {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; secondsFrom(begin) < WARM_UP_SECONDS; i++) {
            blackhole += classifier.classify(posts.get(i % posts.size()).text()).negative();
        }
        List<Chances> judged = new ArrayList<>();
        long start = THREADS.getCurrentThreadCpuTime();
        for (LabelledPost post : posts) {
            judged.add(classifier.classify(post.text()));
        }
        long done = posts.size();
        while (secondsFrom(start) < SECONDS) {
            for (LabelledPost post : posts) {
                blackhole += classifier.classify(post.text()).negative();
            }
            done += posts.size();
        }
        return new Measured(scores(posts, judged), done / secondsFrom(start));
    }

    private static double secondsFrom(long start) {
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private static SentimentScores scores(List<LabelledPost> posts, List<Chances> judged) {
        Iterator<Chances> next = judged.iterator();
        return SentimentScores.of(posts, post -> next.next(), () -> 0);
    }

    private static void tell(List<String> rows, String row) {
        rows.add(row);
        System.err.println(row);
    }

    private static String row(String name, HeldOutPosts set, Measured measured, boolean chances, String memory) {
        SentimentScores scores = measured.scores();
        boolean sampled = scores.posts() < set.posts().size();
        double accuracy = scores.accuracy();
        double margin = 1.96 * Math.sqrt(accuracy * (1 - accuracy) / scores.posts());
        return String.format(
                Locale.ROOT,
                "| %s | %,d%s | %s | %s | %.1f%s | %.1f | %.1f | %s | %s |",
                name,
                scores.posts(),
                sampled ? ", a sample" : "",
                measured.postsPerSecond() == 0 ? "" : speed(measured.postsPerSecond()),
                memory,
                accuracy * 100,
                sampled ? String.format(Locale.ROOT, " ± %.1f", margin * 100) : "",
                scores.macroF1() * 100,
                scores.macroRecall() * 100,
                chances
                        ? String.format(
                                Locale.ROOT,
                                "%.1f %% of %,d",
                                scores.surelyNegativePrecision() * 100,
                                scores.surelyNegative())
                        : "",
                chances ? String.format(Locale.ROOT, "%.1f", scores.calibrationError() * 100) : "");
    }

    private static String speed(double postsPerSecond) {
        return String.format(Locale.ROOT, postsPerSecond < 10 ? "%.1f" : "%,.0f", postsPerSecond);
    }

    private EnrichmentTable() {}
}
