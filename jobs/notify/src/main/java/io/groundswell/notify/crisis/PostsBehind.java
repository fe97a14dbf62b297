package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.Signal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The posts that made the difference: what the minutes hold up as evidence, reposts counted with their original. A
 * minute holds up at most 20 mentions, so in very busy minutes the counts are at least so many.
 */
public final class PostsBehind {

    private static final int MOST = 20;

    private static final Comparator<Post> HEAVIEST_FIRST = Comparator.comparingLong(Post::count)
            .thenComparingLong(Post::followers)
            .reversed()
            .thenComparing(Post::original);

    private record Post(String original, long count, boolean negative, long followers) {

        static Post of(Evidence evidence) {
            return new Post(
                    evidence.getOriginal(),
                    1,
                    evidence.getSentiment() == Sentiment.NEGATIVE,
                    evidence.getFollowers() == null ? 0 : evidence.getFollowers());
        }

        Post and(Post other) {
            return new Post(
                    original, count + other.count, negative || other.negative, Math.max(followers, other.followers));
        }
    }

    public static List<AlertEvidence> of(Signal signal, List<Evidence> mentions) {
        Map<String, Post> posts = new HashMap<>();
        mentions.stream()
                .filter(mention -> signal != Signal.NEGATIVE || mention.getSentiment() == Sentiment.NEGATIVE)
                .map(Post::of)
                .forEach(post -> posts.merge(post.original(), post, Post::and));
        return posts.values().stream()
                .sorted(HEAVIEST_FIRST)
                .limit(MOST)
                .map(post -> new AlertEvidence(post.original(), post.count(), post.negative()))
                .toList();
    }

    private PostsBehind() {}
}
