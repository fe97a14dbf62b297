package io.groundswell.local;

import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.Label;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What people say a post feels: corrections that a brand's own sentiment is trained from. */
@Command(
        name = "label",
        description = {
            "Say what posts feel about a brand; groundswell train learns from it.",
            "One post by its mention id, as documents have it, or a file of them."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell label x:1234 --brand acme --sentiment negative",
            "  groundswell label --brand acme --file labelled.tsv",
            "  groundswell label --brand acme --list > labels.tsv",
        })
final class LabelCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "MENTION", arity = "0..1", description = "Id of a mention, such as x:1234.")
    private String mention;

    @Option(names = "--brand", required = true, paramLabel = "BRAND", description = "Id of the brand.")
    private String brand;

    @Option(
            names = "--sentiment",
            paramLabel = "negative|neutral|positive",
            description = "What the post feels about the brand.")
    private Sentiment sentiment;

    @Option(names = "--withdraw", description = "Take back what was said of the mention.")
    private boolean withdraw;

    @Option(names = "--file", paramLabel = "FILE", description = "Labelled posts: id, label, text, with tabs between.")
    private Path file;

    @Option(names = "--list", description = "Print the brand's labels, as --file and groundswell train take them.")
    private boolean list;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says so.")
    private String by;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Override
    public Integer call() throws Trouble, IOException {
        long asked = List.of(mention != null, file != null, list).stream()
                .filter(each -> each)
                .count();
        if (asked != 1) {
            throw wrong("Say one of: a mention with --sentiment or --withdraw, --file, --list");
        }
        if (mention != null && (sentiment == null) != withdraw) {
            throw wrong("Say what the mention feels with --sentiment negative, neutral or positive, or --withdraw it");
        }
        LabelledPosts read = file == null ? null : read(file);
        return BrokerDoor.through(data, (brokers, running) -> {
            if (!new BrandsTopic(brokers).read().containsKey(brand)) {
                throw wrong(
                        "There is no brand '" + Terminal.safe(brand, 100) + "'; groundswell brands list shows them");
            }
            LabelsTopic labels = new LabelsTopic(brokers);
            if (list) {
                print(labels.of(brand));
            } else if (file != null) {
                addAll(read, labels);
            } else {
                addOne(brokers, labels);
            }
            return Groundswell.WELL;
        });
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }

    private LabelledPosts read(Path from) throws IOException {
        if (!Files.isRegularFile(from)) {
            throw wrong("There is no file " + Captures.name(from));
        }
        return LabelledPosts.ofWholePosts(Files.readAllBytes(from), Captures.name(from));
    }

    private void addOne(String brokers, LabelsTopic labels) throws Trouble {
        Mention known = new MentionsTopic(brokers).find(mention).orElse(null);
        if (known == null || known.getDeleted() || known.getText().isBlank()) {
            String why = known == null ? "is no mention that Kafka has" : "is deleted or has no text";
            throw wrong("'" + Terminal.safe(mention, 500) + "' " + why);
        }
        labels.add(List.of(label(mention, known.getText(), sentiment, WallClock.now())));
        groundswell
                .out()
                .println(
                        withdraw
                                ? "withdrawn: " + Terminal.safe(mention, 500)
                                : sentiment.name().toLowerCase(Locale.ROOT) + ": "
                                        + Terminal.safe(known.getText().replace('\n', ' '), 200));
    }

    private void addAll(LabelledPosts posts, LabelsTopic labels) throws Trouble {
        posts.remarks().forEach(remark -> groundswell.steps().say(Terminal.safe(remark, 1_000) + "."));
        Instant now = WallClock.now();
        int[] line = {0};
        labels.add(posts.posts().stream()
                .map(post -> label(
                        post.id().isBlank() ? Captures.name(file) + ":" + ++line[0] : post.id(),
                        post.text(),
                        post.label(),
                        now))
                .toList());
        groundswell.out().println(posts.posts().size() + " labels for " + brand);
    }

    private Label label(String id, String text, Sentiment says, Instant now) {
        return Label.newBuilder()
                .setId(brand + '|' + id)
                .setBrand(brand)
                .setMention(id)
                .setText(text)
                .setSentiment(says)
                .setBy(by)
                .setLabelledAt(now)
                .build();
    }

    private void print(List<Label> labels) {
        for (Label label : labels) {
            // A line each, whatever people write.
            String text = label.getText().replaceAll("\\s+", " ").strip();
            groundswell
                    .out()
                    .println(label.getMention() + "\t"
                            + label.getSentiment().name().toLowerCase(Locale.ROOT) + "\t" + text);
        }
        if (labels.isEmpty()) {
            groundswell.steps().say("No labels for " + brand + " yet.");
        }
    }
}
