package io.groundswell.local;

import io.groundswell.collect.CollectJob;
import io.groundswell.collect.CollectSettings;
import io.groundswell.enrich.EnrichJob;
import io.groundswell.enrich.EnrichSettings;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.Topics;
import io.groundswell.measure.MeasureJob;
import io.groundswell.measure.MeasureSettings;
import io.groundswell.notify.NotifyJob;
import io.groundswell.notify.NotifySettings;
import io.groundswell.publish.PublishJob;
import io.groundswell.publish.PublishSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The five jobs of a stack, in the order the data flows. */
final class Stages {

    static final List<Stage> ALL = List.of(
            new Stage(
                    "collect",
                    CollectJob::wire,
                    topic -> Topics.FEEDS.matcher(topic).matches()
                            || topic.equals(Topics.BRANDS)
                            || topic.equals(Topics.ERASURES)),
            Stage.reading("enrich", EnrichJob::wire, Topics.MENTIONS, Topics.BRANDS, Topics.BRAND_MODELS),
            Stage.reading(
                    "measure",
                    MeasureJob::wire,
                    Topics.ENRICHED_MENTIONS,
                    Topics.AUDIENCE,
                    Topics.TRAFFIC,
                    Topics.BRANDS),
            Stage.reading(
                    "notify",
                    NotifyJob::wire,
                    Topics.MEASURES,
                    Topics.ENRICHED_MENTIONS,
                    Topics.COVERAGE,
                    Topics.RESPONSES,
                    Topics.INCIDENT_ACTIONS,
                    Topics.BRANDS),
            Stage.reading(
                    "publish",
                    PublishJob::wire,
                    Topics.ENRICHED_MENTIONS,
                    Topics.COVERAGE,
                    Topics.MEASURES,
                    Topics.SHARES,
                    Topics.RESPONSES,
                    Topics.RESPONSE_TIMES,
                    Topics.AUDIENCE_DAYS,
                    Topics.TRAFFIC_DAYS,
                    Topics.CAMPAIGNS,
                    Topics.ALERTS,
                    Topics.INCIDENTS,
                    Topics.DELIVERIES,
                    Topics.DEAD_LETTERS,
                    Topics.LATE,
                    Topics.COPIES));

    private static final Map<String, List<Setting<?>>> SETTINGS = new TreeMap<>(Map.of(
            "collect", CollectSettings.ALL,
            "enrich", EnrichSettings.ALL,
            "measure", MeasureSettings.ALL,
            "notify", NotifySettings.ALL,
            "publish", PublishSettings.ALL));

    /** Everything that is wrong with what the user set, for whichever stage. */
    static List<String> problems(Settings settings) {
        Set<String> problems = new LinkedHashSet<>();
        SETTINGS.forEach((stage, own) -> {
            List<Setting<?>> declared = new ArrayList<>(own);
            declared.addAll(FlowSettings.ALL);
            try {
                settings.checked(stage, declared);
            } catch (SettingsProblem problem) {
                problems.addAll(problem.problems());
            }
        });
        return List.copyOf(problems);
    }

    private Stages() {}
}
