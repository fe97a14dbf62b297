package io.groundswell.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Kibana's query language that our panels use, and what Kibana asks Elasticsearch for it: fields with values,
 * {@code *} for any, comparisons, {@code and}, {@code or}, {@code not}, brackets. Words without a field and wildcards inside
 * values are not understood, so that nothing is checked that Kibana would read otherwise.
 */
final class Kql {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|<=|>=|[():<>]|[^\\s():<>\"]+)");

    /** What is asked of one field. @param compares whether greater and less matter */
    record Condition(String field, boolean compares) {}

    /** A query that is not of this part; the message says where. */
    static final class NotUnderstood extends Exception {
        NotUnderstood(String sentence) {
            super(sentence);
        }
    }

    private final List<String> tokens = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final ObjectNode query;
    private int next;

    private Kql(String text) throws NotUnderstood {
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.stripTrailing().length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new NotUnderstood("the query cannot be read from '" + text.substring(at) + "' on");
            }
            tokens.add(matcher.group(1));
            at = matcher.end();
        }
        if (tokens.isEmpty()) {
            query = JSON.createObjectNode();
            query.putObject("match_all");
        } else {
            query = either();
            if (next < tokens.size()) {
                throw new NotUnderstood("'" + tokens.get(next) + "' is not expected in the query");
            }
        }
    }

    static Kql read(String text) throws NotUnderstood {
        return new Kql(text);
    }

    ObjectNode query() {
        return query;
    }

    List<Condition> conditions() {
        return conditions;
    }

    private boolean takes(String token) {
        if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
            next++;
            return true;
        }
        return false;
    }

    private String token(String wanted) throws NotUnderstood {
        if (next == tokens.size()) {
            throw new NotUnderstood("the query ends where " + wanted + " is expected");
        }
        return tokens.get(next++);
    }

    private static ObjectNode bool(String how, List<ObjectNode> parts) {
        if (parts.size() == 1 && !how.equals("must_not")) {
            return parts.get(0);
        }
        ObjectNode bool = JSON.createObjectNode();
        ArrayNode clauses = bool.putObject("bool").putArray(how);
        clauses.addAll(parts);
        if (how.equals("should")) {
            ((ObjectNode) bool.get("bool")).put("minimum_should_match", 1);
        }
        return bool;
    }

    private ObjectNode either() throws NotUnderstood {
        List<ObjectNode> parts = new ArrayList<>(List.of(both()));
        while (takes("or")) {
            parts.add(both());
        }
        return bool("should", parts);
    }

    private ObjectNode both() throws NotUnderstood {
        List<ObjectNode> parts = new ArrayList<>(List.of(one()));
        while (takes("and")) {
            parts.add(one());
        }
        return bool("filter", parts);
    }

    private ObjectNode one() throws NotUnderstood {
        if (takes("not")) {
            return bool("must_not", List.of(one()));
        }
        if (takes("(")) {
            ObjectNode inner = either();
            if (!takes(")")) {
                throw new NotUnderstood("a bracket of the query is not closed");
            }
            return inner;
        }
        String field = token("a field");
        if (field.startsWith("\"") || ":()<>=".contains(field)) {
            throw new NotUnderstood("'" + field + "' stands where a field is expected");
        }
        String sign = token("a : or a comparison after " + field);
        return switch (sign) {
            case ":" -> values(field);
            case "<", "<=", ">", ">=" -> comparison(field, sign, token("a value of " + field));
            default ->
                throw new NotUnderstood("'" + sign + "' follows " + field + " where a : or a comparison is expected");
        };
    }

    private ObjectNode values(String field) throws NotUnderstood {
        if (!takes("(")) {
            return equal(field, token("a value of " + field));
        }
        List<ObjectNode> parts = new ArrayList<>();
        do {
            parts.add(equal(field, token("a value of " + field)));
        } while (takes("or"));
        if (!takes(")")) {
            throw new NotUnderstood("the values of " + field + " are not closed by a bracket, or not parted by or");
        }
        return bool("should", parts);
    }

    private ObjectNode equal(String field, String value) throws NotUnderstood {
        ObjectNode clause = JSON.createObjectNode();
        boolean quoted = value.startsWith("\"");
        String plain = plain(value);
        conditions.add(new Condition(field, false));
        if (!quoted && plain.equals("*")) {
            clause.putObject("exists").put("field", field);
        } else if (!quoted && plain.contains("*")) {
            throw new NotUnderstood(
                    "the value " + plain + " of " + field + " has a wildcard, which is not checked here");
        } else {
            clause.putObject(quoted ? "match_phrase" : "match").put(field, plain);
        }
        return clause;
    }

    private ObjectNode comparison(String field, String sign, String value) {
        conditions.add(new Condition(field, true));
        ObjectNode clause = JSON.createObjectNode();
        String name = (sign.startsWith("<") ? "lt" : "gt") + (sign.endsWith("=") ? "e" : "");
        clause.putObject("range").putObject(field).put(name, plain(value));
        return clause;
    }

    private static String plain(String token) {
        return token.startsWith("\"") ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1") : token;
    }
}
