package io.groundswell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.crisis.Forgotten;
import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.Watch;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Asked;
import io.groundswell.notify.incident.OwnedAlert;
import io.groundswell.notify.rules.Heard;
import io.groundswell.notify.rules.KnownRule;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Sight;
import io.groundswell.notify.rules.Span;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.Measure;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Hour.class,
                Forgotten.class,
                Heard.class,
                KnownRule.class,
                Match.class,
                RuleFact.class,
                Sight.class,
                Span.class,
                Watch.class,
                Alert.class,
                Evidence.class,
                Measure.class,
                Announcement.class,
                Addressed.class,
                News.class,
                OwnedAlert.class,
                Asked.class,
                Incident.class,
                IncidentAction.class,
                DeliverAnnouncements.Waiting.class,
                Delivery.class
            })
    void nothing_we_keep_or_send_falls_back_to_Kryo(Class<?> type) {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);
        assertThat(TypeInformation.of(type).createSerializer(strict)).isNotNull();
    }
}
