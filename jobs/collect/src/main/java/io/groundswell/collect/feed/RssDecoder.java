package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;

/** Blogs, news and podcasts: RSS, RDF and Atom, and JSON Feed. A feed, whole, is one record. */
final class RssDecoder extends JsonFeedDecoder {

    static final String PLATFORM = "rss";

    private static final String JSON_FEED = "https://jsonfeed.org/version/";

    RssDecoder() {
        super(PLATFORM);
    }

    @Override
    void read(byte[] record, FeedItems items) throws Refusal {
        if (FeedXml.begins(record)) {
            FeedXml document = FeedXml.read(record);
            new XmlArticles(document, items).read();
        } else {
            super.read(record, items);
        }
    }

    @Override
    void readObject(JsonNode payload, String part, FeedItems items) throws Refusal {
        String version = payload.path("version").asText();
        if (!version.startsWith(JSON_FEED)) {
            throw unknown("neither XML nor JSON Feed");
        }
        String home = Fields.text(payload, "home_page_url", "");
        String key = home != null ? home : Fields.text(payload, "feed_url", "");
        ArticleFeed feed = new ArticleFeed(
                key, Fields.text(payload, "title", ""), authors(payload, ""), Fields.text(payload, "language", ""));
        Iterable<JsonNode> articles = Fields.items(payload, "items", "");
        items.each(articles, "items", (item, where) -> items.post(article(item, where + ".", feed, items)));
    }

    private static PostDraft article(JsonNode item, String path, ArticleFeed feed, FeedItems items) throws Refusal {
        PostDraft post = items.draft();
        String html = Fields.text(item, "content_html", path);
        String text = Fields.text(item, "content_text", path);
        String summary = Fields.text(item, "summary", path);
        String url = Fields.text(item, "url", path);
        feed.address(post, Fields.key(item, "id", path), url, null);
        if (html != null) {
            feed.sayMarkup(post, html);
        } else {
            post.sayPlain(text != null ? text : summary != null ? summary : "");
        }
        post.title(Fields.text(item, "title", path));
        if (post.text.isEmpty()) {
            throw new Refusal(Reason.MISSING_FIELD, path + "content_html", "neither a title nor a text");
        }
        post.createdAt = Fields.time(item, "date_published", path);
        feed.dated(post, path + "date_published", true);
        post.updated(Fields.time(item, "date_modified", path));
        List<String> authors = authors(item, path);
        feed.author(post, authors.isEmpty() ? feed.authors() : authors, null);
        String language = Fields.text(item, "language", path);
        post.language(language != null ? language : feed.language());
        for (JsonNode tag : Fields.items(item, "tags", path)) {
            post.hashtag(tag.asText());
        }
        feed.picture(post, Fields.text(item, "image", path), null);
        for (JsonNode attachment : Fields.items(item, "attachments", path)) {
            String inner = path + "attachments.";
            String address = Fields.required(Fields.text(attachment, "url", inner), "url", inner);
            post.media(
                    ArticleFeed.mediaType(Fields.text(attachment, "mime_type", inner), null, address),
                    feed.resolved(address),
                    Fields.text(attachment, "title", inner));
        }
        feed.identify(post);
        return post;
    }

    private static List<String> authors(JsonNode node, String path) throws Refusal {
        List<String> names = new ArrayList<>();
        for (JsonNode author : Fields.items(node, "authors", path)) {
            names.add(Fields.text(author, "name", path + "authors."));
        }
        names.add(Fields.text(Fields.object(node, "author", path), "name", path + "author."));
        names.removeIf(name -> name == null || name.isBlank());
        return names;
    }
}
