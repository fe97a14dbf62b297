package io.groundswell.enrich;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Towards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EnrichTopologyTest {

    /** Outlives the jobs, so that their last results can still be fetched. */
    private static final MiniCluster CLUSTER = new MiniCluster(new MiniClusterConfiguration.Builder()
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(2)
            .withRandomPorts()
            .build());

    @BeforeAll
    static void start() throws Exception {
        CLUSTER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        CLUSTER.close();
    }

    private static final EnrichSettings SETTINGS = new EnrichSettings(
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            Duration.ofHours(24),
            EnrichSettings.SentimentChoice.TIERED,
            1_000,
            10_000);

    private static final String ANGRY = "The new kettle of Acme is a terrible mess, says Jane Smith.";

    private record Outlets(List<EnrichedMention> mentions, List<DeadLetter> deadLetters) {
        Map<String, Enrichment> byId() {
            return mentions.stream()
                    .collect(Collectors.toMap(
                            mention -> mention.getMention().getId(), EnrichedMention::getEnrichment, (one, other) -> {
                                assertThat(one).isEqualTo(other);
                                return one;
                            }));
        }
    }

    private static Outlets run(List<KafkaRecord> records) throws Exception {
        StreamExecutionEnvironment environment =
                new TestStreamEnvironment(CLUSTER, StrictEnvironment.strict(), 2, List.of(), List.of());
        EnrichTopology.Enriched enriched = EnrichTopology.define(
                environment.fromData(records).uid("records").name("Records"),
                environment
                        .fromData(TypeInformation.of(KafkaRecord.class), brand("globex", "Globex"))
                        .uid("brands")
                        .name("Brands"),
                List.of(brand("acme", "Acme"), brand("boltwick", "Boltwick")),
                SETTINGS);
        try (CloseableIterator<EnrichedMention> mentions = enriched.mentions().collectAsync();
                CloseableIterator<DeadLetter> letters = enriched.deadLetters().collectAsync()) {
            environment.executeAsync();
            return new Outlets(all(mentions), all(letters));
        }
    }

    private static KafkaRecord brand(String id, String name) {
        Brand brand = Brand.newBuilder().setId(id).setName(name).setQuery(name).build();
        return new KafkaRecord(
                "brands",
                0,
                name.length(),
                0,
                null,
                AvroMessages.of(Brand.class).encode(brand));
    }

    private static <T> List<T> all(CloseableIterator<T> iterator) {
        List<T> list = new ArrayList<>();
        iterator.forEachRemaining(list::add);
        return list;
    }

    private static KafkaRecord record(int offset, Mention mention) {
        return new KafkaRecord(
                "mentions",
                0,
                offset,
                mention.getObservedAt().toEpochMilli(),
                null,
                AvroMessages.of(Mention.class).encode(mention));
    }

    private static List<Mention> story() {
        return List.of(
                aMention("1").about("acme").saying(ANGRY).plain(),
                aMention("2")
                        .about("acme")
                        .saying(ANGRY)
                        .repostOf("1")
                        .at(secondsAfterNoon(1))
                        .plain(),
                aMention("3")
                        .about("acme")
                        .saying(ANGRY)
                        .at(secondsAfterNoon(2))
                        .plain(),
                aMention("4")
                        .about("acme")
                        .saying("La tetera nueva pierde agua y nadie contesta")
                        .plain(),
                aMention("5").about("acme").saying("").plain(),
                aMention("6").deleted().plain());
    }

    private static List<KafkaRecord> records(List<Mention> mentions) {
        List<KafkaRecord> records = new ArrayList<>();
        for (Mention mention : mentions) {
            records.add(record(records.size(), mention));
        }
        return records;
    }

    @Test
    void every_mention_comes_out_once_with_what_its_text_says() throws Exception {
        // When
        Outlets outlets = run(records(story()));

        // Then
        Map<String, Enrichment> byId = outlets.byId();
        assertThat(outlets.mentions())
                .extracting(EnrichedMention::getMention)
                .containsExactlyInAnyOrderElementsOf(story());
        assertThat(byId.values().stream().map(Enrichment::getStatus))
                .hasSize(6)
                .containsOnly(EnrichmentStatus.COMPLETE, EnrichmentStatus.COPIED, EnrichmentStatus.SKIPPED);
        assertThat(byId.get("x:1").getStatus()).isEqualTo(EnrichmentStatus.COMPLETE);
        assertThat(byId.get("x:2"))
                .isEqualTo(Enrichment.newBuilder(byId.get("x:1"))
                        .setStatus(EnrichmentStatus.COPIED)
                        .build());
        assertThat(byId.get("x:3")).isEqualTo(byId.get("x:1"));
        assertThat(byId.get("x:4").getReason()).isEqualTo("language");
        assertThat(byId.get("x:5").getReason()).isEqualTo("no-text");
        assertThat(byId.get("x:6").getReason()).isEqualTo("deleted");
        assertThat(outlets.deadLetters()).isEmpty();
    }

    @Test
    void a_post_about_two_brands_says_how_it_feels_about_each() throws Exception {
        // When
        Outlets outlets = run(List.of(record(
                0,
                aMention("1")
                        .about("acme", "boltwick")
                        .saying("I love my Acme kettle so much, but the Boltwick one is a terrible mess.")
                        .plain())));

        // Then
        Enrichment enrichment = outlets.byId().get("x:1");
        assertThat(enrichment.getTowards())
                .extracting(Towards::getBrand, Towards::getSentiment)
                .containsExactly(tuple("acme", Sentiment.POSITIVE), tuple("boltwick", Sentiment.NEGATIVE));
        assertThat(enrichment.getEntities())
                .filteredOn(entity -> entity.getBrand() != null)
                .containsExactly(
                        new Entity("Acme", "ORGANIZATION", 10, 14, "Acme", "acme"),
                        new Entity("Boltwick", "ORGANIZATION", 39, 47, "Boltwick", "boltwick"));
    }

    @Test
    void order_and_repetition_do_not_show() throws Exception {
        // Given
        Map<String, Enrichment> straight = run(records(story())).byId();
        List<Mention> shuffled = new ArrayList<>(story());
        shuffled.addAll(story());
        Collections.shuffle(shuffled, new Random(7));

        // When
        Outlets outlets = run(records(shuffled));

        // Then
        assertThat(outlets.mentions()).hasSize(12);
        assertThat(outlets.byId()).isEqualTo(straight);
    }

    @Test
    void what_is_no_mention_leaves_as_a_dead_letter() throws Exception {
        // Given
        KafkaRecord broken = new KafkaRecord("mentions", 3, 7, 0, null, new byte[] {1, 2, 3});

        // When
        Outlets outlets = run(List.of(broken, record(8, story().get(0))));

        // Then
        assertThat(outlets.mentions()).hasSize(1);
        assertThat(outlets.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getId()).isEqualTo("enrich|mentions|3|7");
            assertThat(letter.getReason()).isEqualTo(Reason.AVRO_DECODE);
        });
    }
}
