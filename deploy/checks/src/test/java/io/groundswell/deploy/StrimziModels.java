package io.groundswell.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Strimzi's models put away what they do not know, and make nothing of a word they do not know. Here the first is refused, and the
 * second is found by writing the object again: what was read must be there.
 */
final class StrimziModels {

    private static final ObjectMapper CLOSED = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static List<String> problems(Class<?> type, JsonNode object) {
        try {
            ObjectNode again = CLOSED.valueToTree(CLOSED.treeToValue(object, type));
            // Written as the version that the models were made for; which ones there are, the caller knows.
            again.set("apiVersion", object.get("apiVersion"));
            List<String> lost = new ArrayList<>();
            findLost("", object, again, lost);
            return lost;
        } catch (JsonProcessingException e) {
            return List.of(e.getOriginalMessage());
        }
    }

    private static void findLost(String place, JsonNode before, JsonNode after, List<String> lost) {
        if (before.isObject()) {
            for (Map.Entry<String, JsonNode> field : before.properties()) {
                findLost(place + "/" + field.getKey(), field.getValue(), after.path(field.getKey()), lost);
            }
        } else if (before.isArray()) {
            for (int i = 0; i < before.size(); i++) {
                findLost(place + "/" + i, before.get(i), after.path(i), lost);
            }
        } else if (!before.asText().equals(after.asText())) {
            lost.add(place + " cannot be " + before);
        }
    }

    private StrimziModels() {}
}
