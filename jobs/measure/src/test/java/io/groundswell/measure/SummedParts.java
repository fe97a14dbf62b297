package io.groundswell.measure;

import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What minutes tell of their parts, added up again and held against what they tell of the whole. */
final class SummedParts {

    /** Every mention carries one of each of these, and there are never more than ten of them. */
    private static final Set<SubjectKind> OF_ALL = EnumSet.of(SubjectKind.PLATFORM, SubjectKind.VOICE);

    /** Where the parts of a kind come to more than the whole, or do not come to all of it though all carry one. */
    static List<String> contradictions(Collection<Measure> measures) {
        List<String> found = new ArrayList<>();
        for (Measure measure : measures) {
            if (measure.getSize() != WindowSize.MINUTE || !measure.getPlatform().equals("all")) {
                continue;
            }
            long[] whole = {
                measure.getPeople() * 1000,
                measure.getPeopleNegative() * 1000,
                (measure.getAmplified() + measure.getAutomated()) * 1000,
                (measure.getStar1() + measure.getStar2()) * 1000
            };
            for (SubjectKind kind : SubjectKind.values()) {
                long[] parts = new long[whole.length];
                for (MeasuredPart part : measure.getParts()) {
                    if (part.getKind() == kind) {
                        parts[0] += part.getPeopleShare();
                        parts[1] += part.getNegativeShare();
                        parts[2] += part.getAmplifiedShare();
                        parts[3] += part.getLowReviewShare();
                    }
                }
                boolean tooMuch = false;
                for (int i = 0; i < whole.length; i++) {
                    tooMuch |= parts[i] > whole[i];
                }
                if (tooMuch || OF_ALL.contains(kind) && !Arrays.equals(parts, whole)) {
                    found.add(measure.getId() + " " + kind + " " + Arrays.toString(parts) + " of "
                            + Arrays.toString(whole));
                }
            }
        }
        return found;
    }

    /** How many are told to be of one kind and name. */
    static long named(Collection<Measure> measures, SubjectKind kind, String name) {
        return measures.stream()
                .flatMap(measure -> measure.getParts().stream())
                .filter(part -> part.getKind() == kind && part.getName().equals(name))
                .mapToLong(part -> part.getPeople() + part.getAmplified())
                .sum();
    }

    private SummedParts() {}
}
