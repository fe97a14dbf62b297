package io.groundswell.local.lab;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.SettingsProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads judged posts: the text, a tab, and {@code yes} or {@code no}; or JSON Lines, each a post in the form of your own data
 * with {@code about} beside it, so that a query can also ask for authors and sites.
 */
public final class JudgedPosts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PROBLEMS_TOLD = 10;
    private static final Set<String> YES = Set.of("yes", "y", "true", "1");
    private static final Set<String> NO = Set.of("no", "n", "false", "0");

    private final FeedDecoder decoder = FeedDecoders.of("custom").orElseThrow();
    private final List<JudgedPost> posts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final String name;

    private JudgedPosts(String name) {
        this.name = name;
    }

    /**
     * @param name of the file, for whoever has to mend it
     * @throws SettingsProblem with the first lines that cannot be used, or when there is no post
     */
    public static List<JudgedPost> read(String text, String name) {
        JudgedPosts read = new JudgedPosts(name);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                read.read(line.startsWith("\uFEFF") ? line.substring(1) : line, number);
            }
        }
        if (read.problems.isEmpty() && read.posts.isEmpty()) {
            read.problems.add(name + " holds no post");
        }
        if (!read.problems.isEmpty()) {
            int more = read.problems.size() - PROBLEMS_TOLD;
            List<String> told =
                    new ArrayList<>(read.problems.subList(0, Math.min(PROBLEMS_TOLD, read.problems.size())));
            if (more > 0) {
                told.add("and " + more + " more lines");
            }
            throw new SettingsProblem(told);
        }
        return List.copyOf(read.posts);
    }

    private void read(String line, int number) {
        String where = name + ", line " + number + ": ";
        ObjectNode post = JSON.createObjectNode();
        String about;
        if (line.stripLeading().startsWith("{")) {
            try {
                JsonNode read = JSON.readTree(line);
                post = (ObjectNode) read;
                about = read.path("about").asText();
            } catch (JacksonException e) {
                problems.add(where + "this is no JSON");
                return;
            }
        } else {
            int tab = line.lastIndexOf('\t');
            if (tab < 0) {
                problems.add(where + "must be a text, a tab, and yes or no");
                return;
            }
            post.put("text", line.substring(0, tab));
            about = line.substring(tab + 1);
        }
        String said = about.strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(said) && !NO.contains(said)) {
            problems.add(where + "must say whether it is about the brand, yes or no"
                    + (line.startsWith("{") ? ", in 'about'" : ", behind the last tab"));
            return;
        }
        if (!post.has("id")) {
            post.put("id", "line-" + number);
        }
        Decoded decoded = decoder.decode(post.toString().getBytes(StandardCharsets.UTF_8), 0)
                .get(0);
        if (decoded instanceof Decoded.Post found) {
            posts.add(new JudgedPost(number, found.mention(), YES.contains(said)));
        } else if (decoded instanceof Decoded.Undecodable refused) {
            problems.add(where + refused.detail());
        } else {
            problems.add(where + "this is no post");
        }
    }

    /** @throws IOException when it cannot be read */
    public static List<JudgedPost> in(Path file) throws IOException {
        try {
            return read(Files.readString(file), file.getFileName().toString());
        } catch (CharacterCodingException e) {
            throw new SettingsProblem(List.of(file.getFileName() + " is no text in UTF-8"));
        }
    }
}
