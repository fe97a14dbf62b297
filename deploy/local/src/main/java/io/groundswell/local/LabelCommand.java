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
        if (mention == null && (sentiment != null || withdraw)) {
            throw wrong("--sentiment and --withdraw go with one mention; a file has a label in each line");
        }
        if (by != null && (list || withdraw)) {
            throw wrong("--by goes with a label that is given");
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
            } else if (withdraw) {
                withdraw(labels);
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

    private void addOne(Brokers brokers, LabelsTopic labels) throws Trouble {
        Mention known = new MentionsTopic(brokers).find(mention).orElse(null);
        if (known == null || known.getDeleted() || known.getText().isBlank()) {
            String why = known == null ? "is no mention that Kafka has" : "is deleted or has no text";
            throw wrong("'" + Terminal.safe(mention, 500) + "' " + why);
        }
        labels.add(List.of(label(mention, known.getText(), sentiment, WallClock.now())));
        groundswell
                .out()
                .println(sentiment.name().toLowerCase(Locale.ROOT) + ": "
                        + Terminal.safe(known.getText().replace('\n', ' '), 200));
    }

    /** What was said of a post is taken back with the words kept for it, whether or not the post is still there. */
    private void withdraw(LabelsTopic labels) throws Trouble {
        boolean labelled =
                labels.of(brand).stream().anyMatch(label -> label.getMention().equals(mention));
        if (!labelled) {
            throw wrong("'" + Terminal.safe(mention, 500) + "' has no label of " + brand
                    + " that could be withdrawn; --list shows them");
        }
        labels.add(List.of(label(mention, "", null, WallClock.now())));
        groundswell.out().println("withdrawn: " + Terminal.safe(mention, 500));
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
            groundswell
                    .out()
                    .println(inALine(label.getMention()) + "\t"
                            + label.getSentiment().name().toLowerCase(Locale.ROOT) + "\t" + inALine(label.getText()));
        }
        if (labels.isEmpty()) {
            // On standard error: the file that somebody makes of this stays a file of labels.
            groundswell.steps().say("No labels for " + brand + " yet.");
        }
    }

    /** Whatever people write, and without what a terminal would take for orders. */
    private static String inALine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
