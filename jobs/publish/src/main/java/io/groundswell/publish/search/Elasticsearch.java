package io.groundswell.publish.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/** One Elasticsearch, at one or several addresses. An answer of any status is an answer; only silence is an exception. */
public final class Elasticsearch implements AutoCloseable {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final RestClient client;
    private final List<String> addresses;
    private final Duration timeout;

    /** @param body empty when there was none */
    public record Answer(int status, byte[] body) {}

    private Elasticsearch(RestClient client, List<String> addresses, Duration timeout) {
        this.client = client;
        this.addresses = addresses;
        this.timeout = timeout;
    }

    /**
     * Opens a client; nothing is sent yet.
     *
     * @param addresses such as {@code https://search.example:9200}
     * @param keyFile holds an API key as Elasticsearch encodes it; null when it needs none
     * @param timeout for one request from its first byte to the last of its answer
     * @throws IllegalArgumentException with a sentence, when a file cannot be read
     */
    public static Elasticsearch at(List<String> addresses, Path keyFile, Duration timeout) {
        return at(addresses, keyFile, null, timeout);
    }

    /**
     * As above.
     *
     * @param authorityFile PEM file with the authority that signed its certificate, alone trusted; null trusts the public ones
     */
    public static Elasticsearch at(List<String> addresses, Path keyFile, Path authorityFile, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        SSLContext authority = authorityFile == null ? null : Authority.in(authorityFile);
        RestClient client = RestClient.builder(
                        addresses.stream().map(HttpHost::create).toArray(HttpHost[]::new))
                .setRequestConfigCallback(
                        request -> request.setConnectTimeout((int) Math.min(CONNECT_WITHIN.toMillis(), millis))
                                .setSocketTimeout(millis))
                .setHttpClientConfigCallback(http -> authority == null ? http : http.setSSLContext(authority))
                .setDefaultHeaders(keyFile == null ? new Header[0] : new Header[] {authorization(keyFile)})
                .build();
        return new Elasticsearch(client, List.copyOf(addresses), timeout);
    }

    private static Header authorization(Path keyFile) {
        try {
            return new BasicHeader(
                    "Authorization", "ApiKey " + Files.readString(keyFile).strip());
        } catch (IOException e) {
            // The path is not repeated: people who mistake it write the key itself.
            throw new IllegalArgumentException(
                    "there is no file that can be read where the Elasticsearch API key should be"
                            + " ('publish.elasticsearch.api-key-file'): it takes the path of a file that holds the key, not the key",
                    e);
        }
    }

    /** For sentences. */
    String name() {
        return addresses.stream().collect(Collectors.joining(", "));
    }

    /** @param body JSON, or null for none */
    public Answer ask(String method, String path, String body) throws IOException, InterruptedException {
        Request request = new Request(method, path);
        if (body != null) {
            request.setJsonEntity(body);
        }
        try {
            return send(request).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof IOException silence ? silence : new IOException(e.getCause());
        }
    }

    /** Completes exceptionally, with an IOException, when there is no answer in time. */
    CompletableFuture<Answer> bulk(String path, byte[] lines) {
        Request request = new Request("POST", path);
        request.setEntity(new NByteArrayEntity(lines, ContentType.create("application/x-ndjson")));
        return send(request);
    }

    private CompletableFuture<Answer> send(Request request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Cancellable running = client.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                complete(response);
            }

            @Override
            public void onFailure(Exception failure) {
                if (failure instanceof ResponseException refused) {
                    complete(refused.getResponse());
                } else {
                    answer.completeExceptionally(
                            failure instanceof IOException ? failure : new IOException(failure.toString(), failure));
                }
            }

            private void complete(Response response) {
                try {
                    byte[] body =
                            response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
                    answer.complete(new Answer(response.getStatusLine().getStatusCode(), body));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(new IOException("an answer that could not be read: " + e, e));
                }
            }
        });
        // The client's own timeout is for silence between two packets; a trickle would never end.
        CompletableFuture<Answer> inTime =
                answer.copy().orTimeout(timeout.toMillis() + CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        return inTime.handle((given, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(given);
                    }
                    running.cancel();
                    Throwable cause =
                            failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
                    return CompletableFuture.<Answer>failedFuture(
                            cause instanceof IOException
                                    ? cause
                                    : new IOException("no answer within " + timeout.toSeconds() + " s", cause));
                })
                .thenCompose(result -> result);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
