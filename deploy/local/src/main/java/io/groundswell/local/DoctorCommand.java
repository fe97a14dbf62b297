package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.WallClock;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.Duty;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.local.doctor.FileExamination;
import io.groundswell.local.doctor.Finding;
import io.groundswell.local.doctor.Finding.State;
import io.groundswell.local.doctor.KafkaExamination;
import io.groundswell.local.doctor.SearchExamination;
import io.groundswell.notify.NotifySettings;
import io.groundswell.publish.PublishSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks whether everything is as it has to be, and says what to do where it is not. Changes nothing. */
@Command(
        name = "doctor",
        description = {
            "Look at every connection, right, topic, index, clock, disk and file that the work needs, and say what to do where",
            "something is not as it should be. Nothing is changed, written or posted. Ends with 1 when something failed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell doctor                        the stack that runs here",
            "  groundswell doctor --settings publish.settings --duty publish",
            "  groundswell doctor --data production --brands brands.yaml --json"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final int LONGEST = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParentCommand
    private Groundswell groundswell;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Option(
            names = "--duty",
            paramLabel = "DUTY",
            description = {
                "Whose rights are looked at: collect, enrich, measure, notify, publish, feeder, setup, operator, eraser or reader.",
                "When left out, that of the user in kafka.user, and all of them where there is none."
            })
    private String duty;

    @Option(names = "--brands", paramLabel = "FILE", description = "A file of brands to look at, too.")
    private Path brands;

    @Option(names = "--kibana", paramLabel = "URL", description = "A Kibana to look for, too.")
    private String kibana;

    @Option(names = "--json", description = "Print an array of findings, for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        DataFolder folder = DataFolder.at(data == null ? DataFolder.usual() : data);
        URI kibanaAddress = kibana == null ? null : SearchOptions.web("--kibana", kibana);
        List<Finding> found = new ArrayList<>();
        try {
            Settings known = known(folder);
            found.add(new Finding(State.OK, "Settings", "well written", ""));
            examine(known, found);
        } catch (SettingsProblem problem) {
            problem.problems()
                    .forEach(each -> found.add(new Finding(State.FAILED, "Settings", each, "mend what it names")));
        }
        if (brands != null) {
            found.addAll(FileExamination.ofBrands(brands));
        }
        if (kibanaAddress != null) {
            found.add(FileExamination.ofAddress("Kibana", kibanaAddress));
        }
        found.add(FileExamination.ofRoom("This machine", folder.path()));
        print(found);
        return found.stream().anyMatch(finding -> finding.state() == State.FAILED)
                ? Groundswell.FAILED
                : Groundswell.WELL;
    }

    /** What is said, over what the folder stands for. */
    private Settings known(DataFolder folder) throws Trouble {
        List<String> problems = new ArrayList<>();
        Map<String, String> written = settings.written(problems);
        problems.addAll(Stages.problems(Settings.of(written)));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        Optional<Settings> elsewhere = folder.elsewhere();
        if (elsewhere.isPresent()) {
            return elsewhere.get().with(written);
        } else if (written.containsKey(FlowSettings.KAFKA_BROKERS.key())) {
            return Settings.of(written);
        }
        StackAddress here = folder.running()
                .orElseThrow(() -> new Trouble("No stack runs on " + folder.path()
                        + "; start one with groundswell up, or say where another is with --settings or --data"));
        return Settings.of(StackSettings.of(here.kafka().addresses(), URI.create(here.elasticsearch()), written));
    }

    private void examine(Settings known, List<Finding> found) throws InterruptedException {
        List<Duty> duties = duties(known);
        Brokers brokers = Brokers.of(known);
        found.addAll(KafkaExamination.of(brokers.with(Map.of()), duties, WallClock::now));
        List<String> roles = duties.stream()
                .map(each -> "groundswell-" + each.name())
                .filter(SearchRoles.NAMES::contains)
                .toList();
        found.addAll(SearchExamination.of(PublishSettings.from(known), roles, WallClock::now));
        NotifySettings.channelsFile(known).ifPresent(file -> found.addAll(FileExamination.ofChannels(file)));
    }

    /** @throws SettingsProblem when it is named and there is none of that name */
    private List<Duty> duties(Settings known) {
        Duties all = Duties.shipped();
        if (duty != null) {
            return List.of(all.named(duty)
                    .orElseThrow(() -> new SettingsProblem(
                            List.of("'--duty' is '" + Terminal.safe(duty, 100) + "', but must be one of "
                                    + all.all().stream().map(Duty::name).collect(Collectors.joining(", "))))));
        }
        String user = known.get(FlowSettings.KAFKA_USER);
        return user.isEmpty() ? all.all() : all.ofUser(user).map(List::of).orElse(all.all());
    }

    private void print(List<Finding> found) {
        if (json) {
            ArrayNode array = JSON.createArrayNode();
            found.forEach(finding -> array.addObject()
                    .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                    .put("subject", finding.subject())
                    .put("said", finding.said())
                    .put("remedy", finding.remedy()));
            groundswell.out().println(array.toPrettyString());
            return;
        }
        for (Finding finding : found) {
            String word = finding.state() == State.FAILED
                    ? "FAILED"
                    : finding.state().name().toLowerCase(Locale.ROOT);
            groundswell
                    .out()
                    .printf(
                            Locale.ROOT,
                            "%-8s %s … %s%n",
                            word,
                            Terminal.safe(finding.subject(), LONGEST),
                            Terminal.safe(finding.said(), LONGEST));
            if (!finding.remedy().isEmpty()) {
                groundswell.out().printf(Locale.ROOT, "         → %s%n", Terminal.safe(finding.remedy(), LONGEST));
            }
        }
    }
}
