package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.MentionKind;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Posts of Mastodon, made for one record. Whether a post is public is looked at before anything else: of one that is
 * not, nothing but the fact is passed on.
 *
 * <p>A post's {@code version} is the time of observation, also of an edited one: its counters go on changing.
 */
final class MastodonStatuses {

    private final FeedItems items;

    /** Addresses of posts by their local ids, as far as this record tells them. */
    private final Map<String, String> uris = new HashMap<>();

    MastodonStatuses(FeedItems items) {
        this.items = items;
    }

    /** What an id local to a server is called where nothing tells the address of its post. */
    static String localId(String id) {
        return MastodonDecoder.PLATFORM + ":" + id;
    }

    /** Remembers the addresses of all posts in a page, so that replies among them find their parents. */
    void learn(JsonNode page) {
        if (page.path("id").isTextual() && page.path("uri").isTextual() && page.has("content")) {
            uris.put(page.get("id").textValue(), page.get("uri").textValue());
        }
        // As deep as JSON may be here.
        for (JsonNode inner : page) {
            if (inner.isContainerNode()) {
                learn(inner);
            }
        }
    }

    void read(JsonNode status, String part, boolean embedded) throws Refusal {
        String path = part.isEmpty() ? "" : part + ".";
        if (!isPublic(status, path)) {
            items.control("not-public");
            return;
        }
        JsonNode original = Fields.object(status, "reblog", path);
        if (original != null && !isPublic(original, path + "reblog.")) {
            items.control("not-public");
            return;
        }
        PostDraft post = draft(status, path);
        post.embedded = embedded;
        if (original == null) {
            readWords(status, post, path);
            readParents(status, post, path);
            post.counters = counters(status, path);
            items.post(post);
            readQuoted(status, path);
        } else {
            PostDraft source = draft(original, path + "reblog.");
            readWords(original, source, path + "reblog.");
            readParents(original, source, path + "reblog.");
            source.counters = counters(original, path + "reblog.");
            source.embedded = true;
            post.kind = MentionKind.REPOST;
            post.repostOf = source.id;
            post.sayWhat(source);
            items.post(post);
            items.post(source);
            readQuoted(original, path + "reblog.");
        }
    }

    private static boolean isPublic(JsonNode status, String path) throws Refusal {
        String visibility = Fields.required(Fields.text(status, "visibility", path), "visibility", path);
        return visibility.equals("public") || visibility.equals("unlisted");
    }

    private PostDraft draft(JsonNode status, String path) throws Refusal {
        PostDraft post = items.draft();
        post.id = id(status, path);
        String local = Fields.key(status, "id", path);
        post.localName = local == null ? null : localId(local);
        post.createdAt = Fields.required(Fields.time(status, "created_at", path), "created_at", path);
        post.checkTimes(path + "created_at");
        post.updated(Fields.time(status, "edited_at", path));
        JsonNode account = Fields.required(Fields.object(status, "account", path), "account", path);
        String accountPath = path + "account.";
        post.author = new Author(
                accountId(account, accountPath),
                handle(account, accountPath),
                post.name(Fields.text(account, "display_name", accountPath)),
                Fields.count(account, "followers_count", accountPath),
                null,
                Fields.flag(account, "bot", accountPath),
                since(account, accountPath));
        String url = Fields.text(status, "url", path);
        post.permalink = url != null && url.startsWith("http") ? url : null;
        return post;
    }

    private static String id(JsonNode status, String path) throws Refusal {
        return MastodonDecoder.PLATFORM + ":" + Fields.required(Fields.key(status, "uri", path), "uri", path);
    }

    private static Instant since(JsonNode account, String path) throws Refusal {
        Long since = Fields.time(account, "created_at", path);
        return since == null ? null : Instant.ofEpochMilli(since);
    }

    /** Older servers give an account's page and not its address among servers. */
    static String accountId(JsonNode account, String path) throws Refusal {
        String uri = Fields.key(account, "uri", path);
        return MastodonDecoder.PLATFORM + ":"
                + (uri != null ? uri : Fields.required(Fields.key(account, "url", path), "url", path));
    }

    /** With the server's name, which Mastodon leaves out where the account is of the server asked. */
    static String handle(JsonNode account, String path) throws Refusal {
        String handle = Fields.text(account, "acct", path);
        if (handle == null || handle.isEmpty() || handle.indexOf('@') >= 0) {
            return handle == null || handle.isEmpty() ? null : handle;
        }
        String server = server(Fields.text(account, "url", path));
        return server == null ? handle : handle + "@" + server;
    }

    private static String server(String url) {
        try {
            return url == null ? null : URI.create(url).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void readWords(JsonNode status, PostDraft post, String path) throws Refusal {
        Set<String> notLinks = new HashSet<>();
        for (JsonNode mention : Fields.items(status, "mentions", path)) {
            post.handle(handle(mention, path + "mentions."));
            notLinks.add(Fields.text(mention, "url", path + "mentions."));
        }
        for (JsonNode tag : Fields.items(status, "tags", path)) {
            post.hashtag(Fields.text(tag, "name", path + "tags."));
            notLinks.add(Fields.text(tag, "url", path + "tags."));
        }
        String content = Fields.required(Fields.text(status, "content", path), "content", path);
        post.noteLongMarkup(content);
        Element body = Markup.body(content);
        if (Fields.of(status, "quote") != null) {
            // The address of the quoted post, for servers that cannot show it.
            body.select(".quote-inline").remove();
        }
        for (Element anchor : body.select("a[href]")) {
            if (anchor.hasClass("mention") || anchor.hasClass("hashtag") || beginsWithSign(anchor)) {
                notLinks.add(anchor.attr("href"));
            }
        }
        Set<String> links = new LinkedHashSet<>();
        String text = Markup.text(body, links::add);
        JsonNode card = Fields.object(status, "card", path);
        links.add(Fields.text(card, "url", path + "card."));
        links.removeAll(notLinks);
        links.forEach(post::link);
        StringBuilder options = new StringBuilder();
        JsonNode poll = Fields.object(status, "poll", path);
        for (JsonNode option : Fields.items(poll, "options", path + "poll.")) {
            String title = Fields.text(option, "title", path + "poll.options.");
            options.append(options.isEmpty() && text.isEmpty() ? "" : "\n").append(title == null ? "" : title);
        }
        post.sayPlain(text + (options.isEmpty() || text.isEmpty() ? "" : "\n") + options);
        post.title(Fields.text(status, "spoiler_text", path));
        post.language(Fields.text(status, "language", path));
        readMedia(status, post, path);
    }

    /** Whether what is shown first is a sign of an account or a tag, as where servers of other kinds wrote the link. */
    private static boolean beginsWithSign(Element anchor) {
        Node first = anchor;
        for (int depth = 0; depth < 4 && first.childNodeSize() > 0; depth++) {
            first = first.childNode(0);
        }
        String shown = first instanceof TextNode words ? words.getWholeText().stripLeading() : "";
        return shown.startsWith("@") || shown.startsWith("#");
    }

    private static void readMedia(JsonNode status, PostDraft post, String path) throws Refusal {
        for (JsonNode media : Fields.items(status, "media_attachments", path)) {
            String inner = path + "media_attachments.";
            String type = Fields.text(media, "type", inner);
            String url = Fields.text(media, "url", inner);
            post.media(
                    switch (type == null ? "" : type) {
                        case "image" -> "photo";
                        case "gifv" -> "animation";
                        case "video", "audio" -> type;
                        default -> "other";
                    },
                    url != null ? url : Fields.text(media, "remote_url", inner),
                    Fields.text(media, "description", inner));
        }
    }

    private void readParents(JsonNode status, PostDraft post, String path) throws Refusal {
        String quoted = quoted(status, path);
        if (quoted != null) {
            post.kind = MentionKind.QUOTE;
            post.quoteOf = quoted;
        }
        String parent = Fields.key(status, "in_reply_to_id", path);
        if (parent != null) {
            post.kind = MentionKind.REPLY;
            post.replyTo = parent(parent, status, post, path);
        }
    }

    private String quoted(JsonNode status, String path) throws Refusal {
        JsonNode quote = quote(status, path);
        if (quote == null) {
            return null;
        }
        if (isStatus(quote)) {
            return id(quote, path + "quote.");
        }
        JsonNode whole = Fields.object(quote, "quoted_status", path + "quote.");
        if (whole != null) {
            return id(whole, path + "quote.quoted_status.");
        }
        String local = Fields.key(quote, "quoted_status_id", path + "quote.");
        return local == null ? null : named(local);
    }

    private static JsonNode quote(JsonNode status, String path) throws Refusal {
        return Fields.object(status, "quote", path);
    }

    /** Some servers put the quoted post itself where Mastodon puts a quote. */
    private static boolean isStatus(JsonNode quote) {
        return quote.has("uri") && quote.has("content");
    }

    private void readQuoted(JsonNode status, String path) throws Refusal {
        JsonNode quote = quote(status, path);
        if (quote == null) {
            return;
        }
        String name = path + (isStatus(quote) ? "quote" : "quote.quoted_status");
        JsonNode whole = isStatus(quote) ? quote : Fields.object(quote, "quoted_status", path + "quote.");
        if (whole != null) {
            items.part(whole, name, (item, part) -> read(item, part, true));
        }
    }

    /**
     * The parent's address: as this record tells it; else, of an author who answers himself on the server asked, made
     * like that of his own post. Else only the local id is known.
     */
    private String parent(String parent, JsonNode status, PostDraft post, String path) throws Refusal {
        String id = Fields.key(status, "id", path);
        String author = Fields.key(Fields.object(status, "account", path), "id", path + "account.");
        boolean himself = author != null && author.equals(Fields.key(status, "in_reply_to_account_id", path));
        if (!uris.containsKey(parent) && himself && id != null && post.id.endsWith("/" + id)) {
            return post.id.substring(0, post.id.length() - id.length()) + parent;
        }
        String named = named(parent);
        if (!uris.containsKey(parent)) {
            post.notes.add("parent-by-local-id");
        }
        return named;
    }

    private String named(String local) {
        String uri = uris.get(local);
        return uri == null ? localId(local) : MastodonDecoder.PLATFORM + ":" + uri;
    }

    private static Counters counters(JsonNode status, String path) throws Refusal {
        Long likes = Fields.count(status, "favourites_count", path);
        Long reposts = Fields.count(status, "reblogs_count", path);
        Long replies = Fields.count(status, "replies_count", path);
        Long quotes = Fields.count(status, "quotes_count", path);
        return likes == null && reposts == null && replies == null && quotes == null
                ? null
                : new Counters(likes, reposts, replies, quotes, null, null, null, null);
    }

    /** @param type favourite or reblog, of a public post */
    void engagement(JsonNode notification, String type, JsonNode status, String path) throws Refusal {
        if (!isPublic(status, path + "status.")) {
            return;
        }
        String subject = id(status, path + "status.");
        JsonNode account = Fields.required(Fields.object(notification, "account", path), "account", path);
        String by = accountId(account, path + "account.");
        Engagement engagement = new Engagement();
        engagement.setId(subject + "|" + type + "|" + by.substring(by.indexOf(':') + 1));
        engagement.setPlatform(MastodonDecoder.PLATFORM);
        engagement.setAction(type.equals("reblog") ? EngagementAction.REPOST : EngagementAction.LIKE);
        engagement.setSubject(subject);
        engagement.setBy(by);
        engagement.setRemoved(false);
        engagement.setObservedAt(Instant.ofEpochMilli(items.observedAt));
        items.add(new Decoded.Engagement(engagement));
    }
}
