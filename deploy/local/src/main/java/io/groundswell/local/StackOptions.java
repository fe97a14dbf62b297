package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that may start a stack. */
final class StackOptions {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept; ~/.groundswell unless given, /var/lib/groundswell for root.")
    private Path data;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Any free one unless given.")
    private int kafkaPort;

    @Option(names = "--elasticsearch-port", paramLabel = "PORT", description = "Any free one unless given.")
    private int elasticsearchPort;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            description = "Of Flink's web page; any free one unless given.")
    private int flinkPort;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = {
                "Lanes of each job, and partitions of new topics; 1 unless given.",
                "With more, feed history with --speed: lanes drift apart when it comes all at once."
            })
    private int parallelism = 1;

    DataFolder folder(Path usual) {
        return DataFolder.at(data == null ? usual : data);
    }

    boolean isFolderGiven() {
        return data != null;
    }

    /** @throws SettingsProblem with everything that is wrong, before anything is started */
    LocalStack.Plan plan(DataFolder folder) {
        List<String> problems = new ArrayList<>();
        Map.of("--kafka-port", kafkaPort, "--elasticsearch-port", elasticsearchPort, "--flink-port", flinkPort)
                .forEach((option, port) -> {
                    if (port < 0 || port > 65_535) {
                        problems.add("'" + option + "' is " + port + ", but a port is 0 to 65535");
                    }
                });
        if (parallelism < 1 || parallelism > 64) {
            problems.add("'--parallelism' is " + parallelism + ", but must be 1 to 64");
        }
        Map<String, String> written = settings.written(problems);
        problems.addAll(Stages.problems(Settings.of(written)));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return new LocalStack.Plan(folder, Stages.ALL, written, kafkaPort, elasticsearchPort, flinkPort, parallelism);
    }
}
