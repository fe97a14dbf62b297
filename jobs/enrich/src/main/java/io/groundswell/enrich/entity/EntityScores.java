package io.groundswell.enrich.entity;

import io.groundswell.enrich.entity.LabelledPosts.LabelledPost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** How well, and how fast, a tagger finds the entities people have marked. An entity counts when both its ends are right. */
public final class EntityScores {

    /** Found and right, found, and there to be found. */
    public record Score(int right, int found, int marked) {

        static final Score NONE = new Score(0, 0, 0);

        public double precision() {
            return found == 0 ? 0 : (double) right / found;
        }

        public double recall() {
            return marked == 0 ? 0 : (double) right / marked;
        }

        public double f1() {
            return found + marked == 0 ? 0 : 2.0 * right / (found + marked);
        }

        Score plus(Score other) {
            return new Score(right + other.right, found + other.found, marked + other.marked);
        }
    }

    /**
     * @param typed people, places and organisations, as far as the set marks them: what every model can be asked for
     * @param typedAll all types the set marks
     * @param untyped all marked entities, whatever they were taken for
     * @param byType per type the set marks
     */
    public record Scores(Score typed, Score typedAll, Score untyped, Map<String, Score> byType) {}

    /**
     * @param scores without the handles, which some sets mark as people and some do not
     * @param withHandles with them
     * @param postsPerSecond by the clock that was given
     */
    public record Result(int posts, int tokens, Scores scores, Scores withHandles, double postsPerSecond) {}

    private record Span(int start, int end, String type) {
        private Span untyped() {
            return new Span(start, end, "");
        }
    }

    private static final Set<String> COMMON = Set.of(Labels.PERSON, Labels.LOCATION, Labels.ORGANIZATION);

    /**
     * @param file words and labels, a TAB between them
     * @param nanos a clock, best that of this thread's processor time
     */
    public static Result of(Path file, EntityTagger tagger, LongSupplier nanos) {
        return of(LabelledPosts.read(file), tagger, nanos);
    }

    static Result of(List<LabelledPost> posts, EntityTagger tagger, LongSupplier nanos) {
        List<List<String>> answers = new ArrayList<>();
        long begin = nanos.getAsLong();
        for (LabelledPost post : posts) {
            answers.add(tagger.tags(post.tokens()));
        }
        double seconds = (nanos.getAsLong() - begin) / 1e9;
        int tokens = posts.stream().mapToInt(post -> post.tokens().size()).sum();
        return new Result(
                posts.size(),
                tokens,
                scores(posts, answers, false),
                scores(posts, answers, true),
                seconds > 0 ? posts.size() / seconds : 0);
    }

    private static Scores scores(List<LabelledPost> posts, List<List<String>> answers, boolean handles) {
        Map<String, Score> byType = new TreeMap<>();
        Score untyped = Score.NONE;
        for (int i = 0; i < posts.size(); i++) {
            List<String> tokens = posts.get(i).tokens();
            Set<Span> marked = spans(tokens, posts.get(i).labels(), handles);
            Set<Span> found = spans(tokens, answers.get(i), handles);
            marked.forEach(span -> byType.merge(span.type, new Score(0, 0, 1), Score::plus));
            found.forEach(span -> byType.merge(span.type, new Score(marked.contains(span) ? 1 : 0, 1, 0), Score::plus));
            Set<Span> places = new HashSet<>();
            marked.forEach(span -> places.add(span.untyped()));
            int right = (int) found.stream()
                    .filter(span -> places.contains(span.untyped()))
                    .count();
            untyped = untyped.plus(new Score(right, found.size(), marked.size()));
        }
        byType.values().removeIf(score -> score.marked == 0);
        Score typed = Score.NONE;
        Score typedAll = Score.NONE;
        for (Map.Entry<String, Score> entry : byType.entrySet()) {
            typedAll = typedAll.plus(entry.getValue());
            typed = COMMON.contains(entry.getKey()) ? typed.plus(entry.getValue()) : typed;
        }
        return new Scores(typed, typedAll, untyped, byType);
    }

    /** An entity also begins where something goes on that has not begun, as taggers without beginnings have it. */
    private static Set<Span> spans(List<String> tokens, List<String> labels, boolean handles) {
        Set<Span> spans = new HashSet<>();
        int i = 0;
        while (i < labels.size()) {
            String type = type(labels.get(i));
            int start = i++;
            while (type != null && i < labels.size() && labels.get(i).equals("I-" + type)) {
                i++;
            }
            if (type != null && (handles || !hasHandle(tokens, start, i))) {
                spans.add(new Span(start, i, type));
            }
        }
        return spans;
    }

    private static String type(String label) {
        return Objects.equals(label, Labels.OUTSIDE) ? null : label.substring(2);
    }

    /** In some sets the sign is a word of its own. */
    private static boolean hasHandle(List<String> tokens, int start, int end) {
        for (int i = Math.max(0, start - 1); i < end; i++) {
            String token = tokens.get(i);
            if (token.equals("@") || i >= start && token.startsWith("@")) {
                return true;
            }
        }
        return false;
    }

    private EntityScores() {}
}
