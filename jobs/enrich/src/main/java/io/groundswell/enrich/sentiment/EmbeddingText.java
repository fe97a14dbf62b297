package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;

/**
 * A post as the embedding models can read it, who were taught with plain sentences: links and handles as one word each,
 * hashtags in words, emoji by what they mean. Case, spelling and marks stay: the models know those.
 */
final class EmbeddingText {

    static String of(String post) {
        String cut = post.length() <= FastFeatures.MOST_CHARS ? post : post.substring(0, FastFeatures.MOST_CHARS);
        StringBuilder text = new StringBuilder(cut.length() + 32);
        int end = 0;
        for (Token token : SocialTokenizer.tokens(cut)) {
            if (token.start() > end) {
                text.append(' ');
            }
            switch (token.kind()) {
                case LINK -> text.append("http");
                case HANDLE -> text.append("@user");
                case HASHTAG -> text.append(String.join(" ", token.parts()));
                case EMOJI -> text.append(' ').append(token.plain()).append(' ');
                default -> text.append(token.text());
            }
            end = token.end();
        }
        return text.toString();
    }

    private EmbeddingText() {}
}
