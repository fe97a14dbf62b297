package io.groundswell.enrich.sentiment;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a model in ONNX's form off behind inner values, by the few numbers of that form's fields that this takes. */
final class OnnxGraph {

    private static final int GRAPH_OF_MODEL = 7;

    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int OUTPUT = 12;

    private static final int INPUT_OF_NODE = 1;
    private static final int OUTPUT_OF_NODE = 2;
    private static final int NAME_OF_INITIALIZER = 8;
    private static final int NAME_OF_OUTPUT = 1;

    /**
     * The same model with the named inner values for its outputs, in that order, and without what only served others.
     *
     * @throws IllegalArgumentException when it is no model, or has no such values
     */
    static byte[] upTo(List<String> values, byte[] model) {
        try {
            UnknownFieldSet whole = UnknownFieldSet.parseFrom(model);
            UnknownFieldSet graph = UnknownFieldSet.parseFrom(
                    whole.getField(GRAPH_OF_MODEL).getLengthDelimitedList().get(0));
            return with(whole, GRAPH_OF_MODEL, List.of(upTo(values, graph).toByteString()))
                    .toByteArray();
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no model in ONNX's form", e);
        }
    }

    private static UnknownFieldSet upTo(List<String> values, UnknownFieldSet graph)
            throws InvalidProtocolBufferException {
        List<ByteString> nodes = graph.getField(NODE).getLengthDelimitedList();
        Map<String, Integer> makers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String made : names(nodes.get(i), OUTPUT_OF_NODE)) {
                makers.put(made, i);
            }
        }
        if (!makers.keySet().containsAll(values)) {
            throw new IllegalArgumentException("the model does not make all of " + values);
        }
        Set<String> needed = new HashSet<>(values);
        Set<Integer> kept = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(values);
        while (!open.isEmpty()) {
            Integer maker = makers.get(open.pop());
            if (maker != null && kept.add(maker)) {
                for (String input : names(nodes.get(maker), INPUT_OF_NODE)) {
                    if (needed.add(input)) {
                        open.push(input);
                    }
                }
            }
        }
        List<ByteString> keptNodes = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (kept.contains(i)) {
                keptNodes.add(nodes.get(i));
            }
        }
        List<ByteString> weights = new ArrayList<>();
        for (ByteString weight : graph.getField(INITIALIZER).getLengthDelimitedList()) {
            if (needed.containsAll(names(weight, NAME_OF_INITIALIZER))) {
                weights.add(weight);
            }
        }
        List<ByteString> outputs = values.stream().map(OnnxGraph::output).toList();
        return with(with(with(graph, NODE, keptNodes), INITIALIZER, weights), OUTPUT, outputs);
    }

    private static List<String> names(ByteString message, int field) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(message).getField(field).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .toList();
    }

    private static ByteString output(String name) {
        return UnknownFieldSet.newBuilder()
                .addField(NAME_OF_OUTPUT, field(List.of(ByteString.copyFromUtf8(name))))
                .build()
                .toByteString();
    }

    private static UnknownFieldSet with(UnknownFieldSet message, int number, List<ByteString> content) {
        UnknownFieldSet.Builder changed = UnknownFieldSet.newBuilder();
        message.asMap().forEach((each, field) -> changed.addField(each, each == number ? field(content) : field));
        return changed.build();
    }

    private static Field field(List<ByteString> content) {
        Field.Builder field = Field.newBuilder();
        content.forEach(field::addLengthDelimited);
        return field.build();
    }

    private OnnxGraph() {}
}
