package io.groundswell.collect.brand;

import io.groundswell.topics.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Which department answers for a brand's incidents: by signal, and {@code any} for all others. */
final class IncidentOwners {

    private static final List<String> SIGNALS = Stream.concat(
                    Stream.of("any"),
                    Arrays.stream(Signal.values())
                            .filter(signal -> signal != Signal.OTHER)
                            .map(signal -> signal.name().toLowerCase(Locale.ROOT)))
            .toList();

    static Map<String, String> read(BrandNodes nodes, String brand, Node node) {
        Map<String, String> owners = new TreeMap<>();
        nodes.words(brand, node, "owners").forEach((signal, department) -> {
            if (!SIGNALS.contains(signal)) {
                nodes.problem(
                        brand, department, "'" + signal + "' is no signal; known are " + String.join(", ", SIGNALS));
            } else if (nodes.slug(brand, department, "a department") != null) {
                owners.put(signal, department.getValue());
            }
        });
        return owners;
    }

    private IncidentOwners() {}
}
