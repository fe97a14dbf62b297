package io.groundswell.measure;

import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.topics.Measure;
import io.groundswell.topics.WindowSize;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A campaign over all posts, that all of them are of, has the numbers of the brand's days together. */
final class SummedCampaigns {

    /** What is summed of each brand's campaign. */
    static Map<String, List<Long>> of(Collection<Measure> told) {
        Map<String, List<Long>> sums = new TreeMap<>();
        told.stream()
                .filter(measure -> CampaignTime.isCampaign(measure.getBrand()))
                .forEach(measure -> sums.put(
                        CampaignTime.brandOf(measure.getBrand()),
                        Arrays.stream(sums(measure)).boxed().toList()));
        return sums;
    }

    /** The same of its days. */
    static Map<String, List<Long>> days(Collection<Measure> told) {
        Map<String, List<Long>> sums = new TreeMap<>();
        told.stream()
                .filter(measure -> measure.getSize() == WindowSize.DAY
                        && measure.getPlatform().equals("all")
                        && !CampaignTime.isCampaign(measure.getBrand()))
                .forEach(measure -> {
                    long[] day = sums(measure);
                    sums.merge(measure.getBrand(), Arrays.stream(day).boxed().toList(), (one, other) -> IntStream.range(
                                    0, day.length)
                            .mapToObj(i -> one.get(i) + other.get(i))
                            .toList());
                });
        return sums;
    }

    static long[] sums(Measure measure) {
        return new long[] {
            measure.getMentions(),
            measure.getOwned(),
            measure.getNegative(),
            measure.getPeople(),
            measure.getAmplified(),
            measure.getReach(),
            measure.getRatingPoints(),
            measure.getEngagement(),
            measure.getDeleted()
        };
    }

    private SummedCampaigns() {}
}
