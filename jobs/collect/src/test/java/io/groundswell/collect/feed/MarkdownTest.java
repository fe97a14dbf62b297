package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown becomes what people read. */
class MarkdownTest {

    private final List<String> links = new ArrayList<>();

    private String text(String markdown) {
        return Markdown.text(markdown, links::add);
    }

    @Test
    void marks_of_emphasis_are_gone_and_the_words_stay() {
        assertThat(text("*so* __very__ ***loud***, ~~quiet~~ `kettle --help`"))
                .isEqualTo("so very loud, quiet kettle --help");
    }

    @Test
    void a_link_is_its_words_and_leads_somewhere() {
        assertThat(text("see [the *manual*](https://pottlewick.example/m \"M\") and <https://b.example>"))
                .isEqualTo("see the manual and https://b.example");
        assertThat(links).containsExactly("https://pottlewick.example/m", "https://b.example");
    }

    @Test
    void paragraphs_stand_apart_and_broken_lines_run_on() {
        assertThat(text("One\nline\n\nTwo  \nlines\n\n\n***\n\nThree")).isEqualTo("One line\n\nTwo\nlines\n\nThree");
    }

    @Test
    void quotes_and_headings_are_words() {
        assertThat(text("# Kettles\n> it sings\n> > it *boils*\n\nso does mine"))
                .isEqualTo("Kettles\n\nit sings\n\nit boils\n\nso does mine");
    }

    @Test
    void lists_keep_their_signs_and_numbers() {
        assertThat(text("Pros:\n\n- loud\n- red\n    1. dark\n    2. deep\n\n2019. A good year\n\n1) still loud"))
                .isEqualTo("Pros:\n\n- loud\n- red\n1. dark\n2. deep\n\n2019. A good year\n\n1) still loud");
    }

    @Test
    void a_table_is_its_rows() {
        assertThat(text("|Model|Noise|\n|:--|--:|\n|A1|**70** dB|\n|B2|none|"))
                .isEqualTo("Model | Noise\nA1 | 70 dB\nB2 | none");
    }

    @Test
    void code_keeps_its_lines() {
        assertThat(text("Try\n\n    boil --now\n      --loud\n\n```sh\nstop\n```"))
                .isEqualTo("Try\n\nboil --now\n  --loud\n\nstop");
    }

    @Test
    void html_is_text_and_escapes_are_signs() {
        assertThat(text("<b>not bold</b> &amp;\\*stars\\* &#x1F600;")).isEqualTo("<b>not bold</b> &*stars* 😀");
        assertThat(text("<div>\nblock\n</div>")).isEqualTo("<div> block </div>");
    }

    @Test
    void spoilers_are_told_and_lifted_words_come_down() {
        assertThat(text(">!the kettle did it!< and >!so did I")).isEqualTo("the kettle did it and >!so did I");
        assertThat(text("^(I am a bot) ^beep ^^^boop, 2^10 ^_^")).isEqualTo("(I am a bot) beep boop, 2^10 ^_^");
    }

    @Test
    void pictures_are_their_description_and_empty_lines_are_none() {
        assertThat(text("![a red kettle](abc123) ![gif](giphy|xyz)")).isEqualTo("a red kettle");
        assertThat(text("One\n\n&#x200B;\n\nTwo")).isEqualTo("One\n\nTwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*a ",
                "**a",
                "[",
                "![",
                "[a](",
                "`",
                ">",
                "> ",
                "- ",
                "1. ",
                "|a",
                "~~a ",
                "<a",
                "&",
                "\\",
                "_a*b",
                ">!",
                "a\n> ",
                "[a]: b\n",
                "    - a\n",
                "***\n"
            })
    void no_text_takes_long_however_it_is_made(String piece) {
        // Given
        String long20k = piece.repeat(CleanText.POST_LIMIT / piece.length());

        // When
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThatCode(() -> text(long20k)).doesNotThrowAnyException());
    }
}
