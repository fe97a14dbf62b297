package io.groundswell.publish;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.publish.document.Document;
import io.groundswell.topics.Automation;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class PublishTopologyTest {

    private final StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());

    @Test
    void every_record_becomes_a_document_or_a_dead_letter() throws Exception {
        // Given
        KafkaRecord mention = record(
                "enriched-mentions",
                0,
                AvroMessages.of(EnrichedMention.class)
                        .encode(aMention("1").about("acme").enriched()));
        KafkaRecord broken = record("enriched-mentions", 1, new byte[] {9, 9});
        KafkaRecord empty = record("measures", 0, null);
        KafkaRecord letter = record(
                "dead-letters",
                0,
                AvroMessages.of(DeadLetter.class)
                        .encode(DeadLetters.of("collect", broken, Reason.JSON_SYNTAX, null, "")));
        KafkaRecord brokenLetter = record("dead-letters", 1, new byte[] {7});
        KafkaRecord late = record(
                "late",
                0,
                AvroMessages.of(LateMention.class)
                        .encode(LateMention.newBuilder()
                                .setId("x:1|5")
                                .setMention("x:1")
                                .setVersion(5)
                                .setPlatform("x")
                                .setObservedAt(NOON)
                                .setStage("measure")
                                .setAllowedLateness(1)
                                .build()));

        KafkaRecord copies = record(
                "copies",
                4,
                AvroMessages.of(CopyGroup.class)
                        .encode(CopyGroup.newBuilder()
                                .setId("acme|abc")
                                .setBrand("acme")
                                .setTextHash("abc")
                                .setOriginal("x:1")
                                .setFirstAt(NOON)
                                .setLastAt(NOON)
                                .setMentions(2)
                                .setReposts(1)
                                .setAuthors(2)
                                .setJudgedAuthors(2)
                                .setYoungAuthors(0)
                                .setEmptyAuthors(1)
                                .setNearTexts(0)
                                .setNearMentions(0)
                                .setAutomation(new Automation(0.0, List.of()))
                                .setToldAt(NOON)
                                .build()));

        // When
        PublishTopology.Published published = PublishTopology.define(new PublishTopology.Inlets(
                stream("mentions", mention, broken),
                stream("copies", copies),
                stream("coverage", record("coverage", 0, new byte[0])),
                stream("measures", empty),
                stream("shares", record("shares", 0, new byte[0])),
                stream("responses", record("responses", 0, new byte[0])),
                stream("response-times", record("response-times", 0, new byte[0])),
                stream("audience-days", record("audience-days", 0, new byte[0])),
                stream("traffic-days", record("traffic-days", 0, new byte[0])),
                stream("campaigns", record("campaigns", 0, new byte[0])),
                stream("alerts", record("alerts", 0, new byte[0])),
                stream("incidents", record("incidents", 0, new byte[0])),
                stream("deliveries", record("deliveries", 0, new byte[0])),
                stream("letters", letter, brokenLetter),
                stream("late", late)));
        List<Document> documents = new ArrayList<>();
        List<DeadLetter> deadLetters = new ArrayList<>();
        try (CloseableIterator<Document> left = published.documents().collectAsync();
                CloseableIterator<DeadLetter> right = published.deadLetters().collectAsync()) {
            environment.execute();
            left.forEachRemaining(documents::add);
            right.forEachRemaining(deadLetters::add);
        }

        // Then
        assertThat(documents)
                .extracting(document -> document.index().alias() + " " + document.id())
                .containsExactlyInAnyOrder(
                        "groundswell-mentions x:1",
                        "groundswell-copies acme|abc",
                        "groundswell-dead-letters collect|enriched-mentions|0|1",
                        "groundswell-late x:1|5");
        assertThat(deadLetters)
                .extracting(dead -> dead.getId() + " " + dead.getReason())
                .containsExactlyInAnyOrder(
                        "publish|enriched-mentions|0|1 AVRO_DECODE",
                        "publish|coverage|0|0 AVRO_DECODE",
                        "publish|measures|0|0 EMPTY",
                        "publish|shares|0|0 AVRO_DECODE",
                        "publish|responses|0|0 AVRO_DECODE",
                        "publish|response-times|0|0 AVRO_DECODE",
                        "publish|audience-days|0|0 AVRO_DECODE",
                        "publish|traffic-days|0|0 AVRO_DECODE",
                        "publish|campaigns|0|0 AVRO_DECODE",
                        "publish|alerts|0|0 AVRO_DECODE",
                        "publish|incidents|0|0 AVRO_DECODE",
                        "publish|deliveries|0|0 AVRO_DECODE");
    }

    private DataStream<KafkaRecord> stream(String name, KafkaRecord... records) {
        return environment
                .fromData(TypeInformation.of(KafkaRecord.class), records)
                .uid("given-" + name)
                .setParallelism(1);
    }

    private static KafkaRecord record(String topic, long offset, byte[] value) {
        return new KafkaRecord(topic, 0, offset, NOON.toEpochMilli(), null, value);
    }
}
