package io.groundswell.notify;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Question;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Measure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;

/** The rules of the brand acme, applied to what a test lets arrive. */
abstract class RulesAtWork {

    private static final NotifySettings SETTINGS =
            new NotifySettings(Talk.LIMITS, Duration.ofSeconds(1), List.of(), Duration.ofDays(1));

    KeyedTwoInputStreamOperatorTestHarness<String, RuleFact, KafkaRecord, Alert> harness;
    long clock;
    private int read;

    void begin(BrandRule... rules) throws Exception {
        begin(null, rules);
    }

    void begin(OperatorSubtaskState state, BrandRule... rules) throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new ApplyRules(new BrandsHeard(List.of(record(0, rules))), SETTINGS),
                        List.of(BrandsHeard.STATE)),
                RuleFact::brand,
                null,
                Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(clock);
        read = 0;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    static Brand brand(BrandRule... rules) {
        return Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setTimeZone("Europe/Vienna")
                .setAlerts(List.of(rules))
                .build();
    }

    static KafkaRecord record(long offset, BrandRule... rules) {
        return new KafkaRecord(
                "brands",
                0,
                offset,
                0,
                "acme".getBytes(StandardCharsets.UTF_8),
                AvroMessages.of(Brand.class).encode(brand(rules)));
    }

    void arrive(List<Measure> measures) throws Exception {
        for (Measure measure : measures) {
            harness.processElement1(RuleFact.of(measure), measure.getAsOf().toEpochMilli());
        }
    }

    void arrive(Match match) throws Exception {
        harness.processElement1(RuleFact.of("acme", match), match.createdAt().toEpochMilli());
    }

    void arrive(Question question) throws Exception {
        harness.processElement1(fact(question), question.version());
    }

    static RuleFact fact(Question question) {
        return new RuleFact("acme", null, List.of(), null, null, question);
    }

    void watermark(Instant time) throws Exception {
        harness.processBothWatermarks(new Watermark(time.toEpochMilli()));
    }

    /** What came out since last asked. */
    List<Alert> afterSeconds(int seconds) throws Exception {
        clock += seconds * 1000L;
        harness.setProcessingTime(clock);
        List<Alert> all = harness.extractOutputValues();
        List<Alert> news = new ArrayList<>(all.subList(read, all.size()));
        read = all.size();
        return news;
    }

    static List<String> lines(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.getState() + " " + alert.getHeadline())
                .toList();
    }

    List<Alert> end() throws Exception {
        harness.processBothWatermarks(Watermark.MAX_WATERMARK);
        return afterSeconds(1);
    }
}
