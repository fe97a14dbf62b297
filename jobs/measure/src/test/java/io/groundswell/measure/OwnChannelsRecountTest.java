package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.topics.Audience;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficKind;
import io.groundswell.topics.TrafficValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** Days of followers and of visits are what one thread counts that has all of them before it, after the definitions in their schemas. */
class OwnChannelsRecountTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** Seven weeks, around the night the clocks change in autumn. */
    private static final Instant BEGIN = Instant.parse("2026-09-25T00:00:00Z");

    private static final long SPAN = Duration.ofDays(49).toMillis();

    private final Random random = new Random(11);
    private final List<Audience> counts = counts();
    private final List<Traffic> visits = visits();

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Some accounts are counted often, others hardly every other week; every other one is a brand's own. */
    private List<Audience> counts() {
        List<Audience> all = new ArrayList<>();
        for (int account = 0; account < 60; account++) {
            for (int count = account % 2 == 0 ? 120 : 3; count >= 0; count--) {
                Instant at = BEGIN.plusMillis(random.nextLong(SPAN));
                if (oneIn(5)) {
                    at = at.truncatedTo(ChronoUnit.DAYS).plusSeconds(random.nextInt(9) * 1_800L - 10_800);
                }
                all.add(Audience.newBuilder()
                        .setAccount("x:" + account)
                        .setPlatform("x")
                        .setHandle("handle" + account)
                        .setBrand(account % 4 < 2 ? "zest" : null)
                        .setAt(at)
                        .setObservedAt(at)
                        .setFollowers(oneIn(9) ? null : (long) random.nextInt(1_000))
                        .build());
            }
        }
        // Exactly four weeks lie between two counts, and in one of them the clocks change.
        for (String day : List.of("2026-10-01T10:00:00Z", "2026-10-29T10:00:00Z")) {
            all.add(Audience.newBuilder()
                    .setAccount("x:monthly")
                    .setPlatform("x")
                    .setBrand("zest")
                    .setAt(Instant.parse(day))
                    .setObservedAt(Instant.parse(day))
                    .setFollowers((long) day.hashCode())
                    .build());
        }
        return all;
    }

    private List<Traffic> visits() {
        List<Traffic> all = new ArrayList<>();
        for (int visit = 0; visit < 6_000; visit++) {
            Instant at = BEGIN.plusMillis(random.nextLong(SPAN / 10));
            all.add(Traffic.newBuilder()
                    .setId("visit-" + visit)
                    .setPlatform("ga4")
                    .setName(any("event", "event", RecountedCampaigns.OWN_CONVERSION))
                    .setKind(TrafficKind.values()[random.nextInt(TrafficKind.values().length)])
                    .setProperty(any("shop", "50%|off", null))
                    .setSource(any("x", "newsletter", null))
                    .setCampaign(any("spring", "Spring", null))
                    .setContent(any("x:77", "top|banner", null))
                    .setReferrer(any("https://x.com/someone/status/55", "https://example.com/", null))
                    .setAt(at)
                    .setObservedAt(at)
                    .setValue(
                            oneIn(3)
                                    ? null
                                    : oneIn(20) ? (Double) Double.NaN : (Double) (random.nextInt(9_999) / 100.0))
                    .setCurrency(any("EUR", "USD", null))
                    .build());
        }
        return all;
    }

    @Test
    void straight_they_are_the_recount() throws Exception {
        assertToldAsRecounted(counts, visits);
    }

    @Test
    void shuffled_and_doubled_they_are_the_recount() throws Exception {
        assertToldAsRecounted(shuffledAndDoubled(counts), shuffledAndDoubled(visits));
    }

    private static <T> List<T> shuffledAndDoubled(List<T> values) {
        List<T> all = new ArrayList<>(values);
        all.addAll(values.subList(0, values.size() / 2));
        Collections.shuffle(all, new Random(3));
        return all;
    }

    private void assertToldAsRecounted(List<Audience> audience, List<Traffic> traffic) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(2);
        Brand zest = Brand.newBuilder()
                .setId("zest")
                .setName("Zest")
                .setQuery("zest")
                .setTimeZone(VIENNA.getId())
                .build();
        List<KafkaRecord> brands = records("brands", Brand.class, List.of(zest));
        OwnChannelsTopology.Measured measured = OwnChannelsTopology.define(
                stream(environment, "audience", records("audience", Audience.class, audience)),
                stream(environment, "traffic", records("traffic", Traffic.class, traffic)),
                stream(environment, "brands", brands),
                brands,
                new MeasureSettings(
                        Duration.ofDays(7),
                        Duration.ofMillis(50),
                        Duration.ofHours(24),
                        List.of(),
                        List.of(RecountedCampaigns.OWN_CONVERSION)));
        CloseableIterator<AudienceDay> audienceDays = measured.audienceDays().collectAsync();
        CloseableIterator<TrafficDay> trafficDays = measured.trafficDays().collectAsync();
        environment.execute();

        assertThat(RecountScenarios.differences(
                        last(audienceDays, AudienceDay::getId, AudienceDay::getRevision), recountedFollowers()))
                .isEmpty();
        assertThat(RecountScenarios.differences(
                        last(trafficDays, TrafficDay::getId, TrafficDay::getRevision), recountedVisits()))
                .isEmpty();
    }

    private SortedMap<String, AudienceDay> recountedFollowers() {
        Map<String, SortedMap<LocalDate, Audience>> accounts = new TreeMap<>();
        for (Audience count : counts) {
            if (count.getFollowers() != null) {
                accounts.computeIfAbsent(count.getAccount(), unknown -> new TreeMap<>())
                        .merge(count.getAt().atZone(zone(count)).toLocalDate(), count, OwnChannelsRecountTest::later);
            }
        }
        SortedMap<String, AudienceDay> days = new TreeMap<>();
        accounts.values().forEach(account -> {
            LocalDate before = null;
            for (Map.Entry<LocalDate, Audience> each : account.entrySet()) {
                LocalDate since =
                        before == null || before.isBefore(each.getKey().minusWeeks(4)) ? null : before;
                AudienceDay day = day(each.getKey(), each.getValue(), since, since == null ? null : account.get(since));
                days.put(day.getId(), day);
                before = each.getKey();
            }
        });
        return days;
    }

    private static Audience later(Audience one, Audience other) {
        if (one.getAt().equals(other.getAt())) {
            return one.getFollowers() < other.getFollowers() ? other : one;
        }
        return one.getAt().isBefore(other.getAt()) ? other : one;
    }

    private static ZoneId zone(Audience count) {
        return count.getBrand() == null ? ZoneOffset.UTC : VIENNA;
    }

    /** @param before the count of that day, null as well when there is none */
    private static AudienceDay day(LocalDate date, Audience count, LocalDate since, Audience before) {
        Instant begin = date.atStartOfDay(zone(count)).toInstant();
        AudienceDay.Builder day = AudienceDay.newBuilder()
                .setId(count.getAccount() + '|' + begin)
                .setAccount(count.getAccount())
                .setPlatform("x")
                .setHandle(count.getHandle())
                .setBrand(count.getBrand())
                .setDay(begin)
                .setFollowers(count.getFollowers())
                .setRevision(count.getAt().toEpochMilli())
                .setAsOf(count.getAt());
        if (before != null) {
            long change = count.getFollowers() - before.getFollowers();
            day.setSince(since.atStartOfDay(zone(count)).toInstant())
                    .setChange(change)
                    .setWon(change > 0 ? change : 0)
                    .setLost(change < 0 ? -change : 0)
                    .setRevision(count.getAt().toEpochMilli() + before.getAt().toEpochMilli());
        }
        return day.build();
    }

    private SortedMap<String, TrafficDay> recountedVisits() {
        SortedMap<String, TrafficDay> days = new TreeMap<>();
        Map<String, SortedMap<String, Long>> cents = new TreeMap<>();
        for (Traffic visit : visits) {
            Instant begin = visit.getAt().truncatedTo(ChronoUnit.DAYS);
            String id = String.join(
                    "|",
                    escaped(visit.getProperty()),
                    begin.toString(),
                    escaped(visit.getSource()),
                    "",
                    escaped(visit.getCampaign()),
                    escaped(visit.getContent()),
                    escaped(mention(visit)));
            TrafficDay day = days.computeIfAbsent(id, unknown -> TrafficDay.newBuilder()
                    .setId(id)
                    .setProperty(visit.getProperty())
                    .setDay(begin)
                    .setSource(visit.getSource())
                    .setCampaign(visit.getCampaign())
                    .setContent(visit.getContent())
                    .setMention(mention(visit))
                    .setEvents(0)
                    .setSessions(0)
                    .setPageViews(0)
                    .setClicks(0)
                    .setConverted(0)
                    .setValues(List.of())
                    .setRevision(0)
                    .setAsOf(begin)
                    .build());
            day.setEvents(day.getEvents() + 1);
            day.setRevision(day.getRevision() + 1);
            day.setAsOf(day.getAsOf().isAfter(visit.getAt()) ? day.getAsOf() : visit.getAt());
            switch (RecountedCampaigns.kind(visit)) {
                case SESSION -> day.setSessions(day.getSessions() + 1);
                case PAGE_VIEW -> day.setPageViews(day.getPageViews() + 1);
                case CLICK -> day.setClicks(day.getClicks() + 1);
                case CONVERSION -> day.setConverted(day.getConverted() + 1);
                case OTHER, REFUND -> {}
            }
            Long worth = RecountedCampaigns.cents(visit);
            if (worth != null) {
                cents.computeIfAbsent(id, unknown -> new TreeMap<>())
                        .merge(visit.getCurrency() == null ? "XXX" : visit.getCurrency(), worth, Long::sum);
            }
        }
        cents.forEach((id, worth) -> {
            List<TrafficValue> values = new ArrayList<>();
            worth.forEach((currency, sum) -> values.add(new TrafficValue(currency, sum / 100.0)));
            days.get(id).setValues(values);
        });
        return days;
    }

    private static String escaped(String part) {
        return part == null ? "" : part.replace("%", "%25").replace("|", "%7C");
    }

    private static String mention(Traffic visit) {
        if ("x:77".equals(visit.getContent())) {
            return "x:77";
        }
        return "https://x.com/someone/status/55".equals(visit.getReferrer()) ? "x:55" : null;
    }

    private static <T> SortedMap<String, T> last(
            CloseableIterator<T> told, Function<T, String> id, ToLongFunction<T> revision) throws Exception {
        SortedMap<String, T> last = new TreeMap<>();
        try (told) {
            told.forEachRemaining(each -> last.merge(
                    id.apply(each),
                    each,
                    (before, after) -> revision.applyAsLong(after) < revision.applyAsLong(before) ? before : after));
        }
        return last;
    }

    private static <T extends SpecificRecord> List<KafkaRecord> records(String topic, Class<T> type, List<T> values) {
        List<KafkaRecord> records = new ArrayList<>();
        for (T value : values) {
            records.add(new KafkaRecord(
                    topic,
                    0,
                    records.size(),
                    BEGIN.toEpochMilli(),
                    "k".getBytes(StandardCharsets.UTF_8),
                    AvroMessages.of(type).encode(value)));
        }
        return records;
    }

    static DataStream<KafkaRecord> stream(
            StreamExecutionEnvironment environment, String name, List<KafkaRecord> records) {
        return environment
                .fromData(records, TypeInformation.of(KafkaRecord.class))
                .uid("test-" + name)
                .setParallelism(1);
    }
}
