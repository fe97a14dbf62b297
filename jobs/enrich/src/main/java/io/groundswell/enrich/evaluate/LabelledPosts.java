package io.groundswell.enrich.evaluate;

import io.groundswell.enrich.evaluate.TableRows.Row;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The labelled posts of a file that nobody here has seen before: an id, what the label is about if it is about
 * something, the label, the text, with tabs between, or a table with commas whose heading says what is where. What cannot
 * be used is counted and told, never guessed and never silently dropped.
 *
 * <p>HTML entities stay as they are, as they would in a file of raw posts. SemEval's literal {@code \u2019} are decoded.
 *
 * @param remarks sentences about what was left out or had to be decided
 */
public record LabelledPosts(List<LabelledPost> posts, List<String> remarks) {

    /** What stands for a text that the collectors of SemEval found deleted. */
    private static final String GONE = "Not Available";

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Set<String> TEXT_HEADINGS =
            Set.of("text", "tweet", "tweet text", "tweettext", "post", "message", "content", "body", "sentence");
    private static final Set<String> ID_HEADINGS = Set.of("id", "tweet id", "tweetid", "post id", "id str");
    private static final Set<String> TARGET_HEADINGS = Set.of(
            "topic", "target", "brand", "entity", "company", "product", "airline", "emotion in tweet is directed at");
    private static final int ENOUGH_TO_JUDGE_COLUMNS = 5;
    private static final int MOST_OF_A_LABEL = 30;
    private static final int MOST_COLUMNS_BEFORE_THE_TEXT = 4;

    /** Posts with the feeling of the whole: id, label, text. */
    public static LabelledPosts ofWholePosts(byte[] file, String name) throws IOException {
        return read(file, name, false);
    }

    /** Posts with the feeling towards one thing: id, topic, label, text. */
    public static LabelledPosts ofTargets(byte[] file, String name) throws IOException {
        return read(file, name, true);
    }

    /**
     * Where things are.
     *
     * @param id below 0 when there is no such column
     * @param target what the label is about; below 0 when there is no such column
     * @param after columns behind the text, which are left out
     */
    private record Columns(int id, int label, int text, int target, int after) {

        boolean areIn(Row row, boolean targets) {
            String[] cells = row.columns();
            return cells.length > Math.max(id, Math.max(label, text))
                    && !cells[label].isBlank()
                    && !textOf(row).isBlank()
                    && (!targets || !cells[target].isBlank());
        }

        String textOf(Row row) {
            int end = Math.max(text + 1, row.columns().length - after);
            String whole = String.join("\t", List.of(row.columns()).subList(text, end));
            return ESCAPE.matcher(whole)
                    .replaceAll(escape ->
                            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
                    .strip();
        }
    }

    private static LabelledPosts read(byte[] file, String name, boolean targets) throws IOException {
        LooseText text = LooseText.of(file, name);
        List<Row> rows = TableRows.of(text);
        if (rows.isEmpty()) {
            throw new UnusableLabels(name + " is empty");
        }
        List<String> remarks = new ArrayList<>();
        if (text.strangeBytes() > 0) {
            remarks.add(counted(text.strangeBytes(), "byte is", "bytes are") + " no UTF-8, read as windows-1252");
        }
        Row heading = isHeading(rows.get(0)) ? rows.remove(0) : null;
        Columns columns = columns(rows, heading, targets);
        if (targets && columns.target() < 0) {
            throw new UnusableLabels(name + " has no column in front of the label that says what the label is about;"
                    + " for feelings of whole posts there is 'evaluate sentiment'");
        }
        if (heading == null && columns.label() != (targets ? 2 : 1)) {
            remarks.add("labels found in column " + (columns.label() + 1));
        }
        if (heading == null && columns.after() > 0) {
            remarks.add(counted(columns.after(), "column", "columns") + " behind the text left out");
        }
        return read(rows, columns, targets, name, remarks);
    }

    private static LabelledPosts read(
            List<Row> rows, Columns columns, boolean targets, String name, List<String> remarks) throws IOException {
        List<Row> whole =
                rows.stream().filter(row -> columns.areIn(row, targets)).toList();
        Labels labels = Labels.of(
                whole.stream().map(row -> row.columns()[columns.label()]).collect(Collectors.toSet()));
        List<LabelledPost> posts = new ArrayList<>();
        Map<String, Integer> unknown = new HashMap<>();
        int gone = 0;
        for (Row row : whole) {
            String label = row.columns()[columns.label()];
            Sentiment sentiment = labels.read(label);
            String text = columns.textOf(row);
            if (text.equals(GONE)) {
                gone++;
            } else if (sentiment == null) {
                unknown.merge(Labels.plain(label), 1, Integer::sum);
            } else {
                String id = columns.id() < 0 ? "" : row.columns()[columns.id()].strip();
                String target = targets ? row.columns()[columns.target()].strip() : null;
                posts.add(new LabelledPost(id, target, sentiment, text));
            }
        }
        if (labels.remark() != null) {
            remarks.add(labels.remark());
        }
        if (!unknown.isEmpty()) {
            remarks.add("left out, as their labels are none of the three: " + list(unknown));
        }
        if (gone > 0) {
            remarks.add(counted(gone, "post", "posts") + " without a text left out");
        }
        if (whole.size() < rows.size()) {
            Row first = rows.stream()
                    .filter(row -> !columns.areIn(row, targets))
                    .findFirst()
                    .orElseThrow();
            remarks.add(counted(rows.size() - whole.size(), "line", "lines") + " left out as not " + form(targets)
                    + ", the first is line " + first.line());
        }
        if (posts.isEmpty()) {
            throw new UnusableLabels(name + " has nothing to evaluate on: "
                    + (remarks.isEmpty() ? "there is no post in it" : String.join("; ", remarks)) + "; a line is "
                    + form(targets) + ", with tabs between");
        }
        return new LabelledPosts(List.copyOf(posts), List.copyOf(remarks));
    }

    private static String form(boolean targets) {
        return targets ? "id, topic, label, text" : "id, label, text";
    }

    private static boolean isHeading(Row row) {
        for (String column : row.columns()) {
            if (Labels.isOne(column)) {
                return false;
            }
        }
        return row.columns().length > 1
                && IntStream.range(0, row.columns().length).anyMatch(i -> Labels.isHeading(row.columns()[i]));
    }

    private static Columns columns(List<Row> rows, Row heading, boolean targets) {
        if (heading != null) {
            List<String> names = Stream.of(heading.columns()).map(Labels::plain).toList();
            int label = firstOf(names, Labels::isHeading, 0);
            int text = firstOf(names, TEXT_HEADINGS::contains, label + 1);
            int target = firstOf(names, TARGET_HEADINGS::contains, label - 1);
            int first = label == 0 || text == 0 ? -1 : 0;
            int id = firstOf(names, ID_HEADINGS::contains, first);
            return new Columns(id, label, text, target, Math.max(0, names.size() - text - 1));
        }
        int label = labelColumn(rows, targets ? 2 : 1);
        int width = rows.stream().mapToInt(row -> row.columns().length).max().orElse(0);
        boolean table =
                rows.size() >= ENOUGH_TO_JUDGE_COLUMNS && rows.stream().allMatch(row -> row.columns().length == width);
        // A tab in a text is an accident; one more in each and every line is a column.
        return new Columns(
                label == 0 ? -1 : 0, label, label + 1, label - 1, table ? Math.max(0, width - label - 2) : 0);
    }

    private static int firstOf(List<String> names, Predicate<String> wanted, int otherwise) {
        return IntStream.range(0, names.size())
                .filter(i -> wanted.test(names.get(i)))
                .findFirst()
                .orElse(otherwise);
    }

    /** Where it should be, unless there are no labels there and there are in another column; numbers may be ids. */
    private static int labelColumn(List<Row> rows, int usual) {
        if (holds(rows, usual, Labels::isOne)) {
            return usual;
        }
        return IntStream.range(0, MOST_COLUMNS_BEFORE_THE_TEXT)
                .filter(column -> holds(rows, column, Labels::isWord))
                .findFirst()
                .orElse(usual);
    }

    private static boolean holds(List<Row> rows, int column, Predicate<String> labelled) {
        long labels = rows.stream()
                .filter(row -> row.columns().length > column + 1 && labelled.test(row.columns()[column]))
                .count();
        return labels * 2 > rows.size();
    }

    private static String list(Map<String, Integer> counts) {
        Map<String, Integer> sorted = new TreeMap<>(counts);
        String told = sorted.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(5)
                .map(entry -> entry.getValue() + " " + shortened(entry.getKey()))
                .collect(Collectors.joining(", "));
        return counts.size() > 5 ? told + " and " + (counts.size() - 5) + " other labels" : told;
    }

    /** In a file of another form whole sentences stand where labels should. */
    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= MOST_OF_A_LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, MOST_OF_A_LABEL)) + "…";
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
