package io.groundswell.measure;

import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link MeasureTopology} between Kafka topics. */
public final class MeasureJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run(MeasureTopology.STAGE, arguments, MeasureJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        List<Setting<?>> declared = Stream.concat(FlowSettings.ALL.stream(), MeasureSettings.ALL.stream())
                .toList();
        settings.checked(MeasureTopology.STAGE, declared);
        KafkaEnds kafka = new KafkaEnds(MeasureTopology.STAGE, settings);

        DataStream<KafkaRecord> records = environment
                .fromSource(kafka.source(Topics.ENRICHED_MENTIONS), EventTime.ofRecords(settings), "Enriched mentions")
                .uid("measure-read-enriched-mentions")
                .name("Read enriched mentions");

        // Brands are few, and their order matters.
        DataStream<KafkaRecord> brands = environment
                .fromSource(kafka.source(Topics.BRANDS), EventTime.ofKnowledge(), "Brands")
                .uid("measure-read-brands")
                .name("Read brands")
                .setParallelism(1);

        MeasureTopology.Measured measured = MeasureTopology.define(
                records,
                brands,
                CompactedTopic.read(settings, MeasureTopology.STAGE, Topics.BRANDS),
                MeasureSettings.from(settings));

        measured.measures()
                .sinkTo(kafka.sink(Topics.MEASURES, Measure.class, Measure::getId, measure -> measure.getAsOf()
                        .toEpochMilli()))
                .uid("measure-write-measures")
                .name("Write measures");
        measured.shares()
                .sinkTo(kafka.sink(Topics.SHARES, ShareOfVoice.class, ShareOfVoice::getId, share -> share.getAsOf()
                        .toEpochMilli()))
                .uid("measure-write-shares")
                .name("Write shares of voice");
        measured.responses()
                .sinkTo(kafka.sink(Topics.RESPONSES, Response.class, Response::getId, response -> response.getAskedAt()
                        .toEpochMilli()))
                .uid("measure-write-responses")
                .name("Write responses");
        measured.responseTimes()
                .sinkTo(kafka.sink(
                        Topics.RESPONSE_TIMES, ResponseTimes.class, ResponseTimes::getId, times -> times.getAsOf()
                                .toEpochMilli()))
                .uid("measure-write-response-times")
                .name("Write response times");
        measured.late()
                .sinkTo(kafka.sink(Topics.LATE, LateMention.class, LateMention::getId, late -> late.getObservedAt()
                        .toEpochMilli()))
                .uid("measure-write-late")
                .name("Write late mentions");
        measured.deadLetters()
                .sinkTo(kafka.deadLetters())
                .uid("measure-write-dead-letters")
                .name("Write dead letters");
    }

    private MeasureJob() {}
}
