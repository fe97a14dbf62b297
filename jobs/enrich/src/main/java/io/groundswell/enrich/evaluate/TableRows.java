package io.groundswell.enrich.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The rows of a table in text form: with tabs between, or, when its first line has none, with commas or semicolons. */
final class TableRows {

    private static final char TAB = '\t';

    /** @param line where in the file it begins, from 1 */
    record Row(int line, String[] columns) {}

    private final String text;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean quotesSpanLines = true;
    private boolean someStaysOpen;

    private TableRows(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Rows that are not blank. */
    static List<Row> of(LooseText file) {
        List<String> lines = file.lines();
        String first =
                lines.stream().filter(each -> !each.isBlank()).findFirst().orElse("");
        long commas = first.chars().filter(each -> each == ',').count();
        long semicolons = first.chars().filter(each -> each == ';').count();
        if (first.indexOf(TAB) >= 0 || commas + semicolons == 0) {
            return withTabs(lines);
        }
        TableRows table = new TableRows(String.join("\n", lines), semicolons > commas ? ';' : ',');
        table.read();
        return table.rows;
    }

    private static List<Row> withTabs(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                // Empty columns at the end are nobody's text; SemEval has them.
                rows.add(new Row(i + 1, lines.get(i).stripTrailing().split("\t", -1)));
            }
        }
        return rows;
    }

    private void read() {
        while (at < text.length()) {
            int begin = at;
            int beginLine = line;
            List<String> cells = cells();
            if (cells == null) {
                // A quote that nobody closes would swallow the lines behind it.
                quotesSpanLines = false;
                at = begin;
                line = beginLine;
                cells = cells();
                quotesSpanLines = !someStaysOpen;
            }
            if (!cells.stream().allMatch(String::isBlank)) {
                rows.add(new Row(beginLine, cells.toArray(String[]::new)));
            }
        }
    }

    /** Up to the end of the line; null when a quote is not closed. */
    private List<String> cells() {
        List<String> cells = new ArrayList<>();
        while (true) {
            String quoted = quoted();
            if (quoted == null && quotesSpanLines && isAtQuote()) {
                return null;
            }
            int end = at;
            while (end < text.length() && text.charAt(end) != separator && text.charAt(end) != '\n') {
                end++;
            }
            cells.add(quoted == null ? text.substring(at, end) : quoted + text.substring(at, end));
            at = end + 1;
            if (end == text.length() || text.charAt(end) == '\n') {
                line++;
                return cells;
            }
        }
    }

    private boolean isAtQuote() {
        return at < text.length() && text.charAt(at) == '"';
    }

    /** What stands in quotes here, two of them standing for one; null when there are none, or they are not closed. */
    private String quoted() {
        if (!isAtQuote()) {
            return null;
        }
        StringBuilder cell = new StringBuilder();
        int breaks = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char here = text.charAt(i);
            if (here == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                i++;
            } else if (here == '"' && isEndOfCell(i + 1)) {
                at = i + 1;
                line += breaks;
                return cell.toString();
            } else if (here == '"' && breaks > 0) {
                // The beginning of a cell in one of the next rows.
                return null;
            } else if (here == '\n') {
                if (!quotesSpanLines) {
                    return null;
                }
                breaks++;
            }
            cell.append(here);
        }
        someStaysOpen |= quotesSpanLines;
        return null;
    }

    private boolean isEndOfCell(int position) {
        return position == text.length() || text.charAt(position) == separator || text.charAt(position) == '\n';
    }
}
