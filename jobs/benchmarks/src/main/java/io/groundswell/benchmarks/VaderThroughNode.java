package io.groundswell.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.sentiment.Chances;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** VADER's rules, in node: the published package, at the published threshold. */
final class VaderThroughNode {

    static final String NAME = "VADER (npm vader-sentiment 1.1.3)";

    private static final double THRESHOLD = 0.05;

    /** @param chances certain ones; VADER has a score only */
    record Judged(List<Chances> chances, double postsPerSecond) {}

    /** @throws IOException when there is no node here, or the package cannot be had */
    static Judged judge(List<LabelledPost> posts, Path peers, Path work) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(work.resolve("vader"));
        for (String file : List.of("package.json", "package-lock.json", "score.js")) {
            Files.copy(peers.resolve("vader").resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            run(folder, "npm", "ci", "--silent", "--no-audit", "--no-fund");
        }
        ObjectMapper json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (LabelledPost post : posts) {
            lines.add(json.writeValueAsString(post.text()));
        }
        Files.write(folder.resolve("posts.jsonl"), lines);
        List<String> told = run(folder, "node", "score.js").lines().toList();
        Files.delete(folder.resolve("posts.jsonl"));
        if (told.size() != posts.size() + 1) {
            throw new IOException("VADER judged " + (told.size() - 1) + " of " + posts.size() + " posts");
        }
        List<Chances> chances = told.subList(0, posts.size()).stream()
                .map(Double::valueOf)
                .map(score -> new Chances(
                        score <= -THRESHOLD ? 1 : 0, Math.abs(score) < THRESHOLD ? 1 : 0, score >= THRESHOLD ? 1 : 0))
                .toList();
        return new Judged(chances, Double.parseDouble(told.get(posts.size())));
    }

    private static String run(Path folder, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        Path posts = folder.resolve("posts.jsonl");
        if (Files.exists(posts)) {
            builder.redirectInput(posts.toFile());
        }
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
        }
        return told;
    }

    private VaderThroughNode() {}
}
