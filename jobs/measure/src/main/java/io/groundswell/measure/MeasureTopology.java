package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.answers.ExchangeChange;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.history.LateSight;
import io.groundswell.measure.panel.HourOfMember;
import io.groundswell.measure.voices.SayingChange;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.WindowSize;
import java.util.List;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * The numbers of each brand, window by window. They depend on the set of mention versions received and on nothing else:
 * not on their order, nor on repetitions, nor on restarts.
 */
public final class MeasureTopology {

    static final String STAGE = "measure";

    /** The doors out of this room. */
    public record Measured(
            DataStream<Measure> measures,
            DataStream<Measure> campaignSums,
            DataStream<ShareOfVoice> shares,
            DataStream<Response> responses,
            DataStream<ResponseTimes> responseTimes,
            DataStream<LateMention> late,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * @param records of the topic of enriched mentions
     * @param brands records of the topic of brands, changes while the job runs
     * @param known the records of that topic to begin with
     */
    public static Measured define(
            DataStream<KafkaRecord> records,
            DataStream<KafkaRecord> brands,
            List<KafkaRecord> known,
            MeasureSettings settings) {
        BroadcastStream<KafkaRecord> heard = brands.broadcast(BrandsHeard.STATE);

        SingleOutputStreamOperator<Fact> facts = records.connect(heard)
                .process(new ReadFacts(new BrandsHeard(known)))
                .uid("measure-read-facts")
                .name("Keep what is counted");

        SingleOutputStreamOperator<Contribution> contributions = facts.keyBy(Fact::mention)
                .process(new TrackVersions(settings), new ContributionType())
                .uid("measure-track-versions")
                .name("Tell what each version changes");

        SingleOutputStreamOperator<Contribution> copies = contributions
                .getSideOutput(TrackVersions.SAYINGS)
                .keyBy(SayingChange::text)
                .process(new TellCopies(settings), new ContributionType())
                .uid("measure-tell-copies")
                .name("Tell who only says it again");

        SingleOutputStreamOperator<Contribution> late = contributions
                .getSideOutput(TrackVersions.LATE_SIGHTS)
                .keyBy(LateSight::id)
                .process(new CountLate(settings), new ContributionType())
                .uid("measure-count-late")
                .name("Count what came too late");

        SingleOutputStreamOperator<Measure> measures = gathered(contributions, "contributions")
                .union(gathered(copies, "copies"), late)
                .keyBy(Contribution::window)
                .process(new TallyWindows(settings))
                .uid("measure-tally-windows")
                .name("Add up each window");

        SingleOutputStreamOperator<ShareOfVoice> shares = measures.filter(
                        measure -> measure.getSize() == WindowSize.HOUR)
                .uid("measure-pick-hours")
                .name("Pick the hours")
                .connect(heard)
                .process(new AskPanels(new BrandsHeard(known)))
                .uid("measure-ask-panels")
                .name("Take each hour to the panels it is for")
                .keyBy(HourOfMember::window)
                .process(new ComparePanel(settings))
                .returns(ShareOfVoice.class)
                .uid("measure-compare-panel")
                .name("Compare with competitors");

        SingleOutputStreamOperator<Response> responses = contributions
                .getSideOutput(TrackVersions.EXCHANGES)
                .keyBy(ExchangeChange::question)
                .connect(heard)
                .process(new TrackResponses(new BrandsHeard(known)))
                .returns(Response.class)
                .uid("measure-track-responses")
                .name("Tell who waits for an answer");

        SingleOutputStreamOperator<ResponseTimes> responseTimes = responses
                .flatMap((Response response, Collector<MeasureResponses.Asked> out) -> {
                    out.collect(new MeasureResponses.Asked(response.getDepartment(), response));
                    out.collect(new MeasureResponses.Asked(MeasureResponses.ALL_DEPARTMENTS, response));
                })
                .returns(MeasureResponses.Asked.class)
                .uid("measure-ask-departments")
                .name("Of each department and of all")
                .keyBy(MeasureResponses.Asked::group)
                .process(new MeasureResponses(settings))
                .returns(ResponseTimes.class)
                .uid("measure-measure-responses")
                .name("Tell how those fared who asked on one day");

        return new Measured(
                measures,
                measures.getSideOutput(TallyWindows.CAMPAIGNS),
                shares,
                responses,
                responseTimes,
                contributions.getSideOutput(TrackVersions.LATE),
                facts.getSideOutput(DeadLetters.DOOR));
    }

    private static DataStream<Contribution> gathered(DataStream<Contribution> contributions, String of) {
        return contributions
                .transform("Gather " + of + " by window", new ContributionType(), new GatherContributions())
                .uid("measure-gather-" + of);
    }

    private MeasureTopology() {}
}
