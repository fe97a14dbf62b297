package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Somebody's own table or JSON Lines, turned into posts of the platform {@code custom} by a mapping they give:
 * {@code text=body,id=post_id,createdAt=when@Europe/Berlin,author=user}.
 *
 * <p>An entry is {@code field=source}. A source is a column's name, or a dotted path into JSON ({@code user.name},
 * {@code tags.0}); in double quotes where the name has a comma, an {@code @} or the like; in single quotes it is no name
 * but the value itself ({@code kind='review'}). A {@code ?} behind it says that it need not be there. Behind an
 * {@code @} stands how a time is written: {@code @seconds} or {@code @millis} since 1970, or the zone of times without
 * one ({@code @Europe/Berlin}, {@code @UTC}), and after another {@code @} the pattern of times not in ISO 8601
 * ({@code @UTC@dd.MM.yyyy HH:mm}). Without it, times are ISO 8601 with a zone.
 *
 * <p>A row that cannot be used costs no other: it becomes a record that the decoder refuses with its reason.
 */
public final class CustomMapping {

    /** In place of a post, the number of a row that could not be cut into cells. */
    static final String ROW = "row";

    /** So many rows may pass before a path that was met in none of them is taken for a mistake. */
    private static final int PATIENCE_ROWS = 1_000;

    private static final int PATIENCE_BYTES = 64 << 20;

    private static final int MOST_NAMES = 40;

    // Escaped, as half a character can be written only so, and is the decoder's to replace.
    private static final JsonMapper WRITER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Fields of a post, and what stands in them. */
    private static final Map<String, Content> FIELDS = new TreeMap<>();

    private enum Content {
        WORDS,
        COUNT,
        NUMBER,
        FLAG,
        TIME,
        LIST
    }

    static {
        fields(
                Content.WORDS,
                "id,text,html,title,url,language,kind,replyTo,quoteOf,repostOf,threadRoot,author,author.id,"
                        + "author.handle,author.name,channel,channel.id,channel.name,place,place.name,place.country");
        fields(Content.COUNT, "likes,reposts,replies,quotes,bookmarks,views,clicks,score,author.followers");
        fields(Content.NUMBER, "rating,ratingBest,ratingWorst,place.latitude,place.longitude");
        fields(Content.FLAG, "deleted,author.verified,author.automated");
        fields(Content.TIME, "createdAt,updatedAt,author.since");
        fields(Content.LIST, "links,hashtags,handles,media");
    }

    private static void fields(Content content, String names) {
        Arrays.stream(names.split(",")).forEach(name -> FIELDS.put(name, content));
    }

    /**
     * Where a field comes from.
     *
     * @param name column or path; null for a constant
     * @param constant the value itself, else null
     * @param optional whether it may be missing everywhere
     * @param time how times are written, else null
     */
    private record Source(String name, String constant, boolean optional, WrittenTime time) {}

    private final Map<String, Source> sources;

    private CustomMapping(Map<String, Source> sources) {
        this.sources = sources;
    }

    /**
     * @param mapping as on the command line
     * @throws MappingProblem with everything that is wrong with it
     */
    public static CustomMapping parse(String mapping) {
        Map<String, Source> sources = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String entry : entries(mapping)) {
            try {
                read(entry, sources);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (sources.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "the mapping is empty; it says where the fields of a post come from, as in text=body,id=post_id");
        } else if (problems.isEmpty() && !says(sources)) {
            problems.add("the mapping must say where the text comes from, as in text=body");
        }
        if (!problems.isEmpty()) {
            throw new MappingProblem(problems);
        }
        return new CustomMapping(sources);
    }

    /** The fields of a post that a mapping can fill, sorted. */
    public static List<String> fields() {
        return List.copyOf(FIELDS.keySet());
    }

    private static boolean says(Map<String, Source> sources) {
        return sources.containsKey("text")
                || sources.containsKey("html")
                || sources.containsKey("title")
                || sources.containsKey("rating")
                || sources.containsKey("deleted");
    }

    /** Cuts at commas that stand in no quotes. */
    private static List<String> entries(String mapping) {
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        char quote = 0;
        boolean valueBegins = false;
        for (char c : mapping.toCharArray()) {
            if (quote == 0 && c == ',') {
                entries.add(entry.toString());
                entry.setLength(0);
                continue;
            }
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && valueBegins) {
                quote = c;
            }
            valueBegins = c == '=' || valueBegins && c == ' ' || quote == 0 && (c == '"' || c == '\'');
            entry.append(c);
        }
        entries.add(entry.toString());
        entries.removeIf(String::isBlank);
        return entries;
    }

    private static void read(String entry, Map<String, Source> sources) {
        int equals = entry.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "'" + entry.strip() + "' is no field=source; an entry of a mapping is, for example, text=body");
        }
        String field = entry.substring(0, equals).strip();
        Content content = FIELDS.get(field);
        if (content == null) {
            throw new IllegalArgumentException(
                    "a post has no field '" + field + "'; the fields are: " + String.join(", ", FIELDS.keySet()));
        }
        if (sources.containsKey(field)) {
            throw new IllegalArgumentException("the field '" + field + "' is mapped twice");
        }
        sources.put(field, source(field, content, entry.substring(equals + 1).strip()));
    }

    private static Source source(String field, Content content, String written) {
        char quote = written.isEmpty() ? 0 : written.charAt(0);
        String name;
        String rest;
        if (quote == '"' || quote == '\'') {
            int end = 1;
            StringBuilder quoted = new StringBuilder();
            while (end < written.length()) {
                if (written.charAt(end) == quote) {
                    if (end + 1 < written.length() && written.charAt(end + 1) == quote) {
                        end++;
                    } else {
                        break;
                    }
                }
                quoted.append(written.charAt(end++));
            }
            if (end == written.length()) {
                throw new IllegalArgumentException("the quote after '" + field + "=' is not closed");
            }
            name = quoted.toString();
            rest = written.substring(end + 1).strip();
        } else {
            int end = written.indexOf('@');
            end = end < 0 ? written.length() : end;
            if (written.substring(0, end).endsWith("?")) {
                end--;
            }
            name = written.substring(0, end).strip();
            rest = written.substring(end).strip();
        }
        if (name.isEmpty() && quote != '\'') {
            throw new IllegalArgumentException("nothing stands after '" + field + "='");
        }
        boolean optional = rest.startsWith("?");
        rest = optional ? rest.substring(1).strip() : rest;
        WrittenTime time = null;
        if (rest.startsWith("@")) {
            if (content != Content.TIME) {
                throw new IllegalArgumentException("'" + rest + "' says how a time is written, but '" + field
                        + "' is no time; a column with an @ in its name is put in double quotes");
            }
            time = WrittenTime.parse(rest.substring(1));
        } else if (!rest.isEmpty()) {
            throw new IllegalArgumentException("what is '" + rest + "' after '" + field + "='?");
        }
        return quote == '\'' ? new Source(null, name, true, time) : new Source(name, null, optional, time);
    }

    /**
     * Hands on a record of {@code feed.custom} for each row, in order. A file is JSON, JSON Lines or a table with a header
     * (delimiter comma, semicolon or tab, whichever the header has most of), plain or gzip.
     *
     * @throws MappingProblem when the file lacks a column, or its first rows all lack a path
     */
    public void read(Path file, Consumer<byte[]> records) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = FeedCapture.open(file)) {
            switch (FeedCapture.form(in)) {
                case JSON -> readJson(file, name, records);
                case XML ->
                    throw new MappingProblem(List.of(name + " is XML; a mapping is for tables, JSON and JSON Lines"));
                case EVENTS, LINES -> readTable(in, name, records);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readTable(InputStream in, String file, Consumer<byte[]> records) throws IOException {
        TableRows rows = TableRows.of(in);
        if (rows == null) {
            return;
        }
        Map<String, Integer> columns = columns(rows.header(), file);
        rows.each(new TableRows.Reader() {
            @Override
            public void row(List<String> cells) {
                records.accept(bytes(post(field -> {
                    Integer column = columns.get(sources.get(field).name());
                    String cell = column == null ? "" : cells.get(column);
                    return cell.isEmpty() ? null : TextNode.valueOf(cell);
                })));
            }

            @Override
            public void broken(byte[] record) {
                records.accept(record);
            }
        });
    }

    private Map<String, Integer> columns(List<String> header, String file) {
        Map<String, Integer> columns = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Source source : sources.values()) {
            String name = source.name();
            if (name == null || columns.containsKey(name)) {
                continue;
            }
            int first = header.indexOf(name);
            if (first >= 0 && first != header.lastIndexOf(name)) {
                problems.add(file + " has several columns '" + name + "'");
            } else if (first >= 0) {
                columns.put(name, first);
            } else if (!source.optional()) {
                problems.add(file + " has no column '" + name + "'; its columns are: "
                        + String.join(", ", header.subList(0, Math.min(MOST_NAMES, header.size()))));
            }
        }
        if (!problems.isEmpty()) {
            throw new MappingProblem(problems);
        }
        return columns;
    }

    private void readJson(Path file, String name, Consumer<byte[]> records) throws IOException {
        FirstRows first = new FirstRows(name, records);
        FeedCapture.read(file, record -> {
            JsonNode root;
            try {
                root = Blank.is(record) ? null : FeedJson.read(record);
            } catch (Refusal refusal) {
                // The decoder will find the same fault, and tell it.
                root = null;
            }
            if (root != null && root.isArray()) {
                root.forEach(row -> first.row(row, bytes(row)));
            } else {
                first.row(root, record);
            }
        });
        first.end();
    }

    /** Keeps the first rows back until every path has been met, or it is clear that one is a mistake. */
    private final class FirstRows {

        private final String file;
        private final Consumer<byte[]> records;
        private final Set<String> missing;
        private final List<byte[]> kept = new ArrayList<>();
        private final Set<String> seen = new TreeSet<>();
        private long bytes;
        private int rows;
        private boolean open;

        FirstRows(String file, Consumer<byte[]> records) {
            this.file = file;
            this.records = records;
            this.missing = sources.values().stream()
                    .filter(source -> source.name() != null && !source.optional())
                    .map(Source::name)
                    .collect(Collectors.toCollection(HashSet::new));
        }

        /** @param row null for what is no JSON */
        void row(JsonNode row, byte[] record) {
            byte[] made = record;
            if (row != null && row.isObject()) {
                made = bytes(post(field -> at(row, sources.get(field).name())));
                if (!open) {
                    missing.removeIf(name -> find(row, name) != null);
                    names(row, "", seen);
                    rows++;
                }
            }
            if (open) {
                records.accept(made);
                return;
            }
            kept.add(made);
            bytes += made.length;
            if (missing.isEmpty()) {
                let();
            } else if (kept.size() == PATIENCE_ROWS || bytes > PATIENCE_BYTES) {
                end();
            }
        }

        void end() {
            if (!open && rows > 0 && !missing.isEmpty()) {
                throw new MappingProblem(missing.stream()
                        .sorted()
                        .map(name -> file + " has no '" + name + "' in its "
                                + (rows == 1 ? "only row" : "first " + rows + " rows") + "; what stands there is: "
                                + seen.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                                + "; if it may be missing, write '" + name + "?'")
                        .toList());
            }
            let();
        }

        private void let() {
            open = true;
            kept.forEach(records);
            kept.clear();
        }
    }

    private static void names(JsonNode row, String path, Set<String> names) {
        for (Map.Entry<String, JsonNode> member : row.properties()) {
            if (names.size() == MOST_NAMES) {
                return;
            }
            if (member.getValue().isObject()) {
                names(member.getValue(), path + member.getKey() + ".", names);
            } else {
                names.add(path + member.getKey());
            }
        }
    }

    /** What lies at a path, absent and null being the same. */
    private static JsonNode at(JsonNode row, String path) {
        JsonNode value = path == null ? null : find(row, path);
        return value == null || value.isNull() ? null : value;
    }

    /** A name with dots is a member of that name, if there is one, else a path. */
    private static JsonNode find(JsonNode node, String path) {
        JsonNode whole = node.get(path);
        if (whole != null) {
            return whole;
        }
        JsonNode found = node;
        for (String step : path.split("\\.")) {
            found = found.isArray() ? found.get(index(step)) : found.get(step);
            if (found == null) {
                return null;
            }
        }
        return found;
    }

    private static int index(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Finds the value of a field in a row, or null. */
    @FunctionalInterface
    private interface Row {
        JsonNode valueOf(String field);
    }

    private ObjectNode post(Row row) {
        ObjectNode post = JsonNodeFactory.instance.objectNode();
        boolean blank = true;
        for (Map.Entry<String, Source> entry : sources.entrySet()) {
            String field = entry.getKey();
            Source source = entry.getValue();
            JsonNode value = source.constant() != null ? TextNode.valueOf(source.constant()) : row.valueOf(field);
            if (value != null) {
                blank &= source.constant() != null;
                put(post, field, written(value, FIELDS.get(field), source));
            } else if (field.equals("text") || field.equals("html")) {
                post.put(field, "");
            }
        }
        return blank ? null : post;
    }

    /** A value in the form a post has it in; what cannot be brought into it stays as it is, to be refused. */
    private static JsonNode written(JsonNode value, Content content, Source source) {
        return switch (content) {
            case WORDS -> value.isNumber() || value.isBoolean() ? TextNode.valueOf(value.asText()) : value;
            case COUNT ->
                value.isTextual() || value.isFloatingPointNumber()
                        ? TextNode.valueOf(whole(value.asText().strip()))
                        : value;
            case NUMBER -> value;
            case FLAG -> flag(value);
            case TIME ->
                source.time() == null || value.isContainerNode()
                        ? value
                        : TextNode.valueOf(source.time().iso(value.asText().strip()));
            case LIST -> list(value);
        };
    }

    /** Programs that know no whole numbers with gaps write 12 as 12.0. */
    private static String whole(String number) {
        int point = number.indexOf('.');
        return point > 0 && number.substring(point + 1).chars().allMatch(c -> c == '0')
                ? number.substring(0, point)
                : number;
    }

    private static JsonNode flag(JsonNode value) {
        return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> JsonNodeFactory.instance.booleanNode(true);
            case "false", "no", "0" -> JsonNodeFactory.instance.booleanNode(false);
            default -> value;
        };
    }

    private static JsonNode list(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String item : value.textValue().strip().split("[\\s,;|]+")) {
            if (!item.isEmpty()) {
                list.add(item);
            }
        }
        return list;
    }

    private static void put(ObjectNode post, String field, JsonNode value) {
        int dot = field.indexOf('.');
        boolean whole = field.equals("author") || field.equals("channel") || field.equals("place");
        if (dot < 0 && !(whole && value.isTextual())) {
            post.set(field, value.isObject() ? value.deepCopy() : value);
            return;
        }
        // An author's only name is his handle, so that author.followers finds its place beside it.
        String member = dot < 0 ? field : field.substring(0, dot);
        String inner = dot >= 0 ? field.substring(dot + 1) : field.equals("author") ? "handle" : "name";
        if (post.get(member) instanceof ObjectNode object) {
            object.set(inner, value);
        } else {
            post.putObject(member).set(inner, value);
        }
    }

    private static byte[] bytes(JsonNode node) {
        if (node == null) {
            return new byte[0];
        }
        try {
            return WRITER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
