package io.groundswell.notify.explain;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertPart;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Signal;
import io.groundswell.topics.SubjectKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

    private static MeasuredPart part(SubjectKind kind, String name, long people, long thousandths) {
        return MeasuredPart.newBuilder()
                .setKind(kind)
                .setName(name)
                .setPeople(people)
                .setPeopleShare(thousandths)
                .setMentions(List.of("x:some-" + name))
                .build();
    }

    private static MeasuredPart whole(SubjectKind kind, String name, long people) {
        return part(kind, name, people, 1000 * people);
    }

    private static AlertExplanation explained(
            Signal signal,
            long seen,
            double expected,
            List<List<MeasuredPart>> minutes,
            List<List<MeasuredPart>> usualHours) {
        return Explanation.of(
                signal,
                seen,
                expected,
                new Explanation.Stretch(NOON, minutesAfterNoon(60), minutes),
                new Explanation.Stretch(NOON.minus(Duration.ofDays(7)), NOON, usualHours));
    }

    private static Map<SubjectKind, Double> sums(
            AlertExplanation explanation, java.util.function.ToDoubleFunction<AlertPart> of) {
        Map<SubjectKind, Double> sums = new HashMap<>();
        explanation.getParts().forEach(part -> sums.merge(part.getKind(), of.applyAsDouble(part), Double::sum));
        return sums;
    }

    @Test
    void what_is_expected_of_a_part_is_its_share_in_what_is_usual() {
        // Given: usually a quarter is on x, now all but six
        List<MeasuredPart> usual = List.of(
                whole(SubjectKind.VOICE, "post", 400),
                whole(SubjectKind.PLATFORM, "x", 100),
                whole(SubjectKind.PLATFORM, "reddit", 300));
        List<MeasuredPart> minute = List.of(
                whole(SubjectKind.VOICE, "post", 56),
                whole(SubjectKind.PLATFORM, "x", 50),
                whole(SubjectKind.PLATFORM, "reddit", 6));

        // When
        AlertExplanation explanation = explained(Signal.VOLUME, 56, 8, List.of(minute), List.of(usual));

        // Then
        assertThat(explanation.getExcess()).isEqualTo(48);
        assertThat(explanation.getParts())
                .filteredOn(part -> part.getKind() == SubjectKind.PLATFORM)
                .containsExactly(
                        new AlertPart(SubjectKind.PLATFORM, "x", 50.0, 2.0, 48.0, 50L, 2.0, null, List.of("x:some-x")),
                        new AlertPart(SubjectKind.PLATFORM, "", 6.0, 6.0, 0.0, 0L, 0.0, null, List.of()));
        assertThat(explanation.getSentence())
                .isEqualTo("Of 56 mentions in the worst hour, 89 % are on x (usually 25 %).");
    }

    @Test
    void a_planted_cause_is_named_first_though_it_comes_in_other_words_and_company() {
        // Given: people talk about kettles, mugs and tea as ever; a lid that bursts is new
        List<MeasuredPart> usual = List.of(
                whole(SubjectKind.VOICE, "post", 1000),
                part(SubjectKind.PHRASE, "kettle", 700, 200_000),
                part(SubjectKind.PHRASE, "tea", 500, 150_000),
                whole(SubjectKind.LANGUAGE, "en", 950));
        List<List<MeasuredPart>> minutes = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            minutes.add(List.of(
                    whole(SubjectKind.VOICE, "post", 3),
                    part(SubjectKind.PHRASE, "kettle", 2, 500),
                    part(SubjectKind.PHRASE, "lid", 2, 500),
                    part(SubjectKind.PHRASE, "lid burst", 2, 500),
                    part(SubjectKind.PHRASE, "burst", minute % 6 == 0 ? 3 : 2, 500),
                    part(SubjectKind.PHRASE, "kitchen-" + minute, 1, 300),
                    part(SubjectKind.PHRASE, "tea", 1, 300),
                    whole(SubjectKind.LANGUAGE, "en", 3)));
        }

        // When
        AlertExplanation explanation = explained(Signal.VOLUME, 180, 12, minutes, List.of(usual));

        // Then
        assertThat(explanation.getSentence())
                .isEqualTo("Of 180 mentions in the worst hour, 67 % say “lid burst” (usually none).");
        assertThat(explanation.getParts())
                .filteredOn(part -> part.getKind() == SubjectKind.PHRASE)
                .first()
                .satisfies(first -> {
                    assertThat(first.getName()).isEqualTo("lid burst");
                    assertThat(first.getCarriedBy()).isEqualTo(120);
                    assertThat(first.getSeen()).isEqualTo(30);
                    assertThat(first.getMentions()).containsExactly("x:some-lid burst");
                    assertThat(first.getKeyness()).isGreaterThan(200);
                });
        assertThat(explanation.getParts())
                .extracting(AlertPart::getName)
                .doesNotContain("lid", "burst", "tea", "kettle");
    }

    @Test
    void what_is_as_usual_does_not_stand_out_and_a_word_much_more_frequent_than_its_pair_is_told_beside_it() {
        List<MeasuredPart> minute = List.of(
                whole(SubjectKind.VOICE, "post", 100),
                part(SubjectKind.PHRASE, "lid burst", 40, 20_000),
                part(SubjectKind.PHRASE, "lid", 90, 60_000));

        AlertExplanation explanation = explained(Signal.VOLUME, 100, 1, List.of(minute), List.of(minute));

        // As much as ever: nothing stands out.
        assertThat(explanation.getSentence()).isEmpty();
        AlertExplanation first = explained(
                Signal.VOLUME, 100, 1, List.of(minute), List.of(List.of(whole(SubjectKind.VOICE, "post", 1000))));
        assertThat(first.getParts())
                .filteredOn(part -> part.getKind() == SubjectKind.PHRASE)
                .extracting(AlertPart::getName)
                .containsExactly("lid", "lid burst", "");
    }

    @Test
    void where_nothing_is_known_of_before_all_that_is_expected_is_of_the_rest() {
        List<MeasuredPart> minute =
                List.of(whole(SubjectKind.VOICE, "post", 10), whole(SubjectKind.AUTHOR, "x:ann", 9));

        AlertExplanation explanation = explained(Signal.VOLUME, 10, 2.5, List.of(minute), List.of());

        assertThat(explanation.getParts())
                .filteredOn(part -> part.getKind() == SubjectKind.AUTHOR)
                .containsExactly(
                        new AlertPart(
                                SubjectKind.AUTHOR, "x:ann", 9.0, 0.0, 9.0, 9L, 0.0, null, List.of("x:some-x:ann")),
                        new AlertPart(SubjectKind.AUTHOR, "", 1.0, 2.5, -1.5, 0L, 0.0, null, List.of()));
        assertThat(explanation.getSentence())
                .isEqualTo("Of 10 mentions in the worst hour, 90 % are by the author x:ann.");
    }

    @Test
    void a_brand_that_was_hardly_ever_blamed_is_compared_with_all_that_was_said_of_it() {
        // Given: a week on x, and one angry post in it
        MeasuredPart before = whole(SubjectKind.PLATFORM, "x", 200);
        before.setNegative(1);
        before.setNegativeShare(1000);
        MeasuredPart posts = whole(SubjectKind.VOICE, "post", 200);
        posts.setNegative(1);
        posts.setNegativeShare(1000);
        MeasuredPart now = whole(SubjectKind.PLATFORM, "x", 30);
        now.setNegative(30);
        now.setNegativeShare(30_000);

        // When
        AlertExplanation explanation =
                explained(Signal.NEGATIVE, 30, 0.5, List.of(List.of(now)), List.of(List.of(before, posts)));

        // Then: that it is on x is nothing new
        assertThat(explanation.getSentence()).isEmpty();
        assertThat(explanation.getParts())
                .containsExactly(
                        new AlertPart(SubjectKind.PLATFORM, "x", 30.0, 0.5, 29.5, 30L, 0.5, null, List.of("x:some-x")),
                        new AlertPart(SubjectKind.PLATFORM, "", 0.0, 0.0, 0.0, 0L, 0.0, null, List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
    void parts_of_each_kind_come_to_the_whole_whatever_is_said(Signal signal) {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<List<MeasuredPart>> minutes = randomly(random, 60, 8);
            List<List<MeasuredPart>> usual = randomly(random, random.nextInt(3) * 84, 500);
            long seen = minutes.stream()
                    .flatMap(List::stream)
                    .filter(part -> part.getKind() == SubjectKind.VOICE)
                    .mapToLong(part -> switch (signal) {
                        case NEGATIVE -> part.getNegative();
                        case REVIEWS -> part.getLowReviews();
                        case AMPLIFICATION -> part.getAmplified();
                        default -> part.getPeople();
                    })
                    .sum();
            double expected = random.nextDouble() * 40;

            AlertExplanation explanation = explained(signal, seen, expected, minutes, usual);

            assertThat(explanation.getExcess()).isEqualTo(seen - expected);
            assertThat(explanation.getParts()).isNotEmpty();
            assertThat(sums(explanation, AlertPart::getSeen).values())
                    .allSatisfy(sum -> assertThat(sum).isCloseTo(seen, within(1e-6)));
            assertThat(sums(explanation, AlertPart::getExpected).values())
                    .allSatisfy(sum -> assertThat(sum).isCloseTo(expected, within(1e-6)));
            assertThat(sums(explanation, AlertPart::getExcess).values())
                    .allSatisfy(sum -> assertThat(sum).isCloseTo(seen - expected, within(1e-6)));
        }
    }

    /** Every mention has a voice, and some have up to three hashtags, split evenly. */
    private static List<List<MeasuredPart>> randomly(Random random, int stretches, int most) {
        List<List<MeasuredPart>> all = new ArrayList<>();
        for (int i = 0; i < stretches; i++) {
            Map<String, MeasuredPart> parts = new HashMap<>();
            int mentions = random.nextInt(most + 1);
            for (int mention = 0; mention < mentions; mention++) {
                boolean handedOn = random.nextInt(3) == 0;
                boolean negative = random.nextBoolean();
                boolean low = random.nextInt(4) == 0;
                count(parts, SubjectKind.VOICE, handedOn ? "repost" : "post", 1000, handedOn, negative, low);
                int tags = random.nextInt(4);
                int first = random.nextInt(12);
                for (int tag = 0; tag < tags; tag++) {
                    count(parts, SubjectKind.HASHTAG, "tag-" + (first + tag), 1000 / tags, handedOn, negative, low);
                }
            }
            all.add(List.copyOf(parts.values()));
        }
        return all;
    }

    private static void count(
            Map<String, MeasuredPart> parts,
            SubjectKind kind,
            String name,
            int share,
            boolean handedOn,
            boolean negative,
            boolean low) {
        MeasuredPart part = parts.computeIfAbsent(
                name,
                unknown -> MeasuredPart.newBuilder().setKind(kind).setName(name).build());
        if (handedOn) {
            part.setAmplified(part.getAmplified() + 1);
            part.setAmplifiedShare(part.getAmplifiedShare() + share);
        } else {
            part.setPeople(part.getPeople() + 1);
            part.setPeopleShare(part.getPeopleShare() + share);
            part.setNegative(part.getNegative() + (negative ? 1 : 0));
            part.setNegativeShare(part.getNegativeShare() + (negative ? share : 0));
        }
        part.setLowReviews(part.getLowReviews() + (low ? 1 : 0));
        part.setLowReviewShare(part.getLowReviewShare() + (low ? share : 0));
    }
}
