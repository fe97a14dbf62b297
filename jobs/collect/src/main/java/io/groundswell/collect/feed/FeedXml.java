package io.groundswell.collect.feed;

import io.groundswell.topics.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jdom2.Element;
import org.jdom2.JDOMException;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaderJDOMFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * XML as strangers send it: in the encoding it declares, within limits, without a document type. What a document type
 * says is neither read nor fetched; the entities of HTML are known without it, and others are refused, so nothing that
 * expands can be sent. Characters XML does not allow are dropped and a bare {@code &} stands for itself, with a note.
 *
 * <p>Limits: 8 MiB a record, 100 levels.
 *
 * @param root the outermost element
 * @param notes slugs for what was lost or repaired on the way
 */
record FeedXml(Element root, Set<String> notes) {

    private static final int MAX_DEPTH = 100;
    private static final int LONGEST_ENTITY = 32;

    private static final String REPAIRED = "markup-repaired";

    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");
    private static final Pattern TOO_DEEP = Pattern.compile("deeper than");

    static FeedXml read(byte[] bytes) throws Refusal {
        if (bytes.length > FeedJson.MAX_BYTES) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    null,
                    "the record has " + bytes.length + " bytes, the limit is " + FeedJson.MAX_BYTES);
        }
        Set<String> notes = new TreeSet<>();
        String text = text(bytes, notes);
        int start = text.indexOf('<');
        if (start < 0) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "not XML: no element");
        }
        return new FeedXml(parse(repaired(text, start, notes)), notes);
    }

    /** Whether this is to be read as XML: whatever encoding it is in, it begins with a {@code <}. */
    static boolean begins(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 256); i++) {
            int c = bytes[i] & 0xFF;
            if (c == '<') {
                return true;
            }
            if (c > ' ' && c != 0xEF && c != 0xBB && c != 0xBF && c != 0xFE && c != 0xFF) {
                return false;
            }
        }
        return false;
    }

    private static String text(byte[] bytes, Set<String> notes) throws Refusal {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (mark == 0xFEFF) {
            return decoded(bytes, 2, StandardCharsets.UTF_16BE, notes);
        } else if (mark == 0xFFFE) {
            return decoded(bytes, 2, StandardCharsets.UTF_16LE, notes);
        } else if (mark == '<') {
            return decoded(bytes, 0, StandardCharsets.UTF_16BE, notes);
        } else if (mark == '<' << 8) {
            return decoded(bytes, 0, StandardCharsets.UTF_16LE, notes);
        } else if (mark == 0xEFBB && bytes.length > 2 && (bytes[2] & 0xFF) == 0xBF) {
            return decoded(bytes, 3, StandardCharsets.UTF_8, notes);
        }
        Matcher declared =
                DECLARED.matcher(new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1));
        return decoded(bytes, 0, declared.find() ? charset(declared.group(1)) : StandardCharsets.UTF_8, notes);
    }

    private static Charset charset(String declared) throws Refusal {
        String name = declared.toLowerCase(Locale.ROOT);
        if (name.startsWith("utf-16") || name.startsWith("utf-32") || name.startsWith("ucs-")) {
            // It was read as single bytes so far, so it cannot be that.
            return StandardCharsets.UTF_8;
        }
        try {
            // What calls itself Latin 1 or ASCII is Windows 1252 on the web, which has the same letters and more.
            return name.equals("iso-8859-1") || name.equals("us-ascii")
                    ? Charset.forName("windows-1252")
                    : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new Refusal(Reason.ENCODING, null, "the encoding it declares is not known");
        }
    }

    private static String decoded(byte[] bytes, int from, Charset charset, Set<String> notes) {
        ByteBuffer all = ByteBuffer.wrap(bytes, from, bytes.length - from);
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(all.duplicate());
            return text.toString();
        } catch (CharacterCodingException e) {
            // One bad byte does not cost a page of articles.
            notes.add(CleanText.CHARACTERS_REPLACED);
            return charset.decode(all).toString();
        }
    }

    /** The document without its type and with characters in place of entities; copies each character at most once. */
    private static String repaired(String text, int start, Set<String> notes) throws Refusal {
        StringBuilder out = new StringBuilder(text.length() - start + 64);
        int i = start;
        int length = text.length();
        boolean rootSeen = false;
        while (i < length) {
            char c = text.charAt(i);
            if (c == '<') {
                String closing = closing(text, i);
                if (closing != null) {
                    int found = text.indexOf(closing, i);
                    int end = found < 0 ? length : found + closing.length();
                    // Declares an encoding that is no longer there.
                    boolean prologue = text.startsWith("<?xml", i) && i + 5 < length && text.charAt(i + 5) <= ' ';
                    if (!prologue) {
                        copy(text, i, end, out, notes);
                    }
                    i = end;
                    continue;
                } else if (!rootSeen && text.startsWith("<!DOCTYPE", i)) {
                    i = afterType(text, i);
                    continue;
                }
                rootSeen = true;
                out.append(c);
                i++;
            } else if (c == '&') {
                i = entity(text, i, out, notes);
            } else {
                int next = i + 1;
                while (next < length && text.charAt(next) != '<' && text.charAt(next) != '&') {
                    next++;
                }
                copy(text, i, next, out, notes);
                i = next;
            }
        }
        return out.toString();
    }

    private static String closing(String text, int at) {
        if (text.startsWith("<![CDATA[", at)) {
            return "]]>";
        } else if (text.startsWith("<!--", at)) {
            return "-->";
        } else if (text.startsWith("<?", at)) {
            return "?>";
        }
        return null;
    }

    /** Behind the document type that begins here. */
    private static int afterType(String text, int at) throws Refusal {
        boolean subset = false;
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[') {
                subset = true;
            } else if (c == ']') {
                subset = false;
            } else if (c == '>' && !subset) {
                return i + 1;
            }
        }
        throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "not XML: the document type never ends");
    }

    private static int entity(String text, int at, StringBuilder out, Set<String> notes) throws Refusal {
        int end = at + 1;
        while (end < text.length() && end - at < LONGEST_ENTITY && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean entity = end < text.length() && text.charAt(end) == ';' && end > at + 1;
        String name = text.substring(at + 1, end);
        if (!entity || !isReference(name)) {
            out.append("&amp;");
            notes.add(REPAIRED);
            return at + 1;
        }
        if (name.charAt(0) == '#') {
            if (isAllowed(codePoint(name))) {
                out.append('&').append(name).append(';');
            } else {
                notes.add(CleanText.CONTROLS_REMOVED);
            }
        } else if (Set.of("amp", "lt", "gt", "quot", "apos").contains(name)) {
            out.append('&').append(name).append(';');
        } else {
            String written = text.substring(at, end + 1);
            String known = CleanText.unescaped(written);
            if (known.equals(written)) {
                throw new Refusal(
                        Reason.UNKNOWN_PAYLOAD,
                        null,
                        "an entity that is none of XML or HTML; a document's own are not resolved");
            }
            out.append(known);
        }
        return end + 1;
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '#'
                || c == '_'
                || c == '-'
                || c == '.';
    }

    private static boolean isReference(String name) {
        return name.charAt(0) == '#'
                ? name.matches("#[0-9]{1,9}|#x[0-9a-fA-F]{1,7}")
                : Character.isLetter(name.charAt(0)) && name.indexOf('#') < 0;
    }

    private static int codePoint(String reference) {
        return reference.charAt(1) == 'x'
                ? Integer.parseInt(reference.substring(2), 16)
                : Integer.parseInt(reference.substring(1));
    }

    private static void copy(String text, int from, int to, StringBuilder out, Set<String> notes) {
        int clean = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0xD800 || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || !isAllowed(c)) {
                out.append(text, clean, i);
                clean = i + 1;
                notes.add(CleanText.CONTROLS_REMOVED);
            }
        }
        out.append(text, clean, to);
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= ' ' && c < 0xD800
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0x10FFFF;
    }

    private static Element parse(String document) throws Refusal {
        SAXBuilder builder = new SAXBuilder(new XMLReaderJDOMFactory() {
            @Override
            public XMLReader createXMLReader() throws JDOMException {
                return reader();
            }

            @Override
            public boolean isValidating() {
                return false;
            }
        });
        try {
            return builder.build(new StringReader(document)).detachRootElement();
        } catch (JDOMParseException e) {
            boolean deep =
                    e.getMessage() != null && TOO_DEEP.matcher(e.getMessage()).find();
            throw deep
                    ? new Refusal(Reason.TOO_LARGE, null, "more than " + MAX_DEPTH + " levels deep")
                    : new Refusal(
                            Reason.UNKNOWN_PAYLOAD,
                            null,
                            "not XML, at line " + e.getLineNumber() + ", character " + e.getColumnNumber());
        } catch (JDOMException | IOException | RuntimeException e) {
            throw new Refusal(Reason.UNKNOWN_PAYLOAD, null, "not XML");
        }
    }

    private static XMLReader reader() throws JDOMException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(javax.xml.XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Shallow(factory.newSAXParser().getXMLReader());
        } catch (ParserConfigurationException | SAXException e) {
            throw new JDOMException("no XML parser", e);
        }
    }

    /** Nothing that goes through the tree afterwards can be led too deep. */
    private static final class Shallow extends XMLFilterImpl {

        private int depth;

        Shallow(XMLReader parent) {
            super(parent);
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
            if (++depth > MAX_DEPTH) {
                throw new org.xml.sax.SAXParseException("deeper than " + MAX_DEPTH, null);
            }
            super.startElement(uri, localName, name, attributes);
        }

        @Override
        public void endElement(String uri, String localName, String name) throws SAXException {
            depth--;
            super.endElement(uri, localName, name);
        }
    }
}
