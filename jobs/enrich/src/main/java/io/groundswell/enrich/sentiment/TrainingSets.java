package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.language.TextHash;
import io.groundswell.topics.Sentiment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.text.StringEscapeUtils;

/**
 * The open labelled sets that sentiment is learned from, as they lie in a folder: SemEval Task 4 A of 2013 to 2016, the
 * Apple posts of 2014, the SXSW posts of 2011. Held out, never learned from and never looked at to choose anything: Sanders
 * 2011 as a whole, the SemEval tests of 2015 and of sarcasm in 2014. A text of a held-out set that stands in another set too
 * is left out there.
 */
final class TrainingSets {

    private static final String SEMEVAL = "semeval_2013_2016/Subtask_A/downloaded";
    private static final List<String> LEARNED = List.of(
            "2013train",
            "2013dev",
            "2013test",
            "2014test",
            "2015train",
            "2016train",
            "2016dev",
            "2016devtest",
            "2016test");
    private static final List<String> HELD_OUT = List.of("2015test", "2014sarcasm");

    /** Sets of other years and other subjects than the rest: on these is measured how sure a model may be of strangers. */
    static final Set<String> STRANGERS = Set.of("2016test", "apple", "sxsw");

    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Map<String, Sentiment> APPLE =
            Map.of("1", Sentiment.NEGATIVE, "3", Sentiment.NEUTRAL, "5", Sentiment.POSITIVE);
    private static final Map<String, Sentiment> SXSW = Map.of(
            "Negative emotion", Sentiment.NEGATIVE,
            "No emotion toward brand or product", Sentiment.NEUTRAL,
            "Positive emotion", Sentiment.POSITIVE);

    /** @param sentiment the folder {@code sentiment} of the data */
    static List<LabelledText> learned(Path sentiment) throws IOException {
        Set<String> seen = new HashSet<>();
        for (LabelledText post : heldOut(sentiment)) {
            seen.add(TextHash.ofNormalised(post.text()));
        }
        List<LabelledText> posts = new ArrayList<>();
        for (String set : LEARNED) {
            posts.addAll(semeval(sentiment, set));
        }
        posts.addAll(apple(sentiment));
        posts.addAll(sxsw(sentiment));
        return posts.stream()
                .filter(post -> {
                    String hash = TextHash.ofNormalised(post.text());
                    return hash != null && seen.add(hash);
                })
                .toList();
    }

    private static List<LabelledText> heldOut(Path sentiment) throws IOException {
        List<LabelledText> posts = new ArrayList<>();
        for (String set : HELD_OUT) {
            posts.addAll(semeval(sentiment, set));
        }
        for (CSVRecord row : csv(sentiment.resolve("sanders_2011/full-corpus.csv"), StandardCharsets.UTF_8)) {
            posts.add(new LabelledText(clean(row.get("TweetText")), Sentiment.NEUTRAL, "sanders"));
        }
        return posts;
    }

    private static List<LabelledText> semeval(Path sentiment, String set) throws IOException {
        Path file = sentiment.resolve(SEMEVAL).resolve("twitter-" + set + "-A.tsv");
        List<LabelledText> posts = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> line.split("\t", 3))
                    .filter(row -> row.length == 3 && !row[2].equals("Not Available"))
                    .forEach(row -> posts.add(new LabelledText(
                            clean(row[2]), Sentiment.valueOf(row[1].strip().toUpperCase(Locale.ROOT)), set)));
        }
        return posts;
    }

    private static List<LabelledText> apple(Path sentiment) throws IOException {
        List<LabelledText> posts = new ArrayList<>();
        Path file = sentiment.resolve("apple_2014/Apple-Twitter-Sentiment-DFE.csv");
        for (CSVRecord row : csv(file, Charset.forName("windows-1252"))) {
            Sentiment label = APPLE.get(row.get("sentiment"));
            if (label != null) {
                posts.add(new LabelledText(clean(row.get("text")), label, "apple"));
            }
        }
        return posts;
    }

    private static List<LabelledText> sxsw(Path sentiment) throws IOException {
        List<LabelledText> posts = new ArrayList<>();
        Path file = sentiment.resolve("sxsw_2011/judge-1377884607_tweet_product_company.csv");
        for (CSVRecord row : csv(file, Charset.forName("windows-1252"))) {
            Sentiment label = SXSW.get(row.get("is_there_an_emotion_directed_at_a_brand_or_product"));
            if (label != null) {
                posts.add(new LabelledText(
                        clean(row.get("tweet_text").replace("{link}", "http://t.co/x")), label, "sxsw"));
            }
        }
        return posts;
    }

    private static List<CSVRecord> csv(Path file, Charset charset) throws IOException {
        Reader bytes = new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
        try (BufferedReader reader = new BufferedReader(bytes)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setTrailingData(true)
                    .setLenientEof(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    /** The sets escape texts each in their own way, some twice. */
    private static String clean(String text) {
        String decoded = ESCAPED.matcher(text)
                .replaceAll(match ->
                        java.util.regex.Matcher.quoteReplacement("" + (char) Integer.parseInt(match.group(1), 16)));
        String plain = StringEscapeUtils.unescapeHtml4(
                StringEscapeUtils.unescapeHtml4(decoded.replace("\\\"\"", "\"").replace("\\n", " ")));
        return BLANKS.matcher(plain).replaceAll(" ").strip();
    }

    private TrainingSets() {}
}
