package io.groundswell.enrich.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.enrich.sentiment.Chances;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntentRulesTest {

    private static final IntentRules RULES = IntentRules.load();
    private static final Chances ANGRY = new Chances(0.8, 0.15, 0.05);
    private static final Chances CALM = new Chances(0.1, 0.8, 0.1);
    private static final Chances PLEASED = new Chances(0.05, 0.15, 0.8);

    private static List<String> intents(String text, Chances chances) {
        return RULES.find(text, chances).stream().map(FoundIntent::intent).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            safety-risk       | My Pottlewick kettle just caught FIRE on the counter
            legal-risk        | You will hear from my lawyer, Pottlewick
            purchase-interest | Where can I buy the new Pottlewick?
            purchase-interest | shut up and take my money
            request           | @pottlewick can you pls DM me about my order
            question          | Does the Dawnling come in green?
            question          | anyone know how long the warranty is?? #kettle
            promotion         | GIVEAWAY! RT to win a free kettle
            """)
    void plain_wishes_are_heard_whatever_the_mood(String intent, String text) {
        assertThat(intents(text, CALM)).contains(intent);
    }

    @Test
    void what_needs_a_mood_is_heard_only_in_that_mood() {
        assertThat(intents("Cancelling my order, so done with you", ANGRY)).containsExactly("churn-threat");
        assertThat(intents("Cancelling my order, so done with you", CALM)).isEmpty();
        assertThat(intents("Still waiting for my kettle", ANGRY)).containsExactly("complaint");
        assertThat(intents("Still waiting for my kettle", PLEASED)).isEmpty();
        assertThat(intents("Love the new kettle, thank you", PLEASED)).containsExactly("praise");
        assertThat(intents("Love the new kettle, thank you", null)).isEmpty();
    }

    @Test
    void a_negated_phrase_is_none() {
        assertThat(intents("It has not caught fire yet", CALM)).isEmpty();
        assertThat(intents("I don't need help with it", CALM)).doesNotContain("request");
    }

    @Test
    void danger_is_heard_after_a_negation_too_and_people_write_as_they_speak() {
        assertThat(intents("I can't believe it caught fire", CALM)).containsExactly("safety-risk");
        assertThat(intents("I wanna buy one", CALM)).containsExactly("purchase-interest");
        assertThat(intents("Your broker was lovely", ANGRY)).isEmpty();
    }

    @Test
    void what_can_never_be_found_is_no_phrase() {
        assertThatThrownBy(() -> IntentRules.of("- {intent: a, meaning: b, asks: yes, phrases: ['#fail']}"))
                .isInstanceOfSatisfying(IntentProblems.class, problems -> assertThat(problems.problems())
                        .containsExactly(
                                "line 1: 'weight' must be a text.",
                                "line 1: 'asks' must be true or false.",
                                "line 1: A phrase is words, a star at the end of a word, and '...' between words."));
    }

    @Test
    void an_exception_rules_an_intent_out() {
        assertThat(intents("lord help me I bought another one, please help me", CALM))
                .doesNotContain("request");
    }

    @Test
    void evidence_stands_where_it_says_and_the_weightiest_intent_comes_first() {
        assertThat(RULES.find("😡😡 My kettle caught fire, where is your lawsuit form?", ANGRY))
                .containsExactly(
                        new FoundIntent("safety-risk", "quality", 1, "caught fire", 13, 24),
                        new FoundIntent("legal-risk", "legal", 0.9, "your lawsuit", 35, 47),
                        new FoundIntent("question", "support", 0.4, "?", 52, 53));
    }

    @Test
    void a_question_is_a_sentence_that_asks_and_not_any_mark() {
        assertThat(intents("What a day. Bought a kettle.", CALM)).isEmpty();
        assertThat(intents("Really? I bought a kettle.", CALM)).isEmpty();
        assertThat(intents("You sell kettles? https://acme.example", CALM)).containsExactly("question");
    }

    @Test
    void every_problem_of_a_file_is_told_with_its_line() {
        // Given
        String yaml =
                """
                - intent: Leaving!
                  meaning: Somebody leaves.
                  weight: 2
                  phrases: [bye]
                - intent: hello
                  meaning: Somebody greets.
                  phrase: [hi]
                """;

        // Then
        assertThatThrownBy(() -> IntentRules.of(yaml))
                .isInstanceOfSatisfying(IntentProblems.class, problems -> assertThat(problems.problems())
                        .containsExactly(
                                "line 1: 'Leaving!' must be lower-case letters, digits and hyphens.",
                                "line 3: 'weight' must be a number above 0, at most 1.",
                                "line 7: There is no key 'phrase'; there are: asks, department, intent, meaning, negated,"
                                        + " phrases, sentiment, unless, weight.",
                                "line 5: 'weight' must be a text."));
    }

    @ParameterizedTest
    @CsvSource({"'{', line", "'a: b', 'line 1: The file must be a list'", "'- x', 'line 1: An intent must have keys'"})
    void what_is_no_list_of_intents_is_refused_in_a_sentence(String yaml, String problem) {
        assertThatThrownBy(() -> IntentRules.of(yaml))
                .isInstanceOf(IntentProblems.class)
                .hasMessageContaining(problem);
    }

    static Stream<String> hostile() {
        return Stream.of("", "?".repeat(100_000), "never ".repeat(50_000), "\uD800".repeat(100), "a".repeat(1_000_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void any_text_is_borne(String text) {
        assertThat(RULES.find(text, ANGRY)).hasSizeLessThan(3);
    }
}
