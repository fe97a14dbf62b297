package io.groundswell.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Brings a password from its file to a Kafka client when that is made, and so anew whenever a job starts. Blanks and line ends
 * around it are not of it. Kafka makes it by its name.
 */
public final class PasswordFile implements ConfigProvider {

    static final String KEY = "password";

    @Override
    public ConfigData get(String path) {
        try {
            String password = Files.readString(Path.of(path)).strip();
            // It stands between quotes.
            return new ConfigData(Map.of(KEY, password.replace("\\", "\\\\").replace("\"", "\\\"")));
        } catch (IOException e) {
            throw new ConfigException("the file with Kafka's password, " + path + ", cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        return get(path);
    }

    @Override
    public void configure(Map<String, ?> configuration) {}

    @Override
    public void close() {}
}
