package io.groundswell.local;

import io.groundswell.flow.PseudonymKeys;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.local.export.SearchDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Forgets an author or a mention, everywhere, and says where and by when. */
@Command(
        name = "erase",
        description = {
            "Forget authors and mentions: documents, topics, the state of all jobs. They do not come back.",
            "The jobs have to run. What was done, and what remains until when, is the receipt, JSON on standard output."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell erase --author x:17 --reason 'request of 1 March'",
            "  groundswell erase --mention x:1234 --mention reddit:t3_abc --dry-run",
        })
final class EraseCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--author",
            paramLabel = "PLATFORM:ID",
            description = "An author's id, as documents have it in author.id; may be repeated.")
    private List<String> authors = List.of();

    @Option(names = "--mention", paramLabel = "PLATFORM:ID", description = "A mention's id; may be repeated.")
    private List<String> mentions = List.of();

    @Option(
            names = "--pseudonym-keys",
            paramLabel = "FILE",
            description = "As collect.pseudonym-keys, old keys with it, when authors have pseudonyms.")
    private String pseudonymKeys = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Stands in the receipt; no name of a person.")
    private String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks for it; stands in the receipt.")
    private String by;

    @Option(names = "--dry-run", description = "Only say what would be erased.")
    private boolean dryRun;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the receipt goes instead; never overwritten.")
    private Path file;

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Override
    public Integer call() throws Exception {
        if (authors.isEmpty() && mentions.isEmpty()) {
            throw wrong("Say whom or what: --author PLATFORM:ID or --mention PLATFORM:ID");
        }
        if (search.isNamed()) {
            throw wrong(
                    "Kafka is needed too: put the addresses of both into a stack.settings, and name its folder with --data");
        }
        ErasureSubjects subjects = ErasureSubjects.of(authors, PseudonymKeys.in(pseudonymKeys), mentions);
        if (file != null && Files.exists(file)) {
            throw new SettingsProblem(List.of(Captures.name(file) + " is there already; name another file"));
        }
        SearchDoor door = SearchDoor.at(search.address(), search.key(), search.authority());
        ErasureReceipt receipt = new ErasureReceipt(subjects, reason, by, dryRun);
        try (Erasing erasing = new Erasing(search.stack().kafka(), door, groundswell.steps())) {
            if (!erasing.erase(subjects, dryRun, receipt)) {
                groundswell
                        .steps()
                        .say("Nothing of "
                                + (subjects.authors().size()
                                                        + subjects.mentions().size()
                                                == 1
                                        ? "it"
                                        : "them") + " was found, and nothing was done.");
                return Groundswell.WELL;
            }
        }
        write(receipt);
        return Groundswell.WELL;
    }

    private void write(ErasureReceipt receipt) throws IOException {
        if (file == null) {
            groundswell.out().println(receipt.json());
        } else {
            Files.writeString(file, receipt.json() + "\n");
            groundswell.steps().say("The receipt is " + Captures.name(file) + ".");
        }
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
