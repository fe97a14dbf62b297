package io.groundswell.collect.feed;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * Markdown as Reddit has it, turned into the text people read: paragraphs apart by a blank line, marks gone, links shown
 * as their words. HTML in it is text, as it is there.
 */
final class Markdown {

    private static final String SPOILER_OPENS = ">!";
    private static final String SPOILER_CLOSES = "!<";

    private static final Pattern LIFTED = Pattern.compile("(?<!\\S)\\^++(?=[(/\\p{L}\\p{N}])");

    // Without limits, brackets and quotes as deep as a text is long would take time and memory of their square.
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(StrikethroughExtension.create(), TablesExtension.create()))
            .enabledBlockTypes(Set.of(
                    Heading.class,
                    ThematicBreak.class,
                    FencedCodeBlock.class,
                    IndentedCodeBlock.class,
                    BlockQuote.class,
                    ListBlock.class))
            .maxOpenBlockParsers(50)
            .maxInlineNesting(50)
            .build();

    /**
     * @param markdown of a length that has a limit
     * @param links gets where its links lead, in order; those that stand bare in the text are not among them
     */
    static String text(String markdown, Consumer<String> links) {
        Markdown reading = new Markdown(links);
        reading.read(PARSER.parse(withoutSpoilers(markdown)));
        return reading.text.toString().strip();
    }

    /** The marks of a spoiler look like a quotation, and hide nothing from those who listen. */
    private static String withoutSpoilers(String markdown) {
        int opens = markdown.indexOf(SPOILER_OPENS);
        if (opens < 0) {
            return markdown;
        }
        StringBuilder bare = new StringBuilder(markdown.length());
        int done = 0;
        while (opens >= 0) {
            int closes = markdown.indexOf(SPOILER_CLOSES, opens + 2);
            if (closes < 0) {
                break;
            }
            bare.append(markdown, done, opens).append(markdown, opens + 2, closes);
            done = closes + 2;
            opens = markdown.indexOf(SPOILER_OPENS, done);
        }
        return bare.append(markdown, done, markdown.length()).toString();
    }

    private final StringBuilder text = new StringBuilder();
    private final Consumer<String> links;
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();
    private int paragraphStart;

    private Markdown(Consumer<String> links) {
        this.links = links;
    }

    /** Not recursive, as strangers choose the depth. */
    private void read(Node root) {
        Node node = root;
        boolean entering = true;
        while (true) {
            if (entering) {
                Node inner = enter(node) ? node.getFirstChild() : null;
                if (inner != null) {
                    node = inner;
                } else {
                    entering = false;
                }
            } else {
                leave(node);
                if (node == root) {
                    return;
                }
                entering = node.getNext() != null;
                node = entering ? node.getNext() : node.getParent();
            }
        }
    }

    /** @return whether what stands inside is to be read too */
    private boolean enter(Node node) {
        if (node instanceof Text words) {
            append(words.getLiteral());
        } else if (node instanceof SoftLineBreak) {
            Markup.append(text, " ", false);
        } else if (node instanceof HardLineBreak) {
            Markup.endLine(text, 1);
        } else if (node instanceof Code code) {
            text.append(code.getLiteral());
        } else if (node instanceof HtmlInline html) {
            text.append(html.getLiteral());
        } else if (node instanceof Link link) {
            links.accept(link.getDestination());
        } else if (node instanceof Image image) {
            return !isPicturePlaceholder(image);
        } else if (node instanceof FencedCodeBlock code) {
            block(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            block(code.getLiteral());
        } else if (node instanceof Paragraph) {
            if (!isFirstOfItem(node)) {
                endBlock(node);
            }
            paragraphStart = text.length();
        } else if (node instanceof ListItem item) {
            Markup.endLine(text, 1);
            text.append(sign(item));
        } else if (node instanceof TableRow) {
            Markup.endLine(text, 1);
        } else if (node instanceof TableCell) {
            if (node.getPrevious() != null) {
                text.append(" | ");
            }
        } else {
            endBlock(node);
        }
        return true;
    }

    private void leave(Node node) {
        if (node instanceof Paragraph && isBlank(paragraphStart)) {
            text.setLength(paragraphStart);
        }
        endBlock(node);
    }

    private void endBlock(Node node) {
        int breaks = breaks(node);
        if (breaks > 0) {
            Markup.endLine(text, breaks);
        }
    }

    /** Line ends around a node: none, one, or two for a blank line. */
    private static int breaks(Node node) {
        if (node instanceof Paragraph) {
            return node.getParent() instanceof ListItem ? 1 : 2;
        } else if (node instanceof ListBlock) {
            return node.getParent() instanceof ListItem ? 1 : 2;
        } else if (node instanceof ListItem || node instanceof TableRow) {
            return 1;
        } else if (node instanceof Heading
                || node instanceof BlockQuote
                || node instanceof ThematicBreak
                || node instanceof FencedCodeBlock
                || node instanceof IndentedCodeBlock
                || node instanceof TableBlock) {
            return 2;
        }
        return 0;
    }

    private static boolean isFirstOfItem(Node paragraph) {
        return paragraph.getPrevious() == null && paragraph.getParent() instanceof ListItem;
    }

    private String sign(ListItem item) {
        if (item.getParent() instanceof OrderedList list) {
            int number = numbers.merge(list, 1, Integer::sum) - 1;
            // People number years and quotes too, so the number is part of what they say.
            long start = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
            return start + number + (")".equals(list.getMarkerDelimiter()) ? ") " : ". ");
        }
        return "- ";
    }

    private void block(String code) {
        Markup.endLine(text, 2);
        text.append(code);
    }

    /** Words without the caret that lifts them above the line, as in {@code ^(I am a bot)}. */
    private void append(String words) {
        if (words.indexOf('^') < 0) {
            Markup.append(text, words, false);
            return;
        }
        Markup.append(text, LIFTED.matcher(words).replaceAll(""), false);
    }

    /** {@code ![gif](giphy|…)} is shown as a picture, and its word is no word of the author. */
    private static boolean isPicturePlaceholder(Image image) {
        return image.getFirstChild() instanceof Text alternative
                && (alternative.getLiteral().equals("gif")
                        || alternative.getLiteral().equals("img"));
    }

    /** Editors keep empty lines open with a space of no width. */
    private boolean isBlank(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u200B' && c != '\u00A0') {
                return false;
            }
        }
        return true;
    }
}
