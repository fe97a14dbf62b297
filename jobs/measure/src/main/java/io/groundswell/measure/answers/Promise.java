package io.groundswell.measure.answers;

import io.groundswell.measure.volume.Want;
import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.OpenHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a brand promises to those who ask it something, and how long that took by its own opening hours. */
public final class Promise {

    private static final Answers NOTHING = new Answers(List.of(), Map.of(), Map.of());
    private static final String NO_ANSWER = "none";
    private static final String ALL_OTHERS = "any";
    private static final String WHO_ELSE = "support";
    private static final long MINUTE = 60_000;

    /** Further ahead than anybody waits: a brand that never opens promises nothing. */
    private static final int MOST_DAYS = 400;

    /** Intents that wait for an answer when the brand says nothing else. */
    static final Set<String> ASKING = Set.of(
            "safety-risk",
            "legal-risk",
            "churn-threat",
            "complaint",
            "purchase-interest",
            "request",
            "question",
            "low-rating");

    private final Answers answers;
    private final ZoneId zone;

    private Promise(Answers answers, ZoneId zone) {
        this.answers = answers;
        this.zone = zone;
    }

    /** Of a brand that may not be known, and may promise nothing. */
    public static Promise of(Optional<Brand> brand) {
        return new Promise(
                brand.map(Brand::getAnswers).orElse(NOTHING),
                ZoneId.of(brand.map(Brand::getTimeZone).orElse("UTC")));
    }

    /** Who has to answer, and why; empty when nobody has to. */
    public Optional<Want> wanted(List<Want> wants) {
        for (Want want : wants) {
            String department = answers.getDepartments().get(want.intent());
            boolean asks = department == null ? ASKING.contains(want.intent()) : !department.equals(NO_ANSWER);
            if (asks) {
                String by = department == null ? want.department() : department;
                return Optional.of(new Want(want.intent(), by == null ? WHO_ELSE : by));
            }
        }
        return Optional.empty();
    }

    /** Minutes of opening hours, or null. */
    public Long within(String department) {
        Long minutes = answers.getWithin().get(department);
        return minutes == null ? answers.getWithin().get(ALL_OTHERS) : minutes;
    }

    /** When an answer is due, milliseconds since 1970; null when none is promised. */
    public Long dueAt(long askedAt, String department) {
        Long within = within(department);
        if (within == null) {
            return null;
        }
        long left = within * MINUTE;
        if (answers.getHours().isEmpty()) {
            return askedAt + left;
        }
        LocalDate day = dayOf(askedAt);
        for (int i = 0; i < MOST_DAYS; i++, day = day.plusDays(1)) {
            for (OpenHours open : hoursOf(day)) {
                long from = Math.max(askedAt, at(day, open.getFrom()));
                long to = at(day, open.getTo());
                if (to - from >= left && to > from) {
                    return from + left;
                }
                left -= Math.max(0, to - from);
            }
        }
        return null;
    }

    /** How much of a span lies in opening hours, in milliseconds; all of it when none are known. */
    public long openMillis(long from, long to) {
        if (answers.getHours().isEmpty()) {
            return to - from;
        }
        long open = 0;
        LocalDate last = dayOf(to);
        for (LocalDate day = dayOf(from); !day.isAfter(last); day = day.plusDays(1)) {
            for (OpenHours hours : hoursOf(day)) {
                open += Math.max(0, Math.min(to, at(day, hours.getTo())) - Math.max(from, at(day, hours.getFrom())));
            }
        }
        return open;
    }

    private List<OpenHours> hoursOf(LocalDate day) {
        return answers.getHours().stream()
                .filter(hours -> hours.getDay() == day.getDayOfWeek().getValue())
                .sorted((one, other) -> Integer.compare(one.getFrom(), other.getFrom()))
                .toList();
    }

    /** When the brand's day of a time began, milliseconds since 1970. */
    public long beginOfDay(long time) {
        return at(dayOf(time), 0);
    }

    private LocalDate dayOf(long time) {
        return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    }

    /** By the clock on the wall: on the day the clocks change, nine is nine, and a time that is left out has come when it is passed. */
    private long at(LocalDate day, int minutes) {
        LocalDateTime time = day.atStartOfDay().plusMinutes(minutes);
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        Instant at = change != null && change.isGap()
                ? change.getInstant()
                : time.atZone(zone).toInstant();
        return at.toEpochMilli();
    }
}
