package io.groundswell.flow;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What stands behind the {@code main} of every job. */
public final class StageMain {

    /** Wires a job into an environment. */
    @FunctionalInterface
    public interface Wiring {
        /** @throws SettingsProblem when a setting is unknown, missing or refused */
        void into(StreamExecutionEnvironment environment, Settings settings);
    }

    /** Runs a job until it ends; settings that are wrong are told in sentences and end the program with 2. */
    public static void run(String stage, String[] arguments, Wiring wiring) throws Exception {
        try {
            Settings settings = Settings.fromArguments(arguments, System.getenv());
            StreamExecutionEnvironment environment = StrictEnvironment.of(settings);
            wiring.into(environment, settings);
            environment.execute("groundswell-" + stage);
        } catch (SettingsProblem problem) {
            problem.problems().forEach(sentence -> System.err.println(stage + ": " + sentence));
            System.exit(2);
        }
    }

    private StageMain() {}
}
