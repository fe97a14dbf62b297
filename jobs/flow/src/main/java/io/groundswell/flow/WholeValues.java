package io.groundswell.flow;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values of large state are written: each put together in memory, and handed on whole. A checkpoint of state on the heap takes every
 * letter of a text by itself otherwise, and a lock for each; of the work of collect and measure that was a fifth.
 *
 * <p>What is written, and the record of how, are those of the type's own serializer: state that was saved without this is read with it, and the
 * other way round.
 */
public final class WholeValues<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;
    private static final int USUAL_BYTES = 512;

    private final TypeSerializer<T> type;
    private transient DataOutputSerializer whole;

    WholeValues(TypeSerializer<T> type) {
        this.type = type;
    }

    /** @param context of the operator whose state it is, which knows what types are allowed */
    public static <T> TypeSerializer<T> of(TypeInformation<T> type, RuntimeContext context) {
        return new WholeValues<>(context.createSerializer(type));
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (target instanceof DataOutputSerializer) {
            type.serialize(value, target);
            return;
        }
        if (whole == null) {
            whole = new DataOutputSerializer(USUAL_BYTES);
        }
        whole.clear();
        type.serialize(value, whole);
        target.write(whole.getSharedBuffer(), 0, whole.length());
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return type.deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return type.deserialize(reuse, source);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return type.snapshotConfiguration();
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new WholeValues<>(type.duplicate());
    }

    @Override
    public boolean isImmutableType() {
        return type.isImmutableType();
    }

    @Override
    public T createInstance() {
        return type.createInstance();
    }

    @Override
    public T copy(T from) {
        return type.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return type.copy(from, reuse);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        type.copy(source, target);
    }

    @Override
    public int getLength() {
        return type.getLength();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WholeValues<?> values && type.equals(values.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
