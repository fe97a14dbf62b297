package io.groundswell.collect.brand;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.queryparser.classic.Token;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/**
 * A brand's query, read. The syntax is Lucene's: words, {@code "phrases"}, {@code "near each other"~5},
 * {@code wildc*rds}, {@code AND OR NOT}, brackets; words beside each other are alternatives. Fields: {@code author:},
 * {@code site:}, {@code lang:}, {@code hashtag:}, {@code cashtag:}, {@code handle:}; without a field it is the text.
 *
 * <p>Refused, as they cost too much or mean something else than they say: regular expressions, ranges, words that begin
 * with a wildcard, everything ({@code *}), and parts that only say what to leave out.
 */
final class BrandQuery {

    static final String TEXT = "text";
    static final String AUTHOR = "author";
    static final String SITE = "site";
    static final String LANGUAGE = "lang";
    static final String HASHTAG = "hashtag";
    static final String CASHTAG = "cashtag";
    static final String HANDLE = "handle";
    static final List<String> FIELDS = List.of(TEXT, AUTHOR, SITE, LANGUAGE, HASHTAG, CASHTAG, HANDLE);

    private static final int LONGEST = 10_000;
    private static final int MOST_BRACKETS = 200;
    private static final Pattern COLUMN = Pattern.compile("column (\\d+)");

    /** A query, or why there is none. */
    record Parsed(Query query, BrandProblem problem) {
        Optional<BrandProblem> refused() {
            return Optional.ofNullable(problem);
        }

        boolean asksFor(String field) {
            boolean[] asked = {false};
            query.visit(new QueryVisitor() {
                @Override
                public boolean acceptField(String name) {
                    asked[0] |= name.equals(field);
                    return true;
                }

                @Override
                public QueryVisitor getSubVisitor(BooleanClause.Occur occur, Query parent) {
                    // What must not be there is asked for, too.
                    return this;
                }
            });
            return asked[0];
        }
    }

    static Parsed parse(String brand, String written) {
        if (written == null || written.isBlank()) {
            return refused(brand, 0, "the query is empty");
        }
        if (written.length() > LONGEST) {
            return refused(
                    brand, 0, "the query has " + written.length() + " characters, at most " + LONGEST + " are allowed");
        }
        String query = Normalizer.normalize(written, Normalizer.Form.NFKC);
        // Lucene's parser calls itself for each bracket, and would run out of stack.
        if (query.chars().filter(c -> c == '(').count() > MOST_BRACKETS) {
            return refused(brand, 0, "the query has more than " + MOST_BRACKETS + " opening brackets");
        }
        try {
            Query parsed = new Strict(query).parse(query);
            String problem = meaningless(parsed, true);
            return problem == null ? new Parsed(parsed, null) : refused(brand, 0, problem);
        } catch (ParseException e) {
            return explained(brand, query, e);
        }
    }

    private static Parsed refused(String brand, int position, String problem) {
        return new Parsed(null, new BrandProblem(brand, 0, position, problem));
    }

    private static Parsed explained(String brand, String query, ParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused(brand, refused.position, refused.getMessage());
            }
            if (cause instanceof ParseException parse
                    && parse.currentToken != null
                    && parse.currentToken.next != null) {
                Token unexpected = parse.currentToken.next;
                return unexpected.kind == 0
                        ? refused(
                                brand,
                                query.length(),
                                "the query ends too early: something must follow, or a bracket is not closed")
                        : refused(
                                brand, unexpected.beginColumn + 1, "'" + unexpected.image + "' does not belong there");
            }
            if (cause.getClass().getSimpleName().equals("TokenMgrError")) {
                Matcher column = COLUMN.matcher(String.valueOf(cause.getMessage()));
                int position = column.find() ? Integer.parseInt(column.group(1)) + 1 : 0;
                boolean ended = String.valueOf(cause.getMessage()).contains("<EOF>");
                return ended
                        ? refused(brand, query.lastIndexOf('"') + 1, "a quote is opened here and not closed")
                        : refused(brand, position, "a character does not belong there");
            }
        }
        String message = String.valueOf(e.getMessage());
        return refused(
                brand,
                0,
                message.contains("too many boolean clauses")
                        ? "the query has too many alternatives, at most 1024 are allowed"
                        : "the query cannot be read");
    }

    /** Why the query, or a part of it, can match nothing or everything; null when it is sound. */
    private static String meaningless(Query query, boolean whole) {
        if (query instanceof BoostQuery boost) {
            return meaningless(boost.getQuery(), whole);
        }
        if (query instanceof MatchAllDocsQuery) {
            return "the query matches everything";
        }
        if (query instanceof MatchNoDocsQuery) {
            return whole ? "the query has no word to look for" : null;
        }
        if (query instanceof BooleanQuery parts) {
            if (parts.clauses().isEmpty()) {
                return whole ? "the query has no word to look for" : null;
            }
            if (parts.clauses().stream().allMatch(BooleanClause::isProhibited)) {
                return whole
                        ? "the query only says what to leave out, not what to look for"
                        : "a part in brackets only says what to leave out; write NOT before it instead of in it";
            }
            for (BooleanClause part : parts.clauses()) {
                String problem = meaningless(part.getQuery(), false);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    /** Lucene's parser without what we refuse. */
    private static final class Strict extends QueryParser {

        private final String written;

        private Strict(String written) {
            super(TEXT, SocialText.ofQueries());
            this.written = written;
            setSplitOnWhitespace(true);
            setAutoGeneratePhraseQueries(true);
        }

        private void check(String field) throws ParseException {
            if (field != null && !FIELDS.contains(field)) {
                throw new Refused(
                        1 + Math.max(0, written.indexOf(field + ":")),
                        "'" + field + ":' is no field; the fields are " + String.join(", ", FIELDS));
            }
        }

        private int where(String piece) {
            return piece == null ? 0 : written.indexOf(piece) + 1;
        }

        @Override
        protected Query getFieldQuery(String field, String text, boolean quoted) throws ParseException {
            check(field);
            return super.getFieldQuery(field, text, quoted);
        }

        @Override
        protected Query getFieldQuery(String field, String text, int slop) throws ParseException {
            check(field);
            return super.getFieldQuery(field, text, slop);
        }

        @Override
        protected Query getFuzzyQuery(String field, String term, float similarity) throws ParseException {
            check(field);
            return super.getFuzzyQuery(field, term, similarity);
        }

        @Override
        protected Query getPrefixQuery(String field, String term) throws ParseException {
            check(field);
            if (term.codePointCount(0, term.length()) < 2) {
                throw new Refused(
                        where(term + "*"), "'" + term + "*' is too short; write at least two letters before *");
            }
            return super.getPrefixQuery(field, term);
        }

        @Override
        protected Query getWildcardQuery(String field, String term) throws ParseException {
            if (term.equals("*")) {
                throw new Refused(where(term), "'*' alone matches everything");
            }
            check(field);
            if (term.startsWith("*") || term.startsWith("?")) {
                throw new Refused(where(term), "'" + term + "' begins with a wildcard");
            }
            return super.getWildcardQuery(field, term);
        }

        @Override
        protected Query getRegexpQuery(String field, String expression) throws ParseException {
            throw new Refused(
                    where("/" + expression), "regular expressions are not supported; a / in a word is written \\/");
        }

        @Override
        protected Query getRangeQuery(String field, String low, String high, boolean fromLow, boolean toHigh)
                throws ParseException {
            throw new Refused(where("["), "ranges are not supported");
        }
    }

    private static final class Refused extends ParseException {

        private final transient int position;

        private Refused(int position, String problem) {
            super(problem);
            this.position = position;
        }
    }

    private BrandQuery() {}
}
