package io.groundswell.notify;

import io.groundswell.topics.Alert;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** The alerts told of one brand at a time, by id. State: {@code told}, until nothing about them can change. */
final class ToldAlerts {

    private final MapState<String, Alert> told;

    ToldAlerts(RuntimeContext context) {
        told = context.getMapState(new MapStateDescriptor<>("told", Types.STRING, TypeInformation.of(Alert.class)));
    }

    Map<String, Alert> all() throws Exception {
        Map<String, Alert> all = new TreeMap<>();
        for (Map.Entry<String, Alert> alert : told.entries()) {
            all.put(alert.getKey(), alert.getValue());
        }
        return all;
    }

    Alert of(String id) throws Exception {
        return told.get(id);
    }

    void remove(String id) throws Exception {
        told.remove(id);
    }

    void clear() {
        told.clear();
    }

    /**
     * Passes on what is new, and takes back what was told and does not follow any more.
     *
     * @param alerts that follow now
     * @param all whether alerts of which only the revision moved are told, too
     * @param last whether an alert can be told for the last time now
     * @param past whether nothing about an alert can change any more; what is forgotten then is not taken back
     * @return whether some alerts differ in their revision only and still wait
     */
    boolean tell(
            Collection<Alert> alerts,
            boolean all,
            Predicate<Alert> last,
            Predicate<Alert> past,
            UnaryOperator<Alert> takenBack,
            Collector<Alert> out)
            throws Exception {
        Map<String, Alert> before = all();
        boolean waiting = false;
        for (Alert alert : alerts) {
            Alert was = before.remove(alert.getId());
            if (was != null) {
                // The same facts, heard of in another light: the later word holds.
                alert.setRevision(Math.max(alert.getRevision(), was.getRevision()));
                if (alert.equals(was)) {
                    continue;
                }
                if (!all && !last.test(alert) && sayTheSame(was, alert)) {
                    waiting = true;
                    continue;
                }
            }
            told.put(alert.getId(), alert);
            out.collect(alert);
        }
        for (Alert gone : before.values()) {
            told.remove(gone.getId());
            if (!past.test(gone)) {
                out.collect(takenBack.apply(gone));
            }
        }
        return waiting;
    }

    private static boolean sayTheSame(Alert was, Alert is) {
        return Alert.newBuilder(was)
                .setRevision(is.getRevision())
                .setAsOf(is.getAsOf())
                .build()
                .equals(is);
    }
}
