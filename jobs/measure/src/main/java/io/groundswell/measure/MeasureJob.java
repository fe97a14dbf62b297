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
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs {@link MeasureTopology} and {@link OwnChannelsTopology} between Kafka topics. */
public final class MeasureJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run(MeasureTopology.STAGE, arguments, MeasureJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        List<Setting<?>> declared = Stream.concat(FlowSettings.ALL.stream(), MeasureSettings.ALL.stream())
                .toList();
        settings.checked(MeasureTopology.STAGE, declared);
        KafkaEnds kafka = new KafkaEnds(MeasureTopology.STAGE, settings);

        // Brands are few, and their order matters.
        DataStream<KafkaRecord> brands = environment
                .fromSource(kafka.source(Topics.BRANDS), EventTime.ofKnowledge(), "Brands")
                .uid("measure-read-brands")
                .name("Read brands")
                .setParallelism(1);

        List<KafkaRecord> known = CompactedTopic.read(settings, MeasureTopology.STAGE, Topics.BRANDS);
        MeasureSettings mine = MeasureSettings.from(settings);
        MeasureTopology.Measured measured = MeasureTopology.define(
                read(Topics.ENRICHED_MENTIONS, environment, kafka, settings), brands, known, mine);
        OwnChannelsTopology.Measured own = OwnChannelsTopology.define(
                read(Topics.AUDIENCE, environment, kafka, settings),
                read(Topics.TRAFFIC, environment, kafka, settings),
                brands,
                known,
                mine);
        write(measured, kafka);
        write(own, kafka);
        CampaignTopology.define(measured, own, brands, known)
                .sinkTo(kafka.sink(
                        Topics.CAMPAIGNS, CampaignResults.class, CampaignResults::getId, results -> results.getAsOf()
                                .toEpochMilli()))
                .uid("measure-write-campaigns")
                .name("Write campaigns");
        measured.deadLetters()
                .union(own.deadLetters())
                .sinkTo(kafka.deadLetters())
                .uid("measure-write-dead-letters")
                .name("Write dead letters");
        kafka.requireRights();
    }

    private static DataStream<KafkaRecord> read(
            String topic, StreamExecutionEnvironment environment, KafkaEnds kafka, Settings settings) {
        return environment
                .fromSource(kafka.source(topic), EventTime.ofRecords(settings), "Read " + topic)
                .uid("measure-read-" + topic)
                .name("Read " + topic.replace('-', ' '));
    }

    private static void write(OwnChannelsTopology.Measured own, KafkaEnds kafka) {
        own.audienceDays()
                .sinkTo(kafka.sink(Topics.AUDIENCE_DAYS, AudienceDay.class, AudienceDay::getId, day -> day.getAsOf()
                        .toEpochMilli()))
                .uid("measure-write-audience-days")
                .name("Write days of accounts");
        own.trafficDays()
                .sinkTo(kafka.sink(Topics.TRAFFIC_DAYS, TrafficDay.class, TrafficDay::getId, day -> day.getAsOf()
                        .toEpochMilli()))
                .uid("measure-write-traffic-days")
                .name("Write days of sites");
    }

    private static void write(MeasureTopology.Measured measured, KafkaEnds kafka) {
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
    }

    private MeasureJob() {}
}
