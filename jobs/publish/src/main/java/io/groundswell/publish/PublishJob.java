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
import io.groundswell.publish.search.SearchRights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the stages found → Elasticsearch. */
public final class PublishJob {

    private static final Logger LOG = LoggerFactory.getLogger(PublishJob.class);

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
        makeReady(settings);

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
        ends.requireRights();
    }

    private static DataStream<KafkaRecord> records(
            StreamExecutionEnvironment environment, KafkaEnds ends, String topic) {
        return environment
                .fromSource(ends.source(topic), WatermarkStrategy.noWatermarks(), "Read " + topic)
                .uid("publish-read-" + topic);
    }

    private static void makeReady(PublishSettings settings) {
        try (Elasticsearch elasticsearch = settings.client()) {
            if (settings.setUpIndices()) {
                Indices.setUp(elasticsearch);
            }
            List<String> missing = SearchRights.missing(elasticsearch, List.of(), List.of("index"));
            if (!missing.isEmpty()) {
                throw new SettingsProblem(missing.stream()
                        .map(right -> "Elasticsearch at " + String.join(", ", settings.elasticsearch()) + ": " + right)
                        .toList());
            }
        } catch (IOException silence) {
            // The job waits for it, and says so.
            LOG.warn("Elasticsearch does not answer yet ({}), so nothing is known of our rights", silence.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsProblem(List.of("interrupted while asking Elasticsearch what we may do"));
        } catch (IndexProblem | IllegalArgumentException e) {
            throw new SettingsProblem(List.of(e.getMessage()));
        }
    }

    private PublishJob() {}
}
