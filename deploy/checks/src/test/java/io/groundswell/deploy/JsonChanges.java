package io.groundswell.deploy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations of RFC 6902 that our patches use: test, remove, replace, and add of a field. */
final class JsonChanges {

    /** @throws IllegalArgumentException when a place is not there, or a test fails */
    static void apply(String file, JsonNode changes, ObjectNode target) {
        for (JsonNode change : changes) {
            String operation = change.path("op").asText();
            JsonPointer place = JsonPointer.compile(change.path("path").asText());
            JsonNode parent = target.at(place.head());
            JsonNode before = target.at(place);
            String field = place.last().getMatchingProperty();
            if (parent.isMissingNode() || before.isMissingNode() && !operation.equals("add")) {
                throw new IllegalArgumentException(
                        file + " finds no " + place + " in " + Manifests.kind(target) + " " + Manifests.name(target));
            }
            switch (operation) {
                case "test" -> {
                    if (!before.equals(change.get("value"))) {
                        throw new IllegalArgumentException(
                                file + " finds " + before + " at " + place + ", not " + change.get("value"));
                    }
                }
                case "add", "replace" -> {
                    if (parent instanceof ObjectNode object) {
                        object.set(field, change.get("value").deepCopy());
                    } else {
                        throw new IllegalArgumentException(
                                file + " changes a list at " + place + ", which is not read here");
                    }
                }
                case "remove" -> {
                    if (parent instanceof ArrayNode list) {
                        list.remove(place.last().getMatchingIndex());
                    } else {
                        ((ObjectNode) parent).remove(field);
                    }
                }
                default -> throw new IllegalArgumentException(file + " says " + operation + ", which is not read here");
            }
        }
    }

    private JsonChanges() {}
}
