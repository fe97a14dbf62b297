package io.groundswell.local.brief;

import static io.groundswell.local.brief.Published.between;
import static io.groundswell.local.brief.Published.both;
import static io.groundswell.local.brief.Published.is;
import static io.groundswell.local.brief.Published.isNot;

import io.groundswell.local.brief.Brief.Day;
import io.groundswell.local.brief.Brief.Heard;
import io.groundswell.local.brief.Brief.Hour;
import io.groundswell.local.brief.Brief.Totals;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The hours of a brand and those of the weeks before, with how well its platforms were heard. */
final class ReadHours {

    /** Whole weeks, so that each day of the week counts as often as the others. */
    static final int DAYS_BEFORE = 28;

    /** Of the mentions: what is missing when platforms that bring less are not heard cannot be seen in the chart. */
    private static final double MUCH = 0.2;

    private static final String ALL = "all";
    private static final int MOST_PLATFORMS = 200;

    private final Published published;
    private final String brand;
    private final Span span;
    private final Instant before;
    private final Map<Instant, Kept.Measure> measured = new TreeMap<>();
    private final Map<Instant, Kept.Measure> earlier = new TreeMap<>();
    private final Map<String, Long> broughtEver;
    private final Map<String, Long> brought;
    private final List<Kept.Coverage> coverage;
    private final Set<Instant> blind;

    ReadHours(Published published, String brand, Span span) throws IOException {
        this.published = published;
        this.brand = brand;
        this.span = span;
        before = span.daysBefore(DAYS_BEFORE).from();
        for (Kept.Measure hour : measures("HOUR", before)) {
            (hour.windowStart().isBefore(span.from()) ? earlier : measured).put(hour.windowStart(), hour);
        }
        broughtEver = mentionsByPlatform(before);
        brought = mentionsByPlatform(span.from());
        coverage = published.all(
                Index.COVERAGE,
                Kept.Coverage.class,
                "windowStart",
                is("size", "HOUR"),
                between("windowStart", before, span.to()));
        blind = blind();
    }

    private List<Kept.Measure> measures(String size, Instant from) throws IOException {
        return published.all(
                Index.MEASURES,
                Kept.Measure.class,
                "windowStart",
                is("brand", brand),
                is("size", size),
                is("platform", ALL),
                between("windowStart", from, span.to()));
    }

    /** How many mentions each platform has brought from a moment on. */
    private Map<String, Long> mentionsByPlatform(Instant from) throws IOException {
        return published
                .search(Index.MEASURES, Void.class, search -> search.size(0)
                        .query(both(
                                is("brand", brand),
                                is("size", "HOUR"),
                                isNot("platform", ALL),
                                between("windowStart", from, span.to())))
                        .aggregations("platforms", each -> each.terms(
                                        terms -> terms.field("platform").size(MOST_PLATFORMS))
                                .aggregations("mentions", sum -> sum.sum(field -> field.field("mentions")))))
                .aggregations()
                .get("platforms")
                .sterms()
                .buckets()
                .array()
                .stream()
                .collect(Collectors.toMap(
                        platform -> platform.key().stringValue(),
                        platform -> Math.round(
                                platform.aggregations().get("mentions").sum().value())));
    }

    private Set<Instant> blind() {
        long all = broughtEver.values().stream().mapToLong(Long::longValue).sum();
        Map<Instant, List<String>> silent = coverage.stream()
                .filter(hour -> hour.state().equals("BLIND"))
                .collect(Collectors.groupingBy(
                        Kept.Coverage::windowStart, Collectors.mapping(Kept.Coverage::platform, Collectors.toList())));
        Set<Instant> blind = new HashSet<>();
        silent.forEach((hour, platforms) -> {
            long missing = platforms.stream()
                    .mapToLong(platform -> broughtEver.getOrDefault(platform, 0L))
                    .sum();
            if (missing > 0 && missing >= MUCH * all) {
                blind.add(hour);
            }
        });
        // While nothing at all comes in, nobody tells that it does not.
        lastHeard().ifPresent(last -> span.hours().stream()
                .filter(hour -> hour.isAfter(last) && hour.isBefore(span.now()))
                .forEach(blind::add));
        return blind;
    }

    private Optional<Instant> lastHeard() {
        return coverage.stream()
                .map(Kept.Coverage::lastAt)
                .filter(java.util.Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** When the brand, or any platform, was first heard of in the weeks before; the beginning of the time when never. */
    private Instant since() {
        return earlier.keySet().stream().findFirst().orElse(span.from());
    }

    List<Hour> hours() {
        Map<Instant, Long> mentions =
                earlier.values().stream().collect(Collectors.toMap(Kept.Measure::windowStart, Kept.Measure::mentions));
        Usual usual = new Usual(mentions, blind, since(), span.from(), span.zone());
        return span.hours().stream()
                .filter(hour -> hour.isBefore(span.now()))
                .map(start -> {
                    Kept.Measure hour = measured.get(start);
                    return hour == null
                            ? new Hour(start, 0, 0, 0, 0, Optional.empty(), usual.at(start), blind.contains(start))
                            : new Hour(
                                    start,
                                    hour.people(),
                                    hour.amplified(),
                                    hour.automated(),
                                    hour.negative(),
                                    Optional.ofNullable(hour.negativeShare()),
                                    usual.at(start),
                                    blind.contains(start));
                })
                .toList();
    }

    Totals totals() {
        return new Totals(
                sum(Kept.Measure::mentions),
                sum(Kept.Measure::people),
                sum(Kept.Measure::amplified),
                sum(Kept.Measure::automated),
                sum(Kept.Measure::owned),
                sum(Kept.Measure::negative),
                sum(Kept.Measure::neutral),
                sum(Kept.Measure::positive),
                sum(Kept.Measure::unjudged),
                sum(Kept.Measure::reach),
                sum(Kept.Measure::engagement));
    }

    private long sum(ToLongFunction<Kept.Measure> number) {
        return measured.values().stream().mapToLong(number).sum();
    }

    List<Long> stars() {
        return List.of(
                sum(Kept.Measure::star1),
                sum(Kept.Measure::star2),
                sum(Kept.Measure::star3),
                sum(Kept.Measure::star4),
                sum(Kept.Measure::star5));
    }

    /** The mentions in the same hours of each day before, as far as all of them are known. */
    List<Double> sameHoursBefore() {
        List<Double> sums = new ArrayList<>();
        Instant until = span.isOver() ? span.to() : span.now().truncatedTo(ChronoUnit.HOURS);
        Duration length = Duration.between(span.from(), until);
        for (int days = 1; days <= DAYS_BEFORE; days++) {
            Instant from = span.daysBefore(days).from();
            Instant to = from.plus(length);
            if (!to.isAfter(span.from())
                    && !from.isBefore(since())
                    && blind.stream().noneMatch(hour -> !hour.isBefore(from) && hour.isBefore(to))) {
                sums.add((double) earlier.values().stream()
                        .filter(hour -> !hour.windowStart().isBefore(from)
                                && hour.windowStart().isBefore(to))
                        .mapToLong(Kept.Measure::mentions)
                        .sum());
            }
        }
        return sums;
    }

    List<Day> days() throws IOException {
        return measures("DAY", span.days().get(0)).stream()
                .map(day -> new Day(
                        day.windowStart(),
                        day.mentions(),
                        day.negative(),
                        day.negative() + day.neutral() + day.positive(),
                        Optional.ofNullable(day.negativeShare())))
                .toList();
    }

    Optional<Instant> asOf() {
        return measured.values().stream().map(Kept.Measure::asOf).max(Comparator.naturalOrder());
    }

    SortedSet<String> versions() {
        SortedSet<String> versions = new TreeSet<>();
        measured.values().forEach(hour -> {
            versions.add(hour.formula());
            versions.addAll(Optional.ofNullable(hour.metricVersions()).orElse(List.of()));
        });
        return versions;
    }

    /** Every platform that was heard or not heard in the time, the one with the most mentions first. */
    List<Heard> heard() {
        return coverage.stream()
                .filter(hour -> !hour.windowStart().isBefore(span.from()))
                .collect(Collectors.groupingBy(Kept.Coverage::platform, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> heard(each.getKey(), brought.getOrDefault(each.getKey(), 0L), each.getValue()))
                .sorted(Comparator.comparingLong(Heard::mentions).reversed().thenComparing(Heard::platform))
                .toList();
    }

    private static Heard heard(String platform, long mentions, Collection<Kept.Coverage> hours) {
        Function<ToLongFunction<Kept.Coverage>, LongStream> numbers =
                number -> hours.stream().mapToLong(number);
        return new Heard(
                platform,
                mentions,
                numbers.apply(Kept.Coverage::records).sum(),
                numbers.apply(Kept.Coverage::deadLetters).sum(),
                hours.stream()
                        .filter(hour -> hour.state().equals("BLIND"))
                        .map(Kept.Coverage::windowStart)
                        .toList(),
                hours.stream()
                        .map(Kept.Coverage::lastAt)
                        .filter(java.util.Objects::nonNull)
                        .max(Comparator.naturalOrder()));
    }
}
