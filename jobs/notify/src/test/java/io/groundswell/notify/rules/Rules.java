package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import io.groundswell.topics.RuleKind;
import java.time.LocalTime;

/** Rules, told in a few words. */
public final class Rules {

    public static BrandRule.Builder named(String name, RuleKind kind) {
        return BrandRule.newBuilder().setName(name).setKind(kind);
    }

    public static BrandRule.Builder count(long count, Counted of) {
        return named("so-many", RuleKind.FIXED_COUNT)
                .setCount(count)
                .setWithin(60)
                .setOf(of)
                .setCoolDown(60);
    }

    public static BrandRule.Builder twiceTheUsual() {
        return named("twice-the-usual", RuleKind.PERCENT_OF_BASELINE)
                .setPercent(200)
                .setWithin(60)
                .setBaseline(2 * 1440)
                .setLeast(10)
                .setCoolDown(60);
    }

    public static BrandRule.Builder silence() {
        return named("gone-quiet", RuleKind.SILENCE).setAfter(180).setLeast(5).setCoolDown(60);
    }

    public static BrandRule.Builder unanswered(long count) {
        return named("many-wait", RuleKind.UNANSWERED)
                .setCount(count)
                .setAfter(60)
                .setCoolDown(60);
    }

    public static BrandRule.Builder quiet(BrandRule.Builder rule, LocalTime from, LocalTime to) {
        return rule.setQuietFrom(from.toSecondOfDay() / 60).setQuietTo(to.toSecondOfDay() / 60);
    }

    private Rules() {}
}
