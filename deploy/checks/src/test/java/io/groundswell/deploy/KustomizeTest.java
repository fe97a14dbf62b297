package io.groundswell.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our reading of the folders against Kustomize itself, where a kubectl with its fifth version is on the path. No package of Debian's
 * has one, so elsewhere, and so perhaps everywhere, this is skipped; the other tests do not lean on it.
 */
class KustomizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void kustomize_builds_what_is_read_here(String overlay, @TempDir Path folder) {
        assumeTrue(
                Program.isThere("kubectl")
                        && Program.run(folder, "kubectl", "version", "--client")
                                .said()
                                .contains("Kustomize Version: v5"),
                "skipped: there is no kubectl with Kustomize 5 on the path");
        Path overlays = Manifests.DEPLOY.resolve("kubernetes").resolve("overlays");

        Program.Ended ended = Program.run(
                folder,
                "kubectl",
                "kustomize",
                overlays.resolve(overlay).toAbsolutePath().normalize().toString());

        assertThat(ended.code()).as(ended.said()).isZero();
        Map<String, JsonNode> theirs = new TreeMap<>();
        Manifests.read("kustomize", ended.said())
                .forEach(object -> theirs.put(Manifests.kind(object) + " " + Manifests.name(object), object));
        Map<String, JsonNode> ours = new TreeMap<>();
        for (ObjectNode object : Kustomization.build(overlays.resolve(overlay))) {
            ours.put(Manifests.kind(object) + " " + Manifests.name(object), object);
        }
        assertThat(ours).isEqualTo(theirs);
    }
}
