package io.groundswell.local.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Everything a request asks for, as it stood when it was begun, by time and then by id, page by page; the next page is
 * fetched while this one is written. Should Elasticsearch have forgotten that moment, because nobody asked for minutes,
 * it goes on from the last row as things stand then. Not thread-safe.
 */
final class DocumentPages implements AutoCloseable {

    /** Where to go on: the time in milliseconds and the id of the last row. */
    record Cursor(long time, String id) {}

    /**
     * @param last of the documents; null when there are none
     */
    record Page(List<JsonNode> documents, Cursor last) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 1_000;
    private static final String KEPT_FOR = "5m";

    private final SearchDoor search;
    private final ExportRequest request;
    private final Set<String> fields = new TreeSet<>();
    private final ExecutorService fetching = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "fetch-documents");
        thread.setDaemon(true);
        return thread;
    });
    private String moment;
    private CompletableFuture<Page> next;

    private DocumentPages(SearchDoor search, ExportRequest request, List<ExportColumn> columns) {
        this.search = search;
        this.request = request;
        columns.forEach(column -> fields.add(column.root()));
        // What the rules of platforms ask for.
        fields.add(request.kind().timeField());
    }

    /** @param after the last row that is there already; null for none */
    static DocumentPages of(SearchDoor search, ExportRequest request, List<ExportColumn> columns, Cursor after)
            throws IOException, InterruptedException {
        DocumentPages pages = new DocumentPages(search, request, columns);
        pages.hold();
        pages.fetch(after);
        return pages;
    }

    /** How many rows the request asks for, now. */
    static long count(SearchDoor search, ExportRequest request) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("query", request.query());
        return search.ask("POST", request.kind().index().alias() + "/_count", body)
                .path("count")
                .asLong();
    }

    private void hold() throws IOException, InterruptedException {
        moment = search.ask("POST", request.kind().index().alias() + "/_pit?keep_alive=" + KEPT_FOR, null)
                .path("id")
                .asText();
    }

    private void fetch(Cursor after) {
        next = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return page(after);
                    } catch (IOException | InterruptedException e) {
                        throw new java.util.concurrent.CompletionException(e);
                    }
                },
                fetching);
    }

    /** The next page; one without documents is the end. */
    Page next() throws IOException, InterruptedException {
        Page page;
        try {
            page = next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            } else if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        }
        if (page.last() != null) {
            fetch(page.last());
        }
        return page;
    }

    private Page page(Cursor after) throws IOException, InterruptedException {
        JsonNode answer;
        try {
            answer = search.ask("POST", "_search?allow_partial_search_results=false", body(after));
        } catch (SearchDoor.Refused e) {
            if (!e.type().equals("search_context_missing_exception")) {
                throw e;
            }
            hold();
            answer = search.ask("POST", "_search?allow_partial_search_results=false", body(after));
        }
        moment = answer.path("pit_id").asText(moment);
        List<JsonNode> documents = new ArrayList<>();
        Cursor last = null;
        for (JsonNode hit : answer.path("hits").path("hits")) {
            documents.add(hit.path("_source"));
            last = new Cursor(
                    hit.path("sort").path(0).asLong(), hit.path("sort").path(1).asText());
        }
        return new Page(documents, last);
    }

    private ObjectNode body(Cursor after) {
        ObjectNode body = JSON.createObjectNode();
        body.put("size", ROWS).put("track_total_hits", false);
        body.putObject("pit").put("id", moment).put("keep_alive", KEPT_FOR);
        body.set("query", request.query());
        ArrayNode sources = body.putArray("_source");
        fields.forEach(sources::add);
        ArrayNode sort = body.putArray("sort");
        sort.addObject().putObject(request.kind().timeField()).put("order", "asc");
        sort.addObject().putObject("id").put("order", "asc");
        if (after != null) {
            body.putArray("search_after").add(after.time()).add(after.id());
        }
        return body;
    }

    @Override
    public void close() {
        fetching.shutdownNow();
        try {
            search.ask("DELETE", "_pit", JSON.createObjectNode().put("id", moment));
        } catch (IOException e) {
            // It is forgotten by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
