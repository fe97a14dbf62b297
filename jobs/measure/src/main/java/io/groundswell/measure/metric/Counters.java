package io.groundswell.measure.metric;

import io.groundswell.topics.Measure;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.avro.Schema;

/** What formulas may speak of: every whole number of a {@link Measure} that counts something, by the name of its field. */
final class Counters {

    static final Map<String, ToDoubleFunction<Measure>> BY_NAME = byName();

    private static Map<String, ToDoubleFunction<Measure>> byName() {
        Map<String, ToDoubleFunction<Measure>> counters = new TreeMap<>();
        for (Schema.Field field : Measure.getClassSchema().getFields()) {
            boolean counts = field.schema().getType() == Schema.Type.LONG
                    && field.schema().getLogicalType() == null
                    && !field.name().equals("revision");
            if (counts) {
                int position = field.pos();
                counters.put(field.name(), measure -> (Long) measure.get(position));
            }
        }
        return counters;
    }

    private Counters() {}
}
