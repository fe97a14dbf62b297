package io.groundswell.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectSchemasTest {

    private static final Path OVERLAYS = Manifests.DEPLOY.resolve("kubernetes").resolve("overlays");

    private static ObjectSchemas schemas;

    @BeforeAll
    static void readSchemas() {
        schemas = new ObjectSchemas();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void every_object_is_what_its_kind_allows(String overlay) {
        List<ObjectNode> objects = Kustomization.build(OVERLAYS.resolve(overlay));

        assertThat(objects).hasSizeGreaterThan(80);
        assertThat(objects).flatExtracting(schemas::problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FlinkDeployment | collect | /spec/flinkVersion | v9_9 | does not have a value in the enumeration",
                "FlinkDeployment | collect | /spec/job/parallelism | many | string found, integer expected",
                "FlinkDeployment | collect | /spec/job/upgradMode | savepoint | upgradMode",
                "FlinkDeployment | collect | /spec/podTemplate/spec/containers/0/imag | x | imag",
                "Kafka | groundswell | /spec/kafka/listener | x | listener",
                "Kafka | groundswell | /spec/kafka/listeners/0/type | outside | outside",
                "KafkaTopic | mentions | /spec/partition | 3 | partition",
                "KafkaUser | groundswell-collect | /spec/authorization/acls/0/operations/0 | Reed | Reed",
                "KafkaNodePool | brokers | /spec/replica | 3 | replica",
                "Elasticsearch | groundswell | /spec/nodeSet | x | nodeSet",
                "Kibana | groundswell | /spec/version | newest | does not match",
                "PodMonitor | jobs | /spec/podMetricsEndpoints/0/prt | x | prt",
                "NetworkPolicy | jobs | /spec/egres | x | egres",
                "NetworkPolicy | jobs | /spec/ingress/0/from/0/podSelecter | x | podSelecter",
                "PersistentVolumeClaim | flink-state | /spec/accessMode | x | accessMode",
                "Role | flink | /rules/0/verb | x | verb",
            })
    void a_field_that_is_wrong_is_told(String kind, String name, String place, String value, String told) {
        List<ObjectNode> objects = Kustomization.build(OVERLAYS.resolve("small"));
        ObjectNode object = Manifests.find(objects, kind, name);

        set(object, place, value);

        assertThat(schemas.problems(object))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith(kind + " " + name + ": ").contains(told));
    }

    @Test
    void a_kind_that_nobody_knows_is_told() {
        ObjectNode object =
                (ObjectNode) Manifests.read("here", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}")
                        .get(0);

        assertThat(schemas.problems(object))
                .containsExactly("Deployment a: nobody here knows the kind apps/v1 Deployment");
    }

    private static void set(ObjectNode object, String place, String value) {
        int slash = place.lastIndexOf('/');
        JsonNode parent = object.at(place.substring(0, slash));
        String field = place.substring(slash + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(field), new TextNode(value));
        } else {
            ((ObjectNode) parent).put(field, value);
        }
    }
}
