package io.groundswell.collect.feed;

import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as platforms send it, turned into the text people read: blocks and breaks end lines, scripts say nothing. */
final class Markup {

    /** Characters of markup that are read: fifty times the text that is kept. */
    static final int LONGEST = 50 * CleanText.POST_LIMIT;

    /** @param html a fragment, however broken; what is beyond the longest is not read */
    static Element body(String html) {
        return Jsoup.parseBodyFragment(html.length() > LONGEST ? cut(html) : html)
                .body();
    }

    /** Not in the middle of a tag. */
    private static String cut(String html) {
        int tag = html.lastIndexOf('<', LONGEST - 1);
        return html.substring(0, tag > html.lastIndexOf('>', LONGEST - 1) ? tag : LONGEST);
    }

    /**
     * @param html a fragment, however broken
     * @param links gets where its links lead, in order
     */
    static String text(String html, Consumer<String> links) {
        return text(body(html), links);
    }

    /** @param body markup that has been read already, and may have been changed */
    static String text(Element body, Consumer<String> links) {
        StringBuilder text = new StringBuilder();
        body.traverse(new NodeVisitor() {
            private int preformatted;

            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    append(text, words.getWholeText(), preformatted > 0);
                } else if (node instanceof Element element) {
                    preformatted += element.nameIs("pre") ? 1 : 0;
                    if (element.normalName().equals("br")) {
                        text.append('\n');
                    } else if (element.isBlock()) {
                        endLine(text, element.normalName().equals("p") ? 2 : 1);
                    } else if (element.normalName().equals("a") && element.hasAttr("href")) {
                        links.accept(element.attr("href").strip());
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.isBlock()) {
                    preformatted -= element.nameIs("pre") ? 1 : 0;
                    endLine(text, element.normalName().equals("p") ? 2 : 1);
                }
            }
        });
        return text.toString().strip();
    }

    /** Adds words, each run of blanks as one unless they are preformatted. */
    static void append(StringBuilder text, String words, boolean preformatted) {
        if (preformatted) {
            text.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                if (text.length() > 0 && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                    text.append(' ');
                }
            } else {
                text.append(c);
            }
        }
    }

    /** Sees to it that the text so far, if there is any, ends with at least so many line ends. */
    static void endLine(StringBuilder text, int breaks) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        if (end == 0) {
            return;
        }
        int there = 0;
        while (there < end && text.charAt(end - 1 - there) == '\n') {
            there++;
        }
        for (; there < breaks; there++) {
            text.append('\n');
        }
    }

    private Markup() {}
}
