package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkJobsTest {

    @Test
    void a_fault_of_ours_is_told_with_the_place_where_it_came_up() {
        assertThat(
                        FlinkJobs.lastCause(
                                """
                        org.apache.flink.runtime.JobException: Recovery is suppressed
                        \tat org.apache.flink.runtime.Restarts.handle(Restarts.java:180)
                        Caused by: java.lang.NullPointerException
                        \tat java.base/java.util.Objects.requireNonNull(Objects.java:209)
                        \tat io.groundswell.notify.AnnounceIncidents.onTimer(AnnounceIncidents.java:174)
                        \tat io.groundswell.notify.Other.call(Other.java:9)
                        \t... 20 more
                        """))
                .isEqualTo("java.lang.NullPointerException"
                        + " at io.groundswell.notify.AnnounceIncidents.onTimer(AnnounceIncidents.java:174)");
    }

    @Test
    void what_has_words_of_its_own_is_told_by_them() {
        assertThat(
                        FlinkJobs.lastCause(
                                """
                        org.apache.flink.runtime.JobException: Recovery is suppressed
                        \tat io.groundswell.notify.Other.call(Other.java:9)
                        Caused by: java.io.IOException: Elasticsearch answers 401
                        \tat io.groundswell.publish.Sink.write(Sink.java:9)
                        """))
                .isEqualTo("java.io.IOException: Elasticsearch answers 401");
    }
}
