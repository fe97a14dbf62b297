package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import io.groundswell.topics.TrafficValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job tells of campaigns is what one thread counts that has all posts, counts of followers and visits before it, see {@link
 * RecountedCampaigns}, in whatever order they come and however often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignsRecountTest {

    private static final int VERSIONS = 20_000;

    /** Most are shorter than the five days of the posts, one begins when hardly anything is said any more. */
    private static final Map<String, List<Campaign>> CAMPAIGNS = Map.of(
            "acme",
            List.of(
                    campaign("spring", "2026-03-27", "2026-03-28", "Spring", "FRÜHLING")
                            .setCost(1_200.5)
                            .setCurrency("EUR")
                            .setTargets(Map.of(
                                    "volume", 700.0,
                                    "people", 300.0,
                                    "authors", 250.0,
                                    "engagement", 9_000.0,
                                    "reach", 1e9,
                                    "followers-won", 70.0,
                                    "sessions", 30.0,
                                    "clicks", 35.0,
                                    "conversions", 7.0,
                                    "value", 999.9))
                            .build(),
                    campaign("after-all", "2026-04-01", "2026-04-03", "spring")
                            .setCurrency("USD")
                            .build(),
                    campaign("month", "2026-03-12", "2026-04-11").build()),
            "zest",
            List.of(
                    campaign("night", "2026-03-28", "2026-03-29", "spring")
                            .setCost(300.0)
                            .setCurrency("EUR")
                            .setConversionValue(12.35)
                            .setTargets(Map.of("value", 50.0, "volume", 100.0))
                            .build(),
                    campaign("short-day", "2026-03-29", "2026-03-29")
                            .setCost(10.0)
                            .setCurrency("EUR")
                            .build(),
                    campaign("early", "2026-03-25", "2026-03-27", "frühling").build()),
            "kolk",
            List.of(
                    campaign("monsoon", "2026-03-27", "2026-03-29", "never-followed")
                            .setCost(50.0)
                            .setCurrency("INR")
                            .build(),
                    campaign("free", "2026-03-24", "2026-03-31", "Spring")
                            .setCost(0.0)
                            .setCurrency("USD")
                            .build()));

    private static final List<Brand> BRANDS = GeneratedBrands.ALL.stream()
            .map(brand -> Brand.newBuilder(brand)
                    .setCampaigns(CAMPAIGNS.get(brand.getId()))
                    .build())
            .toList();

    private static final Map<String, CampaignResults> TOLD = new ConcurrentHashMap<>();

    @TempDir
    private static Path checkpoints;

    private final Random random = new Random(31);
    private final List<EnrichedMention> posts = posts();
    private final List<Audience> counts = counts();
    private final List<Traffic> visits = visits();
    private final SortedMap<String, CampaignResults> recounted = RecountedCampaigns.of(BRANDS, posts, counts, visits);

    private static Campaign.Builder campaign(String id, String from, String to, String... utm) {
        return Campaign.newBuilder()
                .setId(id)
                .setName("Campaign " + id)
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setUtm(List.of(utm));
    }

    private static List<EnrichedMention> posts() {
        List<EnrichedMention> versions = GeneratedPosts.of(VERSIONS, 29);
        for (EnrichedMention version : versions) {
            Mention mention = version.getMention();
            mention.setCampaigns(BRANDS.stream()
                    .filter(brand -> mention.getBrands().contains(brand.getId()))
                    .flatMap(brand -> brand.getCampaigns().stream()
                            .filter(campaign -> isOf(campaign, mention))
                            .map(campaign -> brand.getId() + "/" + campaign.getId()))
                    .sorted()
                    .toList());
        }
        return versions;
    }

    /** Two in three, whenever they were made, and of a mention all versions. */
    private static boolean isOf(Campaign campaign, Mention mention) {
        return Math.floorMod((campaign.getId() + mention.getId()).hashCode(), 3) > 0;
    }

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }

    /** Of accounts of each brand and of others, some counted often and around midnight, some not for weeks. */
    private List<Audience> counts() {
        List<Audience> all = new ArrayList<>();
        for (int account = 0; account < 40; account++) {
            for (int count = account % 3 == 0 ? 3 : 90; count > 0; count--) {
                Instant at = Instant.parse("2026-02-15T00:00:00Z").plusSeconds(random.nextInt(50 * 86_400));
                if (count % 3 == 0) {
                    at = at.truncatedTo(ChronoUnit.DAYS).plusSeconds(random.nextInt(29) * 900L - 10_800);
                }
                all.add(Audience.newBuilder()
                        .setAccount("x:" + account)
                        .setPlatform("x")
                        .setBrand(List.of("acme", "zest", "kolk", "nobodys").get(account % 4))
                        .setAt(at)
                        .setObservedAt(at)
                        .setFollowers(count % 7 == 0 ? null : (long) random.nextInt(1_000))
                        .build());
            }
        }
        return all;
    }

    private List<Traffic> visits() {
        List<Traffic> all = new ArrayList<>();
        for (int visit = 0; visit < 4_000; visit++) {
            Instant at = Instant.parse("2026-03-23T00:00:00Z").plusSeconds(random.nextInt(13 * 86_400));
            all.add(Traffic.newBuilder()
                    .setId("visit-" + visit)
                    .setPlatform("ga4")
                    .setName(any("event", "event", RecountedCampaigns.OWN_CONVERSION))
                    .setKind(TrafficKind.values()[random.nextInt(TrafficKind.values().length)])
                    .setProperty(any("shop", "blog"))
                    .setSource(any("x", "newsletter", null))
                    .setCampaign(any("spring", "Spring", "SPRING", "Frühling", "frühLING", "springs", null))
                    .setAt(at)
                    .setObservedAt(at)
                    .setValue(random.nextBoolean() ? null : (Double) (random.nextInt(9_999) / 100.0))
                    .setCurrency(any("EUR", "USD", null))
                    .build());
        }
        return all;
    }

    @Test
    void straight_they_are_the_recount() throws Exception {
        assertRecounted(told(posts, counts, visits));

        // What is compared is there.
        CampaignResults spring = recounted.get("acme|spring");
        assertThat(RecountedCampaigns.SUMS)
                .allSatisfy(sum -> assertThat((Long) spring.get(sum)).isPositive());
        assertThat(spring.getTargets()).hasSize(10).allSatisfy(target -> assertThat(target.getReached())
                .isPositive());
        assertThat(spring.getFollowersLost()).isPositive();
        assertThat(spring.getValues()).extracting(TrafficValue::getCurrency).containsExactly("EUR", "USD", "XXX");
        assertThat(spring.getReturnOnCost()).isNotNull();
        CampaignResults afterAll = recounted.get("acme|after-all");
        assertThat(afterAll.getEngagement()).isNotZero();
        assertThat(afterAll.getBefore().getMembers())
                .filteredOn(member -> member.getMentions() > 0)
                .extracting(ShareMember::getBrand)
                .containsExactly("acme", "zest");
        assertThat(recounted.get("zest|night").getDuring().getMembers())
                .extracting(ShareMember::getBrand)
                .containsExactly("acme", "kolk", "zest");
    }

    @Test
    void shuffled_and_doubled_they_are_the_recount() throws Exception {
        assertRecounted(told(shuffledAndDoubled(posts), shuffledAndDoubled(counts), shuffledAndDoubled(visits)));
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void when_the_task_manager_is_killed_in_the_middle_they_are_the_recount() throws Exception {
        TOLD.clear();
        serve(posts);
        ServedRecords.killed((tasks, savepoint, way) -> environment(counts, visits, tasks, savepoint, way));
        assertRecounted(last());
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void stopped_with_a_savepoint_and_started_with_more_tasks_they_are_the_recount(@TempDir Path folder)
            throws Exception {
        TOLD.clear();
        serve(posts);
        ServedRecords.rescaled((tasks, savepoint, way) -> environment(counts, visits, tasks, savepoint, way), folder);
        assertRecounted(last());
    }

    private void assertRecounted(SortedMap<String, CampaignResults> told) {
        assertThat(RecountScenarios.differences(told, recounted)).isEmpty();
    }

    private static <T> List<T> shuffledAndDoubled(List<T> values) {
        List<T> all = new ArrayList<>(values);
        all.addAll(values.subList(0, values.size() / 2));
        Collections.shuffle(all, new Random(3));
        return all;
    }

    private static SortedMap<String, CampaignResults> told(
            List<EnrichedMention> posts, List<Audience> audience, List<Traffic> traffic) throws Exception {
        TOLD.clear();
        serve(posts);
        environment(audience, traffic, 2, null, new ServedRecords.Straight()).execute("campaigns");
        return last();
    }

    private static void serve(List<EnrichedMention> posts) {
        ServedRecords.serve(records(
                EnrichedMention.class, posts, version -> version.getMention().getObservedAt()));
    }

    private static StreamExecutionEnvironment environment(
            List<Audience> audience, List<Traffic> traffic, int tasks, String savepoint, ServedRecords.Straight way) {
        StreamExecutionEnvironment environment = ServedRecords.environment(tasks, checkpoints, savepoint);
        // By the clock nothing is told: what is told when windows end and are settled is the last word.
        MeasureSettings settings = new MeasureSettings(
                Duration.ofDays(7),
                Duration.ofHours(1),
                Duration.ofHours(24),
                List.of(),
                List.of(RecountedCampaigns.OWN_CONVERSION));
        List<KafkaRecord> known = records(Brand.class, BRANDS, brand -> Instant.EPOCH);
        DataStream<KafkaRecord> brands = OwnChannelsRecountTest.stream(environment, "brands", known);
        MeasureTopology.Measured measured =
                MeasureTopology.define(ServedRecords.stream(environment, way), brands, known, settings);
        OwnChannelsTopology.Measured own = OwnChannelsTopology.define(
                OwnChannelsRecountTest.stream(
                        environment, "audience", records(Audience.class, audience, Audience::getAt)),
                OwnChannelsRecountTest.stream(environment, "traffic", records(Traffic.class, traffic, Traffic::getAt)),
                brands,
                known,
                settings);
        CampaignTopology.define(measured, own, brands, known)
                .map(new KeepLast())
                .uid("test-keep-last")
                .sinkTo(new DiscardingSink<>())
                .uid("test-campaigns");
        return environment;
    }

    private static SortedMap<String, CampaignResults> last() {
        ServedRecords.forget();
        SortedMap<String, CampaignResults> last = new TreeMap<>(TOLD);
        last.values().forEach(results -> {
            results.setBefore(RecountedCampaigns.withoutNothing(results.getBefore()));
            results.setDuring(RecountedCampaigns.withoutNothing(results.getDuring()));
            results.setAfter(RecountedCampaigns.withoutNothing(results.getAfter()));
            results.setRevision(0);
            results.setAsOf(Instant.EPOCH);
        });
        return last;
    }

    private static <T extends SpecificRecord> List<KafkaRecord> records(
            Class<T> type, List<T> values, Function<T, Instant> at) {
        AvroMessages<T> messages = AvroMessages.of(type);
        List<KafkaRecord> records = new ArrayList<>();
        for (T value : values) {
            records.add(new KafkaRecord(
                    "test",
                    0,
                    records.size(),
                    at.apply(value).toEpochMilli(),
                    "k".getBytes(StandardCharsets.UTF_8),
                    messages.encode(value)));
        }
        return records;
    }

    /** As Elasticsearch does: a lower revision never overwrites, an equal one does. */
    private static final class KeepLast implements MapFunction<CampaignResults, CampaignResults> {
        @Override
        public CampaignResults map(CampaignResults told) {
            return TOLD.merge(
                    told.getId(), told, (before, after) -> after.getRevision() < before.getRevision() ? before : after);
        }
    }
}
