package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Mention;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroMessagesTest {

    private static final Brand ACME = Brand.newBuilder()
            .setId("acme")
            .setName("Acme")
            .setQuery("acme")
            .setAccounts(List.of("x:acme"))
            .build();

    private final AvroMessages<Brand> brands = AvroMessages.of(Brand.class);

    @Test
    void what_is_written_is_read_again() throws Exception {
        assertThat(brands.decode(brands.encode(ACME))).isEqualTo(ACME);
    }

    @Test
    void cut_short_flipped_or_foreign_bytes_are_unreadable() {
        byte[] good = brands.encode(ACME);
        byte[] flipped = good.clone();
        flipped[4] ^= 1;

        assertUnreadable(Arrays.copyOf(good, good.length - 3));
        assertUnreadable(flipped);
        assertUnreadable(new byte[0]);
        assertUnreadable("{\"id\": \"acme\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void a_forged_length_neither_crashes_nor_fills_the_memory() {
        // The first length of the body, forged to the greatest a zig-zag int can say, and to one gibibyte.
        assertUnreadable(withFirstLength(-2, -1, -1, -1, 15));
        assertUnreadable(withFirstLength(-128, -128, -128, -128, 8));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Mention.class,
                EnrichedMention.class,
                Measure.class,
                Alert.class,
                DeadLetter.class,
                LateMention.class,
                Brand.class
            })
    void every_type_finds_its_past(Class<? extends SpecificRecord> type) {
        assertThat(AvroMessages.past(type)).isNotEmpty();
    }

    private byte[] withFirstLength(int... varint) {
        byte[] forged = brands.encode(ACME);
        for (int i = 0; i < varint.length; i++) {
            forged[10 + i] = (byte) varint[i];
        }
        return forged;
    }

    private void assertUnreadable(byte[] bytes) {
        assertThatThrownBy(() -> brands.decode(bytes)).isInstanceOf(AvroMessages.Unreadable.class);
    }
}
