package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The world's press as GDELT sees it, in lines parted by tabs without a header: the Global Knowledge Graph (27 columns,
 * 11 in its first version) and the table of Mentions (16) name articles. The table of Events (57 to 62) does not: it says
 * what happened, and its articles stand in Mentions. Rows that went through a spreadsheet, parted by commas, are the same.
 *
 * <p>An article is known by its address, so that all rows about it are one mention; of the rows of one update that of
 * the Knowledge Graph, which says most, wins. GDELT's tone is not a sentiment of ours.
 */
final class GdeltDecoder implements FeedDecoder {

    static final String PLATFORM = "gdelt";

    private static final int GRAPH = 27;
    private static final int GRAPH_OF_DAYS = 11;
    private static final int MENTIONS = 16;
    private static final Set<Integer> EVENTS = Set.of(57, 58, 59, 61, 62);

    private static final int MOST_NAMES = 100;

    private static final Pattern TIME = Pattern.compile("\\d{14}");
    private static final Pattern WORD_BREAKS = Pattern.compile("[-_+]+");
    private static final Pattern WORDS = Pattern.compile("\\p{L}[^\\s]*(?:\\s[\\p{L}\\p{N}][^\\s]*)+");

    private static final Pattern TWO_WORDS = Pattern.compile("^\\p{L}\\S* (?:\\S+ )*\\p{L}");

    private static final Map<String, String> LANGUAGES = new HashMap<>();

    static {
        for (String language : Locale.getISOLanguages()) {
            LANGUAGES.put(Locale.forLanguageTag(language).getISO3Language(), language);
        }
    }

    @Override
    public String platform() {
        return PLATFORM;
    }

    @Override
    public List<Decoded> decode(byte[] record, long observedAt) {
        FeedItems items = new FeedItems(PLATFORM, observedAt);
        if (record == null) {
            items.fault(new Refusal(Reason.EMPTY, null, "a record without a value"), "");
        } else if (Blank.is(record)) {
            items.control("keep-alive");
        } else if (record.length > FeedJson.MAX_BYTES) {
            items.fault(
                    new Refusal(
                            Reason.TOO_LARGE,
                            null,
                            "the record has " + record.length + " bytes, the limit is " + FeedJson.MAX_BYTES),
                    "");
        } else {
            lines(record, items);
        }
        return items.all();
    }

    private static void lines(byte[] record, FeedItems items) {
        int number = 0;
        int start = 0;
        boolean several = false;
        while (start < record.length) {
            int end = start;
            while (end < record.length && record[end] != '\n') {
                end++;
            }
            several |= end + 1 < record.length;
            byte[] line = Arrays.copyOfRange(record, start, end);
            String part = several ? "line[" + number + "]" : "";
            if (!Blank.is(line)) {
                try {
                    read(line, items);
                } catch (Refusal refusal) {
                    items.fault(refusal, part);
                }
            }
            number++;
            start = end + 1;
        }
    }

    private static void read(byte[] line, FeedItems items) throws Refusal {
        int fault = StrictUtf8.firstFault(line);
        if (fault >= 0) {
            throw new Refusal(Reason.ENCODING, null, "byte " + fault + " is not UTF-8");
        }
        String[] cells = cells(new String(line, UTF_8));
        String first = cells[0].strip();
        if ((first.equalsIgnoreCase("GLOBALEVENTID") || first.equals("DATE") || first.equals("GKGRECORDID"))
                && cells.length >= GRAPH_OF_DAYS) {
            items.control("header");
        } else if (cells.length == GRAPH && first.indexOf('-') > 0) {
            readGraph(cells, items);
        } else if (cells.length == GRAPH_OF_DAYS && isNumber(first)) {
            readGraphOfDay(cells, items);
        } else if (cells.length == MENTIONS && isNumber(first)) {
            readMention(cells, items);
        } else if (EVENTS.contains(cells.length) && isNumber(first)) {
            items.control("event");
        } else {
            throw new Refusal(
                    Reason.UNKNOWN_PAYLOAD, null, "a line of " + cells.length + " columns that is no table of GDELT");
        }
    }

    private static String[] cells(String line) {
        String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (whole.indexOf('\t') >= 0) {
            return whole.split("\t", -1);
        }
        try (CSVParser parser = CSVParser.parse(whole, CSVFormat.DEFAULT)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? new String[] {whole} : records.get(0).values();
        } catch (IOException | UncheckedIOException e) {
            return new String[] {whole};
        }
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && cell.length() <= 20 && cell.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void readGraph(String[] cells, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        long seen = time(cells[1], "DATE");
        String extras = cells[26];
        article(post, cells[4], "DocumentIdentifier", cells[3]);
        if (post.permalink == null) {
            // What is no web page is known by GDELT's own number of it.
            post.id = PLATFORM + ":" + cells[0].strip().replaceAll("\\s+", "_");
        }
        String title = tag(extras, "PAGE_TITLE");
        if (title != null) {
            post.sayPlain(title);
        } else {
            sayNames(post, names(cells[14], cells[13]), names(cells[12], cells[11]), names(cells[23], ""));
        }
        post.language(language(cells[25]));
        // Not the time that stands on the page, which has no zone.
        dated(post, seen, seen + 1, "DATE");
        if (!cells[18].isBlank()) {
            post.media("photo", cells[18].strip(), null);
        }
        String links = tag(extras, "PAGE_LINKS");
        for (String link : links == null ? new String[0] : links.split(";")) {
            if (link.startsWith("http")) {
                post.link(link.strip());
            }
        }
        items.post(post);
    }

    /** A row of the first version is of all articles of a day that name the same. */
    private static void readGraphOfDay(String[] cells, FeedItems items) throws Refusal {
        long day = time(cells[0], "DATE");
        String[] sources = cells[9].split(";");
        String[] addresses = cells[10].split("<UDIV>");
        for (int i = 0; i < addresses.length; i++) {
            PostDraft post = items.draft();
            article(post, addresses[i], "SOURCEURLS", sources.length == addresses.length ? sources[i] : "");
            sayNames(post, names(cells[6], ""), names(cells[5], ""), List.of());
            dated(post, day, day, "DATE");
            post.notes.add("day-only");
            items.post(post);
        }
    }

    private static void readMention(String[] cells, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        article(post, cells[5], "MentionIdentifier", cells[4]);
        sayAddress(post);
        post.language(language(cells[14]));
        long seen = time(cells[2], "MentionTimeDate");
        dated(post, seen, seen, "MentionTimeDate");
        items.post(post);
    }

    private static void article(PostDraft post, String address, String field, String source) throws Refusal {
        String url = address.strip();
        if (url.isEmpty()) {
            throw new Refusal(Reason.MISSING_FIELD, field, "the field is missing");
        }
        boolean web = url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8);
        post.kind = MentionKind.ARTICLE;
        post.permalink = web && url.length() <= PostDraft.LONGEST_LINK ? url : null;
        String key = url.replaceAll("[\\s\\p{Cntrl}]+", "_");
        post.id = PLATFORM + ":" + (key.length() > 2_048 ? Digest.of(key) : key);
        String name = source.strip().isEmpty() && web ? host(url) : source.strip();
        if (!name.isEmpty()) {
            String id = PLATFORM + ":" + name.replaceAll("[\\s\\p{Cntrl}]+", "_");
            post.author = new Author(id, post.name(name), post.name(name), null, null, null, null);
            post.channel(id, name);
        }
    }

    private static String host(String url) {
        int start = url.indexOf("//") + 2;
        int end = start;
        while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String host = url.substring(start, end).toLowerCase(Locale.ROOT);
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static void dated(PostDraft post, long created, long version, String field) throws Refusal {
        post.createdAt = created;
        post.checkTimes(field);
        post.version = Math.min(version, post.observedAt);
    }

    /** Where no title is given: the words of its address, and whom it names. */
    private static void sayNames(
            PostDraft post, List<String> organisations, List<String> persons, List<String> others) {
        Set<String> names = new LinkedHashSet<>(organisations);
        names.addAll(persons);
        if (names.isEmpty()) {
            names.addAll(others);
        }
        if (!names.isEmpty()) {
            post.sayPlain(String.join(", ", names.stream().limit(MOST_NAMES).toList()));
            post.notes.add("text-from-entities");
        }
        sayAddress(post);
    }

    /** Names once each, from {@code Name,offset;Name,offset}, else from {@code name;name}, which has no capitals. */
    private static List<String> names(String placed, String plain) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : (placed.isBlank() ? plain : placed).split(";")) {
            int comma = name.lastIndexOf(',');
            boolean offset = comma > 0 && isNumber(name.substring(comma + 1));
            String bare = (offset ? name.substring(0, comma) : name).strip();
            if (!bare.isEmpty()) {
                names.add(bare);
            }
        }
        return new ArrayList<>(names);
    }

    /** The longest run of words in an address, which is the headline for most of the press. */
    private static void sayAddress(PostDraft post) {
        if (post.permalink == null) {
            return;
        }
        String longest = "";
        int from = Math.max(post.permalink.indexOf('/', 8), 0);
        for (String step : post.permalink.substring(from).split("[/?#&=]")) {
            String bare = step.replaceFirst("\\.[a-zA-Z]{2,5}$", "");
            Matcher words = WORDS.matcher(WORD_BREAKS.matcher(decoded(bare)).replaceAll(" "));
            while (words.find()) {
                String run = words.group();
                longest = run.length() > longest.length()
                                && TWO_WORDS.matcher(run).find()
                        ? run
                        : longest;
            }
        }
        if (!longest.isBlank()) {
            post.title(longest);
            post.notes.add("text-from-address");
        }
    }

    private static String decoded(String step) {
        try {
            return step.indexOf('%') < 0 ? step : URLDecoder.decode(step.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return step;
        }
    }

    /** What stands in a tag of the extras, unescaped; characters that were escaped byte by byte are put together again. */
    private static String tag(String extras, String name) {
        int start = extras.indexOf("<" + name + ">");
        int end = start < 0 ? -1 : extras.indexOf("</" + name + ">", start);
        if (end < 0) {
            return null;
        }
        String text = CleanText.unescaped(extras.substring(start + name.length() + 2, end))
                .strip();
        if (text.chars().allMatch(c -> c <= 0xFF) && text.chars().anyMatch(c -> c >= 0x80)) {
            byte[] bytes = text.getBytes(ISO_8859_1);
            text = StrictUtf8.firstFault(bytes) < 0 ? new String(bytes, UTF_8) : text;
        }
        return text.isEmpty() ? null : text;
    }

    /** The language before translation, from {@code srclc:ces;eng:…}; what was not translated is English. */
    private static String language(String translation) {
        String told = translation.strip();
        if (told.isEmpty()) {
            return "en";
        }
        if (!told.startsWith("srclc:") || told.length() < 9) {
            return null;
        }
        String code = told.substring(6, 9).toLowerCase(Locale.ROOT);
        return LANGUAGES.getOrDefault(code, code);
    }

    private static long time(String written, String field) throws Refusal {
        String digits = written.strip();
        String whole = digits.length() == 8 ? digits + "000000" : digits;
        try {
            if (TIME.matcher(whole).matches()) {
                return LocalDateTime.of(
                                number(whole, 0, 4),
                                number(whole, 4, 6),
                                number(whole, 6, 8),
                                number(whole, 8, 10),
                                number(whole, 10, 12),
                                number(whole, 12, 14))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw new Refusal(Reason.FIELD_TYPE, field, "not a time as yyyyMMddHHmmss");
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }
}
