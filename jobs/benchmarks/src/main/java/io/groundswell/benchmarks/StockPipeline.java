package io.groundswell.benchmarks;

import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** CoreNLP as one would use it today, post by post, beside ours: how fast, how far they agree, and how often each is right. */
final class StockPipeline {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LABELLED = 150;

    /**
     * @param data with posts that people labelled
     * @param seconds of processor time that CoreNLP may take for the timeline
     */
    static void beside(List<Mention> timeline, Path data, double seconds) throws IOException {
        StockSentiment pipeline = StockSentiment.withEverything();
        Enricher enricher = Enricher.load(TieredSentiment.load());
        for (int i = 0; i < 20; i++) {
            pipeline.classify(timeline.get(i).getText());
        }
        int[][] both = new int[3][3];
        int posts = 0;
        int english = 0;
        long begin = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        for (int i = 20; i < timeline.size() && spent < seconds * 1e9; i += 7) {
            String text = timeline.get(i).getText();
            long start = THREADS.getCurrentThreadCpuTime();
            Sentiment stock = pipeline.classify(text).sentiment();
            spent += THREADS.getCurrentThreadCpuTime() - start;
            posts++;
            Enrichment ours = enricher.judge(text, timeline.get(i).getGivenLanguage(), false, () -> true)
                    .enrichment();
            if (ours.getSentiment() != null) {
                english++;
                both[ours.getSentiment().ordinal()][stock.ordinal()]++;
            }
        }
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "CoreNLP's pipeline (`tokenize,pos,lemma,ner,parse,sentiment`), post by post: %.1f posts/s/core over %d posts of the"
                        + " timeline; on the %d that ours judged too:%n%n",
                posts / (spent / 1e9),
                posts,
                english);
        System.out.println("| ours \\ CoreNLP | negative | neutral | positive |");
        System.out.println("| --- | --- | --- | --- |");
        for (Sentiment sentiment : Sentiment.values()) {
            int[] row = both[sentiment.ordinal()];
            System.out.printf(
                    "| %s | %d | %d | %d |%n", sentiment.name().toLowerCase(Locale.ROOT), row[0], row[1], row[2]);
        }
        int same = both[0][0] + both[1][1] + both[2][2];
        double observed = (double) same / Math.max(1, english);
        double expected = 0;
        for (int c = 0; c < 3; c++) {
            int told = Arrays.stream(both[c]).sum();
            int other = both[0][c] + both[1][c] + both[2][c];
            expected += (double) told * other / ((double) english * english);
        }
        System.out.printf(
                Locale.ROOT,
                "%nThey agree on %.1f %%, Cohen's kappa %.2f.%n",
                observed * 100,
                (observed - expected) / (1 - expected));
        for (HeldOutPosts set : HeldOutPosts.in(data)) {
            int right = 0;
            int ourRight = 0;
            List<LabelledPost> sample = set.sample(LABELLED);
            for (LabelledPost post : sample) {
                right += pipeline.classify(post.text()).sentiment() == post.label() ? 1 : 0;
                Enrichment ours =
                        enricher.judge(post.text(), "en", true, () -> true).enrichment();
                Sentiment told = ours.getSentiment() == null ? Chances.EVEN.sentiment() : ours.getSentiment();
                ourRight += told == post.label() ? 1 : 0;
            }
            System.out.printf(
                    Locale.ROOT,
                    "On %d posts of %s people labelled: CoreNLP right on %.1f %%, ours on %.1f %%.%n",
                    sample.size(),
                    set.name(),
                    100.0 * right / sample.size(),
                    100.0 * ourRight / sample.size());
        }
        System.err.println("stock: " + (THREADS.getCurrentThreadCpuTime() - begin) / 1_000_000_000 + " s in all");
    }

    private StockPipeline() {}
}
