package io.groundswell.publish;

import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Documents;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Incident;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/** One document per record, whatever topic it comes from. Order within a partition is kept up to the sink. */
final class PublishTopology {

    /** What comes in, by topic. */
    record Inlets(
            DataStream<KafkaRecord> mentions,
            DataStream<KafkaRecord> copies,
            DataStream<KafkaRecord> coverage,
            DataStream<KafkaRecord> measures,
            DataStream<KafkaRecord> shares,
            DataStream<KafkaRecord> responses,
            DataStream<KafkaRecord> responseTimes,
            DataStream<KafkaRecord> audienceDays,
            DataStream<KafkaRecord> trafficDays,
            DataStream<KafkaRecord> campaigns,
            DataStream<KafkaRecord> alerts,
            DataStream<KafkaRecord> incidents,
            DataStream<KafkaRecord> deliveries,
            DataStream<KafkaRecord> deadLetters,
            DataStream<KafkaRecord> late) {}

    /** The doors out of this room. */
    record Published(DataStream<Document> documents, DataStream<DeadLetter> deadLetters) {}

    static Published define(Inlets in) {
        var mentions = documents("mentions", in.mentions(), EnrichedMention.class, Documents::ofMentions);
        var copies = documents("copies", in.copies(), CopyGroup.class, Documents::ofCopies);
        var coverage = documents("coverage", in.coverage(), Coverage.class, Documents::ofCoverage);
        var measures = documents("measures", in.measures(), Measure.class, Documents::ofMeasures);
        var shares = documents("shares", in.shares(), ShareOfVoice.class, Documents::ofShares);
        var responses = documents("responses", in.responses(), Response.class, Documents::ofResponses);
        var responseTimes =
                documents("response-times", in.responseTimes(), ResponseTimes.class, Documents::ofResponseTimes);
        var audienceDays = documents("audience-days", in.audienceDays(), AudienceDay.class, Documents::ofAudienceDays);
        var trafficDays = documents("traffic-days", in.trafficDays(), TrafficDay.class, Documents::ofTrafficDays);
        var campaigns = documents("campaigns", in.campaigns(), CampaignResults.class, Documents::ofCampaigns);
        var alerts = documents("alerts", in.alerts(), Alert.class, Documents::ofAlerts);
        var incidents = documents("incidents", in.incidents(), Incident.class, Documents::ofIncidents);
        var deliveries = documents("deliveries", in.deliveries(), Delivery.class, Documents::ofDeliveries);
        var deadLetters = documents("dead-letters", in.deadLetters(), DeadLetter.class, Documents::ofDeadLetters);
        var late = documents("late", in.late(), LateMention.class, Documents::ofLate);
        return new Published(
                mentions.union(
                        copies,
                        coverage,
                        measures,
                        shares,
                        responses,
                        responseTimes,
                        audienceDays,
                        trafficDays,
                        campaigns,
                        alerts,
                        incidents,
                        deliveries,
                        deadLetters,
                        late),
                unreadable(mentions)
                        .union(
                                unreadable(copies),
                                unreadable(coverage),
                                unreadable(measures),
                                unreadable(shares),
                                unreadable(responses),
                                unreadable(responseTimes),
                                unreadable(audienceDays),
                                unreadable(trafficDays),
                                unreadable(campaigns),
                                unreadable(alerts),
                                unreadable(incidents),
                                unreadable(deliveries),
                                unreadable(late)));
    }

    private static <T extends SpecificRecord> SingleOutputStreamOperator<Document> documents(
            String what, DataStream<KafkaRecord> records, Class<T> type, SerializableSupplier<Documents<T>> rules) {
        return records.process(new WriteDocuments<>(type, rules), TypeInformation.of(Document.class))
                .uid("publish-write-" + what)
                .name("Write the documents of " + what.replace('-', ' '));
    }

    private static DataStream<DeadLetter> unreadable(SingleOutputStreamOperator<Document> documents) {
        return documents.getSideOutput(DeadLetters.DOOR);
    }

    private PublishTopology() {}
}
