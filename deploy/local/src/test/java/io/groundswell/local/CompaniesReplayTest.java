package io.groundswell.local;

import static io.groundswell.local.PublishedDocuments.ALERTS;
import static io.groundswell.local.PublishedDocuments.DEAD_LETTERS;
import static io.groundswell.local.PublishedDocuments.LATE;
import static io.groundswell.local.PublishedDocuments.MEASURES;
import static io.groundswell.local.PublishedDocuments.MENTIONS;
import static io.groundswell.local.PublishedDocuments.differences;
import static io.groundswell.local.PublishedDocuments.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.testkit.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real posts through the real broker, Flink and Elasticsearch, against {@link Recount}. */
class CompaniesReplayTest {

    private static final String FOLDER = "timelines/x_v1_companies";
    private static final Pattern ACCOUNT = Pattern.compile(
            "received (\\d+) posts in (\\d+) records = published (\\d+) \\+ dropped (\\d+)(?: \\(no brand \\d+\\))? \\+"
                    + " late (\\d+) \\+ dead letters (\\d+)");

    private static final Map<String, String> SETTINGS =
            // A judgement that ran out of time on a busy machine may come out on the next run.
            Map.of("enrich.budget", "10m");

    @TempDir
    Path temporary;

    private record Account(long received, long records, long published, long dropped, long late, long deadLetters) {}

    private record Kept(
            SortedMap<String, JsonNode> mentions,
            SortedMap<String, JsonNode> measures,
            SortedMap<String, JsonNode> alerts,
            SortedMap<String, JsonNode> deadLetters,
            SortedMap<String, JsonNode> late) {

        static Kept in(PublishedDocuments documents) throws IOException, InterruptedException {
            return new Kept(
                    documents.in(MENTIONS),
                    documents.in(MEASURES),
                    where(
                            documents.in(ALERTS),
                            alert -> !alert.path("state").asText().equals("RETRACTED")),
                    documents.in(DEAD_LETTERS),
                    documents.in(LATE));
        }
    }

    @Test
    void the_numbers_of_a_replay_are_those_of_a_plain_count_and_replaying_again_changes_none() throws Exception {
        // Given
        List<Path> files = files();
        assumeTrue(
                !files.isEmpty(),
                () -> "skipped: no " + FOLDER + " beside the project, nor in GROUNDSWELL_SHARED_DATA");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, Recount.Question> questions = new TreeMap<>(Map.of("facebook", Recount.word("facebook")));
        StringBuilder brands = new StringBuilder("brands:\n  - {id: facebook, name: Facebook, query: facebook}\n");
        for (Path file : files) {
            String ticker =
                    file.getFileName().toString().replaceFirst("[._].*", "").toLowerCase(java.util.Locale.ROOT);
            questions.put(ticker, Recount.cashtag(ticker));
            brands.append("  - {id: %s, name: %s, query: 'cashtag:%s'}\n".formatted(ticker, ticker, ticker));
        }
        Path brandsFile = Files.writeString(temporary.resolve("brands.yaml"), brands);
        Recount recount = new Recount(questions);
        for (Path file : files) {
            recount.read(file);
        }

        DataFolder folder = DataFolder.at(temporary.resolve("data"));
        LocalStack.Plan plan = new LocalStack.Plan(folder, Stages.ALL, SETTINGS, 0, 0, 0, 1);
        try (LocalStack stack = LocalStack.start(plan, new Steps(System.err))) {
            PublishedDocuments documents =
                    new PublishedDocuments(stack.elasticsearch().uri());

            // When
            Account first = replay(folder, brandsFile, files);
            Kept afterFirst = Kept.in(documents);
            Account second = replay(folder, brandsFile, files);
            Kept afterSecond = Kept.in(documents);

            // Then
            assertThat(first.records()).isEqualTo(recount.lines());
            assertThat(first.received()).isEqualTo(recount.sightings());
            assertThat(first.deadLetters()).isZero();
            assertThat(first.published() + first.dropped() + first.late()).isEqualTo(first.received());
            checkMentions(recount, afterFirst);
            checkMeasures(recount, afterFirst);
            // A post that was forgotten and is seen again begins anew, which the recount knows nothing of.
            if (recount.longSilent().isEmpty()) {
                assertThat(RecountedMeasures.differences(stack.kafka().brokers(), afterFirst.measures()))
                        .isEmpty();
            }

            checkBacktest(folder, questions.keySet(), afterFirst);
            checkFlood(afterFirst);

            assertThat(second.records()).isEqualTo(recount.lines());
            assertThat(second.received()).isEqualTo(recount.sightings());
            assertThat(second.dropped()).isEqualTo(first.dropped());
            assertThat(differences(afterFirst.mentions(), afterSecond.mentions()))
                    .isEmpty();
            assertThat(differences(afterFirst.measures(), afterSecond.measures()))
                    .isEmpty();
            assertThat(differences(afterFirst.alerts(), afterSecond.alerts())).isEmpty();
            assertThat(differences(afterFirst.deadLetters(), afterSecond.deadLetters()))
                    .isEmpty();
            checkLateOfSecond(second, afterFirst, afterSecond);
        }
    }

    /** What the back-test says of each brand is what was told live. */
    private static void checkBacktest(DataFolder folder, Set<String> brands, Kept kept) {
        for (String brand : brands) {
            List<JsonNode> alerts = kept.alerts().values().stream()
                    .filter(alert -> alert.path("brand").asText().equals(brand))
                    .toList();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String[] words = {
                "backtest", "--brand", brand, "--data", folder.path().toString()
            };
            assertThat(Groundswell.run(words, new PrintStream(out, true, StandardCharsets.UTF_8), System.err))
                    .isZero();
            String told = out.toString(StandardCharsets.UTF_8);
            System.err.print(told);
            assertThat(told.lines().filter(line -> !line.startsWith("    ")).toList())
                    .hasSize(alerts.size())
                    .allMatch(line -> alerts.stream()
                            .anyMatch(alert ->
                                    line.endsWith(alert.path("headline").asText())));
        }
    }

    /** On that day a few hundred accounts retweeted the same posts about many shares at once. */
    private static void checkFlood(Kept kept) {
        for (String brand : List.of("amzn", "fb", "goog")) {
            List<String> alerts = kept.alerts().values().stream()
                    .filter(alert -> alert.path("brand").asText().equals(brand))
                    .filter(alert -> alert.path("openedAt").asText().startsWith("2014-05-21"))
                    .map(alert -> alert.path("tier").asText() + " "
                            + alert.path("signal").asText())
                    .toList();
            assertThat(alerts).as(brand).contains("WATCH AMPLIFICATION").noneMatch(alert -> alert.startsWith("CRISIS"));
        }
    }

    private static void checkMentions(Recount recount, Kept kept) {
        SortedMap<String, SortedMap<LocalDate, Long>> published = new TreeMap<>();
        for (JsonNode mention : kept.mentions().values()) {
            for (JsonNode brand : mention.path("brands")) {
                published
                        .computeIfAbsent(brand.asText(), unknown -> new TreeMap<>())
                        .merge(day(mention, "createdAt"), 1L, Long::sum);
            }
        }
        assertThat(published).isEqualTo(recount.mentions());
    }

    /** Each day's measure is the recount, less the posts that came too late for it, which stand in their own index. */
    private static void checkMeasures(Recount recount, Kept kept) {
        SortedSet<String> toldLate = new TreeSet<>();
        kept.late()
                .values()
                .forEach(each -> toldLate.add(each.path("mention").asText().substring("x:".length())));
        // Those first seen in time were counted then. Seen again after so long that they were forgotten, they are told
        // as late, which changes nothing.
        SortedSet<String> late = new TreeSet<>(recount.seenLate());
        late.retainAll(toldLate);
        toldLate.removeAll(recount.seenLate());
        assertThat(recount.longSilent())
                .as("posts seen in time and told late afterwards")
                .containsAll(toldLate);

        SortedMap<String, SortedMap<LocalDate, Long>> expected = new TreeMap<>();
        recount.mentions().forEach((brand, days) -> expected.put(brand, new TreeMap<>(days)));
        for (JsonNode mention : kept.mentions().values()) {
            if (late.contains(mention.path("id").asText().substring("x:".length()))) {
                mention.path("brands").forEach(brand -> expected.get(brand.asText())
                        .computeIfPresent(day(mention, "createdAt"), (day, count) -> count == 1 ? null : count - 1));
            }
        }
        SortedMap<String, SortedMap<LocalDate, Long>> measured = new TreeMap<>();
        SortedMap<String, SortedMap<LocalDate, Recount.Gained>> gained = new TreeMap<>();
        for (JsonNode measure : kept.measures().values()) {
            if (measure.path("size").asText().equals("DAY")
                    && measure.path("platform").asText().equals("all")) {
                String brand = measure.path("brand").asText();
                LocalDate day = day(measure, "windowStart");
                if (measure.path("mentions").asLong() > 0) {
                    measured.computeIfAbsent(brand, unknown -> new TreeMap<>())
                            .put(day, measure.path("mentions").asLong());
                }
                gained.computeIfAbsent(brand, unknown -> new TreeMap<>())
                        .put(
                                day,
                                new Recount.Gained(
                                        measure.path("likes").asLong(),
                                        measure.path("sharesGained").asLong()));
            }
        }
        assertThat(measured).isEqualTo(expected);
        if (recount.longSilent().isEmpty()) {
            assertThat(withoutZeros(gained)).isEqualTo(withoutZeros(recount.gained()));
        } else {
            System.err.println(
                    "Engagement is not compared: " + recount.longSilent().size()
                            + " posts were seen again after so long that they may have been forgotten.");
            System.err.println("Engagement measured " + sums(gained) + ", recounted " + sums(recount.gained()));
        }
    }

    private static SortedMap<String, Recount.Gained> sums(
            SortedMap<String, SortedMap<LocalDate, Recount.Gained>> days) {
        SortedMap<String, Recount.Gained> sums = new TreeMap<>();
        days.forEach((brand, all) ->
                sums.put(brand, all.values().stream().reduce(new Recount.Gained(0, 0), Recount.Gained::plus)));
        return sums;
    }

    private static SortedMap<String, SortedMap<LocalDate, Recount.Gained>> withoutZeros(
            SortedMap<String, SortedMap<LocalDate, Recount.Gained>> days) {
        SortedMap<String, SortedMap<LocalDate, Recount.Gained>> rest = new TreeMap<>();
        days.forEach((brand, all) -> {
            SortedMap<LocalDate, Recount.Gained> some = new TreeMap<>(all);
            some.values().removeIf(new Recount.Gained(0, 0)::equals);
            rest.put(brand, some);
        });
        return rest;
    }

    /**
     * Event time is at the end of the feed when the second replay begins: what was observed longer before that than the
     * lateness is told as late, once per version, whether it was counted the first time or not. What is not so old is
     * known, and changes nothing.
     */
    private static void checkLateOfSecond(Account second, Kept afterFirst, Kept afterSecond) {
        Map<String, JsonNode> added = new HashMap<>(afterSecond.late());
        added.keySet().removeAll(afterFirst.late().keySet());
        Instant end = afterFirst.mentions().values().stream()
                .map(mention -> Instant.parse(mention.path("observedAt").asText()))
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
        // Event time is two minutes behind the newest post; the window is a minute.
        Instant settled = end.minus(Duration.ofDays(7)).minusSeconds(60);
        assertThat(added.values())
                .allMatch(
                        late -> !Instant.parse(late.path("observedAt").asText()).isAfter(settled));
        assertThat(second.late()).isGreaterThanOrEqualTo(added.size());
    }

    private static LocalDate day(JsonNode document, String field) {
        return LocalDate.parse(document.path(field).asText().substring(0, 10));
    }

    private static Account replay(DataFolder folder, Path brands, List<Path> files) {
        List<String> words = new ArrayList<>(List.of(
                "replay",
                "--platform",
                "x",
                "--from-start",
                "--data",
                folder.path().toString(),
                "--brands",
                brands.toString()));
        files.forEach(file -> words.add(file.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Groundswell.run(
                words.toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        String told = out.toString(StandardCharsets.UTF_8);
        String line = told.lines().reduce((before, after) -> after).orElse("");
        System.err.println(line);
        assertThat(code).isZero();
        Matcher account = ACCOUNT.matcher(line);
        assertThat(account.matches()).as(line).isTrue();
        return new Account(
                Long.parseLong(account.group(1)),
                Long.parseLong(account.group(2)),
                Long.parseLong(account.group(3)),
                Long.parseLong(account.group(4)),
                Long.parseLong(account.group(5)),
                Long.parseLong(account.group(6)));
    }

    /** Empty where the data is not there. */
    private static List<Path> files() throws IOException {
        Path data = SharedData.file(FOLDER).orElse(null);
        if (data == null) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(data)) {
            return found.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .filter(file -> file.getFileName().toString().matches("(AMZN|FB|GOOG)_.*"))
                    .sorted()
                    .toList();
        }
    }
}
