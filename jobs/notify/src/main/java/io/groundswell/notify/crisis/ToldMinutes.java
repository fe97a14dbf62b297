package io.groundswell.notify.crisis;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind minutes that are all at hand. */
final class ToldMinutes extends Behind {

    private final Map<Long, Measure> minutes = new HashMap<>();
    private final Map<Long, Optional<List<MeasuredPart>>> hours = new HashMap<>();

    ToldMinutes(Collection<Measure> told) {
        told.forEach(measure -> minutes.put(measure.getWindowStart().toEpochMilli(), measure));
    }

    @Override
    protected List<Evidence> evidence(long minute) {
        Measure measure = minutes.get(minute);
        return measure == null ? null : measure.getEvidence();
    }

    @Override
    protected List<MeasuredPart> parts(long minute) {
        Measure measure = minutes.get(minute);
        return measure == null ? null : measure.getParts();
    }

    @Override
    protected List<MeasuredPart> partsOfHour(long hour) throws Exception {
        Optional<List<MeasuredPart>> known = hours.get(hour);
        if (known == null) {
            known = Optional.ofNullable(summedUp(hour));
            hours.put(hour, known);
        }
        return known.orElse(null);
    }
}
