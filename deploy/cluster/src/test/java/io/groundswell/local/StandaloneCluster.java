package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.LocalPorts;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink of two processes on this machine, one that manages and one that works, as the image configures it but for what is of
 * this machine: addresses, folders, sizes. Jobs are brought to it with Flink's own command, each from its jar.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final long UP_WITHIN_SECONDS = 60;
    private static final long SUBMITTED_WITHIN_SECONDS = 120;
    private static final long SAVED_WITHIN_SECONDS = 120;
    private static final long BETWEEN_LOOKS_MILLIS = 100;
    private static final Pattern SUBMITTED = Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path logs;
    private final Path libraries = Path.of("target", "flink").toAbsolutePath();
    private final Configuration configuration;
    private final URI rest;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ChildProcess> processes = new ArrayList<>();
    private int commands;

    private StandaloneCluster(Path folder, Path logs, int slots) throws IOException {
        this.folder = folder;
        this.logs = logs.toAbsolutePath();
        int port = LocalPorts.free();
        rest = URI.create("http://" + LocalPorts.HOST + ":" + port);
        configuration = configuration(slots, port);
        for (String name : List.of("conf", "temporary")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.write(
                folder.resolve("conf").resolve("config.yaml"),
                ConfigurationUtils.convertConfigToWritableLines(configuration, true));
    }

    private Configuration configuration(int slots, int port) throws IOException {
        Path shipped = Files.createDirectories(folder.resolve("shipped"));
        Files.copy(Approved.root().resolve("deploy/image/config.yaml"), shipped.resolve("config.yaml"));
        Configuration configuration = GlobalConfiguration.loadConfiguration(shipped.toString());
        Map.ofEntries(
                        Map.entry("jobmanager.rpc.address", LocalPorts.HOST),
                        Map.entry("jobmanager.bind-host", LocalPorts.HOST),
                        Map.entry("jobmanager.rpc.port", Integer.toString(LocalPorts.free())),
                        Map.entry("taskmanager.host", LocalPorts.HOST),
                        Map.entry("taskmanager.bind-host", LocalPorts.HOST),
                        Map.entry("rest.address", LocalPorts.HOST),
                        Map.entry("rest.bind-address", LocalPorts.HOST),
                        Map.entry("rest.port", Integer.toString(port)),
                        Map.entry("io.tmp.dirs", folder.resolve("temporary").toString()),
                        Map.entry(
                                "execution.checkpointing.dir",
                                folder.resolve("checkpoints").toUri().toString()),
                        // One process works for all five jobs, in two versions one after the other.
                        Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
                        Map.entry("taskmanager.memory.process.size", "4g"),
                        Map.entry("taskmanager.memory.jvm-metaspace.size", "768m"),
                        Map.entry("jobmanager.memory.process.size", "1600m"),
                        Map.entry("jobmanager.memory.jvm-metaspace.size", "512m"))
                .forEach(configuration::setString);
        // It would listen to the whole network.
        configuration.removeKey("metrics.reporters");
        return configuration;
    }

    /** @param logs where each process tells what it does */
    static StandaloneCluster start(Path folder, Path logs, int slots) throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(folder, logs, slots);
        try {
            cluster.launch(slots);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void launch(int slots) throws IOException, InterruptedException {
        List<String> conf = List.of("--configDir", folder.resolve("conf").toString());
        List<String> manager = java(words(JobManagerProcessUtils.generateJvmParametersStr(
                JobManagerProcessUtils.processSpecFromConfig(new Configuration(configuration)), configuration)));
        manager.add("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        manager.addAll(conf);
        processes.add(ChildProcess.start(manager, folder, Map.of(), logs.resolve("job-manager.log")));

        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> worker = java(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        worker.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        worker.addAll(conf);
        worker.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        processes.add(ChildProcess.start(worker, folder, Map.of(), logs.resolve("task-manager.log")));

        for (long look = 0; look < UP_WITHIN_SECONDS * 1000 / BETWEEN_LOOKS_MILLIS; look++) {
            for (ChildProcess process : processes) {
                if (!process.isAlive()) {
                    throw new IOException("a process of Flink ended at once:\n" + process.lastLines());
                }
            }
            if (freeSlots() == slots) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new IOException("Flink is not up after " + UP_WITHIN_SECONDS + " s; see " + logs);
    }

    private long freeSlots() throws InterruptedException {
        try {
            return get("/overview").path("slots-available").asLong();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : Arrays.asList(line.strip().split("\\s+"));
    }

    private List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(words(configuration.getString("env.java.opts.all", "")));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder.resolve("temporary"),
                "-Dlog4j.configurationFile="
                        + Path.of("..", "image", "log4j-console.properties")
                                .toAbsolutePath()
                                .normalize(),
                "-cp",
                libraries + "/*"));
        return command;
    }

    URI rest() {
        return rest;
    }

    /**
     * Brings a job to the cluster with {@code flink run}.
     *
     * @param environment in which its main finds its settings
     * @param savepoint it goes on from; null to begin anew
     * @throws IOException with what the command told, when it was refused
     */
    JobID run(PackagedJob job, int parallelism, Map<String, String> environment, String savepoint)
            throws IOException, InterruptedException {
        List<String> command = java(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of("org.apache.flink.client.cli.CliFrontend", "run", "-d", "-p", Integer.toString(parallelism)));
        for (Path jar : job.beside()) {
            command.addAll(List.of("-C", jar.toUri().toString()));
        }
        if (savepoint != null) {
            command.addAll(List.of("-s", savepoint));
        }
        command.addAll(List.of("-c", job.entry(), job.jar().toString()));
        command.addAll(job.arguments());
        Map<String, String> all = new java.util.TreeMap<>(environment);
        all.put("FLINK_CONF_DIR", folder.resolve("conf").toString());
        Path log = logs.resolve("run-" + job.stage().name() + "-" + nextCommand() + ".log");
        try (ChildProcess process = ChildProcess.start(command, folder, all, log)) {
            int code = process.await(SUBMITTED_WITHIN_SECONDS);
            Matcher submitted = SUBMITTED.matcher(process.told());
            if (code != 0 || !submitted.find()) {
                throw new IOException(
                        "flink run of " + job.stage().name() + " ended with " + code + ":\n" + process.lastLines());
            }
            return JobID.fromHexString(submitted.group(1));
        }
    }

    private synchronized int nextCommand() {
        return ++commands;
    }

    /** Stops a job with a savepoint. @return where it lies */
    String stop(JobID job) throws IOException, InterruptedException {
        JsonNode accepted = send(HttpRequest.newBuilder(rest.resolve("/jobs/" + job + "/stop"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                        "targetDirectory",
                        folder.resolve("savepoints").toUri().toString(),
                        "drain",
                        false,
                        "formatType",
                        "CANONICAL")))));
        String path =
                "/jobs/" + job + "/savepoints/" + accepted.path("request-id").asText();
        for (long look = 0; look < SAVED_WITHIN_SECONDS * 1000 / BETWEEN_LOOKS_MILLIS; look++) {
            JsonNode answer = get(path);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                String location = answer.path("operation").path("location").asText("");
                if (location.isEmpty()) {
                    throw new IOException("no savepoint of " + job + ": " + answer);
                }
                return location;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        throw new IOException("no savepoint of " + job + " after " + SAVED_WITHIN_SECONDS + " s");
    }

    /** What a job is made of: each vertex, by name, with its parallelism. */
    List<String> vertices(JobID job) throws IOException, InterruptedException {
        List<String> vertices = new ArrayList<>();
        get("/jobs/" + job)
                .path("vertices")
                .forEach(vertex -> vertices.add(vertex.path("parallelism").asInt() + " x "
                        + vertex.path("name").asText()));
        return vertices;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(rest.resolve(path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("Flink answered " + response.statusCode() + " to " + response.uri() + ": "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() throws IOException {
        for (ChildProcess process : processes) {
            process.close();
        }
    }
}
