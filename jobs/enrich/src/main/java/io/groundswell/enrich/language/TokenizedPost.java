package io.groundswell.enrich.language;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.process.CoreLabelTokenFactory;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.Tokenizer;
import edu.stanford.nlp.process.TokenizerFactory;
import edu.stanford.nlp.process.WordToSentenceProcessor;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The first words of a post, in sentences. Tokens know where they stand in the text, in UTF-16 units.
 *
 * @param text the text the tokens point into
 * @param whole false when text or words were left out, or a sentence had to be broken
 */
record TokenizedPost(String text, List<List<CoreLabel>> sentences, boolean whole) {

    static final int MOST_TOKENS = 200;
    static final int MOST_TOKENS_IN_A_SENTENCE = 80;

    private static final TokenizerFactory<CoreLabel> TOKENIZERS =
            PTBTokenizer.factory(new CoreLabelTokenFactory(), "invertible=true,untokenizable=noneKeep");

    /** A sentence longer than the limit is broken into pieces, so that a post without a full stop is still heard out. */
    static TokenizedPost of(String post) {
        String text = PostText.withoutHalves(PostText.cut(post));
        List<CoreLabel> tokens = new ArrayList<>();
        Tokenizer<CoreLabel> tokenizer = TOKENIZERS.getTokenizer(new StringReader(text));
        while (tokens.size() < MOST_TOKENS && tokenizer.hasNext()) {
            tokens.add(tokenizer.next());
        }
        boolean whole = text.length() == post.length() && !tokenizer.hasNext();

        List<List<CoreLabel>> sentences = new ArrayList<>();
        for (List<CoreLabel> sentence : new WordToSentenceProcessor<CoreLabel>().process(tokens)) {
            for (int from = 0; from < sentence.size(); from += MOST_TOKENS_IN_A_SENTENCE) {
                int to = Math.min(from + MOST_TOKENS_IN_A_SENTENCE, sentence.size());
                sentences.add(sentence.subList(from, to));
            }
            whole &= sentence.size() <= MOST_TOKENS_IN_A_SENTENCE;
        }
        return new TokenizedPost(text, sentences, whole);
    }
}
