package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.groundswell.kibana.Asking;
import io.groundswell.kibana.Pack;
import io.groundswell.kibana.PanelRun;
import io.groundswell.kibana.PanelRun.Told;
import io.groundswell.local.brief.Brief;
import io.groundswell.local.brief.Published;
import io.groundswell.local.brief.ReadBrief;
import io.groundswell.local.brief.Span;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What each place says of the week of Pottlewick, under the same names, noughts left out: mentions by day, voice, feeling and platform,
 * what was handed on in each hour of the bad day, the campaign, who got an answer and who waits for what, stars.
 */
final class StoryNumbers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BRAND = "pottlewick";
    private static final String BAD_DAY = "2026-03-08";
    private static final List<String> OPEN = List.of("WAITING", "OVERDUE");
    private static final List<String> CAMPAIGN = List.of("volume", "people", "reach", "engagement", "netSentiment");

    private final SortedMap<String, Double> numbers = new TreeMap<>();

    private void add(String name, double number) {
        if (number != 0) {
            // As precise as the panels are written.
            numbers.merge(name, Math.round(number * 10_000) / 10_000.0, Double::sum);
        }
    }

    /** Of the files that {@code groundswell export} writes of a stack that runs on this folder. */
    static SortedMap<String, Double> ofExports(Path data, Path files) throws IOException {
        StoryNumbers found = new StoryNumbers();
        for (NamedCsvRecord day : exported(data, files, "measures", "DAY")) {
            if (!day.getField("platform").equals("all")) {
                found.add(day.getField("platform") + " mentions", number(day, "mentions"));
            } else {
                String date = day.getField("windowStart").substring(0, 10);
                Stream.of("people", "amplified", "automated", "negative")
                        .forEach(count -> found.add(date + " " + count, number(day, count)));
                Stream.of("negative", "neutral", "positive")
                        .forEach(count -> found.add(date + " judged", number(day, count)));
                Stream.of("mentions", "people", "negative", "neutral", "positive", "engagement")
                        .forEach(count -> found.add("week " + count, number(day, count)));
                for (int star = 1; star <= 5; star++) {
                    found.add("star" + star, number(day, "star" + star));
                }
            }
        }
        for (NamedCsvRecord hour : exported(data, files, "measures", "HOUR")) {
            String start = hour.getField("windowStart");
            if (hour.getField("platform").equals("all") && start.startsWith(BAD_DAY)) {
                Stream.of("amplified", "automated")
                        .forEach(count -> found.add(start.substring(0, 16) + " " + count, number(hour, count)));
            }
        }
        for (NamedCsvRecord campaign : exported(data, files, "campaigns", null)) {
            CAMPAIGN.forEach(name -> found.add(campaign.getField("campaign") + " " + name, number(campaign, name)));
        }
        for (NamedCsvRecord response : exported(data, files, "responses", null)) {
            String state = response.getField("state");
            if (!state.equals("WITHDRAWN")) {
                found.add(state, 1);
            }
            if (OPEN.contains(state)) {
                found.add(response.getField("intent") + " " + state, 1);
            }
        }
        return found.numbers;
    }

    private static List<NamedCsvRecord> exported(Path data, Path files, String kind, String size) throws IOException {
        Path file = files.resolve(kind + size + ".csv");
        Ended ended = Ended.of(Stream.concat(
                        Stream.of("export", kind, "--brand", BRAND, "--format", "csv", "--out", file, "--data", data),
                        size == null ? Stream.of() : Stream.of("--size", size))
                .toArray());
        assertThat(ended.code()).as(ended.err()).isZero();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            return rows.stream().toList();
        }
    }

    private static double number(NamedCsvRecord row, String column) {
        String written = row.getField(column);
        return written.isEmpty() ? 0 : Double.parseDouble(written);
    }

    /** Of the brief of the week. */
    static SortedMap<String, Double> ofBrief(URI elasticsearch) throws IOException {
        Span week = Span.of("2026-03-02", null, Rehearsal.END, ZoneOffset.UTC);
        StoryNumbers found = new StoryNumbers();
        try (Published published = Published.at(elasticsearch, null)) {
            Brief brief = new ReadBrief(published).of(new Brief.Listened(BRAND, "Pottlewick", ZoneOffset.UTC), week);
            for (Brief.Hour hour : brief.hours()) {
                String start = hour.start().toString();
                String date = start.substring(0, 10);
                found.add(date + " people", hour.people());
                found.add(date + " amplified", hour.amplified());
                found.add(date + " automated", hour.automated());
                found.add(date + " negative", hour.negativeMentions());
                if (date.equals(BAD_DAY)) {
                    found.add(start.substring(0, 16) + " amplified", hour.amplified());
                    found.add(start.substring(0, 16) + " automated", hour.automated());
                }
            }
            brief.days().forEach(day -> found.add("%.10s judged".formatted(day.start()), day.judged()));
            brief.heard().forEach(heard -> found.add(heard.platform() + " mentions", heard.mentions()));
            found.add("week mentions", brief.totals().mentions());
            found.add("week people", brief.totals().people());
            found.add("week negative", brief.totals().negative());
            found.add("week neutral", brief.totals().neutral());
            found.add("week positive", brief.totals().positive());
            found.add("week engagement", brief.totals().engagement());
            for (Brief.Campaign campaign : brief.campaigns()) {
                found.add("cat volume", campaign.volume());
                found.add("cat people", campaign.people());
                found.add("cat reach", campaign.reach());
                found.add("cat engagement", campaign.engagement());
                found.add("cat netSentiment", campaign.netSentiment().orElse(0.0));
            }
            found.add("ANSWERED", brief.answers().answered());
            found.add("OVERDUE", brief.answers().overdue());
            found.add("WAITING", brief.answers().waiting());
            for (Brief.Group group : brief.answers().groups()) {
                found.add(group.intent() + " OVERDUE", group.overdue());
                found.add(group.intent() + " WAITING", group.waiting());
            }
            for (int star = 1; star <= 5; star++) {
                found.add("star" + star, brief.reviews().stars().get(star - 1));
            }
        }
        return found.numbers;
    }

    /** Of the panels for Kibana, when the brand is picked above them. */
    static SortedMap<String, Double> ofPanels(URI elasticsearch) throws InterruptedException {
        Map<String, List<String>> panels = PanelRun.of(
                        Pack.read(Pack.shipped()), Asking.at(elasticsearch), Rehearsal.END, Map.of("brand", BRAND))
                .told()
                .stream()
                .collect(toMap(Told::panel, Told::lines, (one, other) -> one));
        StoryNumbers found = new StoryNumbers();
        found.columns(
                panels,
                "Mentions by voice, with incidents (measure/1)",
                "%.10s people",
                "%.10s amplified",
                "%.10s automated");
        found.columns(
                panels,
                "Feeling of the mentions that were judged, by day (measure/1)",
                "%.10s negative",
                "week neutral",
                "week positive");
        found.columns(
                panels,
                "Feeling of the mentions that were judged, by day (measure/1)",
                "%.10s judged",
                "%.10s judged",
                "%.10s judged");
        found.columns(
                panels, "Mentions by platform and voice (measure/1)", "%s mentions", "%s mentions", "%s mentions");
        found.columns(panels, "Mentions by others than the brand (measure/1)", "week mentions");
        found.columns(panels, "Mentions in people's own words (measure/1)", "week people");
        found.columns(panels, "Negative mentions (measure/1)", "week negative");
        found.columns(
                panels,
                "Negative mentions, and what is handed on and automated, with incidents (measure/1)",
                "",
                "%.16s amplified",
                "%.16s automated");
        found.columns(panels, "Engagement gained (measure/1)", "week engagement");
        found.columns(panels, "Reviews by stars, by day (measure/1)", "star1", "star2", "star3", "star4", "star5");
        found.columns(panels, "Why they asked, and what became of them", "%s");
        found.columns(panels, "Why they asked, and what became of them", "%2$s %1$s");
        found.numbers.keySet().removeIf(name -> name.endsWith(" ANSWERED"));
        found.columns(
                panels,
                "Results of each campaign",
                "cat volume",
                "cat people",
                "",
                "cat netSentiment",
                "cat engagement",
                "cat reach",
                "");
        return found.numbers;
    }

    /** @param names of the last columns of a panel, made with the first ones; those without a name are left out */
    private void columns(Map<String, List<String>> panels, String title, String... names) {
        assertThat(panels).containsKey(title);
        for (String line : panels.get(title).stream().skip(1).toList()) {
            String[] words = line.strip().split(" {2,}");
            if (words[0].equals("mark")) {
                continue;
            }
            for (int i = 0; i < names.length; i++) {
                String number = words[words.length - names.length + i];
                if (!names[i].isEmpty() && !number.equals("-")) {
                    add(names[i].formatted((Object[]) words), Double.parseDouble(number));
                }
            }
        }
    }

    /** Of the notebooks, executed. Without what they need, the test is left out, but not where everything is tested. */
    static SortedMap<String, Double> ofNotebooks(URI elasticsearch, Path executed) throws Exception {
        Path log = executed.resolveSibling("notebooks.log");
        Process run = new ProcessBuilder(
                        "/usr/bin/python3",
                        Approved.root().resolve("notebooks/run").toString(),
                        elasticsearch.toString(),
                        executed.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!run.waitFor(4, TimeUnit.MINUTES)) {
            run.destroyForcibly();
        }
        String said = Files.readString(log, UTF_8);
        if (run.waitFor() != 0) {
            return said.contains("is not installed") && System.getenv("CI") == null ? abort(said) : fail(said);
        }
        StoryNumbers found = new StoryNumbers();
        try (Stream<Path> files = Files.list(executed)) {
            for (Path file : files.toList()) {
                JSON.readTree(file.toFile()).findValues("application/vnd.groundswell.numbers+json").stream()
                        .flatMap(told -> told.properties().stream())
                        .forEach(number ->
                                found.add(number.getKey(), number.getValue().asDouble()));
            }
        }
        return found.numbers;
    }
}
