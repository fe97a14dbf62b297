package io.groundswell.local.brief;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BriefPageTest {

    private static final BriefPage PAGE = new BriefPage();
    private static final Span SPAN = Span.sinceYesterdayMorning(MadeUp.NOW, MadeUp.VIENNA);

    /** Of a brand of which nothing is told but what everybody may have written: every text is the same. */
    static Brief saying(String text) {
        Brief.Post post = new Brief.Post(
                "x:1",
                text,
                text,
                MadeUp.SIX,
                text,
                text,
                "NEGATIVE",
                3,
                Optional.of(5L),
                Optional.of(URI.create("https://x.example/1?a=1&b=2")));
        Brief.Why why = new Brief.Why(
                "negative",
                text,
                MadeUp.SIX,
                MadeUp.SIX.plusSeconds(3_600),
                30,
                1.5,
                text,
                List.of(new Brief.Part(text, text, 3, 0.5)),
                List.of(new Brief.Evidence(post, 2)));
        return new Brief(
                new Brief.Listened(text, text, MadeUp.VIENNA),
                SPAN,
                Optional.of(MadeUp.NOW),
                new Brief.Totals(10, 5, 3, 2, 1, 4, 3, 2, 1, 100, 50),
                Optional.of(new Usual.Band(1, 2, 3)),
                7,
                List.of(new Brief.Hour(
                        MadeUp.SIX,
                        5,
                        3,
                        2,
                        4,
                        Optional.of(new Brief.Interval(0.4, 0.3, 0.5)),
                        Optional.of(new Usual.Band(1, 2, 3)),
                        true)),
                List.of(new Brief.Day(MadeUp.SIX, 10, 4, 9, Optional.of(new Brief.Interval(0.4, 0.3, 0.5)))),
                List.of(new Brief.Incident(
                        text,
                        text,
                        true,
                        MadeUp.SIX,
                        Optional.of(MadeUp.SIX),
                        Optional.empty(),
                        text,
                        text,
                        text,
                        text,
                        4,
                        1,
                        List.of(new Brief.Turn(MadeUp.SIX, text, text)),
                        List.of(why))),
                List.of(new Brief.Share(1, List.of(new Brief.Member(text, 10, 5, 4, 100, 50)))),
                new Brief.Answers(
                        1,
                        1,
                        2,
                        0,
                        List.of(new Brief.Asking(post, MadeUp.SIX, true, Optional.of(MadeUp.SIX), text, text)),
                        List.of(new Brief.Group(text, text, 1, 1))),
                List.of(post),
                List.of(new Brief.Voice(text, text, 2, 1, 10, true)),
                List.of(new Brief.Subject(text, 2, 1)),
                List.of(new Brief.Subject(text, 2, 1)),
                List.of(new Brief.Campaign(
                        text,
                        MadeUp.SIX,
                        MadeUp.NOW,
                        10,
                        5,
                        100,
                        50,
                        Optional.of(0.1),
                        List.of(new Brief.Target(text, 100, 10, 0.1)))),
                new Brief.Reviews(List.of(1L, 0L, 0L, 0L, 2L), 3, 1),
                List.of(new Brief.Heard(text, 10, 20, 1, List.of(MadeUp.SIX), Optional.of(MadeUp.NOW))),
                List.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "' onmouseover='alert(1)",
                "javascript:alert(1)",
                "</style><style>*{display:none}</style>",
                "<!-- ",
                "]]>",
                "&lt;b&gt;",
                "${1+1} @if(true)"
            })
    void what_anybody_writes_is_text_wherever_it_stands(String hostile) {
        Document harmless = Jsoup.parse(PAGE.of(saying("harmless"), true));
        Document page = Jsoup.parse(PAGE.of(saying(hostile), true));

        // The same elements with the same attributes, and the words as they were written.
        assertThat(shape(page)).isEqualTo(shape(harmless));
        assertThat(page.select("blockquote").eachText()).isNotEmpty().containsOnly(hostile.strip());
        assertThat(page.select("h1").text()).isEqualTo(hostile.strip());
        assertThat(page.select("a[href^=http]").eachAttr("href")).containsOnly("https://x.example/1?a=1&b=2");
    }

    private static List<String> shape(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + element.attributes().asList().stream()
                                .map(attribute -> attribute.getKey())
                                .toList())
                .toList();
    }

    @Test
    void the_browser_is_told_to_run_what_is_in_the_page_and_nothing_else() throws Exception {
        Document page = Jsoup.parse(PAGE.of(saying("words"), false));

        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo("default-src 'none'; script-src 'sha256-"
                        + digest(page.select("script").last())
                        + "'; style-src 'sha256-" + digest(page.select("style").first())
                        + "'; base-uri 'none'; form-action 'none'");
        assertThat(page.select("[style], [onload], [onclick], link, img, iframe, script[src]"))
                .isEmpty();
    }

    private static String digest(Element element) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(element.data().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_page_can_be_read_without_seeing_it() {
        Document page = Jsoup.parse(PAGE.of(saying("words"), false));

        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("[role=img]")).hasSize(2).allSatisfy(chart -> {
            assertThat(chart.attr("aria-label")).isNotBlank();
            assertThat(chart.parent().select("details table tbody tr")).hasSize(1);
        });
        assertThat(page.select("section")).hasSize(9).allSatisfy(section -> assertThat(
                        page.getElementById(section.attr("aria-labelledby")).tagName())
                .isEqualTo("h2"));
        assertThat(page.select("th:not([scope])")).isEmpty();
    }

    @Test
    void the_licence_of_what_draws_the_charts_is_in_the_page() {
        assertThat(PAGE.of(saying("words"), false))
                .contains("Charts by uPlot 1.6.30, MIT licence")
                .contains("Permission is hereby granted, free of charge");
    }

    @Test
    void what_is_empty_says_so() {
        Brief some = saying("words");
        Brief empty = new Brief(
                new Brief.Listened("acme", "Acme", MadeUp.VIENNA),
                SPAN,
                Optional.empty(),
                new Brief.Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                Optional.empty(),
                0,
                List.of(new Brief.Hour(MadeUp.SIX, 0, 0, 0, 0, Optional.empty(), Optional.empty(), false)),
                List.of(),
                List.of(),
                List.of(),
                new Brief.Answers(0, 0, 0, 0, List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Brief.Reviews(List.of(0L, 0L, 0L, 0L, 0L), 0, 0),
                List.of(),
                List.of());

        assertThat(Jsoup.parse(PAGE.of(empty, false)).text())
                .contains("Since yesterday 06:00, nobody has mentioned Acme; nothing was unusual enough to be told;"
                        + " nobody waits for an answer.")
                .contains("Nothing was said in this time.")
                .contains("Too little was judged in this time to say how people feel.")
                .contains("0 posts wait")
                .contains("Nobody wrote anything in this time.")
                .contains("Nobody spoke.")
                .contains("The brand is compared with no other, or nothing was said of any of them.")
                .contains("No campaign ran in this time.")
                .contains("Nobody wrote a review in this time.")
                .contains("Nothing is known of how well the platforms were heard.");
        assertThat(Jsoup.parse(PAGE.of(some, false)).text()).doesNotContain("Nobody spoke.");
    }

    @Test
    void one_sentence_says_what_happened() {
        assertThat(Jsoup.parse(PAGE.of(saying("Acme"), false)).select(".lead").text())
                .isEqualTo("Since yesterday 06:00, Acme was mentioned 10 times, 5 times the usual 2; a crisis broke out"
                        + " yesterday at 06:00 and goes on; 2 posts wait for an answer, 1 of them longer than was"
                        + " promised; for 1 hour much of it could not be heard.");
    }

    @Test
    void a_moment_of_a_crisis_stands_in_the_chart_at_its_place() {
        assertThat(ChartData.of(saying("Acme"), new InWords(SPAN)).marks())
                .containsExactly(new ChartData.Mark(0, "crisis 06:00"));
        assertThat(ChartData.of(saying("</script>"), new InWords(SPAN)).toJson())
                .doesNotContain("<");
    }

    @Test
    void both_two_oclocks_of_the_night_the_clocks_go_back_have_a_row() {
        Span long_night = Span.of("2026-10-25", "2026-10-26", Instant.parse("2026-11-01T00:00:00Z"), MadeUp.VIENNA);
        InWords say = new InWords(long_night);

        assertThat(long_night.hours().stream().map(say::clock).limit(5))
                .containsExactly("00:00", "01:00", "02:00", "02:00", "03:00");
    }
}
