package io.groundswell.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what is for the same key before it is sent to the one task that has that key: what comes in a storm then costs that
 * task a record for each task that sends and not one for each part.
 *
 * <p>Keeps at most {@link #MOST} sums, for at most {@link #PATIENCE} milliseconds of the clock, and nothing when a watermark
 * or a checkpoint passes, so that there is no state and nothing comes behind the time it belongs to.
 */
public abstract class GatherSums<K, T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    public static final int MOST = 2_000;
    public static final long PATIENCE = 100;

    private transient Map<K, T> gathered;
    private transient boolean waiting;

    protected abstract K keyOf(T part);

    /** A sum of nothing under the key of this part. Not the part itself, which may be somebody else's too. */
    protected abstract T begin(T part);

    /** Changes the sum and leaves the part as it is. */
    protected abstract void add(T sum, T part);

    @Override
    public void open() throws Exception {
        super.open();
        gathered = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<T> record) {
        T part = record.getValue();
        add(gathered.computeIfAbsent(keyOf(part), key -> begin(part)), part);
        if (gathered.size() >= MOST) {
            handOn();
        } else if (!waiting) {
            waiting = true;
            long now = getProcessingTimeService().getCurrentProcessingTime();
            getProcessingTimeService().registerTimer(now + PATIENCE, due -> {
                waiting = false;
                handOn();
            });
        }
    }

    private void handOn() {
        for (T sum : gathered.values()) {
            output.collect(new StreamRecord<>(sum));
        }
        gathered.clear();
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        handOn();
        super.processWatermark(watermark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOn();
    }

    @Override
    public void endInput() {
        handOn();
    }
}
