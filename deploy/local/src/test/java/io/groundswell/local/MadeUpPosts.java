package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Posts that nobody wrote, as X sent them in the years of its first interface. */
final class MadeUpPosts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter X_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();

    /** One of some sentences, so many times an hour by chance, from one moment to another; ids from 1 on. */
    MadeUpPosts calm(Instant from, Instant to, double anHour, List<String> sentences) {
        Random random = new Random(11);
        Instant at = from;
        for (long id = 1; at.isBefore(to); id++) {
            post(id, at, 1_000 + random.nextInt(500), sentences.get(random.nextInt(sentences.size())) + " " + id);
            double hours = -Math.log(1 - random.nextDouble()) / anHour;
            at = at.plusMillis((long) (hours * 3_600_000)).plusMillis(1_000);
        }
        return this;
    }

    MadeUpPosts post(long id, Instant at, long author, String text) {
        ObjectNode post = JSON.createObjectNode();
        post.put("created_at", X_TIME.format(at));
        post.put("id", id);
        post.put("id_str", Long.toString(id));
        post.put("text", text);
        post.put("lang", "en");
        ObjectNode user = post.putObject("user");
        user.put("id", author);
        user.put("id_str", Long.toString(author));
        user.put("screen_name", "traveller" + author);
        user.put("followers_count", 100);
        lines.add(post.toString());
        return this;
    }

    MadeUpPosts deletion(long id, Instant at, long author) {
        ObjectNode deletion = JSON.createObjectNode().putObject("delete");
        ObjectNode status = deletion.putObject("status");
        status.put("id", id);
        status.put("id_str", Long.toString(id));
        status.put("user_id", author);
        status.put("user_id_str", Long.toString(author));
        deletion.put("timestamp_ms", Long.toString(at.toEpochMilli()));
        lines.add(JSON.createObjectNode().set("delete", deletion).toString());
        return this;
    }

    Path in(Path file) throws IOException {
        return Files.write(file, lines);
    }
}
