package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.flow.Topics;
import io.groundswell.testkit.Approved;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The names under which jobs save their state. A changed line in one of the approved files means that state saved before
 * is not found again.
 */
class TopologyNamesTest {

    private static final Set<String> NAMES_FLINK_GIVES = Set.of(
            "Process",
            "KeyedProcess",
            "Co-Process",
            "Co-Keyed-Process",
            "Co-Process-Broadcast",
            "Map",
            "Flat Map",
            "Filter",
            "Keyed Reduce",
            "Timestamps/Watermarks",
            "Sink: Writer",
            "Sink: Committer",
            "Writer",
            "Committer",
            "Unnamed");

    @TempDir
    static Path folder;

    private static KafkaBroker kafka;

    @BeforeAll
    static void a_broker_to_ask_for_brands() throws Exception {
        kafka = KafkaBroker.start(folder.resolve("kafka"));
        kafka.createTopics(Topics.BRANDS);
    }

    @AfterAll
    static void no_broker() {
        kafka.close();
    }

    static Stream<String> stages() {
        return Stages.ALL.stream().map(Stage::name);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void every_operator_has_its_approved_name(String name) throws Exception {
        // Given
        Stage stage = Stages.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Settings settings = Settings.of(
                Map.of(FlowSettings.KAFKA_BROKERS.key(), kafka.brokers(), "publish.indices.set-up", "false"));
        StreamExecutionEnvironment environment = StrictEnvironment.of(settings);
        // Else as many lanes as the machine has cores, which shows in the edges.
        environment.setParallelism(2);

        // When
        stage.wiring().into(environment, settings);
        StreamGraph graph = environment.getStreamGraph();

        // Then
        assertThat(graph.getStreamNodes())
                .isNotEmpty()
                .allSatisfy(node -> assertThat(own(node)).startsWith(name + "-"))
                .allSatisfy(node -> assertThat(plain(node)).isNotIn(NAMES_FLINK_GIVES));
        assertThat(graph.getStreamNodes().stream().map(StreamNode::getTransformationUID))
                .doesNotHaveDuplicates();
        Approved.file("jobs/" + name + "/topology.approved.txt").equalsWhole(told(name, graph));
    }

    /** The uid we gave; Flink makes that of a sink's second half from the first's. */
    private static String own(StreamNode node) {
        return node.getTransformationUID().replaceFirst("^Sink Committer: ", "");
    }

    private static String plain(StreamNode node) {
        return node.getOperatorName().replaceFirst("^(Source|Sink): ", "").replaceFirst(": (Writer|Committer)$", "");
    }

    private static String told(String stage, StreamGraph graph) {
        String head = "The operators of " + stage + ": uid, name, and where each sends what it has.\n"
                + "State saved under a uid that is changed here is not found again.\n\n";
        return graph.getStreamNodes().stream()
                .sorted(Comparator.comparing(StreamNode::getTransformationUID))
                .map(node -> node.getTransformationUID() + " · " + node.getOperatorName() + "\n"
                        + edges(graph, node.getOutEdges()))
                .collect(Collectors.joining("", head, ""));
    }

    private static String edges(StreamGraph graph, List<StreamEdge> edges) {
        return edges.stream()
                .map(edge -> "    → " + graph.getStreamNode(edge.getTargetId()).getTransformationUID() + " ("
                        + edge.getPartitioner().toString().toLowerCase(java.util.Locale.ROOT)
                        + (edge.getOutputTag() == null
                                ? ""
                                : ", " + edge.getOutputTag().getId())
                        + ")\n")
                .sorted()
                .collect(Collectors.joining());
    }
}
