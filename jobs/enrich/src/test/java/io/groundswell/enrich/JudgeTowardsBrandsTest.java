package io.groundswell.enrich;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.LabelledText;
import io.groundswell.enrich.sentiment.TrainBrandSentiment;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandModel;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SentimentChances;
import io.groundswell.topics.Towards;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgeTowardsBrandsTest {

    private static final EnrichSettings SETTINGS = EnrichSettings.from(Settings.of(Map.of("enrich.sentiment", "fast")));
    private static final String TEXT = "the new Acme kettle hums, the Boltwick one is fine";

    private TwoInputStreamOperatorTestHarness<EnrichedMention, KafkaRecord, EnrichedMention> harness;
    private long offset;

    private void open(List<KafkaRecord> known, OperatorSubtaskState state) throws Exception {
        harness = new TwoInputStreamOperatorTestHarness<>(new CoBroadcastWithNonKeyedOperator<>(
                new JudgeTowardsBrands(known, SETTINGS), List.of(BrandsHeard.STATE, JudgeTowardsBrands.MODELS)));
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private KafkaRecord record(String topic, String key, byte[] value) {
        return new KafkaRecord(topic, 0, offset++, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private KafkaRecord brand(String id, String name) {
        Brand brand = Brand.newBuilder().setId(id).setName(name).setQuery(name).build();
        return record("brands", id, AvroMessages.of(Brand.class).encode(brand));
    }

    private KafkaRecord model(long version, byte[] bytes) {
        return model(version, "fast", bytes);
    }

    private KafkaRecord model(long version, String tier, byte[] bytes) {
        BrandModel model = BrandModel.newBuilder()
                .setBrand("acme")
                .setVersion(version)
                .setModel(ByteBuffer.wrap(bytes))
                .setTier(tier)
                .setLearned(1)
                .setHeldOut(1)
                .setRecallBefore(0.3)
                .setRecallAfter(0.9)
                .setTrainedAt(Instant.EPOCH)
                .setRemoved(bytes.length == 0)
                .build();
        return record("brand-models", "acme", AvroMessages.of(BrandModel.class).encode(model));
    }

    /** What the people of Acme know: a kettle that hums is about to burst. */
    private static byte[] taught() {
        List<LabelledText> labels = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String thing = "kettle " + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            labels.add(new LabelledText("my " + thing + " sings", Sentiment.POSITIVE, "own"));
            labels.add(new LabelledText("my " + thing + " hums", Sentiment.NEGATIVE, "own"));
            labels.add(new LabelledText("the " + thing + " stands there", Sentiment.NEUTRAL, "own"));
        }
        return TrainBrandSentiment.train(labels, text -> new Chances(0.2, 0.6, 0.2))
                .model()
                .bytes();
    }

    private EnrichedMention see(String id) throws Exception {
        EnrichedMention mention =
                aMention(id).about("acme", "boltwick").saying(TEXT).neutral().enriched();
        mention.getEnrichment().setSentimentModel("fast/1");
        mention.getEnrichment().setSentimentScore(0.0);
        mention.getEnrichment().setChances(new SentimentChances(0.2, 0.6, 0.2));
        harness.processElement1(mention, 0);
        List<EnrichedMention> out = harness.extractOutputValues();
        return out.get(out.size() - 1);
    }

    private static List<String> brandsOfEntities(EnrichedMention mention) {
        return mention.getEnrichment().getEntities().stream()
                .map(Entity::getBrand)
                .toList();
    }

    private static Towards acme(EnrichedMention mention) {
        return mention.getEnrichment().getTowards().get(0);
    }

    private BroadcastState<String, BrandModel> saved() throws Exception {
        AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
        return operator.getOperatorStateBackend().getBroadcastState(JudgeTowardsBrands.MODELS);
    }

    private void hear(KafkaRecord record) throws Exception {
        harness.processElement2(record, 0);
    }

    @Test
    void brands_are_known_from_the_start_change_while_it_runs_and_go() throws Exception {
        // Given
        KafkaRecord known = brand("acme", "Acme");
        open(List.of(known), null);

        // Then
        assertThat(brandsOfEntities(see("1"))).containsExactly("acme");

        // When
        hear(brand("boltwick", "Boltwick"));
        assertThat(brandsOfEntities(see("2"))).containsExactly("acme", "boltwick");
        hear(record("brands", "boltwick", null));
        assertThat(brandsOfEntities(see("3"))).containsExactly("acme");
        hear(brand("acme", "Somebody Else"));
        assertThat(brandsOfEntities(see("4"))).isEmpty();

        // Then what was handed in at the start is old news when the topic says it again
        hear(known);
        assertThat(brandsOfEntities(see("5"))).isEmpty();
        assertThat(harness.extractOutputValues())
                .extracting(mention -> mention.getMention().getId())
                .containsExactly("x:1", "x:2", "x:3", "x:4", "x:5");
    }

    @Test
    void what_a_brand_has_taught_is_used_from_the_next_post_on_and_survives_a_restart() throws Exception {
        // Given
        open(List.of(brand("acme", "Acme")), null);
        assertThat(acme(see("1")).getSentimentModel()).startsWith("fast/1").doesNotContain("@");

        // When
        hear(model(1, taught()));

        // Then
        Towards after = acme(see("2"));
        assertThat(after.getSentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(after.getSentimentModel()).endsWith("+acme@1");

        // When
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        open(List.of(), state);

        // Then
        assertThat(acme(see("3"))).isEqualTo(after);
        assertThat(brandsOfEntities(see("4"))).containsExactly("acme");

        // When
        hear(model(1, new byte[0]));

        // Then
        assertThat(acme(see("5")).getSentimentModel()).doesNotContain("@");
    }

    @Test
    void what_was_taught_over_another_tier_is_not_used() throws Exception {
        // Given
        open(List.of(brand("acme", "Acme"), model(1, taught())), null);

        // When
        hear(model(2, "rntn", taught()));

        // Then
        assertThat(acme(see("1")).getSentimentModel()).doesNotContain("@");
    }

    @Test
    void what_a_former_version_taught_and_this_one_cannot_read_does_not_keep_the_job_from_starting() throws Exception {
        // Given a state that holds what nobody can read
        open(List.of(brand("acme", "Acme"), model(1, taught())), null);
        BrandModel known = saved().get("acme");
        known.setModel(ByteBuffer.wrap(new byte[] {99}));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        // When
        open(List.of(), state);

        // Then
        assertThat(acme(see("1")).getSentimentModel()).doesNotContain("@");
        assertThat(brandsOfEntities(see("2"))).containsExactly("acme");
        assertThat(saved().contains("acme")).isFalse();
    }

    @Test
    void what_cannot_be_read_leaves_as_a_dead_letter_and_what_was_known_stays() throws Exception {
        // Given
        open(List.of(brand("acme", "Acme"), model(1, taught())), null);

        // When
        hear(record("brands", "acme", new byte[] {1, 2}));
        hear(model(2, new byte[] {7, 7, 7}));

        // Then
        assertThat(harness.getSideOutput(DeadLetters.DOOR))
                .extracting(letter -> letter.getValue().getId())
                .containsExactly("enrich|brands|0|2", "enrich|brand-models|0|3");
        assertThat(acme(see("1")).getSentimentModel()).endsWith("+acme@1");
        assertThat(brandsOfEntities(see("2"))).containsExactly("acme");
    }
}
