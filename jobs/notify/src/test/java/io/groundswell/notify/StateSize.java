package io.groundswell.notify;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** How many entries a map in state holds for one key; to the harness a map is one entry, however much is in it. */
final class StateSize {

    static int of(AbstractStreamOperatorTestHarness<?> harness, String key, String state, Class<?> values)
            throws Exception {
        return of(harness, key, state, Types.LONG, TypeInformation.of(values));
    }

    static int ofLists(AbstractStreamOperatorTestHarness<?> harness, String key, String state, Class<?> values)
            throws Exception {
        return of(harness, key, state, Types.LONG, Types.LIST(TypeInformation.of(values)));
    }

    static <K> int of(
            AbstractStreamOperatorTestHarness<?> harness,
            String key,
            String state,
            TypeInformation<K> keys,
            TypeInformation<?> values)
            throws Exception {
        KeyedStateBackend<String> backend = ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
        backend.setCurrentKey(key);
        MapState<K, ?> map = backend.getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new MapStateDescriptor<>(state, keys, values));
        int size = 0;
        for (K ignored : map.keys()) {
            size++;
        }
        return size;
    }

    private StateSize() {}
}
