package io.groundswell.publish;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.publish.search.Elasticsearch;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How documents get to Elasticsearch.
 *
 * @param elasticsearch addresses of one Elasticsearch
 * @param apiKeyFile path of a file with an encoded API key; empty for none. Read anew whenever the job starts, so a key
 *     can be replaced under a running job.
 * @param caFile path of a PEM file with the authority that signed Elasticsearch's certificate; empty for the public ones
 * @param setUpIndices whether the job puts templates and indices itself
 * @param batchSize most documents in one request
 * @param batchBytes most bytes of documents in one request, unless one alone is larger
 * @param linger how long a document waits for others at most
 * @param timeout how long one request may take
 * @param largestDocument in bytes of JSON; a larger one becomes a dead letter
 */
public record PublishSettings(
        List<String> elasticsearch,
        String apiKeyFile,
        String caFile,
        boolean setUpIndices,
        int batchSize,
        long batchBytes,
        Duration linger,
        Duration timeout,
        long largestDocument)
        implements Serializable {

    static final Setting<List<String>> ELASTICSEARCH = Setting.list(
            "publish.elasticsearch", "http://127.0.0.1:9200", "Addresses of Elasticsearch, comma-separated");
    static final Setting<String> API_KEY_FILE = Setting.text(
            "publish.elasticsearch.api-key-file",
            "",
            "File with the encoded API key for Elasticsearch; empty when it needs none");
    static final Setting<String> CA_FILE = Setting.text(
            "publish.elasticsearch.ca-file",
            "",
            "PEM file with the authority that signed Elasticsearch's certificate, alone trusted; empty trusts the public ones");
    static final Setting<Boolean> SET_UP_INDICES = Setting.flag(
            "publish.indices.set-up",
            true,
            "Whether the job puts index templates and makes missing indices at its start");
    static final Setting<Long> BATCH_SIZE =
            Setting.number("publish.batch.documents", 1, 10_000, "500", "Most documents in one bulk request");
    static final Setting<Long> BATCH_BYTES = Setting.number(
            "publish.batch.bytes", 1_000, 50_000_000, "5000000", "Most bytes of documents in one bulk request");
    static final Setting<Duration> LINGER = Setting.duration(
            "publish.batch.linger", "500ms", "How long a document waits for its batch to fill at most");
    static final Setting<Duration> TIMEOUT =
            Setting.duration("publish.timeout", "30s", "How long one request to Elasticsearch may take");
    static final Setting<Long> LARGEST_DOCUMENT = Setting.number(
            "publish.document.bytes",
            1_000,
            90_000_000,
            "64000000",
            "Largest document in bytes of JSON; a larger one becomes a dead letter");

    public static final List<Setting<?>> ALL = List.of(
            ELASTICSEARCH,
            API_KEY_FILE,
            CA_FILE,
            SET_UP_INDICES,
            BATCH_SIZE,
            BATCH_BYTES,
            LINGER,
            TIMEOUT,
            LARGEST_DOCUMENT);

    /**
     * A client for what is set; nothing is sent yet.
     *
     * @throws IllegalArgumentException with a sentence, when a file cannot be read
     */
    public Elasticsearch client() {
        return Elasticsearch.at(
                elasticsearch,
                apiKeyFile.isEmpty() ? null : Path.of(apiKeyFile),
                caFile.isEmpty() ? null : Path.of(caFile),
                timeout);
    }

    public static PublishSettings from(Settings settings) {
        return new PublishSettings(
                settings.get(ELASTICSEARCH),
                settings.get(API_KEY_FILE),
                settings.get(CA_FILE),
                settings.get(SET_UP_INDICES),
                Math.toIntExact(settings.get(BATCH_SIZE)),
                settings.get(BATCH_BYTES),
                settings.get(LINGER),
                settings.get(TIMEOUT),
                settings.get(LARGEST_DOCUMENT));
    }
}
