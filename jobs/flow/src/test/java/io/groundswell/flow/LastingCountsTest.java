package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class LastingCountsTest {

    /** Counts every word and says how often it has come so far. */
    private static final class CountWords extends ProcessFunction<String, Long> implements CheckpointedFunction {

        private transient LastingCounts counts;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            counts = LastingCounts.restored(
                    "measure", context, getRuntimeContext().getMetricGroup());
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            counts.save();
        }

        @Override
        public void processElement(String word, Context context, Collector<Long> out) {
            counts.count(word);
            out.collect(counts.of(word));
        }
    }

    private static OneInputStreamOperatorTestHarness<String, Long> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new CountWords()));
    }

    @Test
    void a_restart_goes_on_from_what_was_saved_and_forgets_what_was_not() throws Exception {
        OperatorSubtaskState saved;
        try (var harness = harness()) {
            harness.open();
            harness.processElement("late", 1);
            harness.processElement("late", 2);
            harness.processElement("dropped", 3);
            saved = harness.snapshot(1, 4);
            harness.processElement("late", 5);
            assertThat(harness.extractOutputValues()).containsExactly(1L, 2L, 1L, 3L);
        }

        try (var harness = harness()) {
            harness.initializeState(saved);
            harness.open();
            harness.processElement("late", 5);
            harness.processElement("dropped", 6);
            assertThat(harness.extractOutputValues()).containsExactly(3L, 2L);
        }
    }
}
