package io.groundswell.enrich.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Short spellings and what they stand for, from {@code slang.tsv} beside this class. */
final class Slang {

    private static final Map<String, String> SPELLED_OUT = read();

    /** The word itself when it is no slang. */
    static String spelledOut(String word) {
        return SPELLED_OUT.getOrDefault(word, word);
    }

    private static Map<String, String> read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Slang.class.getResourceAsStream("slang.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> line.split("\t")).collect(Collectors.toMap(row -> row[0], row -> row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("slang.tsv cannot be read", e);
        }
    }

    private Slang() {}
}
