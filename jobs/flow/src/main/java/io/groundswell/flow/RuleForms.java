package io.groundswell.flow;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each kind of rule of a brand's own asks for, in the words of the brands file, and within which bounds. Who writes rules,
 * who works by them, and the table that documents them look here.
 *
 * <p>All spans are minutes. Counts are kept by five minutes, so spans in which something is counted are multiples of five.
 */
public final class RuleForms {

    /** Minutes. */
    public static final long STEP = 5;

    /** Minutes: the longest span back from any moment that a rule asks for. */
    public static final long MEMORY = 16 * 1440L;

    private static final long DAY = 1440;
    private static final long MOST = 1_000_000_000_000L;
    private static final int MINUTES_OF_DAY = 1440;

    /**
     * Something a rule is asked for.
     *
     * @param fallback what it is when left out; null when it must be there
     */
    public record Key(String name, String fallback, String meaning) {}

    /**
     * A kind of rule.
     *
     * @param tells when it tells something
     * @param keys beside {@code name}, {@code kind} and {@code quiet-hours}, which all have
     */
    public record Form(RuleKind kind, String tells, List<Key> keys) {

        /** As it is written in the brands file. */
        public String word() {
            return RuleForms.word(kind);
        }
    }

    private static final Key OF = new Key(
            "of",
            "mentions",
            "`mentions`, `people`, `negative` (of people), `low-reviews` or `amplified` are counted, or `reach`: who follows"
                    + " the authors of all mentions, added up");
    private static final Key WITHIN = new Key("within", null, "what is counted together, `5m` to `1d`");
    private static final Key PERSIST =
            new Key("persist", "0m", "how long it must hold before it is told, at most `1d`");
    private static final Key COOL_DOWN =
            new Key("cool-down", "1h", "how long after an alert opened no other opens, at most `7d`");
    private static final Key ONE_BY_ONE =
            new Key("cool-down", "0m", "how long what comes after the first is gathered in one alert, at most `7d`");

    public static final List<Form> ALL = List.of(
            new Form(
                    RuleKind.EVERY_MENTION,
                    "each mention by others than the brand, reposts left out",
                    List.of(
                            new Key("query", "all", "which of the brand's mentions, in the syntax of its query"),
                            ONE_BY_ONE)),
            new Form(
                    RuleKind.FIXED_COUNT,
                    "so many or more",
                    List.of(new Key("count", null, "how many"), WITHIN, OF, PERSIST, COOL_DOWN)),
            new Form(
                    RuleKind.PERCENT_OF_BASELINE,
                    "so many percent or more of what the days before had in the same span on average",
                    List.of(
                            new Key("percent", null, "101 to 100000; 200 is twice as much"),
                            WITHIN,
                            new Key("baseline", "7d", "what is usual is learnt from, `1d` to `14d` before the span"),
                            new Key("least", "10", "how many there must be at all"),
                            OF,
                            PERSIST,
                            COOL_DOWN)),
            new Form(
                    RuleKind.BIG_AUTHOR,
                    "a mention, or a repost of one, by an author who is followed by so many",
                    List.of(new Key("followers", null, "how many"), ONE_BY_ONE)),
            new Form(
                    RuleKind.LOW_RATINGS,
                    "so many reviews of one or two stars",
                    List.of(new Key("count", null, "how many"), WITHIN, PERSIST, COOL_DOWN)),
            new Form(
                    RuleKind.SILENCE,
                    "no mention at all, although the same hours of the seven days before had some (the median of at least"
                            + " three of them)",
                    List.of(
                            new Key("after", null, "how long there was none, `15m` to `1d`"),
                            new Key("least", "5", "how many are usual in that time at least"),
                            COOL_DOWN)),
            new Form(
                    RuleKind.BLIND_FEED,
                    "nothing at all from a platform, about whatever brand, while event time goes on",
                    List.of(
                            new Key("after", "1h", "how long nothing came, `5m` to `12h`"),
                            new Key("platforms", "all", "which ones"))),
            new Form(
                    RuleKind.UNANSWERED,
                    "so many that asked the brand for an answer and wait for one, of those that asked in the last seven days",
                    List.of(
                            new Key("count", null, "how many"),
                            new Key("after", "1h", "how long each has waited at least, `5m` to `5d`"),
                            PERSIST,
                            COOL_DOWN)));

    private static final Map<RuleKind, Form> BY_KIND = new TreeMap<>();

    static {
        ALL.forEach(form -> BY_KIND.put(form.kind(), form));
    }

    /** Something that is wrong with the value of a key. */
    public record Problem(String key, String sentence) {}

    /** The form of a kind, or null when the kind is not known here. */
    public static Form of(RuleKind kind) {
        return BY_KIND.get(kind);
    }

    /** A kind as it is written in the brands file. */
    public static String word(RuleKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong with a rule's numbers, by key; a kind that is not known has no problems, and no meaning. */
    public static List<Problem> problems(BrandRule rule) {
        List<Problem> problems = new ArrayList<>();
        switch (rule.getKind()) {
            case FIXED_COUNT, LOW_RATINGS -> {
                number(problems, "count", rule.getCount(), 1);
                span(problems, "within", rule.getWithin(), STEP, DAY);
            }
            case PERCENT_OF_BASELINE -> {
                if (rule.getPercent() <= 100 || rule.getPercent() > 100_000) {
                    problems.add(new Problem("percent", "must be 101 to 100000; 200 is twice as much as usual"));
                }
                number(problems, "least", rule.getLeast(), 1);
                span(problems, "within", rule.getWithin(), STEP, DAY);
                span(problems, "baseline", rule.getBaseline(), DAY, 14 * DAY);
            }
            case BIG_AUTHOR -> number(problems, "followers", rule.getFollowers(), 1);
            case SILENCE -> {
                number(problems, "least", rule.getLeast(), 1);
                span(problems, "after", rule.getAfter(), 15, DAY);
            }
            case BLIND_FEED -> span(problems, "after", rule.getAfter(), STEP, DAY / 2);
            case UNANSWERED -> {
                number(problems, "count", rule.getCount(), 1);
                span(problems, "after", rule.getAfter(), STEP, 5 * DAY);
            }
            case EVERY_MENTION, OTHER -> {
                // Nothing of these is counted.
            }
        }
        span(problems, "persist", rule.getPersist(), 0, DAY);
        span(problems, "cool-down", rule.getCoolDown(), 0, 7 * DAY);
        if (!isOfDay(rule.getQuietFrom()) || !isOfDay(rule.getQuietTo())) {
            problems.add(new Problem("quiet-hours", "must be two times of day such as 22:00-07:00"));
        }
        return problems;
    }

    private static boolean isOfDay(int minutes) {
        return minutes >= 0 && minutes < MINUTES_OF_DAY;
    }

    private static void number(List<Problem> problems, String key, long value, long least) {
        if (value < least || value > MOST) {
            problems.add(new Problem(key, "must be a whole number from " + least + " to " + MOST));
        }
    }

    private static void span(List<Problem> problems, String key, long minutes, long least, long most) {
        if (minutes < least || minutes > most || minutes % STEP != 0) {
            problems.add(
                    new Problem(key, "must be " + written(least) + " to " + written(most) + ", in whole five minutes"));
        }
    }

    private static String written(long minutes) {
        if (minutes >= DAY && minutes % DAY == 0) {
            return minutes / DAY + "d";
        }
        return minutes >= 60 && minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }

    private RuleForms() {}
}
