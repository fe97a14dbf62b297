package io.groundswell.collect.brand;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.collect.brand.BrandMatcher.About;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Mention;
import io.groundswell.topics.RuleKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandMatcherTest {

    private final BrandMatcher matcher = new BrandMatcher();

    @AfterEach
    void close() {
        matcher.close();
    }

    private static Brand brand(String id, String query) {
        return Brand.newBuilder().setId(id).setName(id).setQuery(query).build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // words, with the signs people put before them
                "brewbolt | My BREWBOLT leaks | true",
                "brewbolt | My #BrewBolt leaks | true",
                "brewbolt | @BrewBolt my kettle leaks | true",
                "brewbolt | long $BREWBOLT | true",
                "brewbolt | my brewbolts leak | false",
                "brewbolt | write to help@brewbolt.example | false",
                "brewbolt | my ＢｒｅｗＢｏｌｔ leaks | true",
                "brewbolt | my brew​bolt leaks | true",
                // with the sign asked for
                "$T | T for tea | false",
                "$T | I sold my $T today | true",
                "#kettle | a kettle | false",
                "#kettle | my #Kettle! | true",
                "@brewbolt | brewbolt | false",
                "@brewbolt | .@brewbolt hello | true",
                // phrases, nearness, wildcards
                "\"brew bolt\" | my Brew  Bolt leaks | true",
                "\"brew bolt\" | bolt brew | false",
                "\"kettle leaks\"~3 | the kettle that I have leaks | true",
                "\"kettle leaks\"~1 | the kettle that I have here leaks | false",
                "brewb* | brewbolted | true",
                "br?wbolt | brAwbolt | true",
                "brew-bolt | a bolt to brew | false",
                "brew-bolt | my Brew-Bolt | true",
                // and, or, not, brackets
                "kettle AND leak* | a kettle | false",
                "kettle AND leak* | a kettle that leaked | true",
                "kettle OR pot | a pot | true",
                "kettle pot | a pot | true",
                "kettle NOT fish | kettle of fish | false",
                "(kettle OR pot) AND NOT fish | pot of gold | true",
                // letters of the world
                "café | CAFÉ | true",
                "cafe\u0301 | café | true",
                "strasse | STRAßE | true",
                "istanbul | İSTANBUL | true",
                "ＫＥＴＴＬＥ | kettle | true",
                "湯沸かし器 | この湯沸かし器は漏れる | true",
            })
    void words_are_found_as_people_write_them(String query, String text, boolean found) {
        // Given
        assertThat(matcher.put(brand("b", query))).isEmpty();

        // When
        About about = matcher.match(aMention("1").saying(text).plain());

        // Then
        assertThat(about).isEqualTo(new About(found ? List.of("b") : List.of(), List.of(), List.of(), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "author:Otto_Quill | true",
                "author:@otto_quill | true",
                "author:otto | false",
                "site:brewbolt.example | true",
                "site:shop.brewbolt.example | true",
                "site:bolt.example | false",
                "site:evil.example | false",
                "lang:pt | true",
                "lang:en | false",
                "hashtag:leakykettle | true",
                "hashtag:#LeakyKettle | true",
                "hashtag:leaky* | true",
                "cashtag:$brew | true",
                "handle:mira_dot | true",
                "mira_dot | true",
                "nothing AND site:brewbolt.example | false",
            })
    void fields_ask_for_more_than_words(String query, boolean found) {
        // Given
        assertThat(matcher.put(brand("b", query))).isEmpty();
        AMention mention = aMention("1").saying("it leaks").by("Otto_Quill", 3).with(post -> post.setGivenLanguage(
                        "pt-BR")
                .setHashtags(List.of("LeakyKettle"))
                .setCashtags(List.of("BREW"))
                .setHandles(List.of("Mira_Dot"))
                .setLinks(List.of("https://evil.example@Shop.BrewBolt.example:443/k?site=other.example")));

        // When
        About about = matcher.match(mention.plain());

        // Then
        assertThat(about.brands()).isEqualTo(found ? List.of("b") : List.of());
    }

    @Test
    void a_brands_own_account_is_about_the_brand_whatever_it_says() {
        // Given
        Brand brand = brand("brewbolt", "brewbolt");
        brand.setAccounts(List.of("x:BrewBolt", "x:brewboltcares"));
        matcher.put(brand);

        // When
        About own = matcher.match(
                aMention("1").by("BREWBOLTcares", 9).saying("We are on it").plain());
        About elsewhere = matcher.match(aMention("1")
                .on("reddit")
                .by("brewbolt", 9)
                .saying("We are on it")
                .plain());

        // Then
        assertThat(own).isEqualTo(new About(List.of("brewbolt"), List.of(), List.of(), "brewbolt"));
        assertThat(elsewhere).isEqualTo(new About(List.of(), List.of(), List.of(), null));
    }

    @Test
    void what_is_said_on_a_brands_own_page_is_about_the_brand_though_not_by_it() {
        // Given
        Brand brand = brand("brewbolt", "brewbolt");
        brand.setAccounts(List.of("facebook:1203300"));
        matcher.put(brand);
        Mention comment =
                aMention("1").on("facebook").by("77", 9).saying("It leaks").plain();
        comment.setChannel(new Channel("facebook:1203300", "Brewbolt kettles"));
        Mention reply = aMention("2")
                .on("facebook")
                .by("1203300", 9)
                .saying("We are on it")
                .plain();

        // When, Then
        assertThat(matcher.match(comment)).isEqualTo(new About(List.of("brewbolt"), List.of(), List.of(), null));
        assertThat(matcher.match(reply)).isEqualTo(new About(List.of("brewbolt"), List.of(), List.of(), "brewbolt"));
    }

    @Test
    void a_language_the_brand_does_not_want_is_not_about_it_but_no_language_is() {
        // Given
        Brand brand = brand("brewbolt", "brewbolt");
        brand.setLanguages(List.of("en", "de"));
        matcher.put(brand);

        // Then
        assertThat(about("en-GB")).containsExactly("brewbolt");
        assertThat(about("fr")).isEmpty();
        assertThat(about(null)).containsExactly("brewbolt");
    }

    private List<String> about(String language) {
        return matcher.match(aMention("1")
                        .saying("brewbolt")
                        .with(post -> post.setGivenLanguage(language))
                        .plain())
                .brands();
    }

    @Test
    void several_brands_come_sorted_and_the_newest_definition_holds() {
        // Given
        matcher.put(brand("zeta", "kettle"));
        matcher.put(brand("alpha", "kettle"));
        matcher.put(brand("mid", "kettle"));
        matcher.put(brand("mid", "pot"));
        matcher.remove("gone");

        // When
        About kettle = matcher.match(aMention("1").saying("kettle").plain());
        matcher.remove("zeta");
        About later = matcher.match(aMention("1").saying("kettle").plain());

        // Then
        assertThat(kettle.brands()).containsExactly("alpha", "zeta");
        assertThat(later.brands()).containsExactly("alpha");
        assertThat(matcher.listenedFor()).containsExactly("alpha", "mid");
    }

    @Test
    void a_refused_definition_leaves_the_earlier_one_in_force() {
        // Given
        matcher.put(brand("b", "kettle"));

        // When
        var problem = matcher.put(brand("b", "kettle AND ("));

        // Then
        assertThat(problem).isPresent();
        assertThat(matcher.match(aMention("1").saying("kettle").plain()).brands())
                .containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kettle AND ( | the query ends too early: something must follow, or a bracket is not closed (character 12 of the query)",
                "kettle) pot | ')' does not belong there (character 7 of the query)",
                "\"kettle pot | a quote is opened here and not closed (character 1 of the query)",
                "AND kettle | 'AND' does not belong there (character 1 of the query)",
                "kettle /(a+)+$/ | regular expressions are not supported; a / in a word is written \\/ (character 8 of the query)",
                "kettle OR *pot | '*pot' begins with a wildcard (character 11 of the query)",
                "k* | 'k*' is too short; write at least two letters before * (character 1 of the query)",
                "* | '*' alone matches everything (character 1 of the query)",
                "*:* | '*' alone matches everything (character 1 of the query)",
                "kettle OR colour:red | 'colour:' is no field; the fields are text, author, site, lang, hashtag, cashtag, handle (character 11 of the query)",
                "lang:[a TO b] | ranges are not supported (character 6 of the query)",
                "NOT kettle | the query only says what to leave out, not what to look for",
                "-kettle -pot | the query only says what to leave out, not what to look for",
                "kettle AND (NOT fish) | a part in brackets only says what to leave out; write NOT before it instead of in it",
                "\"...\" | the query has no word to look for",
                "`   ` | the query is empty",
            })
    void a_query_that_cannot_be_used_is_told_in_one_sentence(String query, String sentence) {
        assertThat(BrandMatcher.check(brand("b", query)).orElseThrow().sentence())
                .isEqualTo("brand 'b': " + sentence);
    }

    @Test
    void the_same_words_by_another_author_are_judged_anew_when_a_query_asks_for_authors() {
        // Given
        matcher.put(brand("calm", "kettle"));
        matcher.put(brand("not-otto", "kettle NOT author:otto"));

        // Then
        assertThat(by("otto")).containsExactly("calm");
        assertThat(by("mira")).containsExactly("calm", "not-otto");
        assertThat(by("otto")).containsExactly("calm");
        matcher.put(brand("not-otto", "kettle NOT author:mira"));
        assertThat(by("mira")).containsExactly("calm");
        assertThat(by("otto")).containsExactly("calm", "not-otto");
    }

    private List<String> by(String author) {
        return matcher.match(aMention("1").saying("my kettle").by(author, 1).plain())
                .brands();
    }

    @Test
    void brackets_without_end_do_not_exhaust_the_parser() {
        assertThat(BrandMatcher.check(brand("b", "(".repeat(5_000) + "a" + ")".repeat(4_999)))
                        .orElseThrow()
                        .sentence())
                .isEqualTo("brand 'b': the query has more than 200 opening brackets");
        assertThat(BrandMatcher.check(brand("b", "+".repeat(9_999) + "a"))).isPresent();
    }

    @Test
    void a_thousand_brands_stay_apart() {
        // Given
        List<Brand> brands = new java.util.ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            brands.add(brand("brand-" + i, "\"maker number" + i + "\" OR kettle" + i));
        }
        assertThat(matcher.putAll(brands)).isEmpty();

        // When
        About about = matcher.match(aMention("1")
                .saying("my kettle7 is older than the maker number999 itself")
                .plain());

        // Then
        assertThat(about.brands()).containsExactly("brand-7", "brand-999");
    }

    private static Brand campaigning(String brand, String query, String campaignQuery) {
        return Brand.newBuilder(brand(brand, query))
                .setCampaigns(List.of(new Campaign(
                        "spring",
                        "Spring Sale",
                        LocalDate.of(2026, 3, 1),
                        LocalDate.of(2026, 3, 14),
                        campaignQuery,
                        List.of(),
                        Map.of(),
                        null,
                        null,
                        null)))
                .build();
    }

    private About matched(String text) {
        return matcher.match(aMention("1").saying(text).plain());
    }

    @Test
    void a_campaign_asks_among_its_brand_s_mentions_only() {
        // Given
        matcher.put(campaigning("acme", "kettle", "#springsale OR sale"));
        matcher.put(campaigning("zest", "lemon", "sale"));

        // Then
        assertThat(matched("A kettle in the #SpringSale"))
                .isEqualTo(new About(List.of("acme"), List.of("acme/spring"), List.of(), null));
        assertThat(matched("A kettle")).isEqualTo(new About(List.of("acme"), List.of(), List.of(), null));
        assertThat(matched("A sale")).isEqualTo(new About(List.of(), List.of(), List.of(), null));
        assertThat(matched("A sale of kettle and lemon"))
                .isEqualTo(new About(List.of("acme", "zest"), List.of("acme/spring", "zest/spring"), List.of(), null));
    }

    @Test
    void a_rule_with_a_query_marks_what_it_fits_among_its_brand_s_mentions_until_it_is_taken_out() {
        // Given
        BrandRule press = BrandRule.newBuilder()
                .setName("press")
                .setKind(RuleKind.EVERY_MENTION)
                .setQuery("site:news.example")
                .build();
        Mention article = aMention("1").saying("A kettle").plain();
        article.setLinks(List.of("https://www.news.example/kettles"));
        Mention other = aMention("2").saying("A lamp").plain();
        other.setLinks(article.getLinks());
        matcher.put(Brand.newBuilder(campaigning("acme", "kettle", "kettle"))
                .setAlerts(List.of(press))
                .build());

        // Then
        assertThat(matcher.match(article))
                .isEqualTo(new About(List.of("acme"), List.of("acme/spring"), List.of("acme/press"), null));
        assertThat(matcher.match(other)).isEqualTo(new About(List.of(), List.of(), List.of(), null));
        assertThat(matched("A kettle").rules()).isEmpty();
        matcher.put(brand("acme", "kettle"));
        assertThat(matcher.match(article)).isEqualTo(new About(List.of("acme"), List.of(), List.of(), null));
    }

    @Test
    void a_campaign_that_is_taken_out_marks_nothing_any_more() {
        // Given
        matcher.put(campaigning("acme", "kettle", "sale"));

        // When
        matcher.put(brand("acme", "kettle"));

        // Then
        assertThat(matched("A kettle for sale")).isEqualTo(new About(List.of("acme"), List.of(), List.of(), null));
        matcher.remove("acme");
        assertThat(matched("A kettle for sale")).isEqualTo(new About(List.of(), List.of(), List.of(), null));
    }

    @Test
    void a_brand_that_would_be_taken_for_a_campaign_is_refused() {
        assertThat(matcher.put(brand("acme/spring", "kettle")))
                .map(BrandProblem::sentence)
                .contains("brand 'acme/spring': no id of a brand has a slash or a colon");
        assertThat(matched("A kettle").brands()).isEmpty();
    }

    @Test
    void a_campaign_that_cannot_be_asked_for_is_a_problem_of_its_brand_and_changes_nothing() {
        // Given
        matcher.put(campaigning("acme", "kettle", "sale"));

        // When, Then
        assertThat(matcher.put(campaigning("acme", "pot", "sale AND (")))
                .map(BrandProblem::brand)
                .contains("acme");
        assertThat(matched("A kettle for sale").campaigns()).containsExactly("acme/spring");
    }
}
