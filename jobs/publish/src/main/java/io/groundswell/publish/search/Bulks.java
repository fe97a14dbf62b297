package io.groundswell.publish.search;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.groundswell.publish.document.Document;
import io.groundswell.topics.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Sends documents and says what became of each. One request at a time; a request refused as a whole is sent again in
 * halves until the document at fault stands alone.
 */
public final class Bulks {

    // An index that is not there is an error, not an invitation to make one up with guessed fields.
    private static final String PATH = "/_bulk?require_alias=true"
            + "&filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by";

    /** So many answers in a row that are none, and something else stands between us and Elasticsearch. */
    private static final int MOST_GARBAGE = 10;

    /** After so many broken connections in a row a request is tried in halves: it may be too large to be answered. */
    private static final int BROKEN_BEFORE_HALVES = 3;

    private final Elasticsearch elasticsearch;
    private final long largestDocument;
    private int garbage;
    private int broken;

    /** @param largestDocument in bytes of JSON; a larger one is refused here */
    public Bulks(Elasticsearch elasticsearch, long largestDocument) {
        this.elasticsearch = elasticsearch;
        this.largestDocument = largestDocument;
    }

    /** Never completes exceptionally for anything that may pass. */
    public CompletableFuture<List<Verdict>> send(List<Document> documents) {
        List<Document> small = documents.stream()
                .filter(document -> document.json().length <= largestDocument)
                .toList();
        if (small.size() == documents.size()) {
            return sendAll(documents);
        }
        return (small.isEmpty() ? CompletableFuture.completedFuture(List.<Verdict>of()) : sendAll(small))
                .thenApply(verdicts -> {
                    List<Verdict> all = new ArrayList<>();
                    var next = verdicts.iterator();
                    for (Document document : documents) {
                        all.add(document.json().length <= largestDocument ? next.next() : tooLarge(document));
                    }
                    return all;
                });
    }

    private CompletableFuture<List<Verdict>> sendAll(List<Document> documents) {
        if (broken >= BROKEN_BEFORE_HALVES && documents.size() > 1) {
            broken = 0;
            return sendHalves(documents);
        }
        return elasticsearch
                .bulk(PATH, body(documents))
                .handle((answer, silence) -> silence == null ? judged(documents, answer) : judged(documents, silence))
                .thenCompose(verdicts -> verdicts);
    }

    private CompletableFuture<List<Verdict>> judged(List<Document> documents, Throwable silence) {
        Throwable cause = silence instanceof java.util.concurrent.CompletionException ? silence.getCause() : silence;
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            return all(
                    documents,
                    new Verdict.Stop(
                            "Elasticsearch at " + elasticsearch.name() + " shows a certificate we do not trust ("
                                    + cause.getMessage() + "): name its authority in publish.elasticsearch.ca-file."));
        }
        boolean refusedConnection = cause instanceof java.net.ConnectException;
        broken = refusedConnection ? 0 : broken + 1;
        return all(
                documents,
                new Verdict.Again("no answer from " + elasticsearch.name() + " ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")"));
    }

    private CompletableFuture<List<Verdict>> judged(List<Document> documents, Elasticsearch.Answer answer) {
        broken = 0;
        if (answer.status() == 200) {
            Optional<List<Verdict>> verdicts = BulkAnswer.read(answer.body(), documents.size());
            if (verdicts.isPresent()) {
                garbage = 0;
                return CompletableFuture.completedFuture(verdicts.get());
            }
            garbage++;
            return all(
                    documents,
                    garbage < MOST_GARBAGE
                            ? new Verdict.Again("an answer that is not Elasticsearch's")
                            : new Verdict.Stop("What answers at " + elasticsearch.name() + " is not Elasticsearch: "
                                    + MOST_GARBAGE + " answers in a row made no sense. Is there a proxy in between?"));
        }
        String type = BulkAnswer.type(answer.body());
        if (answer.status() == 413 || (answer.status() == 400 && !type.equals("index_closed_exception"))) {
            if (documents.size() > 1) {
                return sendHalves(documents);
            }
            return all(
                    documents,
                    answer.status() == 413
                            ? tooLarge(documents.get(0))
                            : new Verdict.Refused(
                                    Reason.INDEX_MAPPING,
                                    null,
                                    "Elasticsearch refused the document with " + (type.isEmpty() ? 400 : type)));
        }
        boolean passes = answer.status() == 429
                || answer.status() == 408
                || answer.status() >= 500
                || type.equals("cluster_block_exception");
        return all(
                documents,
                passes
                        ? new Verdict.Again("answer " + answer.status() + (type.isEmpty() ? "" : " " + type))
                        : BulkAnswer.ofRefusal(answer.status(), type));
    }

    /** One half after the other: two versions of one document may lie in different halves. */
    private CompletableFuture<List<Verdict>> sendHalves(List<Document> documents) {
        int middle = documents.size() / 2;
        List<Document> rest = documents.subList(middle, documents.size());
        return sendAll(documents.subList(0, middle))
                .thenCompose(first -> sendAll(rest).thenApply(second -> {
                    List<Verdict> both = new ArrayList<>(first);
                    both.addAll(second);
                    return both;
                }));
    }

    private static CompletableFuture<List<Verdict>> all(List<Document> documents, Verdict verdict) {
        return CompletableFuture.completedFuture(Collections.nCopies(documents.size(), verdict));
    }

    private static Verdict tooLarge(Document document) {
        return new Verdict.Refused(
                Reason.INDEX_TOO_LARGE, null, "a document of " + document.json().length + " bytes is too large");
    }

    static byte[] body(List<Document> documents) {
        int size = documents.stream()
                .mapToInt(document -> document.json().length + 200)
                .sum();
        ByteArrayOutputStream lines = new ByteArrayOutputStream(size);
        StringBuilder head = new StringBuilder(200);
        for (Document document : documents) {
            head.setLength(0);
            head.append("{\"index\":{\"_index\":\"")
                    .append(document.index().alias())
                    .append("\",\"_id\":\"");
            JsonStringEncoder.getInstance().quoteAsString(document.id(), head);
            head.append("\",\"version\":").append(document.version()).append(",\"version_type\":\"external_gte\"}}\n");
            lines.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(document.json());
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
