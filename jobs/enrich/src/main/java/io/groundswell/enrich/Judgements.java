package io.groundswell.enrich;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groundswell.enrich.brand.BrandNames;
import io.groundswell.enrich.brand.BrandView;
import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.language.TextHash;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TargetSentiment;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What texts say, for all parallel tasks of this job in this process: one set of models, as many threads as there are tasks but
 * no more than processors, and a memory of the last {@link #MOST_REMEMBERED} texts judged, about a kilobyte each, so that a
 * copy takes what its original got. The memory only saves work: a judgement is a function of the text, so a copy that finds it
 * empty, after a restart or hours later, comes out the same. That is why it is no state. Copies that come while their original
 * is being judged wait for it. What failed, ran out of time, or was refused the deep tier, is not remembered: the next copy is a
 * new chance.
 */
final class Judgements {

    static final int MOST_REMEMBERED = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Judgements.class);

    private static final Map<EnrichSettings.SentimentChoice, Enricher> MODELS =
            new EnumMap<>(EnrichSettings.SentimentChoice.class);

    /** Read when the first brand is asked about. */
    private static final class Target {
        private static final TargetSentiment TARGET = new TargetSentiment(SentimentTiers.named("fast"));
    }

    private static final Map<EnrichSettings, Judgements> IN_USE = new HashMap<>();

    /**
     * @param lookedUp whether it was there already, or on its way
     */
    record Answer(Enrichment enrichment, boolean lookedUp) {}

    private final EnrichSettings settings;
    private final Enricher enricher;
    private final JudgingThreads threads;
    private final AsyncCache<String, Enricher.Judgement> remembered;
    private int tasks;

    Judgements(EnrichSettings settings, Enricher enricher) {
        this.settings = settings;
        this.enricher = enricher;
        this.threads = new JudgingThreads(settings.budget());
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.copyMemory())
                .executor(Runnable::run)
                .buildAsync();
    }

    /** For one more parallel task; the first one waits some seconds for the models. Each task gives it back. */
    static synchronized Judgements taken(EnrichSettings settings) {
        Judgements judgements =
                IN_USE.computeIfAbsent(settings, wanted -> new Judgements(wanted, models(wanted.sentiment())));
        judgements.tasks++;
        judgements.fitThreads();
        return judgements;
    }

    /**
     * How posts feel about brands, told by the fast tier: that never asks for the deep tier's time, and needs no thread of its own.
     */
    static synchronized BrandView view(
            EnrichSettings settings, Collection<Brand> brands, Map<String, BrandView.OwnSentiment> own) {
        Predicate<String> ordinary = models(settings.sentiment()).ordinaryWords();
        return new BrandView(BrandNames.of(brands, ordinary), Target.TARGET, own);
    }

    void giveBack() {
        synchronized (Judgements.class) {
            tasks--;
            if (tasks > 0) {
                fitThreads();
            } else {
                IN_USE.remove(settings, this);
                threads.close();
            }
        }
    }

    private void fitThreads() {
        threads.resize(Math.min(tasks, Runtime.getRuntime().availableProcessors()));
    }

    private static Enricher models(EnrichSettings.SentimentChoice choice) {
        return MODELS.computeIfAbsent(choice, wanted -> {
            long begin = WallClock.ticks();
            Enricher enricher = Enricher.load(
                    switch (wanted) {
                        case TIERED -> TieredSentiment.load();
                        case FAST -> TieredSentiment.only(SentimentTiers.named("fast"));
                        case RNTN -> TieredSentiment.only(SentimentTiers.named("rntn"));
                    });
            LOG.info(
                    "Language models read in {} ms",
                    Duration.ofNanos(WallClock.ticks() - begin).toMillis());
            return enricher;
        });
    }

    /**
     * @param mayGoDeep whether the deep tier has time for one more text; asked on another thread, and only when it is wanted
     * @return fails only with an error after which this process cannot be trusted
     */
    CompletableFuture<Answer> of(Mention mention, BooleanSupplier mayGoDeep) {
        String text = mention.getText();
        boolean matters = matters(mention);
        String key = whatIsJudged(mention, matters);
        CompletableFuture<Enricher.Judgement> made = new CompletableFuture<>();
        CompletableFuture<Enricher.Judgement> known = remembered.asMap().putIfAbsent(key, made);
        if (known != null) {
            return known.thenApply(judgement -> new Answer(judgement.enrichment(), true));
        }
        String tag = mention.getGivenLanguage();
        threads.submit(mention.getId(), () -> enricher.judge(text, tag, matters, mayGoDeep))
                .whenComplete((judgement, failure) -> {
                    try {
                        settle(key, made, failure == null ? judgement : abandoned(text, failure));
                    } catch (Throwable e) {
                        remembered.asMap().remove(key, made);
                        made.completeExceptionally(e);
                    }
                });
        return made.thenApply(judgement -> new Answer(judgement.enrichment(), false));
    }

    private void settle(String key, CompletableFuture<Enricher.Judgement> made, Enricher.Judgement judgement) {
        if (!judgement.lasting()) {
            remembered.asMap().remove(key, made);
        }
        made.complete(judgement);
    }

    /** @throws Throwable the failure, when it is none of the text's */
    private static Enricher.Judgement abandoned(String text, Throwable failure) throws Throwable {
        if (failure instanceof JudgingThreads.Abandoned) {
            return Enricher.outOfTime(text);
        }
        throw failure instanceof CompletionException ? failure.getCause() : failure;
    }

    /**
     * Everything a judgement depends on. A post that matters is judged apart from its copies that do not, so that what becomes
     * of either does not depend on which came first.
     */
    private static String whatIsJudged(Mention mention, boolean matters) {
        String text = TextHash.ofExact(mention.getText(), mention.getGivenLanguage());
        return matters ? text + '!' : text;
    }

    /** Whether so many read the author that the post is worth the deep tier in any case. */
    private boolean matters(Mention mention) {
        return mention.getAuthor() != null
                && mention.getAuthor().getFollowers() != null
                && mention.getAuthor().getFollowers() >= settings.deepFollowers();
    }

    JudgingThreads threads() {
        return threads;
    }
}
