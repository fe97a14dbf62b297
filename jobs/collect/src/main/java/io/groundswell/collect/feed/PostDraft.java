package io.groundswell.collect.feed;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Media;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Place;
import io.groundswell.topics.Rating;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** A mention while it is being read: what it says can be taken over from another, and losses are noted. */
final class PostDraft {

    /** Links, tags, handles and media of one post; more are left out with the note {@code list-truncated}. */
    static final int MOST_ITEMS = 100;

    static final int LONGEST_LINK = 4_096;

    static final String CREATED_WHEN_SEEN = "created-from-observation";

    static final long FUTURE_TOLERANCE_MILLIS = 5 * 60_000L;

    private static final LinkExtractor LINKS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    /** The first page of the web. */
    static final long EARLIEST_MILLIS = Instant.parse("1991-08-06T00:00:00Z").toEpochMilli();

    final String platform;
    final long observedAt;

    String id;
    /** What a deletion has for an id where that is not the post's own; else null. */
    String localName;

    long version;
    MentionKind kind = MentionKind.POST;
    boolean edited;

    /** The payload shows an earlier state, and says so. */
    boolean outdated;

    boolean embedded;
    Author author;
    Long createdAt;
    Counters counters;
    String replyTo;
    String quoteOf;
    String repostOf;
    String threadRoot;
    String permalink;
    Place place;
    Rating rating;
    Channel channel;
    List<String> withheldIn = List.of();

    // What it says, and what a repost takes over from its original.
    String text = "";
    String language;
    private final Set<String> links = new LinkedHashSet<>();
    private final Set<String> hashtags = new LinkedHashSet<>();
    private final Set<String> cashtags = new LinkedHashSet<>();
    private final Set<String> handles = new LinkedHashSet<>();
    private final List<Media> media = new ArrayList<>();

    final Set<String> notes = new TreeSet<>();

    PostDraft(String platform, long observedAt) {
        this.platform = platform;
        this.observedAt = observedAt;
        this.version = observedAt;
    }

    /** @param raw as in the payload, escaped once */
    void say(String raw) {
        text = CleanText.of(CleanText.unescaped(raw), CleanText.POST_LIMIT, notes);
    }

    /** @param plain as people read it, neither escaped nor marked up */
    void sayPlain(String plain) {
        text = CleanText.of(plain, CleanText.POST_LIMIT, notes);
    }

    /** @param html a fragment; its links become the post's, where they lead out of the text */
    void sayMarkup(String html) {
        noteLongMarkup(html);
        sayPlain(Markup.text(html, this::link));
    }

    /** Says so where markup is too long to be read to its end. */
    void noteLongMarkup(String html) {
        if (html.length() > Markup.LONGEST) {
            notes.add(CleanText.TRUNCATED);
        }
    }

    /**
     * @param markdown escaped no more
     * @param site where links without a host lead, such as {@code https://www.example.com}
     */
    void sayMarkdown(String markdown, String site) {
        String limited = CleanText.of(markdown, CleanText.POST_LIMIT, notes);
        sayPlain(Markdown.text(limited, url -> link(url.startsWith("/") ? site + url : url)));
        linksInText();
    }

    /** Puts a title before what is said. */
    void title(String plain) {
        if (plain != null && !plain.isBlank()) {
            String title = plain.strip();
            sayPlain(text.isEmpty() || text.equals(title) ? title : title + "\n\n" + text);
        }
    }

    /** A rating outside of its scale is left out with the note {@code rating-dropped}. */
    void rating(double given, double worst, double best) {
        if (given < worst || given > best || Double.isNaN(given)) {
            notes.add("rating-dropped");
            return;
        }
        rating = new Rating((given - worst) / (best - worst), given, best);
    }

    /** Null is unknown, not 0; a post of which nothing is counted has no counters. */
    void count(Long likes, Long reposts, Long replies, Long bookmarks, Long views) {
        boolean none = likes == null && reposts == null && replies == null && bookmarks == null && views == null;
        counters = none ? null : new Counters(likes, reposts, replies, null, bookmarks, views, null, null);
    }

    /** @param id platform:native id */
    void channel(String id, String name) {
        channel = new Channel(id, name(name));
    }

    void link(String url) {
        if (url == null || url.isEmpty()) {
            return;
        }
        if (!isOfWeb(url)) {
            notes.add("links-dropped");
            return;
        }
        add(links, url);
    }

    /** @param url as the platform gives it; left out when it leads nowhere on the web */
    void permalink(String url) {
        permalink = url == null || !isOfWeb(url) ? null : url;
    }

    private static boolean isOfWeb(String url) {
        boolean web = url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
        return web && url.length() <= LONGEST_LINK && !hasBlankOrControl(url);
    }

    void hashtag(String tag) {
        add(hashtags, tag);
    }

    void cashtag(String tag) {
        add(cashtags, tag);
    }

    void handle(String handle) {
        add(handles, handle);
    }

    /** Links of a platform that gives them only inside the text. */
    void linksInText() {
        if (text.contains("://")) {
            for (LinkSpan span : LINKS.extractLinks(text)) {
                String url = text.substring(span.getBeginIndex(), span.getEndIndex());
                if (url.startsWith("http")) {
                    link(url);
                }
            }
        }
    }

    /** Tags and handles of a platform that gives them only inside the text. */
    void tagsAndHandlesInText() {
        tagsAndHandlesInText(".");
    }

    /** @param inHandles what stands inside the platform's handles besides letters, digits and {@code _} */
    void tagsAndHandlesInText(String inHandles) {
        signedInText("#\uFF03@", inHandles);
    }

    /** Tags alone, of a platform that marks accounts otherwise. */
    void tagsInText() {
        signedInText("#\uFF03", "");
    }

    private void signedInText(String signs, String inHandles) {
        int i = 0;
        int tagEnd = -1;
        while (i < text.length()) {
            char sign = text.charAt(i++);
            // Tags may stand without a blank between them, as in "#tea#kettle".
            boolean afterTag = i - 1 == tagEnd && sign != '@';
            boolean inside = i > 1 && !afterTag && isInside(text.codePointBefore(i - 1));
            if (signs.indexOf(sign) < 0 || inside) {
                continue;
            }
            int end = i;
            boolean hasLetter = false;
            while (end < text.length()) {
                int c = text.codePointAt(end);
                if (!isOfWord(c) && (sign != '@' || inHandles.indexOf(c) < 0)) {
                    break;
                }
                hasLetter |= Character.isLetter(c);
                end += Character.charCount(c);
            }
            if (sign == '@') {
                while (end > i && inHandles.indexOf(text.charAt(end - 1)) >= 0) {
                    end--;
                }
                handle(text.substring(i, end));
            } else if (hasLetter) {
                // What is all digits is a number, as in "#1".
                hashtag(text.substring(i, end));
                tagEnd = end;
            }
            i = end;
        }
    }

    private static boolean isInside(int before) {
        return isOfWord(before) || before == '&' || before == '/';
    }

    private static boolean isOfWord(int c) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private void add(Set<String> items, String item) {
        if (item == null || item.isEmpty()) {
            return;
        }
        if (items.size() == MOST_ITEMS) {
            notes.add("list-truncated");
            return;
        }
        items.add(CleanText.of(item, LONGEST_LINK, notes));
    }

    void media(String type, String url, String description) {
        if (media.size() == MOST_ITEMS) {
            notes.add("list-truncated");
            return;
        }
        boolean web = url != null && url.length() <= LONGEST_LINK && url.startsWith("http") && !hasBlankOrControl(url);
        media.add(new Media(
                type == null ? "other" : CleanText.of(type, CleanText.NAME_LIMIT, notes),
                web ? url : null,
                description == null
                        ? null
                        : CleanText.of(CleanText.unescaped(description), CleanText.DESCRIPTION_LIMIT, notes)));
    }

    /** The point is kept only when it is on Earth. */
    void place(String name, String country, Double latitude, Double longitude) {
        boolean point = latitude != null && longitude != null;
        boolean onEarth = point && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        if (point && !onEarth) {
            notes.add("coordinates-dropped");
        }
        if (name == null && country == null && !onEarth) {
            return;
        }
        place = new Place(
                name(name),
                country == null || country.isEmpty() ? null : CleanText.of(country, CleanText.NAME_LIMIT, notes),
                onEarth ? latitude : null,
                onEarth ? longitude : null);
    }

    String name(String written) {
        return written == null || written.isEmpty()
                ? null
                : CleanText.of(CleanText.unescaped(written), CleanText.NAME_LIMIT, notes);
    }

    /** @param tag as the platform gives it; its codes for "cannot tell" become null, outdated codes the current ones */
    void language(String tag) {
        if (tag == null || tag.length() < 2 || tag.length() > 35 || !isTag(tag)) {
            language = null;
            return;
        }
        String lower = tag.toLowerCase(Locale.ROOT);
        // q.. codes are private: X uses qst, qme, qht, qam, qct for posts that are all tags, media, handles, cashtags.
        boolean undetermined = lower.equals("und")
                || lower.equals("zxx")
                || lower.equals("art")
                || lower.length() == 3 && lower.startsWith("q");
        language = undetermined
                ? null
                : switch (lower) {
                    case "in" -> "id";
                    case "iw" -> "he";
                    case "ji" -> "yi";
                    default -> tag;
                };
    }

    private static boolean isTag(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** A repost says what its original says. */
    void sayWhat(PostDraft original) {
        text = original.text;
        language = original.language;
        links.clear();
        links.addAll(original.links);
        hashtags.clear();
        hashtags.addAll(original.hashtags);
        cashtags.clear();
        cashtags.addAll(original.cashtags);
        handles.clear();
        handles.addAll(original.handles);
        media.clear();
        media.addAll(original.media);
        original.notes.stream().filter(note -> !note.equals("created-from-id")).forEach(notes::add);
    }

    /** A payload without a time was made when it was seen, as far as anybody can say; the note says so. */
    void createdWhenSeen() {
        createdAt = observedAt;
        notes.add(CREATED_WHEN_SEEN);
    }

    /**
     * The platform's own time of the latest change, which makes it the version. One before the post or in the future says
     * nothing, the latter with the note {@code updated-dropped}. To be called when {@code createdAt} is known.
     */
    void updated(Long millis) {
        if (millis == null || createdAt == null || millis < createdAt) {
            return;
        }
        if (millis > observedAt + FUTURE_TOLERANCE_MILLIS) {
            notes.add("updated-dropped");
            return;
        }
        version = millis;
        edited = millis > createdAt;
    }

    /** Refuses times no post can have. */
    void checkTimes(String field) throws Refusal {
        checkTimes(field, EARLIEST_MILLIS);
    }

    /** @param earliest milliseconds since 1970: before it the platform had no posts */
    void checkTimes(String field, long earliest) throws Refusal {
        if (createdAt < earliest) {
            throw new Refusal(
                    Reason.TIMESTAMP_RANGE,
                    field,
                    "created at " + Instant.ofEpochMilli(createdAt) + ", before "
                            + Instant.ofEpochMilli(earliest)
                                    .atOffset(ZoneOffset.UTC)
                                    .getYear());
        }
        if (createdAt > observedAt + FUTURE_TOLERANCE_MILLIS) {
            throw new Refusal(
                    Reason.FUTURE_TIMESTAMP,
                    field,
                    "created at " + Instant.ofEpochMilli(createdAt) + ", more than 5 minutes after it was observed at "
                            + Instant.ofEpochMilli(observedAt));
        }
    }

    Mention toMention() {
        Mention mention = new Mention();
        mention.setId(id);
        mention.setVersion(asOf());
        mention.setPlatform(platform);
        mention.setKind(kind);
        mention.setDeleted(false);
        mention.setEdited(edited);
        mention.setEmbedded(embedded);
        mention.setBrands(List.of());
        mention.setCampaigns(List.of());
        mention.setRules(List.of());
        mention.setOwnedBy(null);
        mention.setText(text);
        mention.setGivenLanguage(language);
        mention.setAuthor(author);
        mention.setCreatedAt(createdAt == null ? null : Instant.ofEpochMilli(createdAt));
        mention.setObservedAt(Instant.ofEpochMilli(observedAt));
        mention.setCounters(counters);
        mention.setRating(rating);
        mention.setChannel(channel);
        mention.setReplyTo(replyTo);
        mention.setQuoteOf(quoteOf);
        mention.setRepostOf(repostOf);
        mention.setThreadRoot(threadRoot);
        mention.setPermalink(permalink);
        mention.setLinks(List.copyOf(links));
        mention.setHashtags(List.copyOf(hashtags));
        mention.setCashtags(List.copyOf(cashtags));
        mention.setHandles(List.copyOf(handles));
        mention.setMedia(List.copyOf(media));
        mention.setPlace(place);
        mention.setWithheldIn(withheldIn);
        mention.setNotes(List.copyOf(notes));
        return mention;
    }

    /** Counters move without the platform calling it an update, so what has some is as new as the moment it was seen. */
    private long asOf() {
        return counters == null || outdated || observedAt == DecodedTime.END_OF_TIME ? version : observedAt;
    }

    /** A mention that says only that its post is gone; a time no post can have is no reason to keep it. */
    static Mention deletion(String platform, String id, Long createdAt, long observedAt) {
        PostDraft draft = new PostDraft(platform, observedAt);
        draft.id = id;
        draft.kind = MentionKind.OTHER;
        boolean plausible =
                createdAt != null && createdAt >= EARLIEST_MILLIS && createdAt <= observedAt + FUTURE_TOLERANCE_MILLIS;
        draft.createdAt = plausible ? createdAt : null;
        Mention mention = draft.toMention();
        mention.setDeleted(true);
        return mention;
    }

    private static boolean hasBlankOrControl(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ' || c == 0x7F || Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
