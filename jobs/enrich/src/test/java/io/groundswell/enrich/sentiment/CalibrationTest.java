package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.Sentiment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /** A model that says 98 % each time and is right three times in four. */
    private static Calibration ofABoaster() {
        List<float[][]> logits = new ArrayList<>();
        List<Sentiment> labels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Sentiment said = Sentiment.values()[i % 3];
            float[] logit = new float[3];
            logit[said.ordinal()] = 4.6f;
            logits.add(new float[][] {logit});
            labels.add(i / 3 % 4 == 0 ? Sentiment.values()[(i + 1 + i / 12 % 2) % 3] : said);
        }
        double[] equal = new double[300];
        Arrays.fill(equal, 1);
        return Calibration.fitted(logits, labels, equal);
    }

    @Test
    void a_boaster_is_believed_as_often_as_he_is_right() {
        // When
        Chances chances = ofABoaster().of(new float[] {4.6f, 0, 0});

        // Then
        assertThat(chances.negative()).isCloseTo(0.75, within(0.02));
        assertThat(chances.negative() + chances.neutral() + chances.positive()).isCloseTo(1, within(1e-12));
    }

    @Test
    void of_two_models_the_one_that_knows_is_heard() {
        // Given
        List<float[][]> logits = new ArrayList<>();
        List<Sentiment> labels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            float[] knows = new float[3];
            float[] guesses = new float[3];
            knows[i % 3] = 2;
            guesses[i / 3 % 3] = 2;
            logits.add(new float[][] {guesses, knows});
            labels.add(Sentiment.values()[i % 3]);
        }
        double[] equal = new double[300];
        Arrays.fill(equal, 1);

        // When
        Calibration calibration = Calibration.fitted(logits, labels, equal);

        // Then
        assertThat(calibration.of(new float[] {2, 0, 0}, new float[] {0, 0, 2}).sentiment())
                .isEqualTo(Sentiment.POSITIVE);
    }

    @Test
    void it_is_read_as_it_was_written() throws IOException {
        // Given
        Calibration calibration = ofABoaster();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        // When
        calibration.write(new DataOutputStream(bytes));
        Calibration read = Calibration.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        // Then
        assertThat(read.of(new float[] {1, 2, 3})).isEqualTo(calibration.of(new float[] {1, 2, 3}));
    }
}
