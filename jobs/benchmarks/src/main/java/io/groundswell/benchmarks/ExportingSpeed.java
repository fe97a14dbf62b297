package io.groundswell.benchmarks;

import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.local.export.Export;
import io.groundswell.local.export.ExportFormat;
import io.groundswell.local.export.ExportKind;
import io.groundswell.local.export.ExportRequest;
import io.groundswell.local.export.Exported;
import io.groundswell.local.export.Licences;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.publish.document.Documents;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Indices;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SentimentChances;
import io.groundswell.topics.WindowSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes to export made-up mentions from a real Elasticsearch beside it, in each format, and how much heap,
 * beside a scroll through the same index that reads the answers and does nothing with them.
 *
 * <p>Argument: number of mentions (default 1000000). Elasticsearch has 1 GB of heap; how much this process has, the profile
 * says.
 */
public final class ExportingSpeed {

    private static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");
    private static final KafkaRecord NOWHERE = new KafkaRecord("none", 0, 0, 0, null, null);
    private static final int BULK = 5_000;
    private static final int PAGE = 1_000;
    private static final Pattern SCROLL = Pattern.compile("\"_scroll_id\":\"([^\"]+)\"");
    private static final String[] WORDS = {
        "morning", "kettle", "broken", "again", "love", "service", "waiting", "store", "really", "never", "works",
        "today", "refund", "colour", "handle", "lid", "price", "fine", "awful", "lovely"
    };

    private final URI elasticsearch;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(20260302);

    private ExportingSpeed(URI elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    public static void main(String[] arguments) throws Exception {
        int mentions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("groundswell-exporting");
        try (ElasticsearchServer server =
                ElasticsearchServer.temporary().heapMegabytes(1_024).start()) {
            ExportingSpeed speed = new ExportingSpeed(server.uri());
            speed.fill(mentions);
            speed.table(folder);
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private void table(Path folder) throws Exception {
        scroll();
        System.out.printf("%n| | seconds | rows/s | MB | peak heap, MB |%n| --- | --- | --- | --- | --- |%n");
        forgetPeak();
        long start = System.nanoTime();
        long[] read = scroll();
        row("a bare scroll", read[0], read[1], start);
        for (ExportFormat format : ExportFormat.values()) {
            Path file = folder.resolve("mentions." + format.name().toLowerCase(Locale.ROOT));
            forgetPeak();
            start = System.nanoTime();
            Exported exported = new Export(SearchDoor.at(elasticsearch, null), Licences.shipped(), BEGINNING)
                    .toFile(
                            new ExportRequest(
                                    ExportKind.MENTIONS,
                                    new TreeSet<>(List.of("acme")),
                                    null,
                                    null,
                                    WindowSize.DAY,
                                    format),
                            file,
                            false,
                            (rows, of) -> {});
            row("export, " + format.name().toLowerCase(Locale.ROOT), exported.rows(), exported.bytes(), start);
            Files.delete(file);
        }
    }

    private static void row(String name, long rows, long bytes, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "| %s | %.0f | %,.0f | %,.0f | %,d |%n", name, seconds, rows / seconds, bytes / 1e6, peak() >> 20);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void forgetPeak() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private void fill(int mentions) throws Exception {
        try (Elasticsearch setUp = Elasticsearch.at(List.of(elasticsearch.toString()), null, Duration.ofSeconds(30))) {
            Indices.setUp(setUp);
        }
        String index = "/" + Index.MENTIONS.first();
        ask("PUT", index + "/_settings", "{\"index\":{\"refresh_interval\":\"-1\"}}".getBytes(StandardCharsets.UTF_8));
        Documents<EnrichedMention> documents = Documents.ofMentions();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long start = System.nanoTime();
        for (int i = 0; i < mentions; i++) {
            var document = documents.from(mention(i), NOWHERE);
            lines.write(("{\"index\":{\"_id\":\"" + document.id() + "\"}}\n").getBytes(StandardCharsets.UTF_8));
            lines.write(document.json());
            lines.write('\n');
            if ((i + 1) % BULK == 0 || i + 1 == mentions) {
                ask("POST", index + "/_bulk?filter_path=errors", lines.toByteArray());
                lines.reset();
            }
        }
        ask("POST", index + "/_refresh", new byte[0]);
        System.out.printf("%,d mentions made in %.0f s%n", mentions, (System.nanoTime() - start) / 1e9);
    }

    /** About as long as posts are, on a platform that no rule keeps anything back of. */
    private EnrichedMention mention(int number) {
        Instant at = BEGINNING.plusMillis(number * 200L);
        StringBuilder text = new StringBuilder("acme");
        for (int i = 0; i < 20; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        String author = "author" + random.nextInt(20_000);
        return EnrichedMention.newBuilder()
                .setMention(Mention.newBuilder()
                        .setId("mastodon:https://social.example/" + (1_500_000_000_000L + number))
                        .setVersion(at.toEpochMilli())
                        .setPlatform("mastodon")
                        .setKind(MentionKind.POST)
                        .setBrands(List.of("acme"))
                        .setText(text.toString())
                        .setAuthor(Author.newBuilder()
                                .setId("mastodon:" + author)
                                .setHandle(author)
                                .setName(author)
                                .setFollowers((long) random.nextInt(10_000))
                                .build())
                        .setCreatedAt(at)
                        .setObservedAt(at)
                        .setCounters(Counters.newBuilder()
                                .setLikes((long) random.nextInt(50))
                                .setReposts((long) random.nextInt(10))
                                .build())
                        .setPermalink("https://social.example/@" + author + "/" + number)
                        .setHashtags(List.of("everyday", WORDS[random.nextInt(WORDS.length)]))
                        .build())
                .setEnrichment(Enrichment.newBuilder()
                        .setStatus(EnrichmentStatus.COMPLETE)
                        .setLanguage("en")
                        .setLanguageConfidence(0.99)
                        .setSentiment(Sentiment.NEUTRAL)
                        .setSentimentScore(0.1)
                        .setSentimentModel("fast/1")
                        .setChances(new SentimentChances(0.2, 0.5, 0.3))
                        .setPhrases(List.of("lovely kettle", "broken lid"))
                        .build())
                .build();
    }

    /** @return rows and bytes */
    private long[] scroll() throws IOException, InterruptedException {
        long rows = 0;
        long bytes = 0;
        byte[] first = ("{\"size\":" + PAGE + ",\"sort\":[\"_doc\"]}").getBytes(StandardCharsets.UTF_8);
        byte[] answer = ask("POST", "/" + Index.MENTIONS.alias() + "/_search?scroll=1m", first);
        while (true) {
            String head = new String(answer, 0, Math.min(answer.length, 2_000), StandardCharsets.UTF_8);
            if (head.contains("\"hits\":[]")) {
                return new long[] {rows, bytes};
            }
            rows += PAGE;
            bytes += answer.length;
            Matcher id = SCROLL.matcher(head);
            if (!id.find()) {
                throw new IOException("no scroll: " + head);
            }
            answer = ask(
                    "POST",
                    "/_search/scroll",
                    ("{\"scroll\":\"1m\",\"scroll_id\":\"" + id.group(1) + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] ask(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(elasticsearch.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        String said = answer.body().length > 500 ? "" : new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() >= 300 || said.contains("\"errors\":true")) {
            throw new IOException("Elasticsearch answered " + answer.statusCode() + " " + said);
        }
        return answer.body();
    }
}
