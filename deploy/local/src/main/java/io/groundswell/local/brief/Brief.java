package io.groundswell.local.brief;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a brand went through in a time: numbers and texts alone, nothing of where they came from or how they are shown.
 *
 * @param asOf the latest moment that the measures speak of; empty when nothing was measured
 * @param usual what the same hours held on days before; empty while too few are known
 * @param usualDays how many days before were looked at
 * @param hours every hour of the time, in order, also those without a mention
 * @param days of the brand's zone, those that were measured
 * @param share of voice, by panel, the oldest first; shares of two panels are not to be compared
 * @param posts those with the most engagement so far, the most first
 * @param versions of the definitions that the numbers follow, for example measure/1
 */
public record Brief(
        Listened brand,
        Span span,
        Optional<Instant> asOf,
        Totals totals,
        Optional<Usual.Band> usual,
        int usualDays,
        List<Hour> hours,
        List<Day> days,
        List<Incident> incidents,
        List<Share> share,
        Answers answers,
        List<Post> posts,
        List<Voice> voices,
        List<Subject> hashtags,
        List<Subject> topics,
        List<Campaign> campaigns,
        Reviews reviews,
        List<Heard> heard,
        List<String> versions) {

    /**
     * A brand that is listened for.
     *
     * @param zone where its days begin
     */
    public record Listened(String id, String name, java.time.ZoneId zone) {}

    /** Sums over the hours of the time. {@code people + amplified + automated = mentions}. */
    public record Totals(
            long mentions,
            long people,
            long amplified,
            long automated,
            long owned,
            long negative,
            long neutral,
            long positive,
            long unjudged,
            long reach,
            long engagement) {

        /** 0 to 1; empty when nothing was judged. */
        public Optional<Double> negativeShare() {
            long judged = negative + neutral + positive;
            return judged == 0 ? Optional.empty() : Optional.of((double) negative / judged);
        }
    }

    /**
     * What share of the judged is likely to be negative, and between what it lies in 95 of 100 hours or days like this.
     *
     * @param share 0 to 1, as the others
     */
    public record Interval(double share, double low, double high) {}

    /**
     * One hour.
     *
     * @param negative empty when nothing was judged, or not by the models whose mistakes are known
     * @param usual empty while too few days are known
     * @param blind whether platforms that bring a fifth of the mentions or more were not heard
     */
    public record Hour(
            Instant start,
            long people,
            long amplified,
            long automated,
            long negativeMentions,
            Optional<Interval> negative,
            Optional<Usual.Band> usual,
            boolean blind) {

        public long mentions() {
            return people + amplified + automated;
        }
    }

    /** A day of the brand's zone, as far as it has come. */
    public record Day(Instant start, long mentions, long negative, long judged, Optional<Interval> interval) {}

    /**
     * An incident, with what explains it.
     *
     * @param state open, easing, over or taken back
     * @param headline of its latest turn
     * @param owner the department that answers for it; empty when the brands file names none
     * @param asked for an answer while it lasted
     * @param why the alerts that explain it, those of negative mentions first
     */
    public record Incident(
            String id,
            String state,
            boolean crisis,
            Instant openedAt,
            Optional<Instant> crisisAt,
            Optional<Instant> endedAt,
            String headline,
            String owner,
            String acknowledgedBy,
            String note,
            long asked,
            long answered,
            List<Turn> turns,
            List<Why> why) {

        /** What was told when it became the worst it was. */
        public String title() {
            return turns.stream()
                    .filter(turn -> turn.what().equals("crisis"))
                    .findFirst()
                    .or(() -> turns.stream().findFirst())
                    .map(Turn::headline)
                    .orElse(headline);
        }
    }

    public record Turn(Instant at, String what, String headline) {}

    /**
     * What explains one alert of an incident: the worst hour, and where what was more than usual came from.
     *
     * @param signal what was counted
     * @param rule that told it, with its version
     * @param parts those with the most excess
     * @param evidence posts that made the difference, those that were deleted left out
     */
    public record Why(
            String signal,
            String rule,
            Instant start,
            Instant end,
            long seen,
            double expected,
            String sentence,
            List<Part> parts,
            List<Evidence> evidence) {}

    /** Of all mentions in the worst hour, how many carry it, and how many would usually. */
    public record Part(String kind, String name, long carriedBy, double usuallyCarriedBy) {}

    /** @param count mentions in the worst hour that are this post or reposts of it */
    public record Evidence(Post post, long count) {}

    /**
     * How the brand stands among those it is compared with.
     *
     * @param panel version of the list of those
     */
    public record Share(int panel, List<Member> members) {

        public long mentions() {
            return members.stream().mapToLong(Member::mentions).sum();
        }
    }

    public record Member(String brand, long mentions, long people, long negative, long reach, long engagement) {}

    /**
     * Who waits for an answer.
     *
     * @param answered of those who asked in this time
     * @param oldest as many as the page can bear, the longest waiting first
     * @param groups of all who wait, the largest first
     */
    public record Answers(
            long waiting, long overdue, long asked, long answered, List<Asking> oldest, List<Group> groups) {

        public long open() {
            return waiting + overdue;
        }
    }

    /** @param dueAt when an answer was or is promised; empty when nothing is */
    public record Asking(
            Post post, Instant askedAt, boolean overdue, Optional<Instant> dueAt, String intent, String department) {}

    public record Group(String intent, String department, long waiting, long overdue) {}

    /**
     * A post as it stands.
     *
     * @param text as its writer wrote it: data, whatever it looks like
     * @param link empty when the platform gives none that a browser should open
     * @param language ISO 639-1; empty when not sure
     * @param sentiment towards the brand: NEGATIVE, NEUTRAL, POSITIVE, or empty
     * @param engagement likes, reposts, replies, quotes and bookmarks as last told
     */
    public record Post(
            String id,
            String platform,
            String author,
            Instant createdAt,
            String text,
            String language,
            String sentiment,
            long engagement,
            Optional<Long> followers,
            Optional<URI> link) {}

    /** @param reach followers, added up over the mentions */
    public record Voice(String platform, String author, long mentions, long negative, long reach, boolean automated) {}

    /** @param negative of the mentions that carry it, those that are negative as a post */
    public record Subject(String name, long mentions, long negative) {}

    public record Campaign(
            String name,
            Instant start,
            Instant end,
            long volume,
            long people,
            long reach,
            long engagement,
            Optional<Double> netSentiment,
            List<Target> targets) {}

    /** @param reached is / target */
    public record Target(String number, double target, double is, double reached) {}

    /**
     * Reviews written in the time.
     *
     * @param stars how many of one to five
     * @param answered those the brand has replied to
     */
    public record Reviews(List<Long> stars, long posts, long answered) {

        public long count() {
            return stars.stream().mapToLong(Long::longValue).sum();
        }

        /** 1 to 5; empty without reviews. */
        public Optional<Double> mean() {
            long points = 0;
            for (int i = 0; i < stars.size(); i++) {
                points += (i + 1L) * stars.get(i);
            }
            return count() == 0 ? Optional.empty() : Optional.of((double) points / count());
        }
    }

    /**
     * How well one platform was heard.
     *
     * @param blind whole hours without a record
     * @param mentions of the brand that it brought
     */
    public record Heard(
            String platform,
            long mentions,
            long records,
            long deadLetters,
            List<Instant> blind,
            Optional<Instant> lastAt) {}

    /** Whether there is anything at all to tell of. */
    public boolean isEmpty() {
        return totals.mentions() == 0 && incidents.isEmpty() && answers.open() == 0;
    }

    public List<Instant> blindHours() {
        return hours.stream().filter(Hour::blind).map(Hour::start).toList();
    }
}
