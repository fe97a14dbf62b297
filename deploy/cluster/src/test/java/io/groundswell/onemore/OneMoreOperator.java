package io.groundswell.onemore;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.util.Collector;

/**
 * The next version of a job, as far as its state is concerned: the job as its jar has it, and behind each of its sources an
 * operator with state of its own, which no savepoint of today's version knows.
 */
public final class OneMoreOperator {

    /** How the new operators are called. */
    public static final String NAME = "One more";

    /** @param arguments the stage, the class of its job, then what the job itself takes */
    public static void main(String[] arguments) throws Exception {
        String stage = arguments[0];
        Method wire = Class.forName(arguments[1]).getMethod("wire", StreamExecutionEnvironment.class, Settings.class);
        StageMain.run(stage, Arrays.copyOfRange(arguments, 2, arguments.length), (environment, settings) -> {
            try {
                wire.invoke(null, environment, settings);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            grow(stage, environment);
        });
    }

    private static void grow(String stage, StreamExecutionEnvironment environment) {
        Set<Transformation<?>> all = new LinkedHashSet<>();
        environment.getTransformations().forEach(end -> all.addAll(end.getTransitivePredecessors()));
        for (Transformation<?> each : all) {
            if (each instanceof SourceTransformation<?, ?, ?> source) {
                recordsOf(environment, source)
                        .keyBy(KafkaRecord::topic)
                        .process(new CountRecords())
                        .uid(source.getUid() + "-one-more")
                        .name(NAME)
                        .sinkTo(new DiscardingSink<>())
                        .uid(source.getUid() + "-one-more-end")
                        .name("End of " + stage + "'s one more");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static DataStream<KafkaRecord> recordsOf(
            StreamExecutionEnvironment environment, SourceTransformation<?, ?, ?> source) {
        return new DataStream<>(environment, (Transformation<KafkaRecord>) (Transformation<?>) source);
    }

    private static final class CountRecords extends KeyedProcessFunction<String, KafkaRecord, Long> {

        private transient ValueState<Long> counted;

        @Override
        public void open(OpenContext context) {
            counted = getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Types.LONG));
        }

        @Override
        public void processElement(KafkaRecord value, Context context, Collector<Long> out) throws Exception {
            long now = counted.value() == null ? 1 : counted.value() + 1;
            counted.update(now);
            out.collect(now);
        }
    }

    private OneMoreOperator() {}
}
