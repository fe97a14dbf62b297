package io.groundswell.collect.brand;

import io.groundswell.topics.Panel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The panels of a brand, in the order of their days. */
final class PanelList {

    /**
     * @param node null when there are none
     * @param rivals hears of each brand of a panel
     */
    static List<Panel> read(BrandNodes nodes, String brand, Node node, Consumer<ScalarNode> rivals) {
        List<Panel> panels = new ArrayList<>();
        if (node == null) {
            return panels;
        }
        if (!(node instanceof SequenceNode sequence)) {
            nodes.problem(brand, node, "'panels' must be a list, such as [{from: 2026-01-01, brands: [globex]}]");
            return panels;
        }
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                nodes.problem(brand, item, "a panel must have the keys from and brands");
                continue;
            }
            Map<String, Node> members = nodes.members(brand, mapping, List.of("from", "brands"));
            String from = nodes.scalar(brand, mapping, members, "from");
            List<ScalarNode> compared = nodes.scalars(brand, members.get("brands"), "brands");
            compared.forEach(rivals);
            LocalDate day = from == null ? null : nodes.day(brand, members.get("from"), "from", from);
            if (day == null) {
                continue;
            }
            if (panels.isEmpty() || panels.get(panels.size() - 1).getFrom().isBefore(day)) {
                panels.add(new Panel(
                        day, compared.stream().map(ScalarNode::getValue).toList()));
            } else {
                nodes.problem(brand, item, "panels must be in the order of their days, each day once");
            }
        }
        return panels;
    }

    private PanelList() {}
}
