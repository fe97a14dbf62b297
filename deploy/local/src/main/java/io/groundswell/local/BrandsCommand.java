package io.groundswell.local;

import io.groundswell.collect.brand.BrandFile;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.local.lab.JudgedPost;
import io.groundswell.local.lab.JudgedPosts;
import io.groundswell.local.lab.QueryTrial;
import io.groundswell.topics.Brand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The brands that are listened for. */
@Command(
        name = "brands",
        description = "Show, check and change the brands that are listened for.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class BrandsCommand implements Runnable {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, check, apply or lab");
    }

    @Command(name = "list", description = "The brands Kafka has.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        var brands = withKafka(data, BrandsTopic::read);
        if (brands.isEmpty()) {
            groundswell.steps().say("No brands yet; write a file and use groundswell brands apply FILE.");
        }
        for (Brand brand : brands.values()) {
            groundswell
                    .out()
                    .println(brand.getId() + "\t" + Terminal.safe(brand.getName(), 200) + "\t"
                            + Terminal.safe(brand.getQuery(), 10_000));
        }
        return Groundswell.WELL;
    }

    @Command(
            name = "check",
            description = "Say what is wrong in a file of brands; nothing is changed.",
            mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "FILE") Path file) {
        List<Brand> brands = checked(file);
        groundswell
                .out()
                .println(file + ": " + brands.size() + (brands.size() == 1 ? " brand" : " brands") + ", all well");
        return Groundswell.WELL;
    }

    @Command(
            name = "apply",
            description = "Listen for the brands of a file, from now on.",
            mixinStandardHelpOptions = true)
    int apply(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--prune", description = "Stop listening for brands that are not in the file.")
                    boolean prune,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        List<Brand> brands = checked(file);
        BrandsTopic.Applied applied = withKafka(data, topic -> topic.apply(brands, prune));
        groundswell.out().println(applied.sentence());
        if (!applied.kept().isEmpty()) {
            groundswell
                    .steps()
                    .say("Still listened for, though not in the file: " + String.join(", ", applied.kept())
                            + "; --prune removes them.");
        }
        return Groundswell.WELL;
    }

    @Command(
            name = "lab",
            description = {
                "Say how well a brand's query does on posts that people have judged, and by which words it goes wrong.",
                "A line of FILE is: text, tab, yes or no; or JSON as of your own posts, with \"about\": true or false.",
                "With another file of brands, also what either finds and the other does not."
            },
            mixinStandardHelpOptions = true)
    int lab(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--brand", paramLabel = "ID", required = true, description = "Whose query.") String id,
            @Option(names = "--brands", paramLabel = "FILE", description = "Where it stands; else it is Kafka's.")
                    Path own,
            @Option(names = "--against", paramLabel = "FILE", description = "Another version of the brand.")
                    Path against,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandLine.ParameterException(
                    spec.subcommands().get("lab"), "There is no file " + Captures.name(file));
        }
        List<JudgedPost> posts = JudgedPosts.in(file);
        String name = own == null ? "the query in Kafka" : Captures.name(own);
        QueryTrial trial = QueryTrial.of(
                own == null
                        ? known(withKafka(data, BrandsTopic::read).values(), id, name)
                        : known(checked(own), id, name),
                posts);
        QueryLab.lines(name, trial).forEach(groundswell.out()::println);
        if (against != null) {
            String other = Captures.name(against);
            QueryTrial second = QueryTrial.of(known(checked(against), id, other), posts);
            QueryLab.lines(other, second).forEach(groundswell.out()::println);
            QueryLab.difference(name, trial, other, second).forEach(groundswell.out()::println);
        }
        return Groundswell.WELL;
    }

    private static Brand known(Collection<Brand> brands, String id, String where) {
        return brands.stream()
                .filter(brand -> brand.getId().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new SettingsProblem(List.of("There is no brand '" + Terminal.safe(id, 100) + "' in " + where)));
    }

    /** @throws SettingsProblem naming everything that is wrong in the file */
    static List<Brand> checked(Path file) {
        BrandFile read = BrandFile.read(file);
        if (!read.problems().isEmpty()) {
            throw new SettingsProblem(read.problems().stream()
                    .map(problem -> file + ": " + Terminal.safe(problem.sentence(), 1_000))
                    .toList());
        }
        return read.brands();
    }

    private interface Asked<T> {
        T of(BrandsTopic topic) throws Trouble;
    }

    private static <T> T withKafka(Path data, Asked<T> asked) throws Trouble, IOException {
        return BrokerDoor.through(data, (brokers, running) -> asked.of(new BrandsTopic(brokers)));
    }
}
