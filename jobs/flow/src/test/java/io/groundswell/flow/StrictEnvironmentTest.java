package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class StrictEnvironmentTest {

    @Test
    void an_operator_without_a_uid_is_refused() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment
                .fromData(1, 2)
                .uid("flow-numbers")
                .map(number -> number + 1)
                .returns(Integer.class)
                .name("Without uid")
                .sinkTo(new DiscardingSink<>())
                .uid("flow-nowhere");

        assertThatThrownBy(() -> environment.getStreamGraph().getJobGraph()).hasMessageContaining("Without uid");
    }

    @Test
    void a_type_that_would_fall_back_to_kryo_is_refused() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());

        assertThatThrownBy(() -> environment
                        .fromData(new Object(), new Object())
                        .uid("flow-objects")
                        .sinkTo(new DiscardingSink<>())
                        .uid("flow-nowhere")
                        .getTransformation()
                        .getInputs()
                        .get(0)
                        .getOutputType()
                        .createSerializer(environment.getConfig().getSerializerConfig()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void checkpoints_follow_the_settings() {
        Configuration options = StrictEnvironment.options(
                Settings.of(Map.of("checkpoint.interval", "3s", "checkpoint.directory", "file:///somewhere")));

        assertThat(options.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(3);
        assertThat(options.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)).isEqualTo("file:///somewhere");
    }
}
