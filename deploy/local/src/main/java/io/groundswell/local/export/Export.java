package io.groundswell.local.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.SettingsProblem;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes every document that is asked for into a file or a stream, in constant memory. The same documents give the same
 * bytes.
 *
 * <pre>{@code
 * Export export = new Export(SearchDoor.at(URI.create("http://127.0.0.1:9200"), null), Licences.shipped(), WallClock.now());
 * export.toFile(request, Path.of("mentions.csv"), false, (rows, of) -> {});
 * }</pre>
 */
public final class Export {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUFFER_BYTES = 1 << 16;

    /** After how many rows of a page-wise export the state is kept. */
    private static final long ROWS_BETWEEN_STATES = 10_000;

    private final SearchDoor search;
    private final Licences licences;
    private final Instant now;

    /** Hears how far it is. */
    public interface Progress {
        /** @param of how many there are in all, as counted at the beginning */
        void at(long rows, long of);
    }

    /** @param now by which the age of posts is told, where a licence speaks of it */
    public Export(SearchDoor search, Licences licences, Instant now) {
        this.search = search;
        this.licences = licences;
        this.now = now;
    }

    /**
     * Goes on with what an interrupted export of the same left; Parquet begins anew.
     *
     * @param overwrite whether a file that is there may be replaced, or the beginning of another export thrown away
     * @throws SettingsProblem when the file must not be written
     * @throws IOException with a sentence, when Elasticsearch or the disk fails; what was written so far is kept
     */
    public Exported toFile(ExportRequest request, Path file, boolean overwrite, Progress progress)
            throws IOException, InterruptedException {
        if (Files.isDirectory(file)) {
            throw new SettingsProblem(List.of(file + " is a folder; name a file"));
        }
        if (Files.exists(file) && !overwrite) {
            throw new SettingsProblem(
                    List.of(file + " is there already; name another file, or say --overwrite to replace it"));
        }
        List<ExportColumn> columns = columns(request);
        String what = fingerprint(request, columns);
        try (UnfinishedFile unfinished = UnfinishedFile.of(file)) {
            Optional<UnfinishedFile.State> left = unfinished.left();
            if (left.isPresent() && !left.get().of().equals(what) && !overwrite) {
                throw new SettingsProblem(List.of(unfinished.part()
                        + " is the beginning of another export; repeat that one, name another file, or say --overwrite to"
                        + " throw it away"));
            }
            UnfinishedFile.State begin = left.filter(state -> state.of().equals(what))
                    .orElse(new UnfinishedFile.State(what, 0, 0, null, List.of()));
            Exported exported = write(request, columns, unfinished, begin, progress);
            unfinished.finish();
            return exported;
        }
    }

    private Exported write(
            ExportRequest request,
            List<ExportColumn> columns,
            UnfinishedFile unfinished,
            UnfinishedFile.State begin,
            Progress progress)
            throws IOException, InterruptedException {
        Withholding withholding = new Withholding(licences, columns, now, begin.withheld());
        long whole = DocumentPages.count(search, request);
        long rows = begin.rows();
        long kept = rows;
        try (OutputStream out = new BufferedOutputStream(unfinished.after(begin.bytes()), BUFFER_BYTES);
                RowWriter writer = request.format() == ExportFormat.PARQUET
                        ? new ParquetRows(unfinished.part(), request.kind(), columns)
                        : writer(request, out, columns, begin.bytes() > 0);
                DocumentPages pages = DocumentPages.of(search, request, columns, begin.last())) {
            for (DocumentPages.Page page = pages.next(); page.last() != null; page = pages.next()) {
                write(page, columns, request.kind(), withholding, writer);
                rows += page.documents().size();
                if (request.format().canGoOn() && rows - kept >= ROWS_BETWEEN_STATES) {
                    kept = rows;
                    writer.flush();
                    out.flush();
                    unfinished.keep(new UnfinishedFile.State(
                            begin.of(), unfinished.bytes(), rows, page.last(), withholding.losses()));
                }
                progress.at(rows, Math.max(rows, whole));
            }
        }
        return new Exported(rows, unfinished.bytes(), begin.rows(), withholding.losses());
    }

    /**
     * Writes to a stream, from the beginning; the stream is flushed and not closed.
     *
     * @throws SettingsProblem when the format needs a file
     * @throws IOException with a sentence, when Elasticsearch fails, or as the stream throws it
     */
    public Exported toStream(ExportRequest request, OutputStream stream, Progress progress)
            throws IOException, InterruptedException {
        if (!request.format().canGoOn()) {
            throw new SettingsProblem(List.of("Parquet needs a file; name one with --out"));
        }
        List<ExportColumn> columns = columns(request);
        Withholding withholding = new Withholding(licences, columns, now, List.of());
        long whole = DocumentPages.count(search, request);
        Counted out = new Counted(new BufferedOutputStream(stream, BUFFER_BYTES));
        long rows = 0;
        RowWriter writer = writer(request, out, columns, false);
        try (DocumentPages pages = DocumentPages.of(search, request, columns, null)) {
            for (DocumentPages.Page page = pages.next(); page.last() != null; page = pages.next()) {
                write(page, columns, request.kind(), withholding, writer);
                rows += page.documents().size();
                progress.at(rows, Math.max(rows, whole));
            }
        }
        writer.flush();
        out.flush();
        return new Exported(rows, out.bytes, 0, withholding.losses());
    }

    private static final class Counted extends FilterOutputStream {

        private long bytes;

        private Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }

    private static RowWriter writer(
            ExportRequest request, OutputStream out, List<ExportColumn> columns, boolean isBegun) throws IOException {
        return request.format() == ExportFormat.CSV
                ? new CsvRows(out, columns, isBegun)
                : new JsonLineRows(out, columns);
    }

    private static void write(
            DocumentPages.Page page,
            List<ExportColumn> columns,
            ExportKind kind,
            Withholding withholding,
            RowWriter writer)
            throws IOException {
        for (JsonNode document : page.documents()) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = columns.get(i).of(document);
            }
            if (kind.isOfPosts()) {
                withholding.from(document, row);
            }
            writer.write(row);
        }
    }

    private List<ExportColumn> columns(ExportRequest request) throws IOException, InterruptedException {
        return request.kind() == ExportKind.MEASURES
                ? ExportColumns.of(request.kind(), metrics(request))
                : ExportColumns.of(request.kind());
    }

    /** The fields under which the windows asked for have metrics. */
    private SortedSet<String> metrics(ExportRequest request) throws IOException, InterruptedException {
        String alias = request.kind().index().alias();
        SortedSet<String> mapped = new TreeSet<>();
        for (JsonNode index : search.ask("GET", alias + "/_mapping", null)) {
            index.at("/mappings/properties/metrics/properties").fieldNames().forEachRemaining(mapped::add);
        }
        ObjectNode body = JSON.createObjectNode();
        body.put("size", 0).put("track_total_hits", false);
        body.set("query", request.query());
        ObjectNode asked = body.putObject("aggs");
        for (String metric : mapped) {
            asked.putObject(metric).putObject("filter").putObject("exists").put("field", "metrics." + metric);
        }
        JsonNode answer = search.ask("POST", alias + "/_search?allow_partial_search_results=false", body);
        SortedSet<String> valued = new TreeSet<>(mapped);
        valued.removeIf(metric ->
                answer.path("aggregations").path(metric).path("doc_count").asLong() == 0);
        return valued;
    }

    /** What has to be the same for an export to be gone on with. */
    private String fingerprint(ExportRequest request, List<ExportColumn> columns) {
        String whole = request + "\n" + columns.stream().map(ExportColumn::name).toList() + "\n" + licences.text();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
