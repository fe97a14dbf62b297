package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.StrictEnvironment;
import io.groundswell.measure.answers.ExchangeChange;
import io.groundswell.measure.audience.FollowerCount;
import io.groundswell.measure.campaign.CampaignFact;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.history.History;
import io.groundswell.measure.history.LateSight;
import io.groundswell.measure.panel.HourOfMember;
import io.groundswell.measure.traffic.TrafficGroup;
import io.groundswell.measure.traffic.TrafficTally;
import io.groundswell.measure.traffic.Visit;
import io.groundswell.measure.voices.SayingChange;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams and state hold is written by Flink's own serializers, never by Kryo. */
class StreamTypesTest {

    private static void serializerOf(Class<?> type) {
        TypeInformation.of(type).createSerializer(new SerializerConfigImpl(StrictEnvironment.strict()));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Fact.class,
                History.class,
                WindowKey.class,
                Tally.class,
                Candidate.class,
                Subject.class,
                SayingChange.class,
                ExchangeChange.class,
                HourOfMember.class,
                LateSight.class,
                CampaignFact.class,
                FollowerCount.class,
                Visit.class,
                TrafficGroup.class,
                TrafficTally.class
            })
    void is_not_left_to_kryo(Class<?> type) {
        assertThatCode(() -> serializerOf(type)).doesNotThrowAnyException();
    }

    @Test
    void a_type_left_to_kryo_would_be_caught() {
        assertThatThrownBy(() -> serializerOf(Thread.class)).isInstanceOf(UnsupportedOperationException.class);
    }
}
