package io.groundswell.collect;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.groundswell.collect.coverage.CoverageTally;
import io.groundswell.collect.coverage.FeedWindow;
import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.flow.StrictEnvironment;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams and state hold is written by Flink's own serializers, never by Kryo. */
class StreamTypesTest {

    @ParameterizedTest
    @ValueSource(classes = {LocalName.class, MinuteOfFeed.class, FeedWindow.class, CoverageTally.class})
    void is_not_left_to_kryo(Class<?> type) {
        assertThatCode(() ->
                        TypeInformation.of(type).createSerializer(new SerializerConfigImpl(StrictEnvironment.strict())))
                .doesNotThrowAnyException();
    }
}
