package io.groundswell.enrich;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.enrich.copies.Sketch;
import io.groundswell.enrich.copies.TextTally;
import io.groundswell.enrich.language.TextHash;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.Automation;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three operators that group copies, one behind the other. */
class CopiesTest {

    private static final EnrichSettings SETTINGS = EnrichSettings.from(io.groundswell.flow.Settings.of(Map.of()));

    private static final String RECALL =
            "Pottlewick recalls every Dawnling kettle because the lid may burst while it boils";
    private static final String RECALL_AGAIN =
            "Pottlewick recalls every Dawnling kettle because the lid could burst while it boils";
    private static final String TEA = "My kettle makes the best tea in town and I will keep it for ever";

    private KeyedOneInputStreamOperatorTestHarness<String, EnrichedMention, CarrierChange> track;
    private KeyedOneInputStreamOperatorTestHarness<String, CarrierChange, TextTally> tally;
    private KeyedOneInputStreamOperatorTestHarness<String, TextTally, CopyGroup> group;
    private int tracked;
    private int tallied;
    private long clock;

    @BeforeEach
    void open() throws Exception {
        track = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TrackCarriers(SETTINGS)),
                mention -> mention.getMention().getId(),
                Types.STRING);
        tally = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TallyTexts(SETTINGS)), CarrierChange::text, Types.STRING);
        group = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new GroupCopies()), TextTally::brand, Types.STRING);
        track.open();
        tally.open();
        group.open();
        tracked = 0;
        tallied = 0;
        clock = 0;
    }

    @AfterEach
    void close() throws Exception {
        track.close();
        tally.close();
        group.close();
    }

    private void see(AMention said) throws Exception {
        EnrichedMention mention = said.enriched();
        String text = mention.getMention().getText();
        if (!mention.getMention().getDeleted()) {
            mention.getEnrichment().setTextHash(TextHash.ofNormalised(text));
            mention.getEnrichment().setSketch(Sketch.of(text));
        }
        track.processElement(mention, mention.getMention().getObservedAt().toEpochMilli());
        passOn();
    }

    private void passOn() throws Exception {
        List<CarrierChange> changes = track.extractOutputValues();
        while (tracked < changes.size()) {
            tally.processElement(changes.get(tracked++), 0);
        }
        List<TextTally> tallies = tally.extractOutputValues();
        while (tallied < tallies.size()) {
            group.processElement(tallies.get(tallied++), 0);
        }
    }

    private void aSecondPasses() throws Exception {
        clock += TallyTexts.REFRESH_MILLIS;
        tally.setProcessingTime(clock);
        passOn();
        clock += TallyTexts.REFRESH_MILLIS;
        group.setProcessingTime(clock);
        tally.setProcessingTime(clock);
    }

    private void eventTimePasses(long millis) throws Exception {
        track.processWatermark(millis);
        passOn();
        tally.processWatermark(millis);
        passOn();
        group.processWatermark(millis);
        aSecondPasses();
    }

    /** The last word about each text. */
    private Map<String, CopyGroup> groups() {
        Map<String, CopyGroup> last = new TreeMap<>();
        group.extractOutputValues().forEach(each -> last.put(each.getId(), each));
        return last;
    }

    /** The same, whenever it was told. */
    private Map<String, CopyGroup> timeless() {
        Map<String, CopyGroup> last = new TreeMap<>();
        groups().forEach((id, each) ->
                last.put(id, CopyGroup.newBuilder(each).setToldAt(Instant.EPOCH).build()));
        return last;
    }

    private static String id(String text) {
        return "acme|" + TextHash.ofNormalised(text);
    }

    @Test
    void copies_are_told_with_who_was_first_and_near_copies_beside_them() throws Exception {
        // When
        see(aMention("2").about("acme").saying(RECALL).at(minutesAfterNoon(1)).by("joe", 3));
        see(aMention("1").about("acme").saying(RECALL).at(NOON).by("jane", 900));
        see(aMention("3")
                .about("acme")
                .saying(RECALL)
                .at(minutesAfterNoon(2))
                .by("jane", 900)
                .repostOf("1"));
        see(aMention("4")
                .about("acme")
                .saying(RECALL_AGAIN)
                .at(minutesAfterNoon(3))
                .by("jim", 40));
        see(aMention("5").about("acme").saying(TEA).at(minutesAfterNoon(3)).by("jill", 50));
        aSecondPasses();

        // Then
        assertThat(groups().values())
                .containsExactlyInAnyOrder(
                        CopyGroup.newBuilder()
                                .setId(id(RECALL))
                                .setBrand("acme")
                                .setTextHash(TextHash.ofNormalised(RECALL))
                                .setOriginal("x:1")
                                .setFirstAt(NOON)
                                .setLastAt(minutesAfterNoon(2))
                                .setMentions(3)
                                .setReposts(1)
                                .setAuthors(2)
                                .setJudgedAuthors(2)
                                .setYoungAuthors(0)
                                .setEmptyAuthors(1)
                                .setNearTexts(1)
                                .setNearMentions(1)
                                .setNearest(List.of(TextHash.ofNormalised(RECALL_AGAIN)))
                                .setAutomation(new Automation(0.0, List.of()))
                                .setToldAt(Instant.ofEpochMilli(1_000))
                                .build(),
                        CopyGroup.newBuilder()
                                .setId(id(RECALL_AGAIN))
                                .setBrand("acme")
                                .setTextHash(TextHash.ofNormalised(RECALL_AGAIN))
                                .setOriginal("x:4")
                                .setFirstAt(minutesAfterNoon(3))
                                .setLastAt(minutesAfterNoon(3))
                                .setMentions(1)
                                .setReposts(0)
                                .setAuthors(1)
                                .setJudgedAuthors(1)
                                .setYoungAuthors(0)
                                .setEmptyAuthors(0)
                                .setNearTexts(1)
                                .setNearMentions(3)
                                .setNearest(List.of(TextHash.ofNormalised(RECALL)))
                                .setAutomation(new Automation(0.0, List.of()))
                                .setToldAt(Instant.ofEpochMilli(1_000))
                                .build());
    }

    @Test
    void a_flood_is_told_once() throws Exception {
        // When
        for (int i = 0; i < 1_000; i++) {
            see(aMention("" + i).about("acme").saying(RECALL).by("bot" + i, 2));
        }
        aSecondPasses();

        // Then
        assertThat(group.extractOutputValues()).singleElement().satisfies(flood -> {
            assertThat(flood.getMentions()).isEqualTo(1_000);
            assertThat(flood.getAutomation().getScore()).isEqualTo(1);
            assertThat(flood.getAutomation().getReasons()).containsExactly("young-or-empty-accounts");
        });
    }

    @Test
    void a_deletion_and_an_edit_leave_the_group_even_when_they_come_before_their_post() throws Exception {
        // When
        see(aMention("1").about("acme").saying(RECALL));
        see(aMention("2").about("acme").saying(RECALL));
        see(aMention("3").deleted().observedAt(minutesAfterNoon(5)));
        see(aMention("3").about("acme").saying(RECALL));
        see(aMention("4").about("acme").saying(RECALL));
        aSecondPasses();
        see(aMention("2").about("acme").saying(TEA).observedAt(minutesAfterNoon(1)));
        see(aMention("4").deleted().observedAt(minutesAfterNoon(1)));
        aSecondPasses();

        // Then
        assertThat(group.extractOutputValues())
                .extracting(CopyGroup::getMentions)
                .containsExactly(3L, 1L);
        assertThat(groups().get(id(RECALL)).getOriginal()).isEqualTo("x:1");
    }

    @Test
    void the_last_word_does_not_depend_on_order_or_repetition() throws Exception {
        // Given
        List<AMention> said = new ArrayList<>();
        Random random = new Random(4);
        List<String> texts = List.of(RECALL, RECALL_AGAIN, TEA, RECALL + " today", "Short one");
        for (int i = 0; i < 60; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            said.add(aMention("" + i % 40)
                    .about("acme", "boltwick")
                    .saying(text)
                    .at(minutesAfterNoon(i))
                    .by("author" + i % 7, i % 9));
        }
        for (AMention each : said) {
            see(each);
        }
        aSecondPasses();
        Map<String, CopyGroup> straight = timeless();

        for (int round = 0; round < 5; round++) {
            // When
            close();
            open();
            List<AMention> shuffled = new ArrayList<>(said);
            shuffled.addAll(said.subList(0, 20));
            Collections.shuffle(shuffled, random);
            for (AMention each : shuffled) {
                see(each);
                if (random.nextInt(10) == 0) {
                    aSecondPasses();
                }
            }
            aSecondPasses();

            // Then, groups that an edit has emptied since aside
            Map<String, CopyGroup> again = timeless();
            assertThat(again).containsAllEntriesOf(straight);
            again.keySet().removeAll(straight.keySet());
            assertThat(again.values()).allMatch(left -> left.getMentions() + left.getNearMentions() <= 1);
        }
    }

    @Test
    void what_was_not_seen_for_a_day_is_forgotten_and_nothing_is_left() throws Exception {
        // Given
        see(aMention("1").about("acme").saying(RECALL));
        see(aMention("2").about("acme").saying(RECALL_AGAIN).at(minutesAfterNoon(60)));
        aSecondPasses();
        int told = group.extractOutputValues().size();

        // When
        eventTimePasses(NOON.plus(Duration.ofHours(24)).toEpochMilli());

        // Then
        assertThat(track.numKeyedStateEntries()).isEqualTo(1);
        assertThat(tally.numKeyedStateEntries()).isEqualTo(2);

        // When
        eventTimePasses(NOON.plus(Duration.ofHours(25)).toEpochMilli());

        // Then
        assertThat(track.numKeyedStateEntries()).isZero();
        assertThat(tally.numKeyedStateEntries()).isZero();
        assertThat(group.numKeyedStateEntries()).isZero();
        assertThat(track.numEventTimeTimers() + tally.numEventTimeTimers()).isZero();
        assertThat(group.extractOutputValues()).hasSize(told);
    }

    @Test
    void a_post_that_was_old_when_it_was_seen_is_nobodys_copy_of_today() throws Exception {
        // When
        see(aMention("1").about("acme").saying(RECALL));
        see(aMention("2").about("acme").saying(RECALL).with(CopiesTest::madeLongAgo));
        aSecondPasses();

        // Then
        assertThat(group.extractOutputValues()).isEmpty();
    }

    @Test
    void counters_read_a_day_later_do_not_make_a_post_old() throws Exception {
        // Given
        see(aMention("1").about("acme").saying(RECALL).at(NOON).by("jane", 9));
        see(aMention("2").about("acme").saying(RECALL).at(NOON).by("joe", 9));
        aSecondPasses();

        // When
        see(aMention("1")
                .about("acme")
                .saying(RECALL)
                .at(NOON)
                .by("jane", 12)
                .observedAt(NOON.plus(Duration.ofHours(30))));
        aSecondPasses();

        // Then
        assertThat(groups().get(id(RECALL)).getMentions()).isEqualTo(2);
    }

    @Test
    void a_post_that_is_seen_again_keeps_its_text_remembered() throws Exception {
        // Given
        see(aMention("1").about("acme").saying(RECALL));
        see(aMention("1").about("acme").saying(RECALL).observedAt(NOON.plus(Duration.ofHours(20))));
        aSecondPasses();

        // When
        eventTimePasses(NOON.plus(Duration.ofHours(40)).toEpochMilli());
        see(aMention("2").about("acme").saying(RECALL).at(NOON.plus(Duration.ofHours(41))));
        aSecondPasses();

        // Then
        assertThat(groups().get(id(RECALL)).getMentions()).isEqualTo(2);
    }

    @Test
    void a_change_that_waits_when_its_text_is_forgotten_is_told_first() throws Exception {
        // Given
        see(aMention("1").about("acme").saying(RECALL));
        see(aMention("2").about("acme").saying(RECALL));

        // When
        eventTimePasses(NOON.plus(Duration.ofDays(30)).toEpochMilli());

        // Then
        assertThat(groups().get(id(RECALL)).getMentions()).isEqualTo(2);
        assertThat(group.numKeyedStateEntries()).isZero();
    }

    @Test
    void a_text_that_took_too_long_once_still_has_near_copies() throws Exception {
        // Given
        EnrichedMention timedOut = aMention("1").about("acme").saying(RECALL).enriched();
        timedOut.getEnrichment().setTextHash(TextHash.ofNormalised(RECALL));
        track.processElement(timedOut, NOON.toEpochMilli());
        passOn();
        aSecondPasses();

        // When
        see(aMention("2").about("acme").saying(RECALL));
        see(aMention("3").about("acme").saying(RECALL_AGAIN));
        aSecondPasses();

        // Then
        assertThat(groups().get(id(RECALL)).getNearTexts()).isEqualTo(1);
        assertThat(groups().get(id(RECALL_AGAIN)).getNearMentions()).isEqualTo(2);
    }

    @Test
    void a_template_filled_in_a_thousand_ways_is_compared_with_a_hundred_a_band() throws Exception {
        // When
        for (int i = 0; i < 1_000; i++) {
            see(aMention("" + i)
                    .about("acme")
                    .saying(RECALL + " says number" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26)
                            + (char) ('a' + i / 676)));
        }
        aSecondPasses();

        // Then
        assertThat(groups()).hasSize(1_000);
        assertThat(groups().values())
                .allMatch(each -> each.getNearTexts() > 0 && each.getNearTexts() <= 10L * GroupCopies.MOST_IN_A_BAND);
    }

    private static void madeLongAgo(Mention.Builder mention) {
        mention.setCreatedAt(NOON.minus(Duration.ofDays(3)));
    }
}
