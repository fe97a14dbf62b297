package io.groundswell.flow;

import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** An operator that knows the brands from its first record on, and after a restart. */
public interface HearsBrands extends CheckpointedFunction {

    BrandsHeard brands();

    @Override
    default void initializeState(FunctionInitializationContext context) throws Exception {
        brands().restore(context);
    }

    @Override
    default void snapshotState(FunctionSnapshotContext context) throws Exception {
        // Broadcast state saves itself.
    }
}
