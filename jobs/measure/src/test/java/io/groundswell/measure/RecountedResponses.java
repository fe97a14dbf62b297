package io.groundswell.measure;

import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Mention;
import io.groundswell.topics.OpenHours;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import io.groundswell.topics.ResponseTimes;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who asked and what became of it when all time has passed, after the definitions in {@code response.avsc} and {@code
 * response-times.avsc}.
 *
 * <p>Left out: when it was told, and what is withdrawn. Whether anybody heard of a question before it was taken back, and as
 * what, is for the order of things to say.
 */
final class RecountedResponses {

    private static final Set<String> ASKING = Set.of(
            "safety-risk", "legal-risk", "churn-threat", "complaint", "purchase-interest", "request", "question");

    private static final Instant BEGIN = GeneratedPosts.BEGIN.minus(Duration.ofDays(2));
    private static final long MINUTE = 60_000;
    private static final int MINUTES = 40 * 1_440;

    /** For each minute from the beginning on whether the brand answers in it; of a brand without hours nothing. */
    private final Map<String, boolean[]> open = new HashMap<>();

    private final Map<String, Brand> brands = new HashMap<>();
    private final Map<String, List<Mention>> replies = new HashMap<>();

    /** By id. */
    static SortedMap<String, Response> of(Collection<EnrichedMention> versions, List<Brand> brands) {
        RecountedResponses recounted = new RecountedResponses();
        brands.forEach(recounted::know);
        List<EnrichedMention> standing = PlainRecount.standing(versions);
        for (EnrichedMention version : standing) {
            Mention mention = version.getMention();
            String by = mention.getOwnedBy();
            if (by != null
                    && mention.getReplyTo() != null
                    && mention.getBrands().contains(by)) {
                recounted
                        .replies
                        .computeIfAbsent(by + '|' + mention.getReplyTo(), unknown -> new ArrayList<>())
                        .add(mention);
            }
        }
        SortedMap<String, Response> responses = new TreeMap<>();
        for (EnrichedMention version : standing) {
            Mention mention = version.getMention();
            for (String brand : mention.getBrands()) {
                if (mention.getRepostOf() == null && !brand.equals(mention.getOwnedBy())) {
                    Response response = recounted.response(version, brand);
                    if (response != null) {
                        responses.put(response.getId(), response);
                    }
                }
            }
        }
        return responses;
    }

    private void know(Brand brand) {
        brands.put(brand.getId(), brand);
        if (brand.getAnswers() == null || brand.getAnswers().getHours().isEmpty()) {
            return;
        }
        boolean[] minutes = new boolean[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            ZonedDateTime clock = BEGIN.plusMillis(i * MINUTE).atZone(ZoneId.of(brand.getTimeZone()));
            int minuteOfDay = clock.getHour() * 60 + clock.getMinute();
            for (OpenHours hours : brand.getAnswers().getHours()) {
                minutes[i] |= hours.getDay() == clock.getDayOfWeek().getValue()
                        && hours.getFrom() <= minuteOfDay
                        && minuteOfDay < hours.getTo();
            }
        }
        open.put(brand.getId(), minutes);
    }

    /** Null when it does not ask the brand anything. */
    private Response response(EnrichedMention version, String brand) {
        Mention mention = version.getMention();
        Answers answers = brands.get(brand).getAnswers();
        Map<String, String> departments = answers == null ? Map.of() : answers.getDepartments();
        List<Intent> wants = new ArrayList<>(version.getEnrichment().getIntents());
        if (mention.getRating() != null && mention.getRating().getValue() < 0.375) {
            // One star or two of five.
            wants.add(new Intent("low-rating", null, 1.0, "", 0, 0));
        }
        if (mention.getRating() != null) {
            wants.add(new Intent("review", null, 1.0, "", 0, 0));
        }
        for (Intent want : wants) {
            String named = departments.get(want.getIntent());
            boolean asks = named == null
                    ? ASKING.contains(want.getIntent()) || want.getIntent().equals("low-rating")
                    : !named.equals("none");
            if (asks) {
                String department = named != null ? named : want.getDepartment();
                return response(mention, brand, want.getIntent(), department == null ? "support" : department);
            }
        }
        return null;
    }

    private Response response(Mention mention, String brand, String intent, String department) {
        Answers answers = brands.get(brand).getAnswers();
        Map<String, Long> within = answers == null ? Map.of() : answers.getWithin();
        Long promised = within.getOrDefault(department, within.get("any"));
        Instant asked = mention.getCreatedAt();
        Instant due = promised == null ? null : due(brand, asked, promised);
        List<Mention> answered = replies.getOrDefault(brand + '|' + mention.getId(), List.of());
        Response.Builder response = Response.newBuilder()
                .setId(brand + '|' + mention.getId())
                .setBrand(brand)
                .setMention(mention.getId())
                .setPlatform(mention.getPlatform())
                .setAskedAt(asked)
                .setDay(day(brand, asked))
                .setIntent(intent)
                .setDepartment(department)
                .setPromised(promised)
                .setDueAt(due)
                .setAnswers(answered.size())
                .setToldAt(Instant.EPOCH);
        if (answered.isEmpty()) {
            return response.setState(due == null ? ResponseState.WAITING : ResponseState.OVERDUE)
                    .setKept(due == null ? null : false)
                    .build();
        }
        Mention first = answered.stream()
                .min(Comparator.comparing(Mention::getCreatedAt).thenComparing(Mention::getId))
                .orElseThrow();
        // By another clock it may seem to be there before its question.
        Instant at = first.getCreatedAt().isBefore(asked) ? asked : first.getCreatedAt();
        return response.setState(ResponseState.ANSWERED)
                .setAnswer(first.getId())
                .setAnsweredAt(first.getCreatedAt())
                .setSeconds(Duration.between(asked, at).toSeconds())
                .setOpenSeconds(openMillis(brand, asked, at) / 1_000)
                .setKept(due == null ? null : !at.isAfter(due))
                .build();
    }

    private Instant day(String brand, Instant time) {
        ZoneId zone = ZoneId.of(brands.get(brand).getTimeZone());
        return time.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private long openMillis(String brand, Instant from, Instant to) {
        if (!open.containsKey(brand)) {
            return Duration.between(from, to).toMillis();
        }
        long begin = Duration.between(BEGIN, from).toMillis();
        long end = Duration.between(BEGIN, to).toMillis();
        long sum = 0;
        for (long minute = begin / MINUTE; minute * MINUTE < end; minute++) {
            if (open.get(brand)[(int) minute]) {
                sum += Math.min(end, (minute + 1) * MINUTE) - Math.max(begin, minute * MINUTE);
            }
        }
        return sum;
    }

    private Instant due(String brand, Instant asked, long promised) {
        if (!open.containsKey(brand)) {
            return asked.plusMillis(promised * MINUTE);
        }
        long at = Duration.between(BEGIN, asked).toMillis();
        long left = promised * MINUTE;
        while (true) {
            long next = (at / MINUTE + 1) * MINUTE;
            if (open.get(brand)[(int) (at / MINUTE)]) {
                if (next - at >= left) {
                    return BEGIN.plusMillis(at + left);
                }
                left -= next - at;
            }
            at = next;
        }
    }

    /** What becomes of them day by day, by id. */
    static SortedMap<String, ResponseTimes> times(Collection<Response> responses) {
        Map<String, List<Response>> groups = new HashMap<>();
        for (Response response : responses) {
            for (String department : List.of(response.getDepartment(), "all")) {
                groups.computeIfAbsent(
                                response.getBrand() + '|' + department + '|' + response.getDay(),
                                unknown -> new ArrayList<>())
                        .add(response);
            }
        }
        SortedMap<String, ResponseTimes> times = new TreeMap<>();
        groups.forEach((id, group) -> times.put(id, times(id, group)));
        return times;
    }

    private static ResponseTimes times(String id, List<Response> group) {
        List<Response> answered = group.stream()
                .filter(response -> response.getState() == ResponseState.ANSWERED)
                .toList();
        TreeSet<Instant> moments = new TreeSet<>();
        for (Response response : group) {
            moments.add(response.getAskedAt());
            if (response.getState() == ResponseState.ANSWERED) {
                moments.add(response.getAnsweredAt());
            } else if (response.getState() == ResponseState.OVERDUE) {
                moments.add(response.getDueAt());
            }
        }
        long overdue = group.stream()
                .filter(response -> response.getState() == ResponseState.OVERDUE)
                .count();
        return ResponseTimes.newBuilder()
                .setId(id)
                .setBrand(group.get(0).getBrand())
                .setDepartment(id.split("\\|")[1])
                .setDay(group.get(0).getDay())
                .setAsked(group.size())
                .setAnswered(answered.size())
                .setWaiting(group.size() - answered.size())
                .setOverdue(overdue)
                .setKept(group.stream()
                        .filter(response -> Boolean.TRUE.equals(response.getKept()))
                        .count())
                .setBroken(group.stream()
                        .filter(response -> Boolean.FALSE.equals(response.getKept()))
                        .count())
                .setMedianSeconds(median(group, moments.last()))
                .setAnsweredSeconds(
                        answered.isEmpty()
                                ? null
                                : (double) answered.stream()
                                                .mapToLong(Response::getSeconds)
                                                .sum()
                                        / answered.size())
                .setAsOf(moments.last())
                .setToldAt(Instant.EPOCH)
                .build();
    }

    /**
     * Kaplan and Meier's median in whole numbers: at each time at which some got an answer, those left without are fewer by the
     * share of them among those who had waited as long.
     */
    private static Double median(List<Response> group, Instant until) {
        List<Long> all = new ArrayList<>();
        SortedMap<Long, Long> ended = new TreeMap<>();
        for (Response response : group) {
            if (response.getState() == ResponseState.ANSWERED) {
                all.add(response.getSeconds());
                ended.merge(response.getSeconds(), 1L, Long::sum);
            } else {
                all.add(Duration.between(response.getAskedAt(), until).toSeconds());
            }
        }
        BigInteger left = BigInteger.ONE;
        BigInteger of = BigInteger.ONE;
        for (Map.Entry<Long, Long> end : ended.entrySet()) {
            long asLong = all.stream().filter(wait -> wait >= end.getKey()).count();
            left = left.multiply(BigInteger.valueOf(asLong - end.getValue()));
            of = of.multiply(BigInteger.valueOf(asLong));
            if (left.shiftLeft(1).compareTo(of) <= 0) {
                return end.getKey().doubleValue();
            }
        }
        return null;
    }

    private RecountedResponses() {}
}
