package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.enrich.entity.EntityFinder;
import io.groundswell.enrich.entity.EntityScores;
import io.groundswell.enrich.entity.EntityTagger;
import io.groundswell.enrich.evaluate.EntityTable;
import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.enrich.evaluate.SentimentScores;
import io.groundswell.enrich.evaluate.SentimentTable;
import io.groundswell.enrich.sentiment.BrandSentiment;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TargetClassifier;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** How well the models do on posts that people have labelled. */
@Command(
        name = "evaluate",
        description = "Say how well the language models do on posts that people have labelled.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  groundswell evaluate sentiment labelled.tsv",
            "  groundswell evaluate target --format json towards.tsv | jq .macroRecall",
        })
final class EvaluateCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WARM_UP_NANOS = 1_000_000_000L;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to evaluate: sentiment, target or entities");
    }

    /** What all evaluations are given. */
    private static final class Labelled {

        @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
        private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--format",
                paramLabel = "table|json",
                defaultValue = "table",
                description = "A table, or one line of JSON for each file, its numbers under the names that"
                        + " SentimentScores gives them.")
        private Rendering format;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Labelled posts; plain or gzip.")
        private List<Path> files;

        /** All of them are read before a model is, so that a mistake is told at once. */
        <T> Map<Path, T> read(Reading<T> reading) throws IOException {
            Map<Path, T> read = new LinkedHashMap<>();
            for (Path file : files) {
                String name = Captures.name(file);
                if (!Files.exists(file)) {
                    throw new CommandLine.ParameterException(spec.commandLine(), "There is no file " + name);
                } else if (Files.isDirectory(file)) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), name + " is a folder; name the files in it");
                } else if (!Files.isReadable(file)) {
                    throw new IOException(name + " cannot be read: permission denied");
                }
                read.put(file, reading.of(Files.readAllBytes(file), name));
            }
            return read;
        }
    }

    private interface Reading<T> {
        T of(byte[] file, String name) throws IOException;
    }

    @Command(
            name = "sentiment",
            description = {
                "How often the feeling of a post is judged as people did.",
                "A line is: id, label, text, with tabs between; the label is positive, neutral or negative.",
                "A table with commas is read by its heading: columns named label or sentiment, and text."
            },
            mixinStandardHelpOptions = true)
    int sentiment(
            @Mixin TierOption tier,
            @Mixin Labelled labelled,
            @Option(
                            names = "--model",
                            paramLabel = "FILE",
                            description =
                                    "What a brand's labels changed, as groundswell train sentiment --out wrote it,"
                                            + " over the tier.")
                    Path model)
            throws IOException {
        String name = tier.tier();
        Map<Path, LabelledPosts> files = labelled.read(LabelledPosts::ofWholePosts);
        BrandSentiment own = model == null ? null : own(model);
        Instant begin = WallClock.now();
        SentimentClassifier classifier = SentimentTiers.named(name);
        groundswell.steps().done("Model " + classifier.name(), begin, "read");
        if (own == null) {
            return score(files, classifier.name(), labelled.format, post -> classifier.classify(post.text()));
        }
        return score(
                files,
                classifier.name() + "+" + model.getFileName(),
                labelled.format,
                post -> own.adjust(post.text(), classifier.classify(post.text())));
    }

    private BrandSentiment own(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandLine.ParameterException(
                    spec.subcommands().get("sentiment"), "There is no file " + Captures.name(file));
        }
        try {
            return BrandSentiment.of(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.subcommands().get("sentiment"), Captures.name(file) + " is " + e.getMessage());
        }
    }

    @Command(
            name = "target",
            description = {
                "How often the feeling of a post towards one thing is judged as people did.",
                "A line is: id, topic, label, text, with tabs between.",
                "A table with commas is read by its heading: columns named topic, label and text."
            },
            mixinStandardHelpOptions = true)
    int target(@Mixin TierOption tier, @Mixin Labelled labelled) throws IOException {
        String name = tier.tier();
        Map<Path, LabelledPosts> files = labelled.read(LabelledPosts::ofTargets);
        Instant begin = WallClock.now();
        TargetClassifier classifier = SentimentTiers.towards(name);
        groundswell.steps().done("Model " + classifier.name(), begin, "read");
        return score(
                files,
                classifier.name(),
                labelled.format,
                post -> classifier.classify(post.text(), List.of(post.target())));
    }

    @Command(
            name = "entities",
            description = {
                "How often the people, places, organisations and products in a post are found as people marked them.",
                "A line is: word, label (O, B-PERSON, I-PERSON, …), with a tab between; an empty line ends a post."
            },
            mixinStandardHelpOptions = true)
    int entities(@Mixin Labelled labelled) throws IOException {
        Set<Path> files = labelled.read(EvaluateCommand::wordsAndLabels).keySet();
        Instant begin = WallClock.now();
        EntityTagger tagger = EntityFinder.load().tagger();
        groundswell.steps().done("Entity model", begin, "read");
        for (Path file : files) {
            EntityScores.of(file, tagger, processorTime());
            EntityScores.Result result = EntityScores.of(file, tagger, processorTime());
            if (!tell(
                    Captures.name(file),
                    "entities",
                    labelled.format,
                    EntityTable.of(result),
                    EntityTable.numbers(result))) {
                return Groundswell.WELL;
            }
        }
        return Groundswell.WELL;
    }

    /** How many of the words have a label; a file without any is refused. */
    private static long wordsAndLabels(byte[] file, String name) {
        long labelled = new String(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.strip().matches("\\S.*\\s(O|[BI]-\\S+)"))
                .count();
        if (labelled == 0) {
            throw new SettingsProblem(List.of(Terminal.safe(name, 1_000)
                    + " has nothing to evaluate on; a line is: word, label, with a tab between"));
        }
        return labelled;
    }

    private int score(
            Map<Path, LabelledPosts> files, String model, Rendering format, Function<LabelledPost, Chances> judge)
            throws IOException {
        for (Map.Entry<Path, LabelledPosts> file : files.entrySet()) {
            String name = Captures.name(file.getKey());
            List<LabelledPost> posts = file.getValue().posts();
            Steps steps = groundswell.steps();
            file.getValue().remarks().forEach(remark -> steps.say(name + ": " + Terminal.safe(remark, 1_000) + "."));
            Instant begin = WallClock.now();
            warmUp(posts, judge);
            SentimentScores scores = SentimentScores.of(posts, telling(judge, name, posts.size()), processorTime());
            steps.done(name, begin, posts.size() + (posts.size() == 1 ? " post" : " posts") + " judged");
            if (!tell(name, model, format, SentimentTable.of(scores, model), scores.numbers())) {
                return Groundswell.WELL;
            }
        }
        return Groundswell.WELL;
    }

    /** @return whether anybody still reads */
    private boolean tell(String file, String model, Rendering format, String table, Map<String, Object> numbers)
            throws IOException {
        if (format == Rendering.TABLE) {
            groundswell.out().print(file + "\n\n" + table + "\n");
            groundswell.out().flush();
            return !groundswell.out().checkError();
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("file", file);
        line.put("model", model);
        line.setAll(JSON.<ObjectNode>valueToTree(numbers));
        JsonLines lines = new JsonLines(groundswell.out());
        try {
            lines.write(line);
            lines.flush();
            return true;
        } catch (JsonLines.NobodyReads e) {
            return false;
        }
    }

    /** Says every few seconds how far it is. */
    private Function<LabelledPost, Chances> telling(Function<LabelledPost, Chances> judge, String file, int all) {
        long[] told = {WallClock.ticks()};
        int[] judged = {0};
        return post -> {
            Chances chances = judge.apply(post);
            judged[0]++;
            if (WallClock.ticks() - told[0] >= PROGRESS_NANOS) {
                told[0] = WallClock.ticks();
                groundswell.steps().say(file + ": " + judged[0] + " of " + all + " posts judged");
            }
            return chances;
        };
    }

    /** The compiler and the caches of a model are no part of its speed. */
    private static void warmUp(List<LabelledPost> posts, Function<LabelledPost, Chances> judge) {
        LongSupplier nanos = processorTime();
        long end = nanos.getAsLong() + WARM_UP_NANOS;
        for (int i = 0; i < posts.size() && nanos.getAsLong() < end; i++) {
            judge.apply(posts.get(i));
        }
    }

    private static LongSupplier processorTime() {
        return ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
    }
}
