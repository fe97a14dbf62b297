package io.groundswell.collect.feed;

import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the articles of one feed have in common: where they appear, who answers for them, what their ids are local to. */
final class ArticleFeed {

    /** Schemes whose ids mean the same everywhere. */
    private static final Pattern GLOBAL_ID = Pattern.compile("(?i)(?:https?://|tag:|urn:|doi:|ni:|at://)\\S+");

    private static final Pattern UNFIT_FOR_IDS = Pattern.compile("[\\s\\p{Cntrl}\\p{Cs}]+");
    private static final Pattern FILE = Pattern.compile("\\.[a-zA-Z0-9]{3,4}(?=$|[?#])");
    private static final int LONGEST_ID = 2_048;
    private static final long FARTHEST_ZONE_MILLIS = 14 * 3_600_000L;

    private static final int MOST_AUTHORS = 20;
    private static final int LONGEST_NAME = 2_000;

    private final String key;
    private final String title;
    private final List<String> authors;
    private final String language;

    // Of the article that is being read.
    private String guid;
    private URI base;

    /**
     * @param link address of the site, else of the feed, else its id; may be null
     * @param authors names of those who write what names no author
     */
    ArticleFeed(String link, String title, List<String> authors, String language) {
        // Whatever the feed says of itself is said again by each article, so it is cut once.
        this.title = title == null || title.isBlank() ? null : shortened(title.strip());
        this.key = link != null && !link.isBlank() ? fit(link.strip()) : this.title == null ? "" : fit(this.title);
        this.authors =
                authors.stream().limit(MOST_AUTHORS).map(ArticleFeed::shortened).toList();
        this.language = language;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    List<String> authors() {
        return authors;
    }

    String language() {
        return language;
    }

    /**
     * Begins an article: its address is relative to the feed's.
     *
     * @param told where relative links in it start from; from its address when null
     */
    void address(PostDraft post, String id, String url, String told) {
        guid = id == null || id.isBlank() ? null : id.strip();
        base = uri(key);
        String link = url == null || url.isBlank() ? null : resolved(url.strip());
        base = told != null ? uri(resolved(told)) : link == null ? base : uri(link);
        post.kind = MentionKind.ARTICLE;
        post.permalink = link != null && isWeb(link) ? link : null;
        if (!key.isEmpty()) {
            post.channel(RssDecoder.PLATFORM + ":" + key, title);
        }
    }

    void sayMarkup(PostDraft post, String html) {
        post.noteLongMarkup(html);
        post.sayPlain(Markup.text(html, href -> {
            if (!href.isEmpty() && href.charAt(0) != '#') {
                post.link(resolved(href));
            }
        }));
    }

    /**
     * Checks the time it was made, or takes that of its observation.
     *
     * @param zoned whether the time had a zone; one without can be off by as much as zones differ
     */
    void dated(PostDraft post, String field, boolean zoned) throws Refusal {
        if (post.createdAt == null) {
            post.createdWhenSeen();
            return;
        }
        if (!zoned) {
            post.notes.add("zone-assumed");
            if (post.createdAt > post.observedAt && post.createdAt <= post.observedAt + FARTHEST_ZONE_MILLIS) {
                post.createdAt = post.observedAt;
            }
        }
        post.checkTimes(field);
    }

    /** @param names of those who wrote it; of none, the feed itself speaks */
    void author(PostDraft post, List<String> names, String uri) {
        if (names.isEmpty()) {
            post.author = key.isEmpty()
                    ? null
                    : new Author(RssDecoder.PLATFORM + ":" + key, null, post.name(title), null, null, null, null);
            return;
        }
        String name = String.join(", ", names).strip();
        String id = uri != null && isWeb(uri.strip()) ? fit(uri.strip()) : fit(key + "#" + name);
        post.author = new Author(RssDecoder.PLATFORM + ":" + id, null, post.name(name), null, null, null, null);
    }

    void picture(PostDraft post, String url, String description) {
        if (url != null && !url.isBlank()) {
            post.media("photo", resolved(url.strip()), description);
        }
    }

    /** Ends an article: its id is its own, else its address, else it is known by what it says. */
    void identify(PostDraft post) {
        if (guid != null) {
            post.id = mentionId(guid);
        } else if (post.permalink != null) {
            post.id = mentionId(post.permalink);
        } else {
            post.id = RssDecoder.PLATFORM + ":" + fit(key + "#" + Digest.of(post.text));
            post.notes.add("id-from-content");
        }
    }

    /** The mention id that belongs to an id which may be local to this feed. */
    String mentionId(String id) {
        String told = id.strip();
        return RssDecoder.PLATFORM + ":" + fit(GLOBAL_ID.matcher(told).matches() ? told : key + "#" + told);
    }

    /** An address as seen from the article; as it is when it is none. */
    String resolved(String href) {
        return resolved(base, href);
    }

    static String resolved(String base, String href) {
        return resolved(base == null ? null : uri(base), href);
    }

    private static String resolved(URI base, String href) {
        if (href == null || base == null || base.isOpaque() || isWeb(href)) {
            return href;
        }
        URI relative = uri(href.strip());
        return relative == null ? href : base.resolve(relative).toString();
    }

    boolean isOnTheWeb(String url) {
        return url != null && !url.isBlank() && isWeb(resolved(url.strip()));
    }

    /** @param medium as Media RSS has it; may be null, as may the type; then the name of the file tells */
    static String mediaType(String type, String medium, String url) {
        String told = medium != null ? medium : type;
        if (told == null || told.isBlank()) {
            Matcher file = FILE.matcher(url);
            told = file.find() ? file.group().toLowerCase(Locale.ROOT) : "";
            return switch (told.isEmpty() ? "" : told.substring(1)) {
                case "jpg", "jpeg", "png", "webp" -> "photo";
                case "mp4", "m4v", "mov", "webm" -> "video";
                case "mp3", "m4a", "ogg", "wav" -> "audio";
                default -> "other";
            };
        }
        String lower = told.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("image")) {
            return "photo";
        } else if (lower.startsWith("video") || lower.startsWith("audio")) {
            return lower.substring(0, 5);
        }
        return "other";
    }

    static boolean isWeb(String url) {
        return url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
    }

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String fit(String id) {
        String whole = UNFIT_FOR_IDS.matcher(id).replaceAll("_");
        return whole.length() <= LONGEST_ID ? whole : Digest.of(whole);
    }
}
