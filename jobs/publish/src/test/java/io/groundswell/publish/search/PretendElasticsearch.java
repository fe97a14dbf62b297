package io.groundswell.publish.search;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers bulk requests with whatever a test wants to see answered. */
public final class PretendElasticsearch implements AutoCloseable {

    public record Says(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Function<String, Says> answers = PretendElasticsearch::stored;

    public PretendElasticsearch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(request);
            Says says = answers.apply(request);
            byte[] body = says.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
            exchange.sendResponseHeaders(says.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answers(Function<String, Says> answers) {
        this.answers = answers;
    }

    /** Bodies, in the order they came. */
    public List<String> requests() {
        return requests;
    }

    public static Says items(String... items) {
        return new Says(
                200,
                "{\"errors\":" + Arrays.stream(items).anyMatch(item -> item.contains("error")) + ",\"items\":["
                        + Arrays.stream(items)
                                .map(item -> "{\"index\":" + item + "}")
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    /** Every document of the request is stored. */
    public static Says stored(String request) {
        int documents = (int) request.lines().count() / 2;
        return items(Collections.nCopies(documents, "{\"status\":201}").toArray(String[]::new));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
