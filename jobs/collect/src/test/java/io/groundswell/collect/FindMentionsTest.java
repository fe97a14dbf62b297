package io.groundswell.collect;

import static io.groundswell.collect.Feed.brand;
import static io.groundswell.collect.Feed.brandRecord;
import static io.groundswell.collect.Feed.brandTombstone;
import static io.groundswell.collect.Feed.line;
import static io.groundswell.collect.Feed.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.Erasures;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.PseudonymKeys;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindMentionsTest {

    private static final KnownBrands KETTLE = KnownBrands.of(brand("kettle", "kettle"));

    private TwoInputStreamOperatorTestHarness<KafkaRecord, KafkaRecord, Mention> harness;

    private FindMentions operator;

    private PseudonymKeys keys = PseudonymKeys.none();

    private void start(KnownBrands known, OperatorSubtaskState state) throws Exception {
        operator = new FindMentions(known, List.of(), new Pseudonyms(keys));
        harness = new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(operator, List.of(FindMentions.BRANDS, FindMentions.ERASED)));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void a_post_about_a_brand_is_passed_on_and_one_about_none_is_dropped() throws Exception {
        // Given
        start(KETTLE, null);

        // When
        feed(post(1, "my kettle leaks"), post(2, "nothing of note"));

        // Then
        assertThat(texts()).containsExactly("my kettle leaks [kettle]");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void deletions_and_edits_are_passed_on_whatever_they_are_about() throws Exception {
        // Given
        start(KETTLE, null);

        // When
        feed(
                line(1, "{\"delete\":{\"status\":{\"id_str\":\"2028431800000000001\"}}}"),
                line(
                        2,
                        "{\"data\":{\"id\":\"2028431800000000003\",\"edit_history_tweet_ids\":[\"2028431800000000002\",\"2028431800000000003\"],\"text\":\"never mind\",\"created_at\":\"2026-03-02T11:51:00.000Z\"}}"));

        // Then
        assertThat(mentions())
                .extracting(Mention::getId, Mention::getDeleted, Mention::getEdited, Mention::getBrands)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("x:2028431800000000001", true, false, List.of()),
                        org.assertj.core.groups.Tuple.tuple("x:2028431800000000002", false, true, List.of()));
    }

    @Test
    void who_was_erased_does_not_come_back_and_what_was_erased_leaves_as_a_deletion() throws Exception {
        // Given
        start(KETTLE, null);
        feed(written(1, 17, "my kettle leaks"));

        // When
        hear(
                Feed.erasure(1, Erasures.ofAuthor("x:17"), null),
                Feed.erasure(2, Erasures.ofMention("x:2028431800000000001"), "x:2028431800000000001"));
        feed(
                written(1, 17, "my kettle leaks"),
                written(2, 17, "my kettle leaks again"),
                written(3, 18, "a kettle of somebody else's"),
                line(
                        4,
                        "{\"id_str\":\"4\",\"text\":\"RT my kettle leaks\",\"created_at\":\"Mon Mar 02 11:51:00 +0000 2026\","
                                + "\"user\":{\"id_str\":\"19\"},\"retweeted_status\":{\"id_str\":\"99\",\"text\":\"my kettle leaks\","
                                + "\"created_at\":\"Mon Mar 02 11:50:00 +0000 2026\",\"user\":{\"id_str\":\"17\"}}}"));

        // Then
        assertThat(mentions())
                .extracting(Mention::getId, Mention::getDeleted, Mention::getText)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("x:2028431800000000001", false, "my kettle leaks"),
                        org.assertj.core.groups.Tuple.tuple("x:2028431800000000001", true, ""),
                        org.assertj.core.groups.Tuple.tuple(
                                "x:2028431800000000003", false, "a kettle of somebody else's"));
        assertThat(operator.counted("dropped-erased")).isEqualTo(4);
    }

    @Test
    void what_was_erased_before_the_job_started_or_stopped_stays_out() throws Exception {
        // Given
        start(KETTLE, null);
        hear(Feed.erasure(1, Erasures.ofAuthor("x:17"), null));
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        stop();

        // When
        start(KETTLE, saved);
        feed(written(1, 17, "my kettle leaks"));

        // Then
        assertThat(mentions()).isEmpty();

        // And: where nothing was saved, the topic tells
        stop();
        operator = new FindMentions(
                KETTLE, List.of(Feed.erasure(1, Erasures.ofAuthor("x:17"), null)), new Pseudonyms(keys));
        harness = new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(operator, List.of(FindMentions.BRANDS, FindMentions.ERASED)));
        harness.open();
        feed(written(1, 17, "my kettle leaks"));
        assertThat(mentions()).isEmpty();
    }

    @Test
    void with_keys_no_author_s_id_or_name_leaves_and_the_same_author_is_still_the_same() throws Exception {
        // Given
        keys = new PseudonymKeys(new LinkedHashMap<>(Map.of("k1", new byte[32])));
        Brand kettle = brand("kettle", "kettle");
        kettle.setAccounts(List.of("x:20"));
        start(KnownBrands.of(kettle), null);

        // When
        feed(
                written(1, 777000111, "my kettle leaks"),
                written(2, 777000111, "my kettle leaks again"),
                written(3, 777000112, "a kettle of somebody else's"),
                line(4, "{\"data\":{\"id\":\"4\",\"author_id\":\"777000111\",\"text\":[]}}"));

        // Then
        assertThat(mentions())
                .extracting(mention -> mention.getAuthor().getId())
                .containsExactly(
                        keys.pseudonym("x:777000111"), keys.pseudonym("x:777000111"), keys.pseudonym("x:777000112"))
                .allMatch(id -> id.matches("x:k1~[A-Za-z0-9_-]{43}"));
        assertThat(mentions().toString() + deadLetters()).doesNotContain("777000111");
        assertThat(deadLetters()).extracting(DeadLetter::getRecordValue).containsExactly((java.nio.ByteBuffer) null);
    }

    private static KafkaRecord written(long offset, long author, String text) {
        return line(
                offset,
                "{\"data\":{\"id\":\"20284318000000000%02d\",\"author_id\":\"%d\",\"text\":\"%s\",\"created_at\":\"2026-03-02T11:51:00.000Z\"}}"
                        .formatted(offset, author, text));
    }

    @Test
    void a_brand_changes_while_posts_pass_by() throws Exception {
        // Given
        start(KETTLE, null);

        // When
        feed(post(1, "a pot"));
        hear(brandRecord(1, brand("pot", "pot")));
        feed(post(2, "a pot"));
        hear(brandRecord(2, brand("pot", "pan")));
        feed(post(3, "a pot"), post(4, "a pan"));
        Brand removed = brand("pot", "pan");
        removed.setRemoved(true);
        hear(brandRecord(3, removed), brandTombstone(4, "kettle"));
        feed(post(5, "a pan in a kettle"));

        // Then
        assertThat(texts()).containsExactly("a pot [pot]", "a pan [pot]");
    }

    @Test
    void a_brand_that_cannot_be_read_is_a_dead_letter_and_the_earlier_one_stays() throws Exception {
        // Given
        start(KETTLE, null);

        // When
        hear(
                brandRecord(1, brand("kettle", "kettle AND (")),
                new KafkaRecord("brands", 0, 2, 0, null, new byte[] {1, 2, 3}));
        feed(post(1, "kettle"));

        // Then
        assertThat(texts()).containsExactly("kettle [kettle]");
        assertThat(deadLetters())
                .extracting(DeadLetter::getId, DeadLetter::getReason, DeadLetter::getField)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("collect|brands|0|1", Reason.FIELD_RANGE, "query"),
                        org.assertj.core.groups.Tuple.tuple("collect|brands|0|2", Reason.AVRO_DECODE, null));
    }

    @Test
    void what_was_known_at_the_start_is_not_undone_by_older_records_of_the_topic() throws Exception {
        // Given: the topic says pot, then pan, then a broken query; all read before the start
        List<KafkaRecord> topic = List.of(
                brandRecord(1, brand("ware", "pot")),
                brandRecord(2, brand("ware", "pan")),
                brandRecord(3, brand("ware", "pan AND (")));
        start(KnownBrands.from(topic), null);

        // When
        feed(post(1, "a pan"));
        hear(topic.get(0));
        feed(post(2, "a pan"), post(3, "a pot"));
        hear(topic.get(1), topic.get(2), brandRecord(4, brand("ware", "pot")));
        feed(post(4, "a pot"));

        // Then
        assertThat(texts()).containsExactly("a pan [ware]", "a pan [ware]", "a pot [ware]");
        assertThat(deadLetters()).extracting(DeadLetter::getId).containsExactly("collect|brands|0|3");
    }

    @Test
    void after_a_restart_the_checkpoint_knows_the_brands_and_the_counts() throws Exception {
        // Given
        start(KETTLE, null);
        hear(brandRecord(1, brand("pot", "pot")), brandTombstone(2, "kettle"));
        feed(post(1, "a pot"), post(2, "a kettle"));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        // When
        start(KETTLE, state);
        feed(post(3, "a pot"), post(4, "a kettle"));

        // Then
        assertThat(texts()).containsExactly("a pot [pot]");
        assertThat(operator.listenedFor()).containsExactly("pot");
        assertThat(operator.counted("mention")).isEqualTo(2);
        assertThat(operator.counted("dropped-no-brand")).isEqualTo(2);
    }

    @Test
    void bad_records_are_dead_letters_with_the_place_and_the_bytes() throws Exception {
        // Given
        start(KETTLE, null);
        KafkaRecord broken = line(7, "{\"data\":");
        KafkaRecord strange = new KafkaRecord("feed.myspace", 2, 8, 0, null, new byte[] {1});
        KafkaRecord page = line(9, "{\"data\":[{\"id\":\"x\",\"text\":\"a\"},{\"id\":\"y\",\"text\":\"a\"}]}");

        // When
        feed(broken, strange, page);

        // Then
        assertThat(deadLetters())
                .containsExactly(
                        DeadLetters.of("collect", broken, Reason.JSON_SYNTAX, null, "not JSON, at byte 8"),
                        DeadLetters.of(
                                "collect", strange, Reason.UNKNOWN_PAYLOAD, null, "no decoder for platform 'myspace'"),
                        DeadLetters.of(
                                "collect",
                                page,
                                "data[0]",
                                Reason.FIELD_RANGE,
                                "data[0].id",
                                "an id must be 1 to 20 digits and not 0"),
                        DeadLetters.of(
                                "collect",
                                page,
                                "data[1]",
                                Reason.FIELD_RANGE,
                                "data[1].id",
                                "an id must be 1 to 20 digits and not 0"));
    }

    @Test
    void some_records_are_looked_into_for_fields_never_seen_and_always_the_same_ones() throws Exception {
        // Given
        start(KETTLE, null);
        String post = new String(post(0, "kettle").value(), UTF_8).replaceFirst("\\{", "{\"steam\":1,");

        // When
        for (int offset = 0; offset < 130; offset++) {
            feed(line(offset, post));
        }

        // Then
        assertThat(operator.fieldsNeverSeen("x")).isEqualTo(3);
    }

    private void feed(KafkaRecord... records) throws Exception {
        for (KafkaRecord record : records) {
            harness.processElement1(new StreamRecord<>(record, record.timestamp()));
        }
    }

    private void hear(KafkaRecord... records) throws Exception {
        for (KafkaRecord record : records) {
            harness.processElement2(new StreamRecord<>(record, record.timestamp()));
        }
    }

    private List<Mention> mentions() {
        return harness.extractOutputValues();
    }

    private List<String> texts() {
        return mentions().stream()
                .map(mention -> mention.getText() + " " + mention.getBrands())
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        ConcurrentLinkedQueue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(DeadLetters.DOOR);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }
}
