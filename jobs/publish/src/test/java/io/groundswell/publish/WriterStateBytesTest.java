package io.groundswell.publish;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class WriterStateBytesTest {

    private final WriterStateBytes bytes = new WriterStateBytes();

    @Test
    void documents_and_counts_come_back_as_they_were() throws IOException {
        // Given
        Document whole = new Document(
                Index.MENTIONS,
                "x:1",
                7,
                new byte[] {1, 2, 3},
                new KafkaRecord(
                        "enriched-mentions", 2, 9, NOON.toEpochMilli(), new byte[] {4}, new byte[] {5, 6}, new byte[] {7
                        }));
        Document bare = new Document(Index.LATE, "", 1, new byte[0], new KafkaRecord("late", 0, 0, 0, null, null));
        WriterState state = new WriterState(
                new BufferedRequestState<>(
                        List.of(new RequestEntryWrapper<>(whole, 3), new RequestEntryWrapper<>(bare, 0))),
                Map.of("groundswell-mentions", 12L, "dead-letter", 1L));

        // When
        WriterState back = bytes.deserialize(bytes.getVersion(), bytes.serialize(state));

        // Then
        assertThat(back.counts()).isEqualTo(state.counts());
        assertThat(back.getBufferedRequestEntries())
                .usingRecursiveComparison()
                .isEqualTo(state.getBufferedRequestEntries());
    }

    @Test
    void a_state_of_another_version_is_refused() {
        assertThatThrownBy(() -> bytes.deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }
}
