package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer looks for bytes that break what every decoder promises, guided by the branches they reach, from our samples on.
 * The first byte says which platform is meant, so a new platform is in at once. How long is {@code fuzz.seconds}.
 */
class FuzzedFeedsTest {

    /** What reading a record may cost in memory: so much a byte, which no step over a step in the record would keep to. */
    private static final long ALLOCATED_PER_BYTE = 4_000;

    private static final long ALLOCATED_AT_LEAST = 8_000_000;

    private static final List<String> PLATFORMS = List.copyOf(FeedDecoders.platforms());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<byte[]> samples() throws IOException {
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (int platform = 0; platform < PLATFORMS.size(); platform++) {
            for (byte[] sample : Samples.of(PLATFORMS.get(platform))) {
                byte[] seed = new byte[sample.length + 1];
                seed[0] = (byte) platform;
                System.arraycopy(sample, 0, seed, 1, sample.length);
                seeds.add(seed);
            }
        }
        return seeds.build();
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "10h")
    void no_bytes_break_a_promise(byte[] input) {
        if (input.length == 0) {
            return;
        }
        // Given
        FeedDecoder decoder = FeedDecoders.of(PLATFORMS.get((input[0] & 0xFF) % PLATFORMS.size()))
                .orElseThrow();
        byte[] record = Arrays.copyOfRange(input, 1, input.length);

        // When
        DecoderPromises.kept(decoder, record, NOON.toEpochMilli());

        // Then
        long allowed = ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * record.length;
        // What is loaded once for all records is not the record's: whoever is over the limit is asked again.
        long allocated = allocated(decoder, record);
        assertThat(allocated < allowed ? allocated : allocated(decoder, record))
                .as("bytes allocated for a record of %d bytes of %s", record.length, decoder.platform())
                .isLessThan(allowed);
    }

    private static long allocated(FeedDecoder decoder, byte[] record) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decoder.decode(record, NOON.toEpochMilli());
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
