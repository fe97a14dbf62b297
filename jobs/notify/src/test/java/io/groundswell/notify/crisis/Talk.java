package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.SurgeDetector;
import io.groundswell.notify.surge.Usual;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Signal;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What is said about a brand, minute by minute, told in a few words: calm days, storms, jokes, corrections. */
public final class Talk {

    /** Of everybody. */
    private static final long FOLLOWERS = 100;

    public static final RuleLimits LIMITS = new RuleLimits(
            Duration.ofHours(36),
            10,
            3,
            4.25,
            1.5,
            Duration.ofHours(3),
            Duration.ofHours(24),
            Duration.ofDays(7),
            Duration.ofDays(8),
            Duration.ofMinutes(15));

    private final TreeMap<Instant, Minute> minutes = new TreeMap<>();
    private final Map<Instant, Long> rants = new HashMap<>();

    /** The same number of mentions in each minute that is a multiple of some minutes, none of them negative. */
    public Talk steady(Instant from, Instant to, int everyMinutes, int mentions) {
        for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(everyMinutes))) {
            said(at, mentions, 0);
        }
        return this;
    }

    /** Mentions that come by chance. */
    public Talk random(Instant from, Instant to, ToDoubleFunction<Instant> perHour, double negativeShare, long seed) {
        Random random = new Random(seed);
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            int mentions = poisson(perHour.applyAsDouble(at) / 60, random);
            int negative = 0;
            for (int i = 0; i < mentions; i++) {
                negative += random.nextDouble() < negativeShare ? 1 : 0;
            }
            if (mentions > 0) {
                said(at, mentions, negative);
            }
        }
        return this;
    }

    private static int poisson(double mean, Random random) {
        double limit = Math.exp(-mean);
        int count = -1;
        double product = 1;
        do {
            count++;
            product *= random.nextDouble();
        } while (product > limit);
        return count;
    }

    /** More mentions in one minute, in people's own words. */
    public Talk said(Instant at, long mentions, long negative) {
        Minute was = minute(at);
        minutes.put(
                at,
                new Minute(
                        at,
                        was.people() + mentions,
                        was.negative() + negative,
                        was.amplified(),
                        was.lowReviews(),
                        was.reach() + FOLLOWERS * mentions,
                        was.revision() + mentions,
                        at.plusSeconds(30)));
        return this;
    }

    /** More in one minute of what others said before. */
    public Talk handedOn(Instant at, long mentions) {
        Minute was = minute(at);
        minutes.put(
                at,
                new Minute(
                        at,
                        was.people(),
                        was.negative(),
                        was.amplified() + mentions,
                        was.lowReviews(),
                        was.reach() + FOLLOWERS * mentions,
                        was.revision() + mentions,
                        at.plusSeconds(30)));
        return this;
    }

    /** More reviews of one star in one minute, which somebody wrote. */
    public Talk rated(Instant at, long reviews) {
        said(at, reviews, 0);
        Minute was = minute(at);
        minutes.put(
                at,
                new Minute(
                        at,
                        was.people(),
                        was.negative(),
                        was.amplified(),
                        was.lowReviews() + reviews,
                        was.reach(),
                        was.revision(),
                        was.asOf()));
        return this;
    }

    private Minute minute(Instant at) {
        return minutes.getOrDefault(at, new Minute(at, 0, 0, 0, 0, 0, 0, at));
    }

    /** The same in each minute of a while. */
    public Talk saidEachMinute(Instant from, int howLong, long mentions, long negative) {
        for (int i = 0; i < howLong; i++) {
            said(from.plusSeconds(60L * i), mentions, negative);
        }
        return this;
    }

    /** As many angry mentions in each minute of a while, all of them by one person. */
    public Talk ranted(Instant from, int howLong, long mentions) {
        saidEachMinute(from, howLong, mentions, mentions);
        for (int i = 0; i < howLong; i++) {
            rants.merge(from.plusSeconds(60L * i), mentions, Long::sum);
        }
        return this;
    }

    /** The minute turns out to hold this; one more fact for each mention that goes or comes. */
    public Talk corrected(Instant at, long mentions, long negative, Instant observed) {
        Minute was = minute(at);
        minutes.put(
                at,
                new Minute(
                        at,
                        mentions,
                        negative,
                        was.amplified(),
                        was.lowReviews(),
                        FOLLOWERS * (mentions + was.amplified()),
                        was.revision() + Math.max(1, Math.abs(mentions - was.people())),
                        observed));
        return this;
    }

    /** Of each minute of another talk so much as may have arrived. */
    Talk partOf(Talk whole, Instant from, Instant to, Random random) {
        whole.minutes.subMap(from, to).values().forEach(minute -> {
            long negative = random.nextInt((int) minute.negative() + 1);
            said(minute.start(), negative + random.nextInt((int) (minute.people() - minute.negative()) + 1), negative);
        });
        return this;
    }

    public Talk copy() {
        Talk copy = new Talk();
        copy.minutes.putAll(minutes);
        copy.rants.putAll(rants);
        return copy;
    }

    /** This talk as the measures that tell it, oldest first. */
    public List<Measure> measures(String brand) {
        return minutes.values().stream().map(minute -> measure(brand, minute)).toList();
    }

    private Measure measure(String brand, Minute minute) {
        long mentions = minute.people() + minute.amplified();
        return Measure.newBuilder()
                .setId(brand + "|all|minute|" + minute.start())
                .setBrand(brand)
                .setPlatform("all")
                .setSize(WindowSize.MINUTE)
                .setWindowStart(minute.start())
                .setWindowEnd(minute.start().plusSeconds(60))
                .setMentions(mentions)
                .setPosts(minute.people())
                .setReplies(0)
                .setQuotes(0)
                .setReposts(minute.amplified())
                .setOwned(0)
                .setAuthors(mentions)
                .setNegative(minute.negative())
                .setNeutral(0)
                .setPositive(0)
                .setUnjudged(mentions - minute.negative())
                .setPeople(minute.people())
                .setPeopleNegative(minute.negative())
                .setAmplified(minute.amplified())
                .setReach(minute.reach())
                .setReviews(minute.lowReviews())
                .setStar1(minute.lowReviews())
                .setLikes(0)
                .setSharesGained(0)
                .setRepliesGained(0)
                .setQuotesGained(0)
                .setBookmarks(0)
                .setEngagement(0)
                .setEvidence(evidence(minute))
                .setParts(parts(minute, rants.getOrDefault(minute.start(), 0L)))
                .setFormula("measure/1")
                .setRevision(minute.revision())
                .setAsOf(minute.asOf())
                .build();
    }

    /** Angry mentions repost one angry post; of the others each is a post of its own. At most 20, as measure does. */
    private static List<Evidence> evidence(Minute minute) {
        List<Evidence> evidence = new ArrayList<>();
        for (long i = 0; i < minute.people() && evidence.size() < 20; i++) {
            boolean negative = i < minute.negative();
            String id = "x:" + minute.start().getEpochSecond() + "-" + i;
            evidence.add(
                    new Evidence(id, negative ? Sentiment.NEGATIVE : null, FOLLOWERS, negative ? "x:angry-post" : id));
        }
        return evidence;
    }

    /** Angry mentions are replies on x about a lid, all others posts on reddit about the weather. */
    private static List<MeasuredPart> parts(Minute minute, long byOne) {
        List<MeasuredPart> parts = new ArrayList<>();
        long calm = minute.people() - minute.negative();
        if (minute.negative() > 0) {
            parts.add(part(SubjectKind.PLATFORM, "x", minute.negative(), true));
            parts.add(part(SubjectKind.VOICE, "reply", minute.negative(), true));
            parts.add(part(SubjectKind.THREAD, "x:angry-post", minute.negative(), true));
            parts.add(part(SubjectKind.PHRASE, "lid", minute.negative(), true));
        }
        if (byOne > 0) {
            parts.add(part(SubjectKind.AUTHOR, "x:ranter", byOne, true));
        }
        if (calm > 0) {
            parts.add(part(SubjectKind.PLATFORM, "reddit", calm, false));
            parts.add(part(SubjectKind.VOICE, "post", calm, false));
            parts.add(part(SubjectKind.PHRASE, "weather", calm, false));
        }
        if (minute.amplified() > 0) {
            parts.add(MeasuredPart.newBuilder()
                    .setKind(SubjectKind.VOICE)
                    .setName("repost")
                    .setAmplified(minute.amplified())
                    .setAmplifiedShare(1000 * minute.amplified())
                    .build());
        }
        return parts;
    }

    private static MeasuredPart part(SubjectKind kind, String name, long people, boolean negative) {
        return MeasuredPart.newBuilder()
                .setKind(kind)
                .setName(name)
                .setPeople(people)
                .setPeopleShare(1000 * people)
                .setNegative(negative ? people : 0)
                .setNegativeShare(negative ? 1000 * people : 0)
                .setMentions(List.of("x:some-" + name))
                .build();
    }

    public List<Hour> hours() {
        Map<Instant, Hour> hours = new HashMap<>();
        for (Minute minute : minutes.values()) {
            hours.merge(
                    Hour.startOf(minute.start()),
                    Hour.empty(Hour.startOf(minute.start())).with(minute),
                    (hour, one) -> hour.with(minute));
        }
        return List.copyOf(hours.values());
    }

    public BrandSeries series() {
        return new BrandSeries(hours(), null, new ToldMinutes(measures("acme")));
    }

    /** All storms in it, judged to the end and through the silence after. */
    List<Storm> storms() {
        BrandSeries series = series();
        return new CrisisRule(LIMITS)
                .judge(
                        Progress.before(Watch.floor(series.first(), RuleLimits.STEP)),
                        series,
                        series.last().plus(Duration.ofHours(10)))
                .storms();
    }

    /** How the step that ends at a time is judged. */
    Judgement judgedAt(Signal signal, Instant end) {
        BrandSeries series = series();
        Progress before = new CrisisRule(LIMITS)
                .judge(
                        Progress.before(Watch.floor(series.first(), RuleLimits.STEP)),
                        series,
                        end.minus(RuleLimits.STEP));
        Usual usual = before.usual().get(CrisisRule.SIGNALS.indexOf(signal));
        long to = end.toEpochMilli();
        long from = to - RuleLimits.STEP.toMillis();
        return Judgement.of(
                end,
                series.seen(signal, to - RuleLimits.STRETCH.toMillis(), to),
                SurgeDetector.judge(usual, series.seen(signal, from, to), CrisisRule.timeOfDay(from))
                        .surge(),
                true,
                Duration.between(series.first(), end));
    }
}
