package io.groundswell.local;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TargetClassifier;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.flow.WallClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A look at what the language models make of a text, and why, without a broker. */
@Command(
        name = "enrich",
        description = {
            "Show what the language models make of a post: words, language, feeling and why, entities.",
            "Nothing is started and nothing is kept."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell enrich --text \"The new Acme kettle leaks again.\" --brand Acme",
            "  groundswell enrich --file posts.txt --format json | jq .chances",
            "  echo \"What a lovely kettle\" | groundswell enrich --file -",
        })
final class EnrichCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Posts posts;

    private static final class Posts {

        @Option(names = "--text", paramLabel = "TEXT", required = true, description = "One post.")
        private String text;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                required = true,
                description = "A file with a post on each line; - for standard input.")
        private String file;
    }

    @Option(
            names = "--brand",
            paramLabel = "NAME",
            description = "Also the feeling towards this, as posts call it; may be given again.")
    private List<String> brands = List.of();

    @Mixin
    private TierOption tier;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "A page for each post, or a line of JSON.")
    private Rendering format;

    @Override
    public Integer call() throws IOException {
        String name = tier.tier();
        if (brands.stream().anyMatch(String::isBlank)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "A brand needs a name");
        }
        try (BufferedReader lines = posts.file == null ? null : opened()) {
            Instant begin = WallClock.now();
            SentimentClassifier whole = SentimentTiers.named(name);
            Enricher enricher = Enricher.load(TieredSentiment.only(whole));
            TargetClassifier towards = brands.isEmpty() ? null : SentimentTiers.towards(name);
            groundswell.steps().done("Language models", begin, "read");
            ExplainedPost.Models models = new ExplainedPost.Models(enricher, whole, towards);
            JsonLines json = format == Rendering.JSON ? new JsonLines(groundswell.out()) : null;
            return lines == null ? told(posts.text, models, json) : told(lines, models, json);
        } catch (JsonLines.NobodyReads e) {
            return Groundswell.WELL;
        }
    }

    private BufferedReader opened() throws IOException {
        InputStream bytes = System.in;
        if (!posts.file.equals(STANDARD_INPUT)) {
            Path file = Path.of(posts.file);
            if (!Files.exists(file)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "There is no file " + Captures.name(file));
            } else if (Files.isDirectory(file)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), Captures.name(file) + " is a folder; name a file with a post on each line");
            } else if (!Files.isReadable(file)) {
                throw new IOException(Captures.name(file) + " cannot be read: permission denied");
            }
            bytes = Files.newInputStream(file);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        refuseWhatIsNoText(lines);
        return lines;
    }

    private void refuseWhatIsNoText(BufferedReader lines) throws IOException {
        int enough = 4_096;
        lines.mark(enough);
        char[] beginning = new char[enough];
        int read = Math.max(0, lines.read(beginning));
        lines.reset();
        String what = posts.file.equals(STANDARD_INPUT) ? "Standard input" : Captures.name(Path.of(posts.file));
        if (read == 0) {
            throw new CommandLine.ParameterException(spec.commandLine(), what + " is empty");
        } else if (new String(beginning, 0, read).indexOf('\0') >= 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), what + " is no text: there are zero bytes in it");
        }
    }

    private int told(BufferedReader lines, ExplainedPost.Models models, JsonLines json) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (!text.isBlank()) {
                told(text, models, json);
            }
        }
        return Groundswell.WELL;
    }

    private int told(String text, ExplainedPost.Models models, JsonLines json) throws IOException {
        ExplainedPost post = ExplainedPost.of(text, brands, models);
        if (json != null) {
            json.write(post.json());
            json.flush();
        } else {
            groundswell.out().print(post.page());
            groundswell.out().flush();
            if (groundswell.out().checkError()) {
                return Groundswell.WELL;
            }
        }
        return Groundswell.WELL;
    }
}
