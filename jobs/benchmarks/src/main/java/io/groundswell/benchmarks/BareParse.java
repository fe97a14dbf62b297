package io.groundswell.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a record costs before anything is understood of it: Jackson's own tree of JSON, the parser of the JDK over XML, a
 * split of lines at tabs or commas. Nothing is checked, nothing is kept, and a record that cannot be parsed is skipped.
 */
final class BareParse {

    private final ObjectMapper trees = new ObjectMapper();
    private final JsonFactory tokens = new JsonFactory();
    private final SAXParser xml;

    BareParse() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        xml = factory.newSAXParser();
    }

    /** What the parser is called in the table. */
    String name(byte[] record) {
        return isXml(record) ? "XML" : jsonFrom(record) >= 0 ? "JSON" : "lines";
    }

    /** @return something that depends on all of the record, so that none of the work can be left out */
    int parse(byte[] record) {
        try {
            int json = jsonFrom(record);
            if (json >= 0) {
                return trees.readTree(record, json, record.length - json).size();
            } else if (isXml(record)) {
                Elements elements = new Elements();
                xml.parse(new ByteArrayInputStream(record), elements);
                return elements.count;
            }
            return fields(record);
        } catch (IOException | SAXException e) {
            return 0;
        }
    }

    /** The tokens of JSON without a tree of them; for the rest the same as {@link #parse}. */
    int scan(byte[] record) {
        int json = jsonFrom(record);
        if (json < 0) {
            return parse(record);
        }
        try (JsonParser parser = tokens.createParser(record, json, record.length - json)) {
            int count = 0;
            while (parser.nextToken() != null) {
                count++;
            }
            return count;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Where JSON begins, also in a server-sent event; -1 where there is none. */
    private static int jsonFrom(byte[] record) {
        int at = 0;
        while (at < record.length) {
            byte first = record[at];
            if (first == '{' || first == '[') {
                return at;
            } else if (startsWith(record, at, "data:")) {
                at += 5;
            } else if (startsWith(record, at, "event:") || startsWith(record, at, "id:") || first == ':') {
                while (at < record.length && record[at] != '\n') {
                    at++;
                }
            } else if (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                at++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] record, int at, String word) {
        if (at + word.length() > record.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (record[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isXml(byte[] record) {
        for (byte b : record) {
            if (b == '<') {
                return true;
            } else if (b > ' ') {
                return false;
            }
        }
        return false;
    }

    private static int fields(byte[] record) {
        String line = new String(record, StandardCharsets.UTF_8);
        return line.split(line.indexOf('\t') >= 0 ? "\t" : ",", -1).length;
    }

    private static final class Elements extends DefaultHandler {

        private int count;

        @Override
        public void startElement(
                String uri, String localName, String qualifiedName, org.xml.sax.Attributes attributes) {
            count++;
        }
    }
}
