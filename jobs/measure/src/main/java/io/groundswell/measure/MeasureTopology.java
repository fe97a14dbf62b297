package io.groundswell.measure;

import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.DecodeRecords;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.voices.SayingChange;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The numbers of each brand, window by window. They depend on the set of mention versions received and on nothing else:
 * not on their order, nor on repetitions, nor on restarts.
 */
public final class MeasureTopology {

    /** The doors out of this room. */
    public record Measured(
            DataStream<Measure> measures, DataStream<LateMention> late, DataStream<DeadLetter> deadLetters) {}

    public static Measured define(DataStream<KafkaRecord> records, MeasureSettings settings) {
        SingleOutputStreamOperator<EnrichedMention> mentions = records.process(
                        new DecodeRecords<>("measure", EnrichedMention.class, DeadLetters.DOOR))
                .returns(EnrichedMention.class)
                .uid("measure-decode-records")
                .name("Decode enriched mentions");

        SingleOutputStreamOperator<Contribution> contributions = mentions.map(new ReadFacts())
                .uid("measure-read-facts")
                .name("Keep what is counted")
                .keyBy(Fact::mention)
                .process(new TrackVersions(settings), new ContributionType())
                .uid("measure-track-versions")
                .name("Tell what each version changes");

        SingleOutputStreamOperator<Contribution> copies = contributions
                .getSideOutput(TrackVersions.SAYINGS)
                .keyBy(SayingChange::text)
                .process(new TellCopies(settings), new ContributionType())
                .uid("measure-tell-copies")
                .name("Tell who only says it again");

        SingleOutputStreamOperator<Measure> measures = contributions
                .union(copies)
                .keyBy(Contribution::window)
                .process(new TallyWindows(settings))
                .uid("measure-tally-windows")
                .name("Add up each window");

        return new Measured(
                measures, contributions.getSideOutput(TrackVersions.LATE), mentions.getSideOutput(DeadLetters.DOOR));
    }

    private MeasureTopology() {}
}
