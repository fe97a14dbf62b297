package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.notify.crisis.PastAlerts;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.rules.PastRules;
import io.groundswell.notify.rules.Question;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.Sensitivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a stack has measured of a brand, and what alerts follow from it.
 *
 * @param brand its definition; empty when it is listened for no more
 * @param minutes of all platforms, at least one, each in its newest revision
 * @param questions it was asked, each in its newest version
 */
record BrandHistory(String id, Optional<Brand> brand, Collection<Measure> minutes, Collection<Question> questions) {

    /** @throws Trouble when Kafka cannot be read, or knows nothing of the brand */
    static BrandHistory read(Brokers brokers, String id) throws Trouble {
        Collection<Measure> minutes = new MeasuresTopic(brokers).minutesOf(id);
        List<Question> questions = new TopicRecords(brokers, Topics.RESPONSES)
                        .newest(Response.class, key -> key.startsWith(id + "|"), response -> response.getToldAt()
                                .toEpochMilli())
                        .values()
                        .stream()
                        .map(Question::of)
                        .toList();
        Brand brand = new BrandsTopic(brokers).read().get(id);
        return new BrandHistory(id, Optional.ofNullable(brand), minutes, questions);
    }

    /** The same past under another definition. */
    BrandHistory as(Brand other) {
        return new BrandHistory(id, Optional.of(other), minutes, questions);
    }

    /** By the rule that every brand has. */
    List<Alert> alerts(RuleLimits limits) throws Exception {
        Sensitivity sensitivity = brand.map(Brand::getSensitivity).orElse(Sensitivity.BALANCED);
        return new PastAlerts(limits.at(sensitivity)).of(id, minutes);
    }

    /** By rules of its own. */
    List<Alert> alerts(RuleLimits limits, List<BrandRule> rules) throws Exception {
        if (brand.isEmpty() || rules.isEmpty()) {
            return List.of();
        }
        Brand ruled = Brand.newBuilder(brand.get()).setAlerts(rules).build();
        return new PastRules(limits).of(ruled, minutes, questions);
    }

    List<BrandRule> rules() {
        return brand.map(Brand::getAlerts).orElse(List.of());
    }

    Instant first() {
        return minutes.stream()
                .map(Measure::getWindowStart)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    Instant last() {
        return minutes.stream()
                .map(Measure::getWindowEnd)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    Duration length() {
        return Duration.between(first(), last());
    }
}
