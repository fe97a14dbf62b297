package io.groundswell.collect;

import static io.groundswell.collect.Feed.brand;
import static io.groundswell.collect.Feed.line;
import static io.groundswell.collect.Feed.post;
import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class CollectTopologyTest {

    @Test
    void a_record_leaves_as_a_mention_or_by_the_door_for_dead_letters() throws Exception {
        // Given
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(2);
        DataStream<KafkaRecord> feeds = environment
                .fromData(
                        TypeInformation.of(KafkaRecord.class),
                        post(1, "my kettle leaks"),
                        post(2, "nothing of note"),
                        line(3, "{"),
                        line(4, ""),
                        post(5, "a second kettle"))
                .uid("feeds");
        DataStream<KafkaRecord> brands = environment
                .fromData(TypeInformation.of(KafkaRecord.class), Feed.brandRecord(1, brand("broken", "broken AND (")))
                .uid("brands");

        // When
        CollectTopology.Collected collected = CollectTopology.define(
                feeds,
                brands,
                KnownBrands.of(brand("kettle", "kettle")),
                List.of(),
                CollectSettings.from(Settings.of(Map.of())));
        CloseableIterator<Mention> mentions = collected.mentions().collectAsync();
        CloseableIterator<DeadLetter> deadLetters = collected.deadLetters().collectAsync();
        environment.execute();

        // Then
        assertThat(all(mentions))
                .extracting(Mention::getText)
                .containsExactlyInAnyOrder("my kettle leaks", "a second kettle");
        assertThat(all(deadLetters))
                .extracting(DeadLetter::getId)
                .containsExactlyInAnyOrder("collect|feed.x|0|3", "collect|brands|0|1");
    }

    @Test
    void a_deletion_that_knows_only_a_server_s_own_id_reaches_the_post() throws Exception {
        // Given
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(2);
        DataStream<KafkaRecord> feeds = environment
                .fromData(
                        TypeInformation.of(KafkaRecord.class),
                        mastodon(
                                1,
                                "{\"id\":\"7\",\"uri\":\"https://a.example/users/w/7\",\"visibility\":\"public\","
                                        + "\"created_at\":\"2026-03-02T11:50:00Z\",\"content\":\"my kettle leaks\","
                                        + "\"account\":{\"url\":\"https://a.example/@w\"}}"),
                        mastodon(2, "event: delete\ndata: 7"))
                .uid("feeds");
        DataStream<KafkaRecord> brands = environment
                .fromData(TypeInformation.of(KafkaRecord.class), Feed.brandRecord(1, brand("tea", "tea")))
                .uid("brands");

        // When
        CollectTopology.Collected collected = CollectTopology.define(
                feeds,
                brands,
                KnownBrands.of(brand("kettle", "kettle")),
                List.of(),
                CollectSettings.from(Settings.of(Map.of())));
        CloseableIterator<Mention> completed = collected.completedMentions().collectAsync();
        environment.execute();

        // Then
        assertThat(all(completed))
                .filteredOn(Mention::getDeleted)
                .extracting(Mention::getId)
                .containsExactly("mastodon:https://a.example/users/w/7");
    }

    private static KafkaRecord mastodon(long offset, String record) {
        return new KafkaRecord("feed.mastodon", 0, offset, NOON.toEpochMilli(), null, record.getBytes(UTF_8));
    }

    private static <T> List<T> all(CloseableIterator<T> items) throws Exception {
        try (items) {
            List<T> all = new ArrayList<>();
            items.forEachRemaining(all::add);
            return all;
        }
    }
}
