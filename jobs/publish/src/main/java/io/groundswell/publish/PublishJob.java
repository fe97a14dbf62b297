package io.groundswell.publish;

import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.Indices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Everything the stages found → Elasticsearch. */
public final class PublishJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run("publish", arguments, PublishJob::wire);
    }

    /**
     * Sets up the indices first, unless told not to, and waits for Elasticsearch as long as that takes.
     *
     * @throws SettingsProblem when a setting is wrong, or an index is there that cannot take our documents
     */
    public static void wire(StreamExecutionEnvironment environment, Settings written) {
        List<Setting<?>> declared = new ArrayList<>(FlowSettings.ALL);
        declared.addAll(PublishSettings.ALL);
        written.checked("publish", declared);
        PublishSettings settings = PublishSettings.from(written);
        KafkaEnds ends = new KafkaEnds("publish", written);
        Properties producer = KafkaEnds.producer(written);
        setUpIndices(settings);

        PublishTopology.Published published = PublishTopology.define(new PublishTopology.Inlets(
                records(environment, ends, Topics.ENRICHED_MENTIONS),
                records(environment, ends, Topics.COPIES),
                records(environment, ends, Topics.COVERAGE),
                records(environment, ends, Topics.MEASURES),
                records(environment, ends, Topics.SHARES),
                records(environment, ends, Topics.RESPONSES),
                records(environment, ends, Topics.RESPONSE_TIMES),
                records(environment, ends, Topics.AUDIENCE_DAYS),
                records(environment, ends, Topics.TRAFFIC_DAYS),
                records(environment, ends, Topics.CAMPAIGNS),
                records(environment, ends, Topics.ALERTS),
                records(environment, ends, Topics.INCIDENTS),
                records(environment, ends, Topics.DELIVERIES),
                records(environment, ends, Topics.DEAD_LETTERS),
                records(environment, ends, Topics.LATE)));

        published
                .documents()
                .sinkTo(new ElasticsearchSink(settings, () -> new KafkaDeadLetterOffice(producer)))
                .uid("publish-documents")
                .name("Elasticsearch");
        published
                .deadLetters()
                .sinkTo(ends.deadLetters())
                .uid("publish-dead-letters")
                .name("Dead letters");
    }

    private static DataStream<KafkaRecord> records(
            StreamExecutionEnvironment environment, KafkaEnds ends, String topic) {
        return environment
                .fromSource(ends.source(topic), WatermarkStrategy.noWatermarks(), "Read " + topic)
                .uid("publish-read-" + topic);
    }

    private static void setUpIndices(PublishSettings settings) {
        if (!settings.setUpIndices()) {
            return;
        }
        Path keyFile = settings.apiKeyFile().isEmpty() ? null : Path.of(settings.apiKeyFile());
        try (Elasticsearch elasticsearch = Elasticsearch.at(settings.elasticsearch(), keyFile, settings.timeout())) {
            Indices.setUp(elasticsearch);
        } catch (IndexProblem | IllegalArgumentException e) {
            throw new SettingsProblem(List.of(e.getMessage()));
        }
    }

    private PublishJob() {}
}
