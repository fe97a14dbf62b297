package io.groundswell.benchmarks;

import io.groundswell.collect.feed.FeedCapture;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Records per second and core that each platform's decoder reads, beside a {@link BareParse} of the same bytes, which is
 * the limit. The two take turns in short slices, the first slices are thrown away, and the medians and their ratio are
 * printed; last comes the ratio to a mere scan of the tokens of JSON, which builds no tree. What counts is processor time
 * of the one thread, so neither the compiler nor other programs on the machine change the numbers much.
 *
 * <p>Arguments, all of the form {@code key=value}: {@code seconds} a platform (8), {@code samples}, the folder with our
 * samples of each platform, {@code captures}, a folder in which folders named after platforms hold what the platforms
 * sent, which is preferred where it is there, and {@code platform} for only one.
 */
public final class DecodingSpeed {

    private static final Instant SEEN = Instant.parse("2026-11-01T12:00:00Z");
    private static final long MOST_BYTES = 48L << 20;

    private static int blackhole;

    /** Records of one platform, each with the time at which it is taken to have been seen. */
    private record Feed(List<byte[]> records, long[] seenAt, String from) {

        long bytes() {
            return records.stream().mapToLong(record -> record.length).sum();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> given =
                BenchmarkArguments.of(arguments, Map.of("seconds", "8", "samples", "schemas/feeds"));
        double seconds = Double.parseDouble(given.get("seconds"));
        Path samples = Path.of(given.get("samples"));
        Path captures = given.containsKey("captures") ? Path.of(given.get("captures")) : null;
        String only = given.get("platform");
        List<String> table = new ArrayList<>();
        for (String platform : FeedDecoders.platforms()) {
            if (only == null || only.equals(platform)) {
                FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
                Feed feed = feed(decoder, samples, captures);
                if (!feed.records().isEmpty()) {
                    String line = measured(decoder, feed, seconds);
                    table.add(line);
                    System.out.println(line);
                }
            }
        }
        System.out.println();
        System.out.println("| platform | payloads | records | bytes a record | decoded: records/s/core | MB/s/core"
                + " | bare parse: records/s/core | decoded ÷ bare parse | decoded ÷ token scan |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        table.forEach(System.out::println);
        if (blackhole == 42) {
            System.out.println();
        }
    }

    private static String measured(FeedDecoder decoder, Feed feed, double seconds) throws Exception {
        BareParse bare = new BareParse();
        List<ToIntFunction<Integer>> peers = List.of(
                i -> decoder.decode(feed.records().get(i), feed.seenAt()[i]).size(),
                i -> bare.parse(feed.records().get(i)),
                i -> bare.scan(feed.records().get(i)));
        int rounds = 11;
        int warmUp = 10;
        double slice = seconds / (warmUp + rounds) / peers.size();
        double[][] speeds = new double[peers.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int peer = 0; peer < peers.size(); peer++) {
                double speed = speed(peers.get(peer), feed.records().size(), slice);
                if (round >= 0) {
                    speeds[peer][round] = speed;
                }
            }
        }
        double ours = median(speeds[0]);
        double parse = median(speeds[1]);
        double scan = median(speeds[2]);
        double bytes = feed.bytes() / (double) feed.records().size();
        return String.format(
                Locale.ROOT,
                "| `%s` | %s, %s | %,d | %,.0f | %,.0f | %,.1f | %,.0f | %.2f | %s |",
                decoder.platform(),
                feed.from(),
                form(bare, feed),
                feed.records().size(),
                bytes,
                ours,
                ours * bytes / 1e6,
                parse,
                ours / parse,
                form(bare, feed).equals("JSON") ? String.format(Locale.ROOT, "%.2f", ours / scan) : "");
    }

    /** Records a second of processor time, over as many passes as fill the slice. */
    private static double speed(ToIntFunction<Integer> peer, int records, double slice) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long done = 0;
        long used;
        do {
            for (int i = 0; i < records; i++) {
                blackhole += peer.applyAsInt(i);
            }
            done += records;
            used = threads.getCurrentThreadCpuTime() - start;
        } while (used < slice * 1e9);
        return done / (used / 1e9);
    }

    private static double median(double[] speeds) {
        double[] sorted = speeds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String form(BareParse bare, Feed feed) {
        Map<String, Integer> forms = new HashMap<>();
        feed.records().forEach(record -> forms.merge(bare.name(record), record.length, Integer::sum));
        return forms.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static Feed feed(FeedDecoder decoder, Path samples, Path captures) throws IOException {
        List<byte[]> records = new ArrayList<>();
        String from = "as sent";
        if (captures != null) {
            for (Path folder : foldersOf(decoder.platform(), captures)) {
                read(folder, records);
            }
        }
        if (records.isEmpty()) {
            read(samples.resolve(decoder.platform()), records);
            from = "samples";
        }
        long[] seenAt = new long[records.size()];
        for (int i = 0; i < seenAt.length; i++) {
            seenAt[i] = decoder.timeOf(records.get(i)).orElse(SEEN).toEpochMilli();
        }
        return new Feed(records, seenAt, from);
    }

    /** The folders named after a platform, whatever follows its name: {@code x_v1} and {@code x_v2} are of {@code x}. */
    private static List<Path> foldersOf(String platform, Path captures) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(platform) + "([^a-z].*)?");
        TreeMap<String, Path> folders = new TreeMap<>();
        try (Stream<Path> found = Files.walk(captures, 2)) {
            found.filter(Files::isDirectory)
                    .filter(folder ->
                            name.matcher(folder.getFileName().toString()).matches())
                    .forEach(folder -> folders.put(folder.getFileName().toString(), folder));
        }
        return List.copyOf(folders.values());
    }

    private static void read(Path folder, List<byte[]> records) throws IOException {
        long[] bytes = {0};
        for (Path file : Files.isDirectory(folder) ? FeedCapture.in(folder) : List.<Path>of()) {
            String name = file.getFileName().toString();
            if (!name.equals("decoded.txt") && !name.startsWith("MANIFEST")) {
                FeedCapture.read(file, record -> {
                    bytes[0] += record.length;
                    if (bytes[0] <= MOST_BYTES && record.length > 0) {
                        records.add(record);
                    }
                });
            }
        }
    }

    private DecodingSpeed() {}
}
