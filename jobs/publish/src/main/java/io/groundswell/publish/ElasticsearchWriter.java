package io.groundswell.publish;

import io.groundswell.flow.DeadLetterCounts;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.WallClock;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Backoff;
import io.groundswell.publish.search.Bulks;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.RefusalAlarm;
import io.groundswell.publish.search.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches until every document in them is stored, outdated, or a dead letter. What may pass is asked again for
 * ever, with growing pauses, and the batch keeps its turn meanwhile; what cannot pass without help fails the job.
 *
 * <p>Keeps in a checkpoint: documents not sent yet, and the counts. A checkpoint waits for the batch under way, dead
 * letters included; while Elasticsearch is away it waits, too.
 */
final class ElasticsearchWriter extends AsyncSinkWriter<Document, Document> {

    /** Outcome of a document that Elasticsearch refused and that is in the dead-letter topic now. */
    static final String DEAD_LETTER = "dead-letter";

    /** Outcome of a dead letter that could not be made a document: it stays in its topic, or it would come back for ever. */
    static final String KEPT_IN_TOPIC = "dead-letter-kept-in-topic";

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

    private final Elasticsearch elasticsearch;
    private final Bulks bulks;
    private final DeadLetterOffice office;
    private final LastingCounts counts;
    private final DeadLetterCounts deadLetters;
    private final Counter outdated;
    private final Counter retried;
    private final Backoff backoff = new Backoff();
    private final RefusalAlarm alarm = new RefusalAlarm();
    private final long largestBatch;
    private final ScheduledExecutorService pause = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "publish-retry");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Instant retryingSince;
    private volatile boolean closed;

    ElasticsearchWriter(
            ElementConverter<Document, Document> converter,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<Document>> states,
            PublishSettings settings,
            DeadLetterOffice office) {
        super(
                converter,
                context,
                configuration,
                states,
                new SimpleBatchCreator<>(configuration.getMaxBatchSizeInBytes()),
                new DequeRequestBuffer<>());
        this.office = office;
        this.largestBatch = configuration.getMaxBatchSizeInBytes();
        this.elasticsearch = settings.client();
        this.bulks = new Bulks(elasticsearch, settings.largestDocument());
        MetricGroup metrics = context.metricGroup();
        this.counts = LastingCounts.resumed("publish", metrics, counted(states));
        MetricGroup own = metrics.addGroup("groundswell").addGroup("publish");
        // Where Flink puts what the Kafka sinks count, so that all dead letters have one name.
        this.deadLetters = new DeadLetterCounts(metrics.addGroup("user"));
        this.outdated = own.counter("outdated");
        this.retried = own.counter("retried", new ThreadSafeSimpleCounter());
        own.gauge("retryingForMillis", () -> {
            Instant since = retryingSince;
            return since == null ? 0L : Duration.between(since, WallClock.now()).toMillis();
        });
    }

    private static Map<String, Long> counted(Collection<BufferedRequestState<Document>> states) {
        Map<String, Long> sum = new HashMap<>();
        for (BufferedRequestState<Document> state : states) {
            if (state instanceof WriterState whole) {
                whole.counts().forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
            }
        }
        return sum;
    }

    @Override
    public List<BufferedRequestState<Document>> snapshotState(long checkpoint) {
        return super.snapshotState(checkpoint).stream()
                .<BufferedRequestState<Document>>map(buffered -> new WriterState(buffered, counts.all()))
                .toList();
    }

    /** Never more than a batch may hold: a document larger than that goes alone. */
    @Override
    protected long getSizeInBytes(Document document) {
        return Math.min(document.json().length, largestBatch);
    }

    @Override
    protected void submitRequestEntries(List<Document> documents, ResultHandler<Document> handler) {
        bulks.send(documents).whenComplete((verdicts, failure) -> {
            try {
                if (failure != null) {
                    handler.completeExceptionally(new FlinkRuntimeException(failure));
                } else {
                    settle(documents, verdicts, handler);
                }
            } catch (RuntimeException e) {
                handler.completeExceptionally(e);
            }
        });
    }

    // Runs in the client's threads, but one batch at a time; the mailbox sees it done only afterwards.
    private void settle(List<Document> documents, List<Verdict> verdicts, ResultHandler<Document> handler) {
        Outcome outcome = new Outcome();
        for (int i = 0; i < documents.size(); i++) {
            outcome.add(documents.get(i), verdicts.get(i));
        }
        if (outcome.stop != null) {
            throw new FlinkRuntimeException(outcome.stop);
        }
        alarm.heard(documents.size() - outcome.again.size(), outcome.refused.size());
        CompletableFuture.allOf(outcome.refused.stream().map(this::toOffice).toArray(CompletableFuture<?>[]::new))
                .whenComplete((safe, failure) -> {
                    if (failure != null) {
                        handler.completeExceptionally(
                                new FlinkRuntimeException("A dead letter could not be delivered.", failure));
                        return;
                    }
                    outcome.stored.forEach(
                            document -> counts.count(document.index().alias()));
                    outcome.refused.forEach(refusal ->
                            counts.count(refusal.document.index() == Index.DEAD_LETTERS ? KEPT_IN_TOPIC : DEAD_LETTER));
                    outdated.inc(outcome.outdated);
                    if (outcome.again.isEmpty()) {
                        retryingSince = null;
                        backoff.reset();
                        handler.complete();
                    } else {
                        sendAgain(outcome, documents.size(), handler);
                    }
                });
    }

    private void sendAgain(Outcome outcome, int sent, ResultHandler<Document> handler) {
        if (closed) {
            return;
        }
        if (retryingSince == null) {
            retryingSince = WallClock.now();
        }
        if (outcome.again.size() < sent) {
            backoff.reset();
        }
        Duration wait = backoff.next();
        retried.inc(outcome.again.size());
        LOG.warn(
                "{} of {} documents wait for Elasticsearch: {}; sending them again in {} ms",
                outcome.again.size(),
                sent,
                outcome.why,
                wait.toMillis());
        pause.schedule(() -> submitRequestEntries(outcome.again, handler), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Void> toOffice(Refusal refusal) {
        Document document = refusal.document;
        if (document.index() == Index.DEAD_LETTERS) {
            LOG.warn("The dead letter {} cannot be indexed and stays in its topic only", document.id());
            return CompletableFuture.completedFuture(null);
        }
        deadLetters.count(refusal.verdict.reason());
        return office.take(DeadLetters.of(
                "publish",
                document.origin(),
                refusal.verdict.reason(),
                refusal.verdict.field(),
                refusal.verdict.detail()));
    }

    @Override
    public void close() {
        closed = true;
        pause.shutdownNow();
        try {
            elasticsearch.close();
        } finally {
            office.close();
        }
    }

    private record Refusal(Document document, Verdict.Refused verdict) {}

    /** The documents of one answer, sorted by what became of them. */
    private static final class Outcome {

        private final List<Document> stored = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final List<Document> again = new ArrayList<>();
        private long outdated;
        private String why;
        private String stop;

        private void add(Document document, Verdict verdict) {
            if (verdict instanceof Verdict.Stored) {
                stored.add(document);
            } else if (verdict instanceof Verdict.Outdated) {
                stored.add(document);
                outdated++;
            } else if (verdict instanceof Verdict.Refused refusal) {
                refused.add(new Refusal(document, refusal));
            } else if (verdict instanceof Verdict.Again passing) {
                again.add(document);
                why = passing.why();
            } else if (verdict instanceof Verdict.Stop standstill) {
                stop = standstill.sentence();
            }
        }
    }
}
