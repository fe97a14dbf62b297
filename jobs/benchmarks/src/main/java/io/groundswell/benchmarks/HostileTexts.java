package io.groundswell.benchmarks;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.topics.Enrichment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Texts made to break the enricher, and what each costs it. */
final class HostileTexts {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Each several times through everything the job does with a text, the deep tier included. */
    static void judge() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("10,000 characters without punctuation", "the new kettle is leaking and nobody answers ".repeat(223));
        texts.put("5,000 brackets", "The new kettle is leaking " + "(".repeat(5_000));
        texts.put("500 emoji", "😀".repeat(500));
        texts.put("zalgo", "the k̶̡̢e̷ṭ̸̤t̵le̶ is leaking ".repeat(60));
        texts.put("right to left", "الغلاية الجديدة تسرب الماء ".repeat(40) + "and the kettle is leaking");
        texts.put("one word of 5 MB", "a".repeat(5_000_000));
        texts.put("5 MB of words", "the kettle leaks ".repeat(300_000));
        texts.put("lone surrogates and NUL", "The kettle \uD800 is \uDC00 leaking \u0000 again and again \uD83D");
        texts.put("10,000 hashtags", "#kettle ".repeat(10_000));
        texts.put("one hashtag of 10,000 letters", "The kettle leaks #" + "the".repeat(3_333));
        texts.put("10,000 handles", "@kettle ".repeat(10_000));
        texts.put("1,000 exclamation marks", "The new kettle is leaking again " + "!".repeat(1_000));
        texts.put("all capitals", "THE NEW KETTLE IS LEAKING AND NOBODY ANSWERS THE PHONE ".repeat(5));
        texts.put("650 dates", "On 2026-03-02 it leaked. ".repeat(650));
        texts.put("2,000 characters of gibberish", "qzxv wqpz kjhx zzgq vbnq xwpt ".repeat(67));
        texts.put("nothing, blanks, NUL", " \n\t\u3000\u0000 ");
        Enricher enricher = Enricher.load(TieredSentiment.load());
        for (int i = 0; i < 300; i++) {
            enricher.judge(
                    "The new kettle of Acme is leaking again and nobody answers, day " + i, "en", true, () -> true);
        }
        System.out.println();
        System.out.println("| text | processor time, middle and longest of 9, ms | comes out |");
        System.out.println("| --- | --- | --- |");
        texts.forEach((name, text) -> {
            double[] millis = new double[9];
            Enrichment enrichment = null;
            for (int i = 0; i < millis.length; i++) {
                long start = THREADS.getCurrentThreadCpuTime();
                enrichment = enricher.judge(text, null, true, () -> true).enrichment();
                millis[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f, %.1f | %s%s |%n",
                    name,
                    millis[millis.length / 2],
                    millis[millis.length - 1],
                    enrichment.getStatus().name().toLowerCase(Locale.ROOT),
                    enrichment.getReason() == null ? "" : ", " + enrichment.getReason());
        });
    }

    private HostileTexts() {}
}
