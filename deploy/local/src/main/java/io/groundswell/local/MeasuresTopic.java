package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.topics.Measure;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was measured, as Kafka has it. */
final class MeasuresTopic {

    private static final String MINUTES = "|all|minute|";

    private final Brokers brokers;

    MeasuresTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /**
     * A brand's minutes of all platforms, each in its newest revision.
     *
     * @throws Trouble when the topic cannot be read, or knows nothing of the brand
     */
    Collection<Measure> minutesOf(String brand) throws Trouble {
        Set<String> brands = new TreeSet<>();
        Map<String, Measure> minutes = new TopicRecords(brokers, Topics.MEASURES)
                .newest(
                        Measure.class,
                        key -> {
                            int minute = key.indexOf(MINUTES);
                            if (minute < 0) {
                                return false;
                            }
                            brands.add(key.substring(0, minute));
                            return key.substring(0, minute).equals(brand);
                        },
                        Measure::getRevision);
        if (minutes.isEmpty()) {
            throw new Trouble("Nothing was measured of a brand '" + Terminal.safe(brand, 100) + "'"
                    + (brands.isEmpty() ? "." : "; there is " + String.join(", ", brands) + "."));
        }
        return minutes.values();
    }
}
