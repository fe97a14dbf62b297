package io.groundswell.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.topics.Sentiment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledPostsTest {

    private static LabelledPosts whole(String file) throws IOException {
        return LabelledPosts.ofWholePosts(file.getBytes(StandardCharsets.UTF_8), "posts.tsv");
    }

    private static LabelledPosts targets(String file) throws IOException {
        return LabelledPosts.ofTargets(file.getBytes(StandardCharsets.UTF_8), "posts.tsv");
    }

    private static List<Sentiment> labels(LabelledPosts posts) {
        return posts.posts().stream().map(LabelledPost::label).toList();
    }

    private static List<String> texts(LabelledPosts posts) {
        return posts.posts().stream().map(LabelledPost::text).toList();
    }

    @Test
    void a_mark_at_the_beginning_empty_lines_and_other_line_ends_are_not_seen() throws IOException {
        // When
        LabelledPosts posts = whole("\uFEFF1\tpositive\tA fine lid\r\n\r\n   \n2\tNegative\tIt leaks\t\t\r\n");

        // Then
        assertThat(posts.posts())
                .containsExactly(
                        new LabelledPost("1", null, Sentiment.POSITIVE, "A fine lid"),
                        new LabelledPost("2", null, Sentiment.NEGATIVE, "It leaks"));
        assertThat(posts.remarks()).isEmpty();
    }

    @Test
    void a_heading_says_where_things_are() throws IOException {
        // When
        LabelledPosts usual = whole("id\tlabel\ttext\n1\tneutral\tTwo sizes\n");
        LabelledPosts otherwise = whole("tweet_id\ttext\tairline_sentiment\n1\tTwo sizes\tneutral\n");
        LabelledPosts towards = targets("id\ttopic\tlabel\ttext\tretweets\n1\tAcme\tneutral\tTwo sizes\t7\n");

        // Then
        assertThat(usual.posts()).containsExactly(new LabelledPost("1", null, Sentiment.NEUTRAL, "Two sizes"));
        assertThat(otherwise.posts()).isEqualTo(usual.posts());
        assertThat(towards.posts()).containsExactly(new LabelledPost("1", "Acme", Sentiment.NEUTRAL, "Two sizes"));
    }

    @Test
    void a_tab_belongs_to_the_text_unless_every_line_has_it() throws IOException {
        // When
        LabelledPosts some = whole("1\tpos\tA fine\tlid\n".repeat(5) + "2\tneg\tIt leaks\n");
        LabelledPosts all = whole("1\tpos\tA fine lid\t2026-11-01\n".repeat(5));

        // Then
        assertThat(texts(some)).startsWith("A fine\tlid").endsWith("It leaks");
        assertThat(texts(all)).containsOnly("A fine lid");
        assertThat(all.remarks()).containsExactly("1 column behind the text left out");
    }

    @ParameterizedTest
    @CsvSource({
        "POSITIVE, NEUTRAL, NEGATIVE, ",
        "pos, neu, neg, ",
        "Positive emotion, No emotion toward brand or product, Negative emotion, ",
        "Very_Positive, objective-OR-neutral, very negative, ",
        "\"\"\"positive\"\"\", \"\"\"neutral\"\"\", \"\"\"negative\"\"\", ",
        "1, 0, -1, 'numbers read as -1 negative, 0 neutral, 1 positive'",
        "+1, 0.0, -1.0, 'numbers read as -1 negative, 0 neutral, 1 positive'",
        "2, 0, -2, 'numbers read as -2 and -1 negative, 0 neutral, 1 and 2 positive'",
        "4, 2, 0, 'numbers read as 0 negative, 2 neutral, 4 positive'",
        "5, 3, 1, 'numbers read as 1 and 2 negative, 3 neutral, 4 and 5 positive'",
        "2, 1, 0, 'numbers read as 0 negative, 1 neutral, 2 positive'",
    })
    void labels_are_written_in_many_ways(String positive, String neutral, String negative, String remark)
            throws IOException {
        // When
        LabelledPosts posts = whole("1\t" + positive + "\tA\n2\t" + neutral + "\tB\n3\t" + negative + "\tC\n");

        // Then
        assertThat(labels(posts)).containsExactly(Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE);
        assertThat(posts.remarks()).isEqualTo(remark == null ? List.of() : List.of(remark));
    }

    @Test
    void other_labels_deleted_texts_and_broken_lines_are_left_out_and_told() throws IOException {
        // When
        LabelledPosts posts = whole("1\tpositive\tA\n2\toff\tB\n3\tnot_relevant\tC\n4\toff\tD\nhm\n5\tneutral\t\n"
                + "6\tneutral\tNot Available\n");

        // Then
        assertThat(posts.posts()).hasSize(1);
        assertThat(posts.remarks())
                .containsExactly(
                        "left out, as their labels are none of the three: 2 off, 1 not relevant",
                        "1 post without a text left out",
                        "2 lines left out as not id, label, text, the first is line 5");
    }

    @Test
    void bytes_that_are_no_utf_8_are_read_as_windows_does_and_told() throws IOException {
        // Given
        byte[] windows = "1\tpos\tCafé – “fine”\n".getBytes(Charset.forName("windows-1252"));
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.write("1\tpos\tCafé ☕\n".getBytes(StandardCharsets.UTF_8));
        mixed.write(windows);

        // When
        LabelledPosts old = LabelledPosts.ofWholePosts(windows, "posts.tsv");
        LabelledPosts both = LabelledPosts.ofWholePosts(mixed.toByteArray(), "posts.tsv");

        // Then
        assertThat(texts(old)).containsExactly("Café – “fine”");
        assertThat(texts(both)).containsExactly("Café ☕", "Café – “fine”");
        assertThat(both.remarks()).containsExactly("4 bytes are no UTF-8, read as windows-1252");
    }

    @Test
    void packed_and_wide_files_are_read_too() throws IOException {
        // Given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("1\tpos\tA fine lid".getBytes(StandardCharsets.UTF_8));
        }

        // When, Then
        assertThat(texts(LabelledPosts.ofWholePosts(packed.toByteArray(), "posts.tsv.gz")))
                .containsExactly("A fine lid");
        assertThat(texts(LabelledPosts.ofWholePosts(
                        "1\tpos\tA fine lid".getBytes(StandardCharsets.UTF_16), "posts.tsv")))
                .containsExactly("A fine lid");
    }

    @Test
    void escapes_of_semeval_are_decoded_once_and_html_stays() throws IOException {
        assertThat(texts(whole("1\tpos\tIt\\u2019s fine\\u002c R&amp;D $1 \\\\u\n")))
                .containsExactly("It’s fine, R&amp;D $1 \\\\u");
    }

    @Test
    void labels_are_looked_for_where_they_are() throws IOException {
        // When
        LabelledPosts four = whole("1\t7\t\"positive\"\tA\n2\t8\t\"neutral\"\tB\n");
        LabelledPosts two = whole("positive\tA\nnegative\tB\n");

        // Then
        assertThat(texts(four)).containsExactly("A", "B");
        assertThat(four.remarks()).containsExactly("labels found in column 3");
        assertThat(texts(two)).containsExactly("A", "B");
    }

    @Test
    void a_table_with_commas_is_read_by_its_heading() throws IOException {
        // When
        LabelledPosts posts = targets(
                """
                "Topic","Sentiment","TweetId","TweetDate","TweetText"
                "acme","positive","7","Tue Oct 18","A ""fine"" lid,
                and\tcheap"
                acme;bolt,neutral,8,Tue Oct 18,"Two sizes"

                "acme","irrelevant","9","Tue Oct 18","Of fish"
                """);

        // Then
        assertThat(posts.posts())
                .containsExactly(
                        new LabelledPost("7", "acme", Sentiment.POSITIVE, "A \"fine\" lid,\nand\tcheap"),
                        new LabelledPost("8", "acme;bolt", Sentiment.NEUTRAL, "Two sizes"));
        assertThat(posts.remarks()).containsExactly("left out, as their labels are none of the three: 1 irrelevant");
    }

    @Test
    void a_quote_that_nobody_closes_swallows_no_other_line() throws IOException {
        assertThat(texts(whole("1;pos;\"A fine lid\n2;neg;\"It leaks\"\n3;neu;Two \"sizes\n")))
                .containsExactly("\"A fine lid", "It leaks", "Two \"sizes");
    }

    @Test
    void a_feeling_is_towards_the_topic_in_front_of_it() throws IOException {
        // When
        LabelledPosts posts = targets("1\tacme kettle\t-2\tIt leaks\n2\tbolt\t1\tFast\tand cheap\n");

        // Then
        assertThat(posts.posts())
                .containsExactly(
                        new LabelledPost("1", "acme kettle", Sentiment.NEGATIVE, "It leaks"),
                        new LabelledPost("2", "bolt", Sentiment.POSITIVE, "Fast\tand cheap"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "id\tlabel\ttext\n",
                "Dear diary",
                "1,7,\"A fine lid",
                "1\tirrelevant\tA",
                "\u0000\u0001\u0002",
                "\u001F\u008B"
            })
    void a_file_with_nothing_in_it_is_refused_by_name(String file) {
        assertThatThrownBy(() -> LabelledPosts.ofWholePosts(file.getBytes(StandardCharsets.ISO_8859_1), "posts.tsv"))
                .isInstanceOf(UnusableLabels.class)
                .hasMessageStartingWith("posts.tsv ");
    }

    @Test
    void a_file_without_topics_is_no_file_of_targets_unless_it_has_a_column_for_them() {
        assertThatThrownBy(() -> targets("positive\tA\nnegative\tB\n"))
                .isInstanceOf(UnusableLabels.class)
                .hasMessageContaining("evaluate sentiment");
    }
}
