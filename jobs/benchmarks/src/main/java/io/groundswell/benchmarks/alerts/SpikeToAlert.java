package io.groundswell.benchmarks.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.groundswell.engines.LocalPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From the mention that decides to the webhook: how many seconds pass between Kafka taking the tenth angry post about a brand and a
 * receiver on 127.0.0.1 hearing of the incident. The whole local stack runs, as {@code groundswell up} starts it, language models
 * and all. Beside it, once a minute, somebody asks Elasticsearch whether a brand has ten negative mentions in the last hour.
 *
 * <p>Arguments: the {@code groundswell} script; number of incidents, each of a brand of its own (default 200).
 */
public final class SpikeToAlert {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter X_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int DECIDES = 10;
    private static final String[] ANGER = {
        "is terrible",
        "is broken",
        "is awful",
        "makes me sick",
        "is a disgrace",
        "is horrible",
        "is disgusting",
        "is useless"
    };
    private static final String[] WORDS =
            "morning kettle train window garden bread phone shop street river friend table paper winter coffee door"
                    .split(" ");

    private final Random random = new Random(7);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Long> decidedAt = new ConcurrentHashMap<>();
    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();
    private final Map<String, Long> seenByPollAt = new ConcurrentHashMap<>();
    private final int incidents;
    private long made = 1_600_000_000_000_000_000L;

    private SpikeToAlert(int incidents) {
        this.incidents = incidents;
    }

    public static void main(String[] arguments) throws Exception {
        int incidents = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        new SpikeToAlert(incidents).measure(Path.of(arguments[0]));
    }

    private void measure(Path groundswell) throws Exception {
        Path folder = Files.createTempDirectory("groundswell-spikes");
        // Elasticsearch may run as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            JsonNode message = JSON.readTree(exchange.getRequestBody());
            toldAt.putIfAbsent(message.path("data").path("brand").asText(), System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        int kafka = LocalPorts.free();
        int elasticsearch = LocalPorts.free();
        Path channels = Files.writeString(
                folder.resolve("channels.yaml"),
                "- channel: room\n  webhook: http://127.0.0.1:"
                        + receiver.getAddress().getPort() + "/\n  secret: env:ROOM_SECRET\n  allow: [127.0.0.1]\n");
        Path data = folder.resolve("data");
        ProcessBuilder up = new ProcessBuilder(
                groundswell.toString(),
                "up",
                "--data=" + data,
                "--kafka-port=" + kafka,
                "--elasticsearch-port=" + elasticsearch,
                "--set=notify.channels=" + channels);
        up.environment().put("ROOM_SECRET", "made up for a measurement");
        Process stack = up.redirectErrorStream(true).start();
        try {
            awaitUp(stack);
            apply(groundswell, data, folder);
            run("127.0.0.1:" + kafka, "http://127.0.0.1:" + elasticsearch);
        } finally {
            stack.destroy();
            stack.waitFor(60, TimeUnit.SECONDS);
            receiver.stop(0);
        }
    }

    private static void awaitUp(Process stack) throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stack.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("Everything is up")) {
                        up.countDown();
                    } else if (up.getCount() > 0) {
                        System.err.println(line);
                    }
                }
            } catch (IOException e) {
                // The stack was stopped.
            }
        });
        reader.setDaemon(true);
        reader.start();
        for (int i = 0; i < 300 && stack.isAlive() && up.getCount() > 0; i++) {
            up.await(1, TimeUnit.SECONDS);
        }
        if (up.getCount() > 0) {
            throw new IllegalStateException("the stack did not come up");
        }
    }

    private void apply(Path groundswell, Path data, Path folder) throws Exception {
        StringBuilder brands = new StringBuilder("brands:\n");
        for (int brand = 0; brand < incidents; brand++) {
            brands.append("  - {id: ")
                    .append(id(brand))
                    .append(", name: ")
                    .append(id(brand))
                    .append(", query: ");
            brands.append(id(brand)).append("}\n");
        }
        Path file = Files.writeString(folder.resolve("brands.yaml"), brands);
        int exit = new ProcessBuilder(groundswell.toString(), "brands", "apply", file.toString(), "--data=" + data)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the brands were refused");
        }
    }

    private static String id(int brand) {
        return String.format(Locale.ROOT, "brandword%03d", brand);
    }

    private void run(String brokers, String elasticsearch) throws Exception {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(3);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Instant now = Instant.now();
            long calm = 0;
            // Three days in which each brand is spoken of every three hours, until two hours ago.
            for (Instant at = now.minus(Duration.ofDays(3));
                    at.isBefore(now.minus(Duration.ofHours(2)));
                    at = at.plus(Duration.ofHours(3))) {
                for (int brand = 0; brand < incidents; brand++) {
                    send(producer, id(brand) + " " + words(9), at.plusSeconds(brand * 20L));
                    calm++;
                }
            }
            producer.flush();
            await(elasticsearch, calm);
            System.err.printf("%,d calm posts are in; now %d incidents, one a second%n", calm, incidents);
            clock.scheduleAtFixedRate(() -> poll(elasticsearch), 60, 60, TimeUnit.SECONDS);
            for (int brand = 0; brand < incidents; brand++) {
                String word = id(brand);
                for (int i = 1; i < DECIDES; i++) {
                    send(producer, angry(word), Instant.now());
                }
                clock.schedule(() -> decide(producer, word), 5, TimeUnit.SECONDS);
                TimeUnit.SECONDS.sleep(1);
            }
            for (int i = 0; i < 100 && (toldAt.size() < incidents || seenByPollAt.size() < incidents); i++) {
                TimeUnit.SECONDS.sleep(1);
            }
            tell("webhook", toldAt);
            tell("asking Elasticsearch every minute", seenByPollAt);
        } finally {
            clock.shutdownNow();
        }
    }

    private synchronized void decide(KafkaProducer<byte[], byte[]> producer, String brand) {
        send(producer, angry(brand), Instant.now(), () -> decidedAt.put(brand, System.nanoTime()));
    }

    private synchronized String angry(String brand) {
        return brand + " " + ANGER[random.nextInt(ANGER.length)] + " and " + ANGER[random.nextInt(ANGER.length)]
                + ", I hate it " + words(4);
    }

    private synchronized String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(i == count - 1 ? "" : " ");
        }
        return words.toString();
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String text, Instant at) {
        send(producer, text, at, () -> {});
    }

    private synchronized void send(KafkaProducer<byte[], byte[]> producer, String text, Instant at, Runnable appended) {
        made++;
        String post = "{\"created_at\":\"" + X_TIME.format(at) + "\",\"id\":" + made + ",\"id_str\":\"" + made
                + "\",\"text\":\"" + text + "\",\"lang\":\"en\",\"user\":{\"id\":" + made + ",\"id_str\":\"" + made
                + "\",\"name\":\"Somebody\",\"screen_name\":\"somebody" + made % 100_000
                + "\",\"followers_count\":100},\"timestamp_ms\":\"" + at.toEpochMilli() + "\"}";
        producer.send(
                new ProducerRecord<>("feed.x", null, at.toEpochMilli(), null, post.getBytes(StandardCharsets.UTF_8)),
                (metadata, failure) -> appended.run());
    }

    private void await(String elasticsearch, long mentions) throws Exception {
        for (int i = 0; i < 600; i++) {
            HttpResponse<String> count = http.send(
                    HttpRequest.newBuilder(URI.create(elasticsearch + "/groundswell-mentions/_count"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (JSON.readTree(count.body()).path("count").asLong() >= mentions) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IllegalStateException("the calm posts did not arrive");
    }

    private void poll(String elasticsearch) {
        String query = "{\"size\":0,\"query\":{\"bool\":{\"filter\":[{\"range\":{\"createdAt\":{\"gte\":\"now-1h\"}}},"
                + "{\"term\":{\"sentiment\":\"NEGATIVE\"}}]}},\"aggs\":{\"brands\":{\"terms\":{\"field\":\"brands\","
                + "\"size\":1000,\"min_doc_count\":" + DECIDES + "}}}}";
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(elasticsearch + "/groundswell-mentions/_search"))
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(query))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            long now = System.nanoTime();
            JSON.readTree(answer.body())
                    .path("aggregations")
                    .path("brands")
                    .path("buckets")
                    .forEach(brand -> seenByPollAt.putIfAbsent(brand.path("key").asText(), now));
        } catch (IOException e) {
            System.err.println("Elasticsearch did not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String what, Map<String, Long> heard) {
        double[] seconds = decidedAt.entrySet().stream()
                .filter(one -> heard.containsKey(one.getKey()))
                .mapToDouble(one -> (heard.get(one.getKey()) - one.getValue()) / 1e9)
                .sorted()
                .toArray();
        long early = Arrays.stream(seconds).filter(one -> one < 0).count();
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d incidents, median %.2f s, p99 %.2f s, longest %.2f s%s%n",
                what,
                seconds.length,
                incidents,
                at(seconds, 0.5),
                at(seconds, 0.99),
                at(seconds, 1),
                early == 0 ? "" : ", " + early + " before the tenth post");
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
