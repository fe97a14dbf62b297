package io.groundswell.collect.brand;

import io.groundswell.topics.Answers;
import io.groundswell.topics.OpenHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads what a brand promises to those who ask it something. */
final class AnswerPromises {

    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,5})([mhd])");

    /** @param node null when nothing is promised */
    static Answers read(BrandNodes nodes, String brand, Node node) {
        if (node == null) {
            return null;
        }
        if (!(node instanceof MappingNode mapping)) {
            nodes.problem(brand, node, "'answers' must have keys: hours, within, departments");
            return null;
        }
        Map<String, Node> members = nodes.members(brand, mapping, List.of("hours", "within", "departments"));
        List<OpenHours> hours = new ArrayList<>();
        for (ScalarNode line : nodes.scalars(brand, members.get("hours"), "hours")) {
            List<OpenHours> read = OfficeHours.read(line.getValue());
            if (read.isEmpty()) {
                nodes.problem(brand, line, "the hours '" + line.getValue() + "' must be such as Mon-Fri 09:00-17:00");
            }
            hours.addAll(read);
        }
        Map<String, Long> within = new TreeMap<>();
        nodes.words(brand, members.get("within"), "within").forEach((department, time) -> {
            Matcher span = SPAN.matcher(time.getValue());
            if (span.matches()) {
                long minutes = Long.parseLong(span.group(1))
                        * switch (span.group(2)) {
                            case "d" -> 1440;
                            case "h" -> 60;
                            default -> 1;
                        };
                within.put(department, minutes);
            } else {
                nodes.problem(brand, time, "'" + time.getValue() + "' must be a time such as 30m, 4h or 1d");
            }
        });
        Map<String, String> departments = new TreeMap<>();
        nodes.words(brand, members.get("departments"), "departments")
                .forEach((intent, department) -> departments.put(intent, department.getValue()));
        return new Answers(hours, within, departments);
    }

    private AnswerPromises() {}
}
