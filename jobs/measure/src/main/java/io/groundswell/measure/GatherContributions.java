package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.WindowKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what is for the same window before it is sent to the one task that has that window: a brand in a storm then costs
 * that task a record for each task that sends and not one for each mention.
 *
 * <p>Keeps at most {@link #MOST} windows, for at most {@link #PATIENCE} milliseconds of the clock, and nothing when a watermark
 * or a checkpoint passes, so that there is no state and nothing comes behind the time it belongs to.
 */
final class GatherContributions extends AbstractStreamOperator<Contribution>
        implements OneInputStreamOperator<Contribution, Contribution>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    static final int MOST = 2_000;
    static final long PATIENCE = 100;

    private transient Map<WindowKey, Contribution> gathered;
    private transient boolean waiting;

    @Override
    public void open() throws Exception {
        super.open();
        gathered = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<Contribution> record) {
        Contribution contribution = record.getValue();
        Contribution sum = gathered.get(contribution.window());
        if (sum == null) {
            // The one that came may be somebody else's too.
            sum = new Contribution(contribution.window());
            gathered.put(contribution.window(), sum);
        }
        sum.take(contribution);
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
        for (Contribution sum : gathered.values()) {
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
