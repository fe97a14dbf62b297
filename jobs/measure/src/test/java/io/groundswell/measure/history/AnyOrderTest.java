package io.groundswell.measure.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Subject;
import io.groundswell.testkit.Moments;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the order of facts and however often they come, the numbers are the same, and are those of a plain recount. */
class AnyOrderTest {

    private static final long NOON = Moments.NOON.toEpochMilli();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final CampaignTime SPRING = new CampaignTime("acme/spring", NOON + 60_000, NOON + 60_000 + DAY);
    private static final Horizon OPEN = new Horizon(Long.MIN_VALUE, 7 * DAY, DAY);

    /** The seed is the name of the test; each makes another set of facts. */
    static IntStream seeds() {
        return IntStream.range(1, 301);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("Straight, shuffled and doubled facts give equal measures")
    void straight_shuffled_and_doubled_facts_give_equal_measures(int seed) throws Exception {
        // Given
        Random random = new Random(seed);
        List<Fact> facts = facts(random);
        List<Fact> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, random.nextInt(facts.size())));
        Collections.shuffle(shuffled, random);
        List<Fact> doubled =
                facts.stream().flatMap(fact -> List.of(fact, fact).stream()).toList();

        // When
        Map<String, Measure> straight = Windows.after(facts, OPEN);

        // Then
        assertThat(Windows.after(shuffled, OPEN)).isEqualTo(straight);
        assertThat(Windows.after(doubled, OPEN)).isEqualTo(straight);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("Measures are those of a plain recount")
    void measures_are_those_of_a_plain_recount(int seed) throws Exception {
        // Given
        List<Fact> facts = facts(new Random(seed));

        // When
        Map<String, Measure> measures = Windows.after(facts, OPEN);

        // Then
        Map<String, List<Long>> counted = new HashMap<>();
        measures.forEach((id, measure) -> {
            List<Long> numbers = List.of(measure.getMentions(), measure.getOwned(), measure.getLikes());
            if (numbers.stream().anyMatch(number -> number != 0)) {
                counted.put(id, numbers);
            }
        });
        assertThat(counted).isEqualTo(recounted(facts));
    }

    private static List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        int mentions = 1 + random.nextInt(5);
        for (int m = 0; m < mentions; m++) {
            long created = NOON + random.nextInt(4) * 47_000L;
            boolean likesToldLate = random.nextInt(4) == 0;
            int versions = 1 + random.nextInt(7);
            List<Long> moments = new ArrayList<>();
            for (int v = 0; v < versions; v++) {
                long observed = created + (likesToldLate ? 2 * DAY : 0) + wait(random);
                if (moments.contains(observed)) {
                    continue;
                }
                moments.add(observed);
                long version = random.nextInt(3) == 0 ? created : observed;
                Form form =
                        switch (random.nextInt(12)) {
                            case 0 -> Form.DELETED;
                            case 1 -> Form.ABOUT_NOBODY;
                            default -> form(random, m, created);
                        };
                facts.add(new Fact(
                        "x:" + m,
                        "x",
                        version,
                        observed,
                        form,
                        random.nextInt(3) == 0 ? Candidate.UNKNOWN : random.nextInt(1000),
                        counters(random)));
            }
        }
        return facts;
    }

    private static long wait(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(3000);
            case 1 -> random.nextInt(10) * 20_000L;
            default -> random.nextInt(3 * (int) DAY);
        };
    }

    private static Form form(Random random, int mention, long created) {
        boolean edited = random.nextInt(4) == 0;
        List<String> brands =
                edited ? List.of("acme", "zest") : random.nextInt(5) == 0 ? List.of("zest") : List.of("acme");
        return new Form(
                false,
                brands,
                MentionKind.values()[random.nextInt(edited ? 4 : 1)],
                edited ? Sentiment.values()[random.nextInt(3)] : null,
                edited,
                edited && random.nextBoolean() ? Map.of("zest", Sentiment.values()[random.nextInt(3)]) : Map.of(),
                "x:author-" + mention % 3,
                random.nextInt(6) == 0 ? "acme" : null,
                random.nextInt(8) == 0 ? created - 30_000 : created,
                random.nextInt(8) == 0 ? "x:original" : null,
                mention % 4 == 0,
                null,
                random.nextInt(3) == 0 ? random.nextInt(1001) : Form.NO_RATING,
                edited ? List.of(new Subject(SubjectKind.HASHTAG, "tag-" + mention % 2)) : List.of(),
                Map.of(),
                null,
                random.nextInt(8) == 0 ? "x:root" : null,
                edited ? List.of("lid burst") : List.of("kettle"),
                List.of(),
                brands.contains("acme") && random.nextInt(3) > 0 ? List.of(SPRING) : List.of());
    }

    private static long[] counters(Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        long[] counters = new long[Snapshot.COUNTERS];
        Arrays.fill(counters, Snapshot.UNKNOWN);
        if (random.nextInt(4) != 0) {
            counters[Snapshot.LIKES] = random.nextInt(50);
        }
        counters[Snapshot.REPOSTS] = random.nextInt(50);
        return counters;
    }

    /** Mentions, owned and likes by id, from the definitions and without anything of the code under test but types. */
    private static Map<String, List<Long>> recounted(List<Fact> facts) {
        Map<String, long[]> sums = new HashMap<>();
        Map<String, List<Fact>> byMention = new HashMap<>();
        facts.forEach(fact -> byMention
                .computeIfAbsent(fact.mention(), id -> new ArrayList<>())
                .add(fact));
        for (List<Fact> versions : byMention.values()) {
            versions.sort((one, other) -> one.version() != other.version()
                    ? Long.compare(one.version(), other.version())
                    : Long.compare(one.observedAt(), other.observedAt()));
            Form current = versions.get(versions.size() - 1).form();
            if (versions.stream().anyMatch(version -> version.form().deleted())) {
                continue;
            }
            List<String> counted = new ArrayList<>(current.brands());
            current.campaigns().forEach(campaign -> counted.add(campaign.id()));
            for (String brand : counted) {
                boolean owned = brand.split("/")[0].equals(current.ownedBy());
                add(sums, brand, current.createdAt(), owned ? 1 : 0, 1);
                if (!owned) {
                    likes(versions, current, brand, sums);
                }
            }
        }
        Map<String, List<Long>> counted = new HashMap<>();
        sums.forEach((id, sum) -> {
            if (sum[0] != 0 || sum[1] != 0 || sum[2] != 0) {
                counted.put(id, List.of(sum[0], sum[1], sum[2]));
            }
        });
        return counted;
    }

    private static void likes(List<Fact> versions, Form current, String brand, Map<String, long[]> sums) {
        List<Fact> read = versions.stream()
                .filter(version -> version.counters() != null && version.counters()[Snapshot.LIKES] != Snapshot.UNKNOWN)
                .sorted((one, other) -> Long.compare(one.observedAt(), other.observedAt()))
                .toList();
        for (int i = 0; i < read.size(); i++) {
            long now = read.get(i).counters()[Snapshot.LIKES];
            long at = read.get(i).observedAt();
            boolean lastOfItsMinute = i + 1 == read.size() || read.get(i + 1).observedAt() / 60_000 != at / 60_000;
            if (!lastOfItsMinute) {
                continue;
            }
            int before = i;
            while (before >= 0 && read.get(before).observedAt() / 60_000 == at / 60_000) {
                before--;
            }
            if (before >= 0) {
                add(sums, brand, at, 2, now - read.get(before).counters()[Snapshot.LIKES]);
            } else if (at - current.createdAt() <= DAY) {
                add(sums, brand, at, 2, now);
            }
        }
    }

    private static void add(Map<String, long[]> sums, String brand, long time, int number, long by) {
        if (brand.equals(SPRING.id())) {
            if (time >= SPRING.start() && time < SPRING.end()) {
                sums.computeIfAbsent(
                                SPRING.id() + "|all|day|" + Instant.ofEpochMilli(SPRING.start()), id -> new long[3])[
                        number] += by;
            }
            return;
        }
        String minute = Moments.NOON.plusMillis(time - NOON).toString().substring(0, 16);
        for (String platform : List.of("x", "all")) {
            for (String window : List.of(
                    "minute|" + minute + ":00Z",
                    "hour|" + minute.substring(0, 13) + ":00:00Z",
                    "day|" + minute.substring(0, 10) + "T00:00:00Z")) {
                sums.computeIfAbsent(brand + "|" + platform + "|" + window, id -> new long[3])[number] += by;
            }
        }
    }
}
