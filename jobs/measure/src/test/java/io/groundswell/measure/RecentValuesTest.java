package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.volume.Subject;
import io.groundswell.topics.SubjectKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

    @Test
    void equal_values_that_come_one_after_another_are_one_object() {
        // Given
        RecentValues<Subject> recent = new RecentValues<>();
        Subject first = new Subject(SubjectKind.AUTHOR, new String("x:ada"));
        Subject again = new Subject(SubjectKind.AUTHOR, new String("x:ada"));

        // When
        Subject one = recent.one(first);
        Subject other = recent.one(again);

        // Then
        assertThat(one).isSameAs(first);
        assertThat(other).isSameAs(first);
    }

    @Test
    void others_are_never_mixed_up_however_many_there_are_and_whatever_their_hashes() {
        // Given: more than it remembers, and two texts of one hash
        RecentValues<String> recent = new RecentValues<>();

        // When, then
        assertThat(recent.one("Aa")).isEqualTo("Aa");
        assertThat(recent.one("BB")).isEqualTo("BB");
        assertThat(IntStream.range(0, 100_000).mapToObj(i -> "x:" + i))
                .allSatisfy(id -> assertThat(recent.one(id)).isEqualTo(id));
    }
}
