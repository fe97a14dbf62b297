package io.groundswell.local.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every duty there is, in the order the file that ships has them. */
public final class Duties {

    private final List<Duty> all;

    private Duties(List<Duty> all) {
        this.all = all;
    }

    public static Duties shipped() {
        try (InputStream file = Duties.class.getResourceAsStream("/security/kafka-acls.yaml")) {
            Map<String, Map<String, Object>> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            List<Duty> duties = new ArrayList<>();
            read.forEach((name, duty) -> duties.add(duty(name, duty)));
            return new Duties(List.copyOf(duties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duty duty(String name, Map<String, Object> read) {
        return new Duty(
                name,
                (String) read.get("user"),
                names(read, "reads"),
                names(read, "writes"),
                names(read, "groups"),
                names(read, "maintains"),
                names(read, "looks-at"),
                names(read, "cluster").stream().map(AclOperation::fromString).toList());
    }

    private static List<String> names(Map<String, Object> read, String key) {
        return read.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    public List<Duty> all() {
        return all;
    }

    public Optional<Duty> named(String name) {
        return all.stream().filter(duty -> duty.name().equals(name)).findFirst();
    }

    public Optional<Duty> ofUser(String user) {
        return all.stream().filter(duty -> duty.user().equals(user)).findFirst();
    }
}
