package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class WholeValuesTest {

    private static final Map<String, String> KETTLE = Map.of("name", "Pottlewick Dawnling", "colour", "duck-egg blue");

    private final TypeSerializer<Map<String, String>> plain =
            Types.MAP(Types.STRING, Types.STRING).createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<Map<String, String>> whole = new WholeValues<>(plain);

    @Test
    void a_value_is_handed_on_in_one_piece_that_its_own_serializer_reads() throws Exception {
        Pieces pieces = new Pieces();
        // Twice, as what was put together for the first must not be left for the second.
        whole.serialize(KETTLE, new DataOutputViewStreamWrapper(pieces));
        whole.serialize(KETTLE, new DataOutputViewStreamWrapper(pieces));

        assertThat(pieces.written).hasSize(2);
        assertThat(pieces.written.get(1)).isEqualTo(pieces.written.get(0)).isEqualTo(bytes(plain));
        assertThat(plain.deserialize(new DataInputViewStreamWrapper(new ByteArrayInputStream(pieces.written.get(0)))))
                .isEqualTo(KETTLE);
    }

    @Test
    void state_saved_with_it_is_read_without_it_and_the_other_way_round() {
        assertThat(whole.snapshotConfiguration()
                        .resolveSchemaCompatibility(plain.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(plain.snapshotConfiguration()
                        .resolveSchemaCompatibility(whole.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static byte[] bytes(TypeSerializer<Map<String, String>> serializer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializer.serialize(KETTLE, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    /** What each call to write hands over. */
    private static final class Pieces extends OutputStream {

        private final List<byte[]> written = new ArrayList<>();

        @Override
        public void write(int b) {
            written.add(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.add(Arrays.copyOfRange(bytes, from, from + length));
        }
    }
}
