package io.groundswell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an object is what its kind allows, no field more. Sources, by who defines the kind:
 *
 * <ul>
 *   <li>Flink's operator: the schema in its jar, to which the Flink versions that its release 1.15 knows are added, since Central has
 *       nothing newer than 1.10 of it
 *   <li>Strimzi: its own models, closed to fields they do not have; they know of no field that must be there
 *   <li>Kubernetes: the models of its Java client, which refuse unknown and missing fields
 *   <li>Elastic's operator and Prometheus's: no schema of theirs may be kept here or can be had, so what our objects use of them is
 *       written down in {@code src/test/resources}, and nothing else passes
 * </ul>
 */
final class ObjectSchemas {

    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";
    private static final String FLINK = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    private static final Map<String, String> OF_KUBERNETES = Map.of(
            "v1 Namespace", "Namespace",
            "v1 ServiceAccount", "ServiceAccount",
            "v1 ConfigMap", "ConfigMap",
            "v1 PersistentVolumeClaim", "PersistentVolumeClaim",
            "rbac.authorization.k8s.io/v1 Role", "Role",
            "rbac.authorization.k8s.io/v1 RoleBinding", "RoleBinding",
            "networking.k8s.io/v1 NetworkPolicy", "NetworkPolicy",
            "policy/v1 PodDisruptionBudget", "PodDisruptionBudget");

    private static final Map<String, Class<?>> OF_STRIMZI = Map.of(
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1 KafkaUser", KafkaUser.class);

    private static final List<String> WRITTEN_DOWN = List.of("Elasticsearch", "Kibana", "PodMonitor", "PrometheusRule");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Gson gson = new Gson();

    ObjectSchemas() {
        try {
            addDefinition(Manifests.read(FLINK, resource(FLINK)).get(0));
            for (String kind : WRITTEN_DOWN) {
                JsonNode schema = Manifests.read(kind, resource(kind + ".yaml")).get(0);
                schemas.put(
                        schema.at("/properties/apiVersion/const").asText() + " " + kind,
                        registry.getSchema(strict(schema)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addDefinition(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            ObjectNode schema = version.path("schema").path("openAPIV3Schema").deepCopy();
            if (spec.path("group").asText().equals("flink.apache.org")) {
                ArrayNode versions = (ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum");
                versions.add("v2_0").add("v2_1").add("v2_2");
            }
            ((ObjectNode) schema.get("properties")).putObject("apiVersion").put("type", "string");
            ((ObjectNode) schema.get("properties")).putObject("kind").put("type", "string");
            ((ObjectNode) schema.get("properties")).putObject("metadata").put("type", "object");
            schemas.put(
                    spec.path("group").asText() + "/" + version.path("name").asText() + " "
                            + spec.at("/names/kind").asText(),
                    registry.getSchema(strict(schema)));
        }
    }

    /** Closed: where a schema names fields, no others are let in. */
    private static JsonNode strict(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ObjectSchemas::strict);
        return schema;
    }

    /** What is wrong with an object, each a sentence that names it; none when it is as it should be. */
    List<String> problems(ObjectNode object) {
        String called = Manifests.kind(object) + " " + Manifests.name(object) + ": ";
        String type = object.path("apiVersion").asText() + " " + Manifests.kind(object);
        List<String> problems = new ArrayList<>();
        if (OF_KUBERNETES.containsKey(type)) {
            problems.addAll(model(OF_KUBERNETES.get(type), object));
        } else if (OF_STRIMZI.containsKey(type)) {
            problems.addAll(StrimziModels.problems(OF_STRIMZI.get(type), object));
        } else if (schemas.containsKey(type)) {
            schemas.get(type)
                    .validate(object)
                    .forEach(error -> problems.add(error.getInstanceLocation() + " " + error.getMessage()));
            for (JsonNode template : object.findValues("podTemplate")) {
                problems.addAll(model("PodTemplateSpec", withoutKind(template)));
            }
        } else {
            problems.add("nobody here knows the kind " + type);
        }
        return problems.stream().map(problem -> called + problem).toList();
    }

    private static JsonNode withoutKind(JsonNode template) {
        ObjectNode bare = template.deepCopy();
        bare.remove(List.of("apiVersion", "kind"));
        return bare;
    }

    private List<String> model(String name, JsonNode object) {
        JsonElement element = JsonParser.parseString(object.toString());
        try {
            Class<?> type = Class.forName(MODELS + name);
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, element);
            gson.fromJson(element, type);
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(e.getCause().getMessage());
        } catch (JsonParseException | NumberFormatException e) {
            return List.of(e.getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Kubernetes has no model " + name, e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = ObjectSchemas.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + name + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
