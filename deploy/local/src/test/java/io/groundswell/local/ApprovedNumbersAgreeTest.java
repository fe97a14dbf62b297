package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the dashboards and the brief show of the story is what the other approved files say of it: no number stands in two places and
 * differs. {@link RehearsalTest} sees that each of the files is what comes out.
 */
class ApprovedNumbersAgreeTest {

    private static final int DAYS = 7;

    private static List<String> approved(String name) throws IOException {
        return Files.readAllLines(Approved.root().resolve("schemas/feeds/story/expected/" + name));
    }

    /** Lines of a panel, without its heading. */
    private static List<String> panel(String dashboard, String title) throws IOException {
        List<String> lines = approved("panels.txt");
        int page = lines.indexOf("== [Groundswell] " + dashboard);
        int begin = page + lines.subList(page, lines.size()).indexOf(title);
        return lines.subList(begin + 2, lines.size()).stream()
                .takeWhile(line -> !line.isEmpty())
                .map(String::strip)
                .filter(line -> !line.startsWith("mark"))
                .toList();
    }

    private static String[] words(String line) {
        return line.replace('|', ' ').strip().split("\\s+");
    }

    /** Rows of days in the measures, by brand. */
    private static Map<String, List<String[]>> days() throws IOException {
        Map<String, List<String[]>> days = new TreeMap<>();
        String brand = "";
        for (String line : approved("measures.txt")) {
            if (line.endsWith(", days")) {
                brand = line.replace(", days", "");
            } else if (line.contains(", hours")) {
                brand = "";
            } else if (!brand.isEmpty() && line.startsWith("2026-")) {
                days.computeIfAbsent(brand, each -> new ArrayList<>()).add(words(line));
            }
        }
        assertThat(days.values()).allSatisfy(rows -> assertThat(rows).hasSize(DAYS));
        return days;
    }

    /** A column of both brands' days, added up by day. */
    private static List<Long> summed(int column) throws IOException {
        Long[] sums = new Long[DAYS];
        Arrays.fill(sums, 0L);
        for (List<String[]> rows : days().values()) {
            for (int day = 0; day < DAYS; day++) {
                sums[day] += Long.parseLong(rows.get(day)[column]);
            }
        }
        return List.of(sums);
    }

    @Test
    void platforms_added_up_are_the_measures_of_all_platforms() throws IOException {
        assertThat(panel("Overview", "Mentions by voice, with incidents (measure/1)"))
                .extracting(line -> Arrays.stream(words(line))
                        .skip(1)
                        .mapToLong(Long::parseLong)
                        .sum())
                .isEqualTo(summed(2));
        assertThat(panel("Overview", "Engagement gained (measure/1)"))
                .containsExactly(Long.toString(
                        summed(18).stream().mapToLong(each -> each).sum()));
    }

    @Test
    void feelings_are_those_of_the_measures() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            expected.add(
                    "2026-03-0" + (2 + day) + "T00:00:00.000Z  " + summed(9).get(day) + "  "
                            + summed(10).get(day) + "  " + summed(11).get(day));
        }
        assertThat(panel("Overview", "Feeling of the mentions that were judged, by day (measure/1)"))
                .isEqualTo(expected);
        List<String> net = new ArrayList<>();
        days().forEach((brand, rows) ->
                rows.forEach(row -> net.add(brand + "  " + row[0] + "T00:00:00.000Z  " + row[13])));
        assertThat(panel("Overview", "Net sentiment of each brand, by day (net-sentiment/1, measure/1)"))
                .extracting(ApprovedNumbersAgreeTest::toThousandths)
                .isEqualTo(net);
    }

    private static String toThousandths(String line) {
        int last = line.lastIndexOf(' ') + 1;
        return line.substring(0, last) + String.format(Locale.ROOT, "%.3f", Double.parseDouble(line.substring(last)));
    }

    @Test
    void shares_are_those_of_the_shares() throws IOException {
        List<String> expected = approved("shares.txt").stream()
                .filter(line -> line.contains("2026-"))
                .map(ApprovedNumbersAgreeTest::words)
                .map(row -> row[0] + "  " + row[1] + "T00:00:00.000Z  " + row[3])
                .toList();
        assertThat(panel("Overview", "Share of voice of each brand among those it is compared with, by day"))
                .isEqualTo(expected);
    }

    @Test
    void who_asked_why_and_what_became_of_them_is_that_of_the_responses() throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        for (String line : approved("responses.txt").stream()
                .skip(3)
                .takeWhile(each -> !each.isEmpty())
                .toList()) {
            String[] row = words(line);
            expected.merge(row[3] + " " + row[1], Long.parseLong(row[4]), Long::sum);
        }
        Map<String, Long> shown = new TreeMap<>();
        for (String line : panel("Reviews and responses", "Why they asked, and what became of them")) {
            String[] row = words(line);
            shown.put(row[0] + " " + row[1], Long.parseLong(row[2]));
        }
        assertThat(shown).isEqualTo(expected).hasSize(10);
    }

    @Test
    void what_was_received_and_how_late_is_that_of_the_coverage() throws IOException {
        Map<String, String> records = new TreeMap<>();
        Map<String, String> heard = new TreeMap<>();
        for (String line : approved("coverage.txt")) {
            if (line.contains(" 2026-03-08 ")) {
                String[] row = words(line);
                records.put(row[0], row[2]);
                heard.put(row[0], row[5]);
            }
        }
        assertThat(panel("Pipeline health", "Records received"))
                .containsExactly(Long.toString(
                        records.values().stream().mapToLong(Long::parseLong).sum()));
        assertThat(panel("Pipeline health", "Minutes with a record, and minutes without, by platform"))
                .extracting(line -> words(line)[0] + " " + words(line)[1])
                .containsExactlyInAnyOrderElementsOf(heard.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .toList());
    }

    @Test
    void each_alert_and_each_incident_that_stands_has_its_line() throws IOException {
        List<String> alerts = approved("alerts.txt").stream()
                .filter(line -> line.matches("[a-z].*\\|2026-.*"))
                .toList();
        assertThat(panel("Crisis room", "Alerts, the most severe first")).hasSameSizeAs(alerts);
        assertThat(panel("Crisis room", "Incidents, the most severe first"))
                .extracting(line -> line.split(" {2}")[0])
                .containsExactlyInAnyOrderElementsOf(approved("incidents.txt").stream()
                        .filter(line -> line.matches("[a-z].*\\|2026-.*"))
                        .toList());
    }

    /** Lines of the brief between a heading and the next. */
    private static List<String> brief(String heading, String next) throws IOException {
        List<String> lines = approved("brief.txt");
        int begin = lines.indexOf(heading);
        return lines.subList(
                begin + 2, begin + lines.subList(begin, lines.size()).indexOf(next));
    }

    @Test
    void the_hours_of_the_brief_are_those_of_the_measures() throws IOException {
        // Given: hours of the bad day from six in the morning on
        List<String> lines = approved("measures.txt");
        List<String> expected = new ArrayList<>();
        for (String line : lines.subList(lines.indexOf("pottlewick, hours of the bad day"), lines.size()).stream()
                .takeWhile(each -> !each.isEmpty())
                .filter(each -> each.compareTo("2026-03-08 06") > 0 && each.startsWith("2026"))
                .toList()) {
            String[] row = words(line);
            expected.add(row[1] + " " + row[2] + " " + row[9]);
        }

        // When: people's own words, what was handed on, and automated accounts
        List<String> shown = new ArrayList<>();
        long mentions = 0;
        for (String line : brief("Volume as a table", "Feeling")) {
            String[] row = words(line);
            long all = Long.parseLong(row[4]) + Long.parseLong(row[5]) + Long.parseLong(row[6]);
            mentions += all;
            shown.add(row[3] + " " + all + " " + row[row.length - 1]);
        }

        // Then
        assertThat(shown).isEqualTo(expected).hasSize(18);
        assertThat(approved("brief.txt").get(2)).contains("was mentioned " + mentions + " times");
    }

    @Test
    void who_waits_by_the_brief_is_who_waits_by_the_responses() throws IOException {
        Map<String, Long> expected = new TreeMap<>();
        for (String line : approved("responses.txt")) {
            String[] row = words(line);
            if (row[0].equals("pottlewick") && line.matches(".*(WAITING|OVERDUE) .*")) {
                expected.merge(row[1].replace('-', ' ') + " " + row[2], Long.parseLong(row[4]), Long::sum);
            }
        }
        Map<String, Long> shown = new TreeMap<>();
        for (String line : brief("What needs an answer", "The longest waiting first")) {
            String[] row = words(line);
            if (row.length > 3 && row[row.length - 1].matches("\\d+") && row[row.length - 2].matches("\\d+")) {
                String who = String.join(" ", Arrays.copyOf(row, row.length - 2));
                shown.merge(who, Long.parseLong(row[row.length - 2]) + Long.parseLong(row[row.length - 1]), Long::sum);
            }
        }

        assertThat(shown).isEqualTo(expected).hasSize(4);
        assertThat(approved("brief.txt").get(2))
                .contains(shown.values().stream().mapToLong(each -> each).sum() + " posts wait for an answer");
    }
}
