package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.audience.FollowerCount;
import io.groundswell.measure.traffic.Visit;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficDay;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What a brand's own accounts and sites gained, beside what is said elsewhere: followers and visits, day by day. */
public final class OwnChannelsTopology {

    /** The doors out of this room. */
    public record Measured(
            DataStream<AudienceDay> audienceDays,
            DataStream<TrafficDay> trafficDays,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * @param audience records of the topic of that name
     * @param traffic records of the topic of that name
     * @param brands records of the topic of brands, changes while the job runs
     * @param known the records of that topic to begin with
     */
    public static Measured define(
            DataStream<KafkaRecord> audience,
            DataStream<KafkaRecord> traffic,
            DataStream<KafkaRecord> brands,
            List<KafkaRecord> known,
            MeasureSettings settings) {
        SingleOutputStreamOperator<FollowerCount> followers = audience.connect(brands.broadcast(BrandsHeard.STATE))
                .process(new ReadFollowers(new BrandsHeard(known)))
                .uid("measure-read-followers")
                .name("Keep counts of followers");

        SingleOutputStreamOperator<AudienceDay> audienceDays = followers
                .keyBy(FollowerCount::account)
                .process(new TrackFollowers(settings))
                .returns(AudienceDay.class)
                .uid("measure-track-followers")
                .name("Tell who won and lost followers");

        SingleOutputStreamOperator<Traffic> events = traffic.process(
                        new DecodeRecords<>(MeasureTopology.STAGE, Traffic.class, DeadLetters.DOOR),
                        TypeInformation.of(Traffic.class))
                .uid("measure-decode-traffic")
                .name("Read web traffic");

        List<String> conversions = settings.conversions();
        SingleOutputStreamOperator<TrafficDay> trafficDays = events.map(event -> Visit.of(event, conversions))
                .returns(Visit.class)
                .uid("measure-read-visits")
                .name("Tell where each visit came from")
                .keyBy(Visit::group)
                .process(new MeasureTraffic(settings))
                .returns(TrafficDay.class)
                .uid("measure-measure-traffic")
                .name("Add up visits");

        return new Measured(
                audienceDays,
                trafficDays,
                followers.getSideOutput(DeadLetters.DOOR).union(events.getSideOutput(DeadLetters.DOOR)));
    }

    private OwnChannelsTopology() {}
}
