package io.groundswell.measure;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.topics.Audience;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class OwnChannelsTopologyTest {

    @Test
    void followers_and_visits_become_days_and_what_is_neither_a_dead_letter() throws Exception {
        // Given
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(2);
        Audience followers = Audience.newBuilder()
                .setAccount("x:42")
                .setPlatform("x")
                .setBrand("acme")
                .setAt(NOON)
                .setObservedAt(NOON)
                .setFollowers(7L)
                .build();
        Traffic click = Traffic.newBuilder()
                .setId("a")
                .setPlatform("ga4")
                .setName("click")
                .setKind(TrafficKind.CLICK)
                .setAt(NOON)
                .setObservedAt(NOON)
                .build();
        Brand acme = Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setTimeZone("Asia/Tokyo")
                .build();
        KafkaRecord brand = record("brands", 0, AvroMessages.of(Brand.class).encode(acme));

        // When
        OwnChannelsTopology.Measured measured = OwnChannelsTopology.define(
                stream(
                        environment,
                        "audience",
                        record("audience", 0, AvroMessages.of(Audience.class).encode(followers)),
                        record("audience", 1, new byte[] {1})),
                stream(
                        environment,
                        "traffic",
                        record("traffic", 0, AvroMessages.of(Traffic.class).encode(click)),
                        record("traffic", 1, null)),
                stream(environment, "brands", brand),
                List.of(brand),
                MeasureSettings.from(Settings.of(Map.of())));
        CloseableIterator<AudienceDay> audience = measured.audienceDays().collectAsync();
        CloseableIterator<TrafficDay> traffic = measured.trafficDays().collectAsync();
        CloseableIterator<DeadLetter> letters = measured.deadLetters().collectAsync();
        environment.execute();

        // Then: noon in UTC is nine in the evening in Tokyo
        assertThat(all(audience)).extracting(AudienceDay::getId).containsExactly("x:42|2026-03-01T15:00:00Z");
        assertThat(all(traffic)).extracting(TrafficDay::getId).containsExactly("|2026-03-02T00:00:00Z|||||");
        assertThat(all(letters))
                .extracting(DeadLetter::getId)
                .containsExactlyInAnyOrder("measure|audience|0|1", "measure|traffic|0|1");
    }

    private static KafkaRecord record(String topic, long offset, byte[] value) {
        return new KafkaRecord(topic, 0, offset, NOON.toEpochMilli(), "k".getBytes(StandardCharsets.UTF_8), value);
    }

    private static DataStream<KafkaRecord> stream(
            StreamExecutionEnvironment environment, String name, KafkaRecord... records) {
        return environment
                .fromData(TypeInformation.of(KafkaRecord.class), records)
                .uid("test-" + name)
                .setParallelism(1);
    }

    private static <T> List<T> all(CloseableIterator<T> items) throws Exception {
        try (items) {
            List<T> all = new ArrayList<>();
            items.forEachRemaining(all::add);
            return all;
        }
    }
}
