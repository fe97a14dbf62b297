package io.groundswell.local.export;

import io.groundswell.measure.metric.Metric;
import io.groundswell.measure.metric.MetricRegistry;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The columns of each kind: the fields of its documents in the order of the Avro schema they are made of, with what the
 * schema says of them. Records become columns of their own, lists of records JSON.
 */
public final class ExportColumns {

    private static final String METRICS = "metrics";

    /** As in the Avro schemas: what is for other jobs is in no document. */
    private static final String INDEXED = "indexed";

    /** What several columns share and the schemas do not say of each. */
    private static final Properties MEANINGS = meanings();

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("seconds", "seconds"),
            Map.entry("openSeconds", "seconds of opening hours"),
            Map.entry("firstAnswerSeconds", "seconds"),
            Map.entry("promised", "minutes of opening hours"),
            Map.entry("latitude", "degrees"),
            Map.entry("longitude", "degrees"),
            Map.entry("reach", "followers"),
            Map.entry("reachSliding", "people"),
            Map.entry("followers", "people"),
            Map.entry("weeks", "weeks"),
            Map.entry("ratingPoints", "thousandths"),
            Map.entry("onceInDays", "days"),
            Map.entry("version", "milliseconds since 1970"),
            Map.entry("revision", ""),
            Map.entry("cost", "currency"),
            Map.entry("costPerClick", "currency"),
            Map.entry("costPerConversion", "currency"));

    private final String kind;
    private final List<ExportColumn> columns = new ArrayList<>();

    private ExportColumns(String kind) {
        this.kind = kind;
    }

    /** All but the metrics of measures, which depend on what the settings picked. */
    static List<ExportColumn> of(ExportKind kind) {
        ExportColumns columns = new ExportColumns(kind.isOfPosts() ? "mentions" : kind.inWords());
        if (kind.isOfPosts()) {
            // Beside each other in a document: what was posted, and what was made of it.
            kind.schema().getFields().forEach(field -> columns.addAll(field.schema(), ""));
        } else {
            columns.addAll(kind.schema(), "");
        }
        return List.copyOf(columns.columns);
    }

    /**
     * @param metrics the fields that metrics stand under in the documents
     */
    static List<ExportColumn> of(ExportKind kind, SortedSet<String> metrics) {
        List<ExportColumn> columns = new ArrayList<>(of(kind));
        Map<String, List<Metric>> known =
                MetricRegistry.shipped().all().stream().collect(Collectors.groupingBy(Metric::name));
        for (String field : metrics) {
            // A pinned version stands in the field, name-v2.
            List<Metric> versions =
                    known.getOrDefault(known.containsKey(field) ? field : field.replaceFirst("-v\\d+$", ""), List.of());
            Metric newest = versions.isEmpty() ? null : versions.get(versions.size() - 1);
            columns.add(new ExportColumn(
                    METRICS + "." + field,
                    ColumnType.NUMBER,
                    newest == null ? "" : newest.unit(),
                    newest == null ? "A metric of your own" : newest.says()));
        }
        return List.copyOf(columns);
    }

    private void addAll(Schema record, String prefix) {
        for (Schema.Field field : record.getFields()) {
            boolean always = kind.equals("mentions") && field.name().equals("deleted");
            if (Boolean.FALSE.equals(field.getObjectProp(INDEXED)) || always) {
                continue;
            }
            String name = prefix + field.name();
            Schema schema = value(field.schema());
            if (schema.getType() == Schema.Type.RECORD) {
                addAll(schema, name + ".");
            } else if (schema.getType() != Schema.Type.MAP) {
                columns.add(new ExportColumn(name, type(schema), unit(field, schema), meaning(name, field, schema)));
            }
        }
    }

    private static Schema value(Schema schema) {
        return schema.getType() != Schema.Type.UNION
                ? schema
                : schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
    }

    private static ColumnType type(Schema schema) {
        return switch (schema.getType()) {
            case STRING, ENUM -> ColumnType.TEXT;
            case INT -> ColumnType.WHOLE;
            case LONG -> schema.getLogicalType() == null ? ColumnType.WHOLE : ColumnType.TIME;
            case DOUBLE -> ColumnType.NUMBER;
            case BOOLEAN -> ColumnType.FLAG;
            case ARRAY -> schema.getElementType().getType() == Schema.Type.STRING ? ColumnType.TEXTS : ColumnType.JSON;
            default -> throw new IllegalArgumentException("no column is agreed on for " + schema);
        };
    }

    private static String unit(Schema.Field field, Schema schema) {
        String named = UNITS.get(field.name());
        if (named != null) {
            return named;
        }
        return switch (type(schema)) {
            case TIME -> "UTC";
            case WHOLE -> "count";
            default -> "";
        };
    }

    private String meaning(String name, Schema.Field field, Schema schema) {
        String said = field.doc() == null
                ? MEANINGS.getProperty(kind + "." + name, MEANINGS.getProperty(field.name(), ""))
                : field.doc();
        if (schema.getType() == Schema.Type.ENUM) {
            String values = schema.getEnumSymbols().stream()
                    .filter(symbol -> !symbol.equals(schema.getEnumDefault()))
                    .collect(Collectors.joining(", "));
            return said.isEmpty() ? values : values + ". " + said;
        }
        return said;
    }

    private static Properties meanings() {
        Properties meanings = new Properties();
        try (Reader text = new InputStreamReader(
                ExportColumns.class.getResourceAsStream("meanings.properties"), StandardCharsets.UTF_8)) {
            meanings.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return meanings;
    }

    /** For a document: a table of the columns of a kind. */
    static String table(ExportKind kind) {
        StringBuilder table = new StringBuilder("| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
        for (ExportColumn column : of(kind)) {
            table.append(row("`" + column.name() + "`", column.type().inWords(), column.unit(), column.meaning()));
        }
        return table.toString();
    }

    /** For a document: the metrics that ship, as columns of measures. */
    static String metricsTable() {
        StringBuilder table =
                new StringBuilder("| column | metric and version | unit | meaning |\n| --- | --- | --- | --- |\n");
        for (Metric metric : MetricRegistry.shipped().all()) {
            table.append(row("`" + METRICS + "." + metric.name() + "`", metric.id(), metric.unit(), metric.says()));
        }
        return table.toString();
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
