package io.groundswell.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the dashboards show, as analysts write it down: the YAML files of {@code deploy/kibana/definitions}. The README there
 * explains the fields; a field that is not known is a problem.
 */
record Definitions(List<DataView> dataViews, List<SavedSearch> searches, List<Dashboard> dashboards) {

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * An index as Kibana sees it.
     *
     * @param id name of the index without {@code groundswell-}
     * @param time the field that the time range looks at; null when the range does not matter here
     * @param formats how Kibana shows fields: url, percent, seconds or milliseconds
     */
    record DataView(String id, String time, Map<String, String> formats) {
        DataView {
            formats = formats == null ? Map.of() : formats;
        }
    }

    /** @param sort a field and asc or desc */
    record SavedSearch(
            String id, String title, String description, String of, String where, List<String> columns, String sort) {}

    /** @param refresh how often Kibana looks again, such as 1m; null for not at all */
    record Time(String from, String to, String refresh) {}

    /** @param of the data view whose values are offered */
    record Control(String field, String title, String of) {}

    record Dashboard(
            String id, String title, String description, Time time, List<Control> controls, List<Panel> panels) {
        Dashboard {
            controls = controls == null ? List.of() : controls;
        }
    }

    enum Kind {
        METRIC,
        BARS,
        SHARES,
        LINES,
        RANKING,
        TABLE,
        SEARCH,
        TEXT
    }

    enum Operation {
        COUNT,
        SUM,
        AVERAGE,
        MIN,
        MAX,
        MEDIAN,
        UNIQUE_COUNT;

        String ofLens() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A number of a panel. @param where KQL, for this number alone */
    record Value(Operation take, String of, String as, String where, String colour) {}

    /** The most frequent values of a field, by the first number of the panel; or all in their own order, when sorted. */
    record Group(String field, Integer top, String as, Boolean sorted) {}

    enum Incidents {
        /** Those of every brand. */
        ALL,
        /** Those of the brand that is picked above. */
        PICKED
    }

    /**
     * @param size width x height, of a grid of 48 columns
     * @param where KQL
     * @param over how long a step of time is, on the axis or in the last lines of a table: auto, 1h or 1d
     * @param by one series for each value
     * @param rows what stands in the lines of a table or ranking, outermost first
     * @param incidents marks them on the time axis
     * @param ignoresControls shows all, whatever is picked above
     * @param emptyWhen why it may well be empty, to be read after “Empty when”
     */
    record Panel(
            Kind kind,
            String title,
            String size,
            String of,
            String where,
            List<Value> values,
            String over,
            Group by,
            List<Group> rows,
            Incidents incidents,
            boolean ignoresControls,
            String emptyWhen,
            String search,
            String text) {
        Panel {
            values = values == null ? List.of() : values;
            rows = rows == null ? List.of() : rows;
            where = where == null ? "" : where.strip();
        }
    }

    /**
     * @param folder with {@code data-views.yaml}, {@code searches.yaml} and a file for each dashboard, in the order of their
     *     names
     * @throws DefinitionProblem at the first thing that is wrong
     */
    static Definitions in(Path folder) throws IOException {
        List<Dashboard> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("[0-9]-[a-z-]+\\.yaml"))
                    .sorted()
                    .toList()) {
                dashboards.add(read(file, new TypeReference<>() {}));
            }
        }
        return new Definitions(
                read(folder.resolve("data-views.yaml"), new TypeReference<>() {}),
                read(folder.resolve("searches.yaml"), new TypeReference<>() {}),
                dashboards);
    }

    private static <T> T read(Path file, TypeReference<T> type) throws IOException {
        try {
            return YAML.readValue(Files.readString(file), type);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new DefinitionProblem(file.getFileName() + line + ": " + why(e));
        }
    }

    private static String why(JsonProcessingException problem) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return "nothing is called '" + unknown.getPropertyName() + "' here; there are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .collect(Collectors.toCollection(TreeSet::new))
                            .stream()
                            .collect(Collectors.joining(", "));
        }
        if (problem instanceof InvalidFormatException wrong
                && wrong.getTargetType().isEnum()) {
            return "'" + wrong.getValue() + "' is none of "
                    + Arrays.stream(wrong.getTargetType().getEnumConstants())
                            .map(each -> each.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return problem instanceof JsonMappingException mapping && mapping.getPathReference() != null
                ? problem.getOriginalMessage().lines().findFirst().orElse("it cannot be read")
                : problem.getOriginalMessage();
    }

    DataView dataView(String id, String asking) {
        return dataViews.stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new DefinitionProblem(
                        asking + " is of the data view '" + id + "', which data-views.yaml does not have"));
    }
}
