package io.groundswell.measure;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class CampaignTopologyTest {

    private final StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());

    @Test
    void posts_followers_and_visits_of_a_campaign_are_told_together() throws Exception {
        // Given
        environment.setParallelism(2);
        MeasureSettings settings = new MeasureSettings(
                Duration.ofDays(7), Duration.ofMillis(20), Duration.ofHours(24), List.of(), List.of());
        Brand acme = Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setCompetitors(List.of("zest"))
                .setCampaigns(List.of(Campaign.newBuilder()
                        .setId("spring")
                        .setName("Spring")
                        .setFrom(LocalDate.of(2026, 3, 2))
                        .setTo(LocalDate.of(2026, 3, 2))
                        .setQuery("sale")
                        .setUtm(List.of("spring"))
                        .build()))
                .build();
        List<KafkaRecord> brands = List.of(record("brands", 0, Brand.class, acme));
        List<EnrichedMention> posts = List.of(
                ofCampaign("1", 0),
                ofCampaign("2", 1),
                aMention("3").about("acme").at(minutesAfterNoon(2)).enriched(),
                aMention("4").about("zest").at(minutesAfterNoon(3)).enriched(),
                ofCampaign("next-day", 24 * 60));
        Audience followers = Audience.newBuilder()
                .setAccount("x:42")
                .setPlatform("x")
                .setBrand("acme")
                .setAt(NOON.minus(Duration.ofDays(1)))
                .setObservedAt(NOON)
                .setFollowers(7L)
                .build();
        Audience more =
                Audience.newBuilder(followers).setAt(NOON).setFollowers(9L).build();
        Traffic click = Traffic.newBuilder()
                .setId("a")
                .setPlatform("ga4")
                .setName("click")
                .setKind(TrafficKind.CLICK)
                .setAt(NOON)
                .setObservedAt(NOON)
                .setCampaign("Spring")
                .build();

        // When
        DataStream<KafkaRecord> heard = environment
                .fromData(TypeInformation.of(KafkaRecord.class), brands.get(0))
                .uid("test-brands");
        MeasureTopology.Measured measured = MeasureTopology.define(
                stream("enriched-mentions", EnrichedMention.class, posts), heard, brands, settings);
        OwnChannelsTopology.Measured own = OwnChannelsTopology.define(
                stream("audience", Audience.class, List.of(followers, more)),
                stream("traffic", Traffic.class, List.of(click)),
                heard,
                brands,
                settings);
        CloseableIterator<CampaignResults> told =
                CampaignTopology.define(measured, own, heard, brands).collectAsync();
        environment.execute();

        // Then
        List<CampaignResults> all = new ArrayList<>();
        try (told) {
            told.forEachRemaining(all::add);
        }
        CampaignResults last = all.stream()
                .max(Comparator.comparingLong(CampaignResults::getRevision))
                .orElseThrow();
        assertThat(last.getId()).isEqualTo("acme|spring");
        assertThat(List.of(last.getVolume(), last.getAuthors(), last.getFollowersWon(), last.getClicks()))
                .containsExactly(2L, 2L, 2L, 1L);
        assertThat(last.getDuring().getMembers())
                .extracting(ShareMember::getBrand, ShareMember::getMentions)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("acme", 3L),
                        org.assertj.core.groups.Tuple.tuple("zest", 1L));
    }

    private static EnrichedMention ofCampaign(String id, long minute) {
        return aMention(id)
                .about("acme")
                .at(minutesAfterNoon(minute))
                .with(post -> post.setCampaigns(List.of("acme/spring")))
                .enriched();
    }

    private static <T extends SpecificRecord> KafkaRecord record(String topic, long offset, Class<T> type, T value) {
        return new KafkaRecord(
                topic,
                0,
                offset,
                NOON.toEpochMilli(),
                "k".getBytes(StandardCharsets.UTF_8),
                AvroMessages.of(type).encode(value));
    }

    private <T extends SpecificRecord> DataStream<KafkaRecord> stream(String topic, Class<T> type, List<T> values) {
        List<KafkaRecord> records = new ArrayList<>();
        for (T value : values) {
            records.add(record(topic, records.size(), type, value));
        }
        return environment
                .fromData(records, TypeInformation.of(KafkaRecord.class))
                .uid("test-" + topic)
                .setParallelism(1);
    }
}
