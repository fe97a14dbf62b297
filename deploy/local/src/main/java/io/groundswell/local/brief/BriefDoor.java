package io.groundswell.local.brief;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the briefs on 127.0.0.1: the brands at {@code /}, the brief of each at {@code /brands/ID}, made anew whenever it
 * is asked for. Only questions, and only under a name of this machine: another name means that a page from elsewhere has
 * led a browser here.
 */
public final class BriefDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BriefDoor.class);
    private static final String BRANDS = "/brands/";
    private static final int AT_ONCE = 4;

    /** Who is listened for, by now. */
    public interface Brands {
        /** @throws IOException in a sentence for the user */
        List<Brief.Listened> now() throws IOException;
    }

    private record Answer(int status, String type, String body) {

        static Answer page(String html) {
            return new Answer(200, "text/html; charset=utf-8", html);
        }

        static Answer refusal(int status, String sentence) {
            return new Answer(status, "text/plain; charset=utf-8", sentence + "\n");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Published published;
    private final Brands brands;
    private final BriefPage page = new BriefPage();

    /**
     * Opens the door.
     *
     * @param port 0 for a free one
     * @param published is closed with the door
     */
    public BriefDoor(int port, Published published, Brands brands) throws IOException {
        this.published = published;
        this.brands = brands;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(LocalPorts.HOST), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::show);
        server.start();
    }

    public URI uri() {
        return URI.create(
                "http://" + LocalPorts.HOST + ":" + server.getAddress().getPort() + "/");
    }

    private void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (IOException e) {
                answer = Answer.refusal(503, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the brief could not be shown", e);
                answer = Answer.refusal(500, "The brief could not be shown; the log says why.");
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
            exchange.getResponseHeaders().set("Content-Security-Policy", "frame-ancestors 'self'");
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET");
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!LocalPorts.isNamedBy(
                exchange.getRequestHeaders().getFirst("Host"),
                server.getAddress().getPort())) {
            return Answer.refusal(403, "This page is shown at " + uri() + " and under no other name.");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return Answer.refusal(405, "There is nothing to do here but to look.");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            return Answer.page(page.of(brands.now()));
        }
        if (!path.startsWith(BRANDS)) {
            return Answer.refusal(404, "There is no such page; the brands are at " + uri() + ".");
        }
        Optional<Brief.Listened> brand = brands.now().stream()
                .filter(each -> each.id().equals(path.substring(BRANDS.length())))
                .findFirst();
        if (brand.isEmpty()) {
            return Answer.refusal(404, "No such brand is listened for; those that are stand at " + uri() + ".");
        }
        Span span = Span.sinceYesterdayMorning(WallClock.now(), brand.get().zone());
        return Answer.page(page.of(new ReadBrief(published).of(brand.get(), span), true));
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        published.close();
    }
}
