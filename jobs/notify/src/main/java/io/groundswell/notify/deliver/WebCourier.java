package io.groundswell.notify.deliver;

import io.groundswell.notify.incident.Announcement;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Carries messages to one channel, one at a time: connects to public addresses only, follows no redirect, reads no answer but its
 * first lines, and gives up after a while whatever the other side does.
 */
final class WebCourier implements Courier {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    private final Channel channel;
    private final Map<String, String> environment;
    private final ScheduledExecutorService alarms;
    private final Duration patience;
    private final CloseableHttpClient client;

    /**
     * @param environment where secrets may be kept
     * @param alarms to end what takes too long
     * @param patience how long an attempt may take in all
     */
    WebCourier(Channel channel, Map<String, String> environment, ScheduledExecutorService alarms, Duration patience) {
        this.channel = channel;
        this.environment = environment;
        this.alarms = alarms;
        this.patience = patience;
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new PublicAddresses(channel.allow()))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .setUserAgent("groundswell")
                .build();
    }

    @Override
    public Answer carry(List<Announcement> announcements, Instant now) {
        try {
            URI address = Kept.address(channel, environment);
            String secret = channel.secret() == null ? null : Kept.read(channel.secret(), environment);
            return post(address, Message.of(channel, secret, announcements, now), now);
        } catch (PublicAddresses.Refused e) {
            return Answer.none(e.getMessage());
        } catch (UnknownHostException e) {
            return Answer.none("the name is not known");
        } catch (SocketTimeoutException e) {
            return Answer.none("no answer in time");
        } catch (ConnectException e) {
            return Answer.none("connection refused");
        } catch (SSLException e) {
            return Answer.none("no secure connection: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            return Answer.none(e.getMessage());
        } catch (IOException e) {
            return Answer.none(words(e));
        }
    }

    /** Messages of the HTTP client may hold addresses; ours do not. */
    private static String words(IOException e) {
        return e.getClass() == IOException.class
                ? e.getMessage()
                : "broken off: " + e.getClass().getSimpleName();
    }

    private Answer post(URI address, Message message, Instant now) throws IOException {
        String base = address.toString();
        URI to = message.path().isEmpty() ? address : URI.create(base.replaceAll("/$", "") + message.path());
        HttpPost request = new HttpPost(to);
        message.headers().forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(message.body(), ContentType.APPLICATION_JSON));
        ScheduledFuture<?> alarm = alarms.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(HttpHost.create(to), request, null)) {
            return new Answer(response.getCode(), Integer.toString(response.getCode()), retryAfter(response, now));
        } finally {
            alarm.cancel(false);
        }
    }

    private static Duration retryAfter(ClassicHttpResponse response, Instant now) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null) {
            return null;
        }
        String value = header.getValue().strip();
        try {
            return value.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
