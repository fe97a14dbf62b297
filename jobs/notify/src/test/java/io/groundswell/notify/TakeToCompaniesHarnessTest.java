package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.incident.CourseTest;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Signal;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class TakeToCompaniesHarnessTest {

    private static KafkaRecord brand(long offset, String company, Map<String, String> owners) {
        Brand brand = Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setCompany(company)
                .setOwners(owners)
                .build();
        return new KafkaRecord(
                "brands",
                0,
                offset,
                NOON.toEpochMilli(),
                null,
                AvroMessages.of(Brand.class).encode(brand));
    }

    @Test
    void an_alert_goes_to_the_company_and_department_that_its_brand_has_by_then() throws Exception {
        try (BroadcastOperatorTestHarness<News, KafkaRecord, News> harness =
                ProcessFunctionTestHarnesses.forBroadcastProcessFunction(
                        new TakeToCompanies(new BrandsHeard(
                                List.of(brand(1, "acme-group", Map.of("reviews", "support", "any", "pr"))))),
                        BrandsHeard.STATE)) {
            harness.processElement(News.of(CourseTest.alert(Signal.REVIEWS, "5 OPEN WATCH")), 0);
            harness.processElement(News.of(CourseTest.alert(Signal.OTHER, "5 OPEN WATCH")), 0);
            harness.processBroadcastElement(brand(2, null, Map.of()), 0);
            harness.processElement(News.of(CourseTest.alert(Signal.REVIEWS, "5 OPEN WATCH")), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(news -> news.company() + " " + news.owner())
                    .containsExactly("acme-group support", "acme-group pr", "acme null");
        }
    }
}
