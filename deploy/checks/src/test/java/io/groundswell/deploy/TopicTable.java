package io.groundswell.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row of the table of topics in {@code schemas/README.md}: who writes and who reads.
 *
 * @param topic its name, or {@code feed.<platform>} for all feeds
 * @param type the class of its values, empty for feeds
 * @param writers jobs alone
 * @param readers jobs alone
 */
record TopicTable(String topic, String type, Set<String> writers, Set<String> readers) {

    static final String FEEDS = "feed.<platform>";
    static final List<String> JOBS = List.of("collect", "enrich", "measure", "notify", "publish");

    static List<TopicTable> rows() {
        List<TopicTable> rows = new ArrayList<>();
        String text = Manifests.text(Manifests.HOUSE.resolve("schemas").resolve("README.md"));
        String table = text.substring(text.indexOf("| topic |"), text.indexOf("Messages are Avro"));
        table.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|");
            rows.add(new TopicTable(
                    cells[1].split("`")[1],
                    cells[2].contains("`") ? cells[2].split("`")[1] : "",
                    cells[5].contains("every stage") ? new TreeSet<>(JOBS) : jobs(cells[5]),
                    jobs(cells[6])));
        });
        return rows;
    }

    private static Set<String> jobs(String cell) {
        Set<String> found = new TreeSet<>(JOBS);
        found.removeIf(job -> !cell.contains("`" + job + "`"));
        return found;
    }
}
