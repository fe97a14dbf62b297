package io.groundswell.local.brief;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.RecordComponent;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/**
 * What was published, read from one Elasticsearch. Lists come page by page to their end. Whatever keeps it from answering
 * is an {@link IOException} with a sentence for the user. Threads may share it.
 */
public final class Published implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final int CONNECT_WITHIN_MILLIS = 5_000;
    private static final int ANSWER_WITHIN_MILLIS = 60_000;

    private final String name;
    private final ElasticsearchClient client;

    private Published(String name, ElasticsearchClient client) {
        this.name = name;
        this.client = client;
    }

    /**
     * Opens a client; nothing is sent yet.
     *
     * @param key an API key as Elasticsearch encodes it; null when it needs none
     */
    public static Published at(URI elasticsearch, String key) {
        return at(elasticsearch, key, null);
    }

    /**
     * As above.
     *
     * @param authority whom to trust; null for the public authorities
     */
    public static Published at(URI elasticsearch, String key, SSLContext authority) {
        Header[] headers =
                key == null ? new Header[0] : new Header[] {new BasicHeader("Authorization", "ApiKey " + key)};
        JsonMapper json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        RestClientBuilder http = RestClient.builder(
                        new HttpHost(elasticsearch.getHost(), elasticsearch.getPort(), elasticsearch.getScheme()))
                .setRequestConfigCallback(request ->
                        request.setConnectTimeout(CONNECT_WITHIN_MILLIS).setSocketTimeout(ANSWER_WITHIN_MILLIS))
                .setHttpClientConfigCallback(client -> authority == null ? client : client.setSSLContext(authority))
                .setDefaultHeaders(headers);
        if (elasticsearch.getPath().length() > 1) {
            http.setPathPrefix(elasticsearch.getPath());
        }
        return new Published(
                elasticsearch.toString(),
                new ElasticsearchClient(new RestClientTransport(http.build(), new JacksonJsonpMapper(json))));
    }

    /** Everything that is asked for, in the order of a field and, where that is equal, of the ids. */
    <T> List<T> all(Index index, Class<T> type, String order, Query... wanted) throws IOException {
        List<T> found = new ArrayList<>();
        List<FieldValue> after = List.of();
        while (true) {
            List<FieldValue> from = after;
            List<Hit<T>> page = search(index, type, search -> {
                        search.query(both(wanted)).size(PAGE).sort(ascending(order), ascending("id"));
                        return from.isEmpty() ? search : search.searchAfter(from);
                    })
                    .hits()
                    .hits();
            page.forEach(hit -> found.add(hit.source()));
            if (page.size() < PAGE) {
                return found;
            }
            after = page.get(page.size() - 1).sort();
        }
    }

    /** Those of the ids that are there. */
    <T> Map<String, T> byId(Index index, Class<T> type, Collection<String> ids) throws IOException {
        Map<String, T> found = new LinkedHashMap<>();
        List<String> wanted = List.copyOf(ids);
        for (int begin = 0; begin < wanted.size(); begin += PAGE) {
            List<String> some = wanted.subList(begin, Math.min(begin + PAGE, wanted.size()));
            search(index, type, search -> search.query(query -> query.ids(each -> each.values(some)))
                            .size(PAGE))
                    .hits()
                    .hits()
                    .forEach(hit -> found.put(hit.id(), hit.source()));
        }
        return found;
    }

    <T> SearchResponse<T> search(Index index, Class<T> type, UnaryOperator<SearchRequest.Builder> asked)
            throws IOException {
        try {
            SearchRequest.Builder search = asked.apply(new SearchRequest.Builder().index(index.alias()));
            if (type.isRecord()) {
                search.source(source -> source.filter(fields -> fields.includes(fields(type))));
            }
            return client.search(search.build(), type);
        } catch (ElasticsearchException e) {
            throw new IOException(refusal(index, e), e);
        } catch (ConnectException | UnknownHostException | InterruptedIOException e) {
            throw new IOException(
                    "Elasticsearch does not answer at " + name + "; is it up, and is that its address?", e);
        }
    }

    /** Documents have more in them than anybody reads here. */
    private static List<String> fields(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private String refusal(Index index, ElasticsearchException e) {
        return "Elasticsearch at " + name
                + switch (e.status()) {
                    case 401 -> " does not know the API key; give a file with a valid one as --api-key-file.";
                    case 403 -> " does not let the API key read " + index.alias() + "; give it the privilege read.";
                    case 404 -> " has no " + index.alias() + "; Groundswell has not published there yet.";
                    default ->
                        " answered " + e.status() + " to a question about " + index.alias() + " ("
                                + e.error().type() + ").";
                };
    }

    static Query both(Query... wanted) {
        return Query.of(query -> query.bool(bool -> bool.filter(List.of(wanted))));
    }

    static Query is(String field, String value) {
        return Query.of(query -> query.term(term -> term.field(field).value(value)));
    }

    static Query isNot(String field, String value) {
        return Query.of(query -> query.bool(bool -> bool.mustNot(is(field, value))));
    }

    static Query isOneOf(String field, Collection<String> values) {
        List<FieldValue> each = values.stream().map(FieldValue::of).toList();
        return Query.of(query -> query.terms(terms -> terms.field(field).terms(those -> those.value(each))));
    }

    /** From inclusive, to exclusive. */
    static Query between(String field, Instant from, Instant to) {
        return Query.of(query -> query.range(range ->
                range.date(date -> date.field(field).gte(from.toString()).lt(to.toString()))));
    }

    static SortOptions ascending(String field) {
        return sorted(field, SortOrder.Asc);
    }

    static SortOptions sorted(String field, SortOrder order) {
        return SortOptions.of(
                sort -> sort.field(FieldSort.of(by -> by.field(field).order(order))));
    }

    @Override
    public void close() throws IOException {
        client._transport().close();
    }
}
