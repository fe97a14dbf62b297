package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Rating;
import io.groundswell.topics.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomMappingTest {

    private final FeedDecoder custom = FeedDecoders.of("custom").orElseThrow();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void a_table_becomes_posts_whatever_its_delimiter_with_line_ends_and_quotes_in_its_cells(String delimiter)
            throws IOException {
        // Given
        Path table = file(
                "posts.csv",
                """
                \uFEFFpost_id¦body¦when¦user¦fans¦stars
                9007199254740993¦"Too ""hot""
                and too, loud; really"¦2026-03-02 12:00¦ann_lid¦12.0¦4
                """
                        .replace("¦", delimiter));

        // When
        List<Decoded> items = decode(
                "id=post_id,text=body,createdAt=when@Europe/Berlin,author=user,author.followers=fans,rating=stars",
                table);

        // Then
        Mention post = mention("custom:9007199254740993", "2026-03-02T11:00:00Z", "Too \"hot\"\nand too, loud; really");
        post.setKind(MentionKind.REVIEW);
        post.setAuthor(new Author("custom:ann_lid", "ann_lid", null, 12L, null, null, null));
        post.setRating(new Rating(0.75, 4.0, 5.0));
        assertThat(items).containsExactly(new Decoded.Post(post));
    }

    @Test
    void json_lines_become_posts_by_dotted_paths_with_their_numbers_exact() throws IOException {
        // Given
        Path lines = file(
                "posts.jsonl",
                """
                {"pk":9007199254740993,"msg":{"body":"Tea"},"at":1772450400,"who":{"handle":"ann_lid","name":"Ann"},"n":[3,4],"tags":"#tea #pot","a.b":"https://tea.example/1"}
                {"pk":2,"msg":{"body":"More tea"},"at":"1772450460","who":null}
                """);

        // When
        List<Decoded> items = decode(
                "id=pk,text=msg.body,createdAt=at@seconds,author=who,likes=n.0,replies=n.1,hashtags=tags,url=a.b",
                lines);

        // Then
        Mention first = mention("custom:9007199254740993", "2026-03-02T11:20:00Z", "Tea");
        first.setAuthor(new Author("custom:ann_lid", "ann_lid", "Ann", null, null, null, null));
        first.setCounters(new Counters(3L, null, 4L, null, null, null, null, null));
        first.setHashtags(List.of("tea", "pot"));
        first.setPermalink("https://tea.example/1");
        Mention second = mention("custom:2", "2026-03-02T11:21:00Z", "More tea");
        assertThat(items).containsExactly(new Decoded.Post(first), new Decoded.Post(second));
    }

    @Test
    void a_bad_row_costs_no_other_and_says_what_is_wrong() throws IOException {
        // Given
        Path table = file(
                "posts.csv",
                """
                id,body,when,hearts
                1,good,2026-03-02T11:00:00Z,1
                2,no zone,2026-03-02T11:00:00,1
                3,no count,2026-03-02T11:00:00Z,a lot
                4,a comma, too many,2026-03-02T11:00:00Z,1

                ,,,
                5,"good, too",2026-03-02T11:00:00Z,
                """);

        // When
        List<Decoded> items = decode("id=id,text=body,createdAt=when,likes=hearts", table);

        // Then
        Mention first = mention("custom:1", "2026-03-02T11:00:00Z", "good");
        first.setCounters(new Counters(1L, null, null, null, null, null, null, null));
        assertThat(items)
                .containsExactly(
                        new Decoded.Post(first),
                        new Decoded.Undecodable(
                                Reason.FIELD_TYPE, "createdAt", "not a time in ISO 8601 with a zone", ""),
                        new Decoded.Undecodable(
                                Reason.FIELD_TYPE, "likes", "expected a count in digits, found other text", ""),
                        new Decoded.Undecodable(
                                Reason.UNKNOWN_PAYLOAD, null, "row 5 has 5 cells where the header has 4", ""),
                        new Decoded.Control("keep-alive"),
                        new Decoded.Post(mention("custom:5", "2026-03-02T11:00:00Z", "good, too")));
    }

    @Test
    void a_quote_that_is_never_closed_leaves_the_rows_before_it_whole() throws IOException {
        // Given
        Path table = file("posts.csv", "id,body\n1,one\n2,\"two\n3,three\n");

        // When
        List<Decoded> items = decode("id=id,text=body", table);

        // Then
        assertThat(items).hasSize(2);
        assertThat(items.get(1))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD,
                        null,
                        "row 3 and what follows cannot be cut into rows: a quote is not closed",
                        ""));
    }

    @Test
    void a_row_in_another_encoding_is_one_broken_row_and_a_marked_file_is_read_in_its_own() throws IOException {
        // Given
        Path mixed = folder.resolve("mixed.csv");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("id,body\n1,Tee für zwei\n".getBytes(UTF_8));
        bytes.write("2,Tee für drei\n".getBytes(ISO_8859_1));
        Files.write(mixed, bytes.toByteArray());
        Path marked = file("marked.csv", "\uFEFFid\tbody\n1\tTee für zwei\n", UTF_16LE);

        // When
        List<Decoded> ofMixed = decode("id=id,text=body", mixed);
        List<Decoded> ofMarked = decode("id=id,text=body", marked);

        // Then
        assertThat(texts(ofMixed)).containsExactly("Tee für zwei", "ENCODING");
        assertThat(texts(ofMarked)).containsExactly("Tee für zwei");
    }

    @Test
    void a_packed_file_and_an_array_of_posts_are_as_good_as_lines() throws IOException {
        // Given
        Path packed = folder.resolve("posts.json.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("[{\"i\":1,\"t\":\"one\"},{\"i\":2,\"t\":\"t\\ud83do\"},3]".getBytes(UTF_8));
        }

        Path packedTable = folder.resolve("posts.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packedTable))) {
            out.write("i,t\n1,one\n".getBytes(UTF_8));
        }

        // When
        List<Decoded> items = decode("id=i,text=t", packed);
        List<Decoded> rows = decode("id=i,text=t", packedTable);

        // Then
        assertThat(texts(items)).containsExactly("one", "t\uFFFDo", "UNKNOWN_PAYLOAD");
        assertThat(texts(rows)).containsExactly("one");
    }

    @Test
    void broken_lines_keep_their_own_fault() throws IOException {
        assertThat(texts(decode("id=i,text=t", file("a.jsonl", "{\"i\":1,\"t\":\"one\"}\n{\"i\":2,\"t\n\n"))))
                .containsExactly("one", "JSON_SYNTAX", "keep-alive");
    }

    @Test
    void constants_flags_lists_and_columns_with_odd_names_have_their_place() throws IOException {
        // Given
        Path table = file(
                "posts.csv",
                "id,\"Post, body\",user@host,bot,gone,links\n1,Tea,ann,yes,,https://a.example https://b.example\n2,x,,,1,\n");

        // When
        List<Decoded> items = decode(
                "id=id, text=\"Post, body\", author.handle=\"user@host\", author.automated=bot, deleted=gone, links=links,"
                        + " kind='article', place.country=land?",
                table);

        // Then
        Mention post = mention("custom:1", "2026-03-02T12:00:01Z", "Tea");
        post.setKind(MentionKind.ARTICLE);
        post.setAuthor(new Author("custom:ann", "ann", null, null, null, true, null));
        post.setLinks(List.of("https://a.example", "https://b.example"));
        post.setNotes(List.of("created-from-observation"));
        assertThat(items).hasSize(2).first().isEqualTo(new Decoded.Post(post));
        assertThat(items.get(1)).isInstanceOf(Decoded.Deletion.class);
    }

    @Test
    void times_are_read_as_the_mapping_says_and_no_other_way() throws IOException {
        assertThat(created("1772452800", "@seconds")).isEqualTo(NOON);
        assertThat(created("1772452800.25", "@seconds")).isEqualTo(NOON.plusMillis(250));
        assertThat(created("1772452800250", "@millis")).isEqualTo(NOON.plusMillis(250));
        assertThat(created("2026-03-02T13:00+01:00", "")).isEqualTo(NOON);
        assertThat(created("2026-03-02T13:00:00+01:00", "@Asia/Tokyo")).isEqualTo(NOON);
        assertThat(created("2026-03-02 13:00:00.5", "@Europe/Berlin")).isEqualTo(NOON.plusMillis(500));
        assertThat(created("2026-03-02", "@UTC")).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(created("02.03.2026 13:00", "@Europe/Berlin@dd.MM.yyyy HH:mm"))
                .isEqualTo(NOON);
        assertThat(created("3/2/2026 7:00 am", "@America/New_York@M/d/yyyy h:mm a"))
                .isEqualTo(NOON);
        assertThat(created("1772452800", "")).isNull();
        assertThat(created("yesterday", "@seconds")).isNull();
        assertThat(created("2026-03-02 13:00", "")).isNull();
        assertThat(created("9e99", "@millis")).isNull();
    }

    private Instant created(String written, String as) throws IOException {
        Path table = file("times.csv", "body;when\nTea;" + written + "\n");
        return decode("text=body,createdAt=when" + as, table).get(0) instanceof Decoded.Post post
                ? post.mention().getCreatedAt()
                : null;
    }

    @Test
    void everything_that_is_wrong_with_a_mapping_is_told_at_once() {
        assertThatExceptionOfType(MappingProblem.class)
                .isThrownBy(() -> CustomMapping.parse(
                        "text=body,shoes=size,likes,id=,createdAt=t@Mars,likes=n@seconds,id=\"x,url='a'b"))
                .satisfies(problem -> assertThat(problem.problems())
                        .containsExactly(
                                "a post has no field 'shoes'; the fields are: "
                                        + String.join(", ", CustomMapping.fields()),
                                "'likes' is no field=source; an entry of a mapping is, for example, text=body",
                                "nothing stands after 'id='",
                                "'Mars' is neither 'seconds' nor 'millis' nor a zone such as UTC, +02:00 or Europe/Berlin",
                                "'@seconds' says how a time is written, but 'likes' is no time; a column with an @ in its"
                                        + " name is put in double quotes",
                                "the quote after 'id=' is not closed"));
        assertThat(problems(""))
                .containsExactly(
                        "the mapping is empty; it says where the fields of a post come from, as in text=body,id=post_id");
        assertThat(problems("id=a")).containsExactly("the mapping must say where the text comes from, as in text=body");
        assertThat(problems("text=a,text=b")).containsExactly("the field 'text' is mapped twice");
        assertThat(problems("text=a,createdAt=t@UTC@{yyyy"))
                .singleElement()
                .asString()
                .contains("is no pattern");
        assertThat(problems("text=a,kind='b'c")).containsExactly("what is 'c' after 'kind='?");
    }

    private static List<String> problems(String mapping) {
        try {
            CustomMapping.parse(mapping);
            return List.of();
        } catch (MappingProblem problem) {
            return problem.problems();
        }
    }

    @Test
    void a_column_that_is_not_there_is_told_with_those_that_are() throws IOException {
        // Given
        Path table = file("posts.csv", "id,text,text,when\n1,a,b,c\n");
        CustomMapping mapping = CustomMapping.parse("id=post_id,text=text,likes=hearts?,title=When");

        // When, Then
        assertThatExceptionOfType(MappingProblem.class)
                .isThrownBy(() -> mapping.read(table, record -> {}))
                .satisfies(problem -> assertThat(problem.problems())
                        .containsExactly(
                                "posts.csv has no column 'post_id'; its columns are: id, text, text, when",
                                "posts.csv has several columns 'text'",
                                "posts.csv has no column 'When'; its columns are: id, text, text, when"));
    }

    @Test
    void a_path_that_no_row_has_is_told_unless_it_may_be_missing() throws IOException {
        // Given
        Path lines = file("posts.jsonl", "{\"t\":\"one\",\"u\":{\"n\":1}}\n{\"t\":\"two\"}\n");
        List<byte[]> records = new ArrayList<>();

        // When, Then
        assertThatExceptionOfType(MappingProblem.class)
                .isThrownBy(() -> CustomMapping.parse("text=t,likes=u.m").read(lines, records::add))
                .withMessage("posts.jsonl has no 'u.m' in its first 2 rows; what stands there is: t, u.n; if it may be"
                        + " missing, write 'u.m?'");
        assertThat(records).isEmpty();
        CustomMapping.parse("text=t,likes=u.m?").read(lines, records::add);
        assertThat(records).hasSize(2);
    }

    @Test
    void whatever_a_row_holds_nothing_is_thrown() throws IOException {
        // Given: a seeded monkey changes bytes of a good table
        Random random = new Random(20260302);
        byte[] pieces = ",;\"\n\r\t'@#.0123456789eE-+\u00e9 ".getBytes(UTF_8);
        byte[] good =
                """
                id,text,when,who,likes,stars,place,gone,tags
                1,"Tea, hot",2026-03-02 12:00,@ann,3,4,Bonn,no,#tea #pot
                2,"More tea",2026-03-02 12:01,bo,,,,,
                """
                        .getBytes(UTF_8);

        for (int round = 0; round < 2_000; round++) {
            byte[] table = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                // Not in the header, which would lack a column then.
                table[45 + random.nextInt(table.length - 45)] = pieces[random.nextInt(pieces.length)];
            }
            // When
            List<Decoded> items = decode(
                    "id=id,text=text,createdAt=when@Europe/Berlin,author=who,likes=likes,rating=stars,place=place,"
                            + "deleted=gone,hashtags=tags",
                    Files.write(folder.resolve("monkey.csv"), table));

            // Then
            assertThat(items).isNotEmpty();
        }
    }

    @Test
    void xml_is_no_table_and_an_empty_file_has_no_rows() throws IOException {
        assertThatExceptionOfType(MappingProblem.class)
                .isThrownBy(() -> decode("text=a", file("feed.xml", "<rss/>")))
                .withMessage("feed.xml is XML; a mapping is for tables, JSON and JSON Lines");
        assertThat(decode("text=a", file("empty.csv", ""))).isEmpty();
        assertThat(decode("text=a", file("headed.csv", "a,b\n"))).isEmpty();
    }

    private List<Decoded> decode(String mapping, Path file) throws IOException {
        List<Decoded> items = new ArrayList<>();
        CustomMapping.parse(mapping)
                .read(
                        file,
                        record -> items.addAll(
                                custom.decode(record, NOON.plusSeconds(1).toEpochMilli())));
        return items;
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text, UTF_8);
    }

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    private static List<String> texts(List<Decoded> items) {
        return items.stream()
                .map(item -> item instanceof Decoded.Post post
                        ? post.mention().getText()
                        : item instanceof Decoded.Undecodable fault
                                ? fault.reason().name()
                                : ((Decoded.Control) item).kind())
                .toList();
    }

    private static Mention mention(String id, String createdAt, String text) {
        PostDraft draft = new PostDraft("custom", NOON.plusSeconds(1).toEpochMilli());
        draft.id = id;
        draft.createdAt = Instant.parse(createdAt).toEpochMilli();
        draft.sayPlain(text);
        return draft.toMention();
    }
}
