package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How settings of the jobs are given to a command. */
final class SettingsOptions {

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings of the jobs, key = value lines.")
    private Path settingsFile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting of a job, such as measure.lateness=7d; may be repeated, and beats the file.")
    private List<String> settings = new ArrayList<>();

    /** @param problems to which is added what is wrong with the way they are written */
    Map<String, String> written(List<String> problems) {
        Map<String, String> written = new TreeMap<>();
        if (settingsFile != null) {
            try {
                written.putAll(Settings.readFile(settingsFile));
            } catch (SettingsProblem problem) {
                problems.addAll(problem.problems());
            }
        }
        Map<String, String> seen = new TreeMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                problems.add("'" + setting + "' is not key=value");
            } else {
                seen.put(
                        setting.substring(0, equals).strip(),
                        setting.substring(equals + 1).strip());
            }
        }
        problems.addAll(Settings.seenByAll(seen));
        written.putAll(seen);
        return written;
    }
}
