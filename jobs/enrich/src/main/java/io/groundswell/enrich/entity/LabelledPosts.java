package io.groundswell.enrich.entity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Posts whose entities people have marked, one word and its label to a line, an empty line between posts. Read
 * leniently, because every set of this kind is written a little differently.
 */
final class LabelledPosts {

    /** Words and, as many, labels: {@code O}, or {@code B-} or {@code I-} and one of the types of {@link #type}. */
    record LabelledPost(List<String> tokens, List<String> labels) {}

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static List<LabelledPost> read(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Between the first and the last column others may stand; a word is never a comment, whatever it begins with. */
    static List<LabelledPost> read(Reader reader) throws IOException {
        List<LabelledPost> posts = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        BufferedReader lines = new BufferedReader(reader);
        boolean first = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (first && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(1);
            }
            first = false;
            if (line.isBlank()) {
                close(posts, tokens, labels);
                continue;
            }
            String[] columns = line.split("\t", -1);
            // A line of one column is a word about which nothing was said.
            tokens.add(columns[0]);
            labels.add(columns.length == 1 ? Labels.OUTSIDE : label(columns[columns.length - 1].strip()));
        }
        close(posts, tokens, labels);
        return posts;
    }

    private static void close(List<LabelledPost> posts, List<String> tokens, List<String> labels) {
        if (!tokens.isEmpty()) {
            posts.add(new LabelledPost(List.copyOf(tokens), List.copyOf(labels)));
            tokens.clear();
            labels.clear();
        }
    }

    private static String label(String written) {
        int dash = written.indexOf('-');
        if (dash != 1) {
            return Labels.OUTSIDE;
        }
        return Character.toUpperCase(written.charAt(0)) + "-" + type(written.substring(2));
    }

    /** What the sets call a type, in our words. */
    static String type(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "per", "person" -> Labels.PERSON;
            case "loc", "location", "geo-loc", "facility" -> Labels.LOCATION;
            case "org", "organization", "organisation", "corporation", "company", "group", "sportsteam" ->
                Labels.ORGANIZATION;
            case "prod", "product" -> Labels.PRODUCT;
            case "creative-work", "work", "tvshow", "movie" -> Labels.WORK;
            default -> written.toUpperCase(Locale.ROOT);
        };
    }

    private LabelledPosts() {}
}
