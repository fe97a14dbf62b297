package io.groundswell.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.LabelledText;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TrainBrandSentiment;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.BrandModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Teaches the language models what a brand's own people know. */
@Command(
        name = "train",
        description = "Teach the language models what a brand's own people know.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  groundswell train sentiment --brand acme --labels labelled.tsv",
            "  groundswell train sentiment --brand acme --switch-on",
            "  groundswell train sentiment --brand acme --switch-off",
        })
final class TrainCommand implements Runnable {

    private static final int PROGRESS_EVERY = 250;
    private static final int BAR = 40;

    private static final List<String> TIERS = List.of(SentimentTiers.JOBS, "fast", "rntn");

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to train: sentiment");
    }

    @Command(
            name = "sentiment",
            description = {
                "Learn how a brand's posts feel from labels, and say what that is worth.",
                "A quarter of the labels is held out; the brand's own sentiment is switched on only when it is better",
                "there, and worse in nothing. Jobs that run hear of it at once."
            },
            mixinStandardHelpOptions = true)
    int sentiment(
            @Option(names = "--brand", required = true, paramLabel = "BRAND", description = "Id of the brand.")
                    String brand,
            @Option(
                            names = "--labels",
                            paramLabel = "FILE",
                            description = "Labelled posts: id, label, text, with tabs between. Without it, what"
                                    + " groundswell label was told.")
                    Path labels,
            @Option(names = "--switch-on", description = "Judge the brand's posts so from now on, if it is better.")
                    boolean switchOn,
            @Option(names = "--switch-off", description = "Judge the brand's posts by the default again.")
                    boolean switchOff,
            @Option(names = "--out", paramLabel = "FILE", description = "Write what was learned to a file.") Path out,
            @Option(
                            names = "--format",
                            paramLabel = "table|json",
                            defaultValue = "table",
                            description = "A table, or one line of JSON.")
                    Rendering format,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data,
            @Option(
                            names = "--tier",
                            paramLabel = "tiered|fast|rntn",
                            defaultValue = SentimentTiers.JOBS,
                            description = "What the job judges by, as its setting enrich.sentiment has it. Default:"
                                    + " ${DEFAULT-VALUE}.")
                    String tierName)
            throws Trouble, IOException {
        if (!TIERS.contains(tierName)) {
            throw wrong("There is no job that judges by '" + Terminal.safe(tierName, 100) + "'; there are "
                    + String.join(", ", TIERS));
        }
        if (switchOff) {
            if (switchOn || labels != null || out != null) {
                throw wrong("--switch-off goes with --brand alone");
            }
            return BrokerDoor.through(data, (brokers, running) -> switchOff(brand, new LabelsTopic(brokers)));
        }
        if (out != null && !Files.isDirectory(out.toAbsolutePath().getParent())) {
            throw wrong("There is no folder for " + Captures.name(out));
        }
        if (switchOn) {
            // Before the minutes that learning may take.
            BrokerDoor.through(data, (brokers, running) -> known(brand, brokers));
        }
        List<LabelledText> given = labels == null
                ? BrokerDoor.through(data, (brokers, running) -> told(brand, new LabelsTopic(brokers)))
                : read(labels);
        if (given.isEmpty()) {
            throw wrong("There are no labels for '" + Terminal.safe(brand, 100)
                    + "' yet; give a file with --labels, or use groundswell label");
        }
        TrainBrandSentiment.Outcome outcome;
        try {
            outcome = TrainBrandSentiment.train(given, judge(tierName, given.size()));
        } catch (TrainBrandSentiment.TooFewLabels e) {
            throw wrong(e.getMessage());
        }
        if (format == Rendering.JSON) {
            groundswell.out().println(json(brand, outcome));
        } else {
            groundswell.out().print(table(brand, outcome));
        }
        if (out != null && outcome.model() != null) {
            Files.write(out, outcome.model().bytes());
            groundswell
                    .steps()
                    .say("Written to " + Captures.name(out) + "; groundswell evaluate sentiment --model reads it.");
        } else if (out != null) {
            groundswell.steps().say("Nothing is written: nothing was learned that changes the default.");
        }
        if (switchOn) {
            if (!outcome.isBetter()) {
                groundswell.steps().say("Nothing is switched on: it is not better than the default.");
                return Groundswell.FAILED;
            }
            BrokerDoor.through(data, (brokers, running) -> switchOn(brand, tierName, outcome, brokers));
        }
        return Groundswell.WELL;
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.subcommands().get("sentiment"), sentence);
    }

    private List<LabelledText> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw wrong("There is no file " + Captures.name(file));
        }
        LabelledPosts posts = LabelledPosts.ofWholePosts(Files.readAllBytes(file), Captures.name(file));
        posts.remarks()
                .forEach(remark ->
                        groundswell.steps().say(Captures.name(file) + ": " + Terminal.safe(remark, 1_000) + "."));
        return posts.posts().stream()
                .map(post -> new LabelledText(post.text(), post.label(), "labels"))
                .toList();
    }

    private static List<LabelledText> told(String brand, LabelsTopic topic) {
        return topic.of(brand).stream()
                .map(label -> new LabelledText(label.getText(), label.getSentiment(), "labels"))
                .toList();
    }

    private Function<String, Chances> judge(String tierName, int all) {
        Instant begin = WallClock.now();
        SentimentClassifier classifier = SentimentTiers.named(tierName);
        groundswell.steps().done("Model " + classifier.name(), begin, "read");
        int[] judged = {0};
        return text -> {
            if (++judged[0] % PROGRESS_EVERY == 0) {
                groundswell.steps().say(judged[0] + " of " + all + " posts judged by the default");
            }
            return classifier.classify(text);
        };
    }

    private int known(String brand, Brokers brokers) throws Trouble {
        if (!new BrandsTopic(brokers).read().containsKey(brand)) {
            throw wrong("There is no brand '" + Terminal.safe(brand, 100) + "'; groundswell brands list shows them");
        }
        return Groundswell.WELL;
    }

    private int switchOn(String brand, String tierName, TrainBrandSentiment.Outcome outcome, Brokers brokers)
            throws Trouble {
        LabelsTopic topic = new LabelsTopic(brokers);
        long version = Optional.ofNullable(topic.taught().get(brand))
                        .map(BrandModel::getVersion)
                        .orElse(0L)
                + 1;
        topic.switchOn(BrandModel.newBuilder()
                .setBrand(brand)
                .setVersion(version)
                .setModel(ByteBuffer.wrap(outcome.model().bytes()))
                .setTier(tierName)
                .setLearned(outcome.learned())
                .setHeldOut(outcome.heldOut())
                .setRecallBefore(outcome.before().macroRecall())
                .setRecallAfter(outcome.after().macroRecall())
                .setTrainedAt(WallClock.now())
                .build());
        groundswell.steps().say("Switched on: documents judged so say " + brand + "@" + version + ".");
        return Groundswell.WELL;
    }

    private int switchOff(String brand, LabelsTopic topic) throws Trouble {
        BrandModel known = topic.taught().get(brand);
        if (known == null || known.getRemoved()) {
            throw wrong("'" + Terminal.safe(brand, 100) + "' has no sentiment of its own that could be switched off");
        }
        topic.switchOn(BrandModel.newBuilder(known)
                .setRemoved(true)
                .setModel(ByteBuffer.allocate(0))
                .build());
        groundswell.steps().say("Switched off: the default judges posts about " + brand + " again.");
        return Groundswell.WELL;
    }

    private static String table(String brand, TrainBrandSentiment.Outcome outcome) {
        StringBuilder page = new StringBuilder();
        page.append(String.format(
                Locale.ROOT,
                "%s: learned from %d labels, measured on %d others%s%n%n",
                brand,
                outcome.learned(),
                outcome.heldOut(),
                outcome.doubled() == 0 ? "" : "; " + outcome.doubled() + " repeated, of which the last counts"));
        page.append(String.format("%-28s%12s%12s%12s%n", "on those held out", "accuracy", "recall", "surprise"));
        row(page, "the default", outcome.before());
        row(page, "the brand's own, " + outcome.way().name().toLowerCase(Locale.ROOT), outcome.after());
        page.append(String.format(
                Locale.ROOT,
                "%nright where the default is wrong: %d; wrong where it is right: %d; by chance so uneven: %.3f%n%n",
                outcome.mended(),
                outcome.spoiled(),
                outcome.byChance()));
        page.append(String.format("%-10s%10s%n", "labels", "recall"));
        for (TrainBrandSentiment.Step step : outcome.curve()) {
            page.append(String.format(
                    Locale.ROOT,
                    "%-10d%8.1f %%  %s%n",
                    step.labels(),
                    step.score().macroRecall() * 100,
                    "█".repeat((int) Math.round(step.score().macroRecall() * BAR))));
        }
        page.append(String.format(
                "%n%s%n",
                outcome.isBetter()
                        ? "It is better on posts it did not learn from. --switch-on judges so from now on."
                        : "It is not better on posts it did not learn from. The default stays."));
        return page.toString().replace(System.lineSeparator(), "\n");
    }

    private static void row(StringBuilder page, String name, TrainBrandSentiment.Score score) {
        page.append(String.format(
                Locale.ROOT,
                "%-28s%10.1f %%%10.1f %%%12.3f%n",
                name,
                score.accuracy() * 100,
                score.macroRecall() * 100,
                score.surprise()));
    }

    private static ObjectNode json(String brand, TrainBrandSentiment.Outcome outcome) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("brand", brand);
        line.put("way", outcome.way().name().toLowerCase(Locale.ROOT));
        line.put("learned", outcome.learned());
        line.put("heldOut", outcome.heldOut());
        line.put("repeated", outcome.doubled());
        line.set("before", json(outcome.before()));
        line.set("after", json(outcome.after()));
        line.put("mended", outcome.mended());
        line.put("spoiled", outcome.spoiled());
        line.put("byChance", outcome.byChance());
        line.put("better", outcome.isBetter());
        ArrayNode curve = line.putArray("curve");
        outcome.curve()
                .forEach(step -> curve.addObject().put("labels", step.labels()).setAll(json(step.score())));
        return line;
    }

    private static ObjectNode json(TrainBrandSentiment.Score score) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("accuracy", score.accuracy())
                .put("macroRecall", score.macroRecall())
                .put("surprise", score.surprise());
    }
}
