package io.groundswell.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.groundswell.engines.LocalPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Lets other processes on this machine read the counts of a running stack, as JSON. */
final class CountsDoor implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;

    CountsDoor(Supplier<OutcomeCounts> counts) throws IOException {
        server = HttpServer.create(new InetSocketAddress(LocalPorts.HOST, 0), 0);
        server.createContext("/counts", exchange -> {
            byte[] body = JSON.writeValueAsBytes(counts.get().byStage());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://" + LocalPorts.HOST + ":" + server.getAddress().getPort() + "/counts";
    }

    /** The counts behind somebody's door. */
    static Supplier<OutcomeCounts> behind(String url) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        return () -> {
            try {
                byte[] body = http.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body();
                return OutcomeCounts.of(JSON.readValue(body, new TypeReference<Map<String, Map<String, Long>>>() {}));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading counts", e);
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
