package io.groundswell.collect.feed;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.groundswell.topics.Counters;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdom2.Attribute;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;

/**
 * The articles of an RSS, RDF or Atom document. Rome reads each of them as if it were alone in its feed, so that a fault
 * in one, or in the feed's head, costs no other. Times are ours to read, as Rome makes up a zone where there is none.
 */
final class XmlArticles {

    /** A feed is a page of the newest; the rest of one with more is one fault. */
    private static final int MOST_ARTICLES = 10_000;

    private static final Namespace ATOM = Namespace.getNamespace("http://www.w3.org/2005/Atom");
    private static final Namespace ATOM_03 = Namespace.getNamespace("http://purl.org/atom/ns#");
    private static final Namespace TOMBSTONES = Namespace.getNamespace("http://purl.org/atompub/tombstones/1.0");
    private static final Namespace THREADS = Namespace.getNamespace("http://purl.org/syndication/thread/1.0");
    private static final Namespace SLASH = Namespace.getNamespace("http://purl.org/rss/1.0/modules/slash/");
    private static final Namespace CONTENT = Namespace.getNamespace("http://purl.org/rss/1.0/modules/content/");
    private static final Namespace DUBLIN_CORE = Namespace.getNamespace("http://purl.org/dc/elements/1.1/");
    private static final Namespace DUBLIN_TERMS = Namespace.getNamespace("http://purl.org/dc/terms/");
    private static final Namespace MEDIA = Namespace.getNamespace("http://search.yahoo.com/mrss/");
    private static final Namespace FEED_BURNER = Namespace.getNamespace("http://rssnamespace.org/feedburner/ext/1.0");
    private static final Namespace GEO = Namespace.getNamespace("http://www.w3.org/2003/01/geo/wgs84_pos#");
    private static final Namespace GEO_RSS = Namespace.getNamespace("http://www.georss.org/georss");

    private static final Pattern POSTAL_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.{1,200})\\)");
    private static final int LONGEST_POSTAL_NAME = 300;
    private static final Pattern MARKED_UP = Pattern.compile("<[a-zA-Z/!][^<>]{0,500}>|&#?[a-zA-Z0-9]{2,10};");
    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

    private final FeedXml document;
    private final FeedItems items;
    private final Element root;
    private final boolean atom;
    private final Element head;
    private final ArticleFeed feed;
    private final Set<String> sharedIds = new HashSet<>();

    XmlArticles(FeedXml document, FeedItems items) throws Refusal {
        this.document = document;
        this.items = items;
        Element found = document.root();
        boolean lone = found.getName().equals("entry") && isAtom(found.getNamespace())
                || found.getName().equals("deleted-entry") && TOMBSTONES.equals(found.getNamespace());
        root = lone ? new Element("feed", isAtom(found.getNamespace()) ? found.getNamespace() : ATOM) : found;
        if (lone) {
            root.addContent(found);
        }
        atom = root.getName().equals("feed") && isAtom(root.getNamespace());
        Element channel = atom ? root : child(root, "channel");
        if (!atom && !root.getName().equals("rss") && !root.getName().equals("RDF") || channel == null) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "XML that is neither RSS nor RDF nor Atom");
        }
        head = channel;
        feed = feed();
    }

    private static boolean isAtom(Namespace namespace) {
        return ATOM.equals(namespace) || ATOM_03.equals(namespace);
    }

    private ArticleFeed feed() {
        List<String> links = new ArrayList<>();
        if (atom) {
            String base = head.getAttributeValue("base", Namespace.XML_NAMESPACE);
            add(links, ArticleFeed.resolved(base, atomLink(head, "alternate")));
            add(links, ArticleFeed.resolved(base, atomLink(head, "self")));
            add(links, text(child(head, "id")));
        } else {
            add(links, text(child(head, "link")));
            add(links, head.getAttributeValue("about", root.getNamespace()));
            add(links, atomLink(head, "self"));
        }
        String link =
                links.stream().filter(ArticleFeed::isWeb).findFirst().orElse(links.isEmpty() ? null : links.get(0));
        String language = head.getAttributeValue("lang", Namespace.XML_NAMESPACE);
        if (language == null) {
            language = firstText(child(head, "language"), head.getChild("language", DUBLIN_CORE));
        }
        List<String> authors = new ArrayList<>();
        if (atom) {
            head.getChildren("author", head.getNamespace())
                    .forEach(author -> add(authors, text(child(author, "name"))));
        }
        String title = text(child(head, "title"));
        return new ArticleFeed(link, title == null ? null : plain(title), authors, language);
    }

    private static String atomLink(Element element, String relation) {
        for (Element link :
                element.getChildren("link", isAtom(element.getNamespace()) ? element.getNamespace() : ATOM)) {
            String rel = link.getAttributeValue("rel", "alternate");
            if (rel.equals(relation) && link.getAttributeValue("href") != null) {
                return link.getAttributeValue("href");
            }
        }
        return null;
    }

    void read() throws Refusal {
        List<Element> articles = new ArrayList<>();
        for (Element parent : atom || head == root ? List.of(root) : List.of(head, root)) {
            for (Element child : parent.getChildren()) {
                boolean article = child.getName().equals(atom ? "entry" : "item")
                        && (child.getNamespace().equals(head.getNamespace()) || parent == root);
                boolean gone = child.getName().equals("deleted-entry") && TOMBSTONES.equals(child.getNamespace());
                if (article || gone) {
                    articles.add(child);
                }
            }
        }
        if (articles.isEmpty()) {
            items.control("empty-page");
        }
        findSharedIds(articles);
        // At once, as taking them out one by one means a search for each.
        head.removeContent();
        root.removeContent();
        int position = 0;
        for (Element article : articles) {
            String part = (atom ? "entry[" : "item[") + position + "]";
            try {
                if (position++ == MOST_ARTICLES) {
                    throw new Refusal(Reason.TOO_LARGE, null, "more than " + MOST_ARTICLES + " articles in one feed");
                }
                read(article, part + ".");
            } catch (Refusal refusal) {
                items.fault(refusal, part);
            }
            if (position > MOST_ARTICLES) {
                return;
            }
        }
    }

    /** What stands as the id of articles with different addresses is none; programs that write feeds get this wrong. */
    private void findSharedIds(List<Element> articles) {
        Map<String, String> links = new HashMap<>();
        for (Element article : atom ? List.<Element>of() : articles) {
            String id = text(child(article, "guid"));
            String link = text(child(article, "link"));
            if (id != null
                    && link != null
                    && !links.computeIfAbsent(id, key -> link).equals(link)) {
                sharedIds.add(id);
            }
        }
    }

    private void read(Element article, String path) throws Refusal {
        if (article.getName().equals("deleted-entry")) {
            String gone = article.getAttributeValue("ref");
            items.deletion(feed.mentionId(Fields.required(gone, "ref", path)), null);
            return;
        }
        PostDraft post = items.draft();
        post.notes.addAll(document.notes());
        // What Rome does not know is read first, as it takes its article apart.
        readTimes(article, post, path);
        readThread(article, post, path);
        readPlace(article, post);
        String encoded = text(article.getChild("encoded", CONTENT));
        List<Element> media = media(article);
        String language = article.getAttributeValue("lang", Namespace.XML_NAMESPACE);
        language = language == null ? text(article.getChild("language", DUBLIN_CORE)) : language;

        String link = text(article.getChild("origLink", FEED_BURNER));
        if (link == null && atom) {
            link = ArticleFeed.resolved(base(head, article), atomLink(article, "alternate"));
        }
        String base = atom ? base(head, article, child(article, "content")) : base(article);

        SyndEntry entry = entry(article);
        String id = entry.getUri() == null ? null : entry.getUri().strip();
        if (sharedIds.contains(id)) {
            post.notes.add("id-shared");
            id = null;
            link = null;
        }
        feed.address(post, id, link != null ? link : entry.getLink(), base);
        say(entry, encoded, media, post);
        if (post.text.isEmpty()) {
            throw new Refusal(Reason.MISSING_FIELD, path + "title", "neither a title nor a text");
        }
        post.language(language != null ? language : feed.language());
        readAuthors(entry, post);
        for (SyndCategory category : entry.getCategories()) {
            if (category.getName() != null && !category.getName().contains("://")) {
                post.hashtag(category.getName().strip());
            }
        }
        readMedia(entry, media, post);
        if (post.replyTo != null) {
            post.kind = MentionKind.REPLY;
        }
        feed.identify(post);
        items.post(post);
    }

    /** Where relative links start from, as far as the elements around them say so. */
    private static String base(Element... around) {
        String base = null;
        for (Element element : present(around)) {
            String told = element.getAttributeValue("base", Namespace.XML_NAMESPACE);
            base = told == null ? base : ArticleFeed.resolved(base, told.strip());
        }
        return base;
    }

    private void readTimes(Element article, PostDraft post, String path) throws Refusal {
        String named = atom ? "published" : "pubDate";
        FeedDate made = null;
        boolean unreadable = false;
        for (Element written : present(
                child(article, named),
                child(article, "issued"),
                article.getChild("date", DUBLIN_CORE),
                article.getChild("issued", DUBLIN_TERMS),
                article.getChild("created", DUBLIN_TERMS),
                child(article, "created"))) {
            FeedDate read = FeedDate.read(written.getText());
            if (made == null && read != null) {
                made = read;
            } else if (made == null && !written.getText().isBlank()) {
                unreadable = true;
            }
        }
        FeedDate changed = null;
        for (Element written : present(
                atom ? child(article, "updated") : article.getChild("updated", ATOM),
                atom ? child(article, "modified") : null,
                article.getChild("modified", DUBLIN_TERMS))) {
            changed = changed == null ? FeedDate.read(written.getText()) : changed;
        }
        if (made == null) {
            made = changed;
            if (made == null && unreadable) {
                throw new Refusal(Reason.FIELD_TYPE, path + named, "not a time as in RFC 822 or ISO 8601");
            }
        }
        post.createdAt = made == null ? null : made.millis();
        feed.dated(post, path + named, made == null || made.zoned());
        if (changed != null && made != null) {
            post.updated(changed.millis());
        }
    }

    private void readThread(Element article, PostDraft post, String path) throws Refusal {
        Element parent = article.getChild("in-reply-to", THREADS);
        if (parent != null) {
            String id = parent.getAttributeValue("ref");
            id = id == null ? parent.getAttributeValue("href") : id;
            post.replyTo = feed.mentionId(Fields.required(id, "in-reply-to", path));
        }
        Long replies = count(firstText(article.getChild("comments", SLASH), article.getChild("total", THREADS)));
        if (replies != null) {
            post.counters = new Counters(null, null, replies, null, null, null, null, null);
        }
    }

    private static Long count(String digits) {
        return digits != null && digits.matches("\\d{1,18}") ? Long.valueOf(digits) : null;
    }

    private static void readPlace(Element article, PostDraft post) {
        Element around = article.getChild("Point", GEO) == null ? article : article.getChild("Point", GEO);
        String latitude = text(around.getChild("lat", GEO));
        String longitude = text(around.getChild("long", GEO));
        String point = text(article.getChild("point", GEO_RSS));
        if (point != null) {
            String[] parts = BLANKS.split(point);
            latitude = parts[0];
            longitude = parts.length > 1 ? parts[1] : null;
        }
        String name = text(article.getChild("featurename", GEO_RSS));
        post.place(name, null, degrees(latitude, post), degrees(longitude, post));
    }

    private static Double degrees(String written, PostDraft post) {
        try {
            return written == null ? null : Double.valueOf(written);
        } catch (NumberFormatException e) {
            post.notes.add("coordinates-dropped");
            return null;
        }
    }

    private static List<Element> media(Element article) {
        List<Element> media = new ArrayList<>();
        for (Element child : List.copyOf(article.getChildren())) {
            if (MEDIA.equals(child.getNamespace())) {
                if (child.getName().equals("group")) {
                    media.addAll(child.getChildren());
                }
                media.add(child);
            }
        }
        return media;
    }

    /** The article as Rome reads it, alone in a feed with as much of a head as Rome asks for. */
    private SyndEntry entry(Element article) throws Refusal {
        Element alone = new Element(root.getName(), root.getNamespace());
        for (Attribute attribute : root.getAttributes()) {
            alone.setAttribute(attribute.clone());
        }
        article.detach();
        if (atom) {
            alone.addContent(article);
        } else {
            boolean rss = root.getName().equals("rss");
            if (rss) {
                // Each version of RSS has what the ones before it have, some are in a namespace, and some misspelt.
                alone.setNamespace(Namespace.NO_NAMESPACE);
                alone.setAttribute("version", "2.0");
                withoutNamespace(article);
            } else {
                alone.addNamespaceDeclaration(Namespace.getNamespace(article.getNamespaceURI()));
            }
            Element channel = new Element("channel", article.getNamespace());
            alone.addContent(channel);
            (rss ? channel : alone).addContent(article);
        }
        try {
            SyndFeed read = new SyndFeedInput().build(new Document(alone));
            if (read.getEntries().size() == 1) {
                return read.getEntries().get(0);
            }
        } catch (FeedException | RuntimeException e) {
            // Told below, without the words of the payload that Rome may quote.
        }
        throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "an article that Rome cannot read");
    }

    private static void withoutNamespace(Element article) {
        Namespace own = article.getNamespace();
        if (!own.equals(Namespace.NO_NAMESPACE)) {
            for (Element child : article.getChildren()) {
                if (child.getNamespace().equals(own)) {
                    child.setNamespace(Namespace.NO_NAMESPACE);
                }
            }
            article.setNamespace(Namespace.NO_NAMESPACE);
        }
    }

    private void say(SyndEntry entry, String encoded, List<Element> media, PostDraft post) {
        List<SyndContent> told = new ArrayList<>(entry.getContents());
        told.add(entry.getDescription());
        for (SyndContent content : told) {
            if (post.text.isEmpty()) {
                say(content, post);
            }
        }
        if (post.text.isEmpty() && encoded != null) {
            feed.sayMarkup(post, encoded);
        }
        for (Element element : media) {
            if (post.text.isEmpty() && element.getName().equals("description")) {
                post.sayPlain(element.getTextTrim());
            }
        }
        SyndContent title = entry.getTitleEx();
        if (title != null && title.getValue() != null) {
            post.title(isPlain(title) ? title.getValue() : plain(title.getValue()));
        }
    }

    private void say(SyndContent content, PostDraft post) {
        String value = content == null ? null : content.getValue();
        if (value == null || value.isBlank()) {
            return;
        }
        String type = content.getType() == null ? "" : content.getType();
        if (isPlain(content)) {
            post.sayPlain(value.strip());
        } else if (type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/")) {
            post.media(ArticleFeed.mediaType(type, null, ""), null, null);
        } else {
            feed.sayMarkup(post, value);
        }
    }

    private boolean isPlain(SyndContent content) {
        return atom
                && (content.getType() == null
                        || content.getType().equals("text")
                        || content.getType().equals("text/plain"));
    }

    /** Of the versions of RSS some escape once and some twice, so a title is markup when it looks like it. */
    private static String plain(String title) {
        return MARKED_UP.matcher(title).find() ? Markup.text(title, link -> {}) : title.strip();
    }

    private void readAuthors(SyndEntry entry, PostDraft post) {
        List<String> names = new ArrayList<>();
        String uri = null;
        for (SyndPerson person : entry.getAuthors()) {
            add(names, name(person.getName() != null ? person.getName() : person.getEmail()));
            uri = uri == null ? person.getUri() : uri;
        }
        if (names.isEmpty()) {
            add(names, name(entry.getAuthor()));
        }
        feed.author(post, names.isEmpty() ? feed.authors() : names, names.size() == 1 ? uri : null);
    }

    /** Of {@code jo@post.example (Jo Lid)} the name; of an address alone what stands before the host. */
    private static String name(String written) {
        if (written == null) {
            return null;
        }
        Matcher postal = POSTAL_NAME.matcher(written.strip());
        if (written.length() <= LONGEST_POSTAL_NAME && postal.matches()) {
            return postal.group(1);
        }
        int at = written.indexOf('@');
        return at > 0 && written.strip().indexOf(' ') < 0
                ? written.substring(0, at).strip()
                : written;
    }

    private void readMedia(SyndEntry entry, List<Element> media, PostDraft post) {
        Set<String> there = new HashSet<>();
        for (Element content : media) {
            String url = content.getAttributeValue("url");
            if (content.getName().equals("content") && feed.isOnTheWeb(url)) {
                Element around = content.getParentElement();
                String described = firstText(
                        content.getChild("description", MEDIA),
                        content.getChild("title", MEDIA),
                        around == null ? null : around.getChild("description", MEDIA),
                        around == null ? null : around.getChild("title", MEDIA));
                String type = ArticleFeed.mediaType(
                        content.getAttributeValue("type"), content.getAttributeValue("medium"), url);
                post.media(type, feed.resolved(url.strip()), described);
                there.add(url.strip());
            }
        }
        for (SyndEnclosure enclosure : entry.getEnclosures()) {
            if (feed.isOnTheWeb(enclosure.getUrl())
                    && !there.contains(enclosure.getUrl().strip())) {
                post.media(
                        ArticleFeed.mediaType(enclosure.getType(), null, enclosure.getUrl()),
                        feed.resolved(enclosure.getUrl().strip()),
                        null);
                there.add(enclosure.getUrl().strip());
            }
        }
        for (Element thumbnail : media) {
            if (there.isEmpty() && thumbnail.getName().equals("thumbnail")) {
                feed.picture(post, thumbnail.getAttributeValue("url"), null);
                there.add("");
            }
        }
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getChild(name, parent.getNamespace());
        if (child != null
                || !parent.getName().equals("rss") && !parent.getName().equals("RDF")) {
            return child;
        }
        // The root of RDF is in a namespace of its own, and that of RSS may be.
        for (Element candidate : parent.getChildren()) {
            if (candidate.getName().equals(name)) {
                return candidate;
            }
        }
        return null;
    }

    private static List<Element> present(Element... elements) {
        List<Element> present = new ArrayList<>();
        for (Element element : elements) {
            if (element != null) {
                present.add(element);
            }
        }
        return present;
    }

    private static String firstText(Element... elements) {
        for (Element element : elements) {
            String text = text(element);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static String text(Element element) {
        String text = element == null ? "" : element.getText().strip();
        return text.isEmpty() ? null : text;
    }

    private static void add(List<String> names, String name) {
        if (name != null && !name.isBlank()) {
            names.add(name.strip());
        }
    }
}
