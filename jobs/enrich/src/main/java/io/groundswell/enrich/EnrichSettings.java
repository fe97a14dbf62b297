package io.groundswell.enrich;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a user may say about enriching.
 *
 * @param budget processor time one post may cost, after which it is abandoned
 * @param copyMemory how long what a text says is remembered after it was judged; processing time
 * @param copyGroups how long who carries a text is remembered; event time since it was last seen
 * @param sentiment which models judge how a post feels
 * @param deepPerSecond posts a second that the deep tier may judge in each parallel task
 * @param deepFollowers from how many followers of its author on a post is always worth the deep tier
 */
public record EnrichSettings(
        Duration budget,
        Duration copyMemory,
        Duration copyGroups,
        SentimentChoice sentiment,
        long deepPerSecond,
        long deepFollowers)
        implements Serializable {

    /** Which models judge how a post feels. */
    public enum SentimentChoice {
        /** The fast tier, and the deep one where it is unsure or the post matters. */
        TIERED,
        /** The fast tier alone. */
        FAST,
        /** CoreNLP's recursive network. */
        RNTN
    }

    private static final Setting<Duration> BUDGET = Setting.duration(
            "enrich.budget",
            "2s",
            "Processor time one post may cost; one that costs more, or stands still for 30 times as long, is abandoned and kept"
                    + " without sentiment and entities");

    private static final Setting<Duration> COPY_MEMORY = Setting.duration(
            "enrich.copy-memory",
            "6h",
            "How long a judged text is remembered, so that its copies are looked up and not judged again");

    private static final Setting<Duration> COPY_GROUPS = Setting.duration(
            "enrich.copy-groups",
            "24h",
            "How long after a text was last seen its next copy still belongs to the same group; older posts are in none");

    private static final Setting<SentimentChoice> SENTIMENT = new Setting<>(
            "enrich.sentiment",
            "tiered",
            "Which models judge how a post feels: tiered (fast, and deep where unsure), fast alone, or CoreNLP's rntn",
            "tiered, fast or rntn",
            written -> SentimentChoice.valueOf(written.toUpperCase(Locale.ROOT)));

    private static final Setting<Long> DEEP_PER_SECOND = Setting.number(
            "enrich.deep-per-second",
            0,
            1_000_000,
            "50",
            "Posts a second that the deep tier may judge in each parallel task, saved up for 30 s; more are judged by the fast"
                    + " tier");

    private static final Setting<Long> DEEP_FOLLOWERS = Setting.number(
            "enrich.deep-followers",
            0,
            Long.MAX_VALUE,
            "10000",
            "From how many followers of its author on a post is judged by the deep tier however sure the fast one is");

    public static final List<Setting<?>> ALL =
            List.of(BUDGET, COPY_MEMORY, COPY_GROUPS, SENTIMENT, DEEP_PER_SECOND, DEEP_FOLLOWERS);

    public static EnrichSettings from(Settings settings) {
        return new EnrichSettings(
                settings.get(BUDGET),
                settings.get(COPY_MEMORY),
                settings.get(COPY_GROUPS),
                settings.get(SENTIMENT),
                settings.get(DEEP_PER_SECOND),
                settings.get(DEEP_FOLLOWERS));
    }
}
