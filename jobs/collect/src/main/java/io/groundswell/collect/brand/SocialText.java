package io.groundswell.collect.brand;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Posts and queries cut into words. A word behind {@code $}, {@code #} or {@code @} is two in a post, with the sign and
 * without, at one place: {@code $ACME} in a post is found by {@code acme} and by {@code $acme}; but {@code $acme} in a
 * query finds only posts that wrote the sign.
 */
final class SocialText extends Analyzer {

    /** So far apart are the text and the handles beside it that no phrase spans both. */
    private static final int GAP = 1_000;

    private final boolean bothForms;

    private SocialText(boolean bothForms) {
        this.bothForms = bothForms;
    }

    static Analyzer ofPosts() {
        return new SocialText(true);
    }

    static Analyzer ofQueries() {
        return new SocialText(false);
    }

    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        if (!field.equals(BrandQuery.TEXT)) {
            KeywordTokenizer whole = new KeywordTokenizer();
            return new TokenStreamComponents(
                    reader -> whole.setReader(new StringReader(bare(FoldedText.of(readAll(reader))))), whole);
        }
        StandardTokenizer words = new StandardTokenizer();
        SignedWords signed = new SignedWords(words, bothForms);
        return new TokenStreamComponents(
                reader -> {
                    String text = FoldedText.of(readAll(reader));
                    signed.text = text;
                    words.setReader(new StringReader(text));
                },
                signed);
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        return new FoldedWords(in);
    }

    /** Without the sign people put before tags and handles. */
    static String bare(String tag) {
        return !tag.isEmpty() && isSign(tag.charAt(0)) ? tag.substring(1) : tag;
    }

    private static boolean isSign(char c) {
        return c == '$' || c == '#' || c == '@';
    }

    private static String readAll(Reader reader) {
        // Small pieces: posts are short, and this is done for each.
        char[] piece = new char[512];
        StringBuilder text = new StringBuilder(512);
        try {
            for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
                text.append(piece, 0, read);
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the sign back to words that had one. */
    private static final class SignedWords extends TokenFilter {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
        private final boolean bothForms;
        private String text = "";
        private State plain;

        private SignedWords(TokenStream words, boolean bothForms) {
            super(words);
            this.bothForms = bothForms;
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (plain != null) {
                restoreState(plain);
                plain = null;
                position.setPositionIncrement(0);
                return true;
            }
            if (!input.incrementToken()) {
                return false;
            }
            int before = offset.startOffset() - 1;
            if (before >= 0 && isSign(text.charAt(before)) && (before == 0 || !isWord(text.charAt(before - 1)))) {
                if (bothForms) {
                    plain = captureState();
                }
                String word = text.charAt(before) + term.toString();
                term.setEmpty().append(word);
            }
            return true;
        }

        // In "a@b.example" and "5$us" the sign begins no word.
        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            plain = null;
        }
    }

    /** For the pieces of wildcard and prefix queries, which are not cut into words. */
    private static final class FoldedWords extends TokenFilter {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        private FoldedWords(TokenStream words) {
            super(words);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            String folded = FoldedText.of(term.toString());
            term.setEmpty().append(folded);
            return true;
        }
    }
}
