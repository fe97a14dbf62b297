package io.groundswell.local.brief;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Indices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents of brands that do not exist, in a real Elasticsearch with our mappings. */
public final class MadeUp implements AutoCloseable {

    static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** Twenty past nine in Vienna, on the morning after the clocks went forward. */
    static final Instant NOW = Instant.parse("2026-03-30T07:20:00Z");

    /** Six in the morning of the day before. */
    public static final Instant SIX = Instant.parse("2026-03-29T04:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper LAX = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final ElasticsearchServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder lines = new StringBuilder();

    public MadeUp() throws IOException {
        server = ElasticsearchServer.temporary().start();
        try (Elasticsearch elasticsearch =
                Elasticsearch.at(List.of(server.uri().toString()), null, Duration.ofSeconds(30))) {
            Indices.setUp(elasticsearch);
        }
    }

    public URI uri() {
        return server.uri();
    }

    /** As JSON has them, without the braces and with as few quotes as can be. */
    static Map<String, Object> fields(String json, Object... values) {
        try {
            return LAX.readValue("{" + json.formatted(values) + "}", new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MadeUp put(Index index, String id, Map<String, Object> fields) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.putAll(fields);
        lines.append(JSON.writeValueAsString(Map.of("index", Map.of("_index", index.alias(), "_id", id))))
                .append('\n')
                .append(JSON.writeValueAsString(document))
                .append('\n');
        return this;
    }

    /** An hour of all platforms: so many in people's own words, so many of them negative, two handed on, one automated. */
    public MadeUp hour(String brand, Instant start, int people, int negative) throws IOException {
        int mentions = people + 3;
        return put(
                Index.MEASURES,
                brand + "|all|hour|" + start,
                fields(
                        """
                        brand: '%s', platform: 'all', size: 'HOUR', windowStart: '%s', mentions: %d, people: %d,
                        amplified: 2, automated: 1, owned: 1, negative: %d, neutral: %d, positive: 0, unjudged: 0,
                        reach: 1000, engagement: 7, star1: 1, star5: 1,
                        negativeShare: {share: %s, low: 0.05, high: 0.9},
                        formula: 'measure/1', metricVersions: ['net-sentiment/1'], asOf: '%s'
                        """,
                        brand,
                        start,
                        mentions,
                        people,
                        negative,
                        mentions - negative,
                        (double) negative / mentions,
                        start.plusSeconds(1_800)));
    }

    MadeUp platformHour(String brand, String platform, Instant start, int mentions) throws IOException {
        return put(
                Index.MEASURES,
                brand + "|" + platform + "|hour|" + start,
                fields(
                        """
                        brand: '%s', platform: '%s', size: 'HOUR', windowStart: '%s', mentions: %d, formula: 'measure/1'
                        """,
                        brand, platform, start, mentions));
    }

    MadeUp day(String brand, Instant start, int mentions, int negative) throws IOException {
        return put(
                Index.MEASURES,
                brand + "|all|day|" + start,
                fields(
                        """
                        brand: '%s', platform: 'all', size: 'DAY', windowStart: '%s', mentions: %d, negative: %d, neutral: %d,
                        negativeShare: {share: 0.4, low: 0.3, high: 0.5}, formula: 'measure/1'
                        """,
                        brand, start, mentions, negative, mentions - negative));
    }

    MadeUp heard(String platform, Instant start, String state) throws IOException {
        return put(
                Index.COVERAGE,
                platform + "|hour|" + start,
                fields(
                        "platform: '%s', size: 'HOUR', windowStart: '%s', state: '%s', records: %d, deadLetters: 0, lastAt: '%s'",
                        platform, start, state, state.equals("BLIND") ? 0 : 9, start.plusSeconds(3_500)));
    }

    MadeUp mention(String brand, String id, Instant createdAt, String text) throws IOException {
        return mention(brand, id, createdAt, text, Map.of());
    }

    /** @param more fields, in place of those every mention has here */
    MadeUp mention(String brand, String id, Instant createdAt, String text, Map<String, Object> more)
            throws IOException {
        Map<String, Object> fields = fields(
                """
                platform: 'x', kind: 'POST', deleted: false, brands: ['%s'], ownedBy: [], createdAt: '%s',
                sentiment: 'NEUTRAL', language: 'en'
                """,
                brand, createdAt);
        fields.put("text", text);
        fields.putAll(more);
        return put(Index.MENTIONS, id, fields);
    }

    /** What is left of a mention that was deleted. */
    MadeUp gravestone(String id) throws IOException {
        return put(Index.MENTIONS, id, fields("platform: 'x', version: 2, deleted: true, observedAt: '%s'", SIX));
    }

    MadeUp response(String brand, String mention, Instant askedAt, String state) throws IOException {
        return put(
                Index.RESPONSES,
                brand + "|" + mention,
                fields(
                        """
                        brand: '%s', mention: '%s', platform: 'x', askedAt: '%s', intent: 'complaint', department: 'support',
                        state: '%s', dueAt: '%s'
                        """,
                        brand, mention, askedAt, state, askedAt.plusSeconds(3_600)));
    }

    /** Sends what was put since, and returns when it can be found. */
    public void publish() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri().resolve("/_bulk?refresh=true&require_alias=true"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        lines.setLength(0);
        if (JSON.readTree(answer.body()).path("errors").asBoolean(true)) {
            throw new IOException(answer.body());
        }
    }

    Brief brief(String brand, Span span) throws IOException {
        try (Published published = Published.at(uri(), null)) {
            return new ReadBrief(published).of(new Brief.Listened(brand, brand, span.zone()), span);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
