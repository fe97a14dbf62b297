package io.groundswell.notify.deliver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** What is kept elsewhere, in the environment or in a file of its own, and read only where it is used. */
public final class Kept {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    static boolean isReference(String written) {
        return written.startsWith(ENVIRONMENT) || written.startsWith(FILE);
    }

    /**
     * @param written a reference, or the thing itself
     * @throws IOException when it is not there; the message names the place and nothing else
     */
    static String read(String written, Map<String, String> environment) throws IOException {
        if (written.startsWith(ENVIRONMENT)) {
            String value = environment.get(written.substring(ENVIRONMENT.length()));
            if (value == null || value.isBlank()) {
                throw new IOException("the environment has no " + written.substring(ENVIRONMENT.length()));
            }
            return value.strip();
        }
        if (written.startsWith(FILE)) {
            try {
                return Files.readString(Path.of(written.substring(FILE.length())))
                        .strip();
            } catch (IOException | InvalidPathException e) {
                throw new IOException("what " + written + " names cannot be read");
            }
        }
        return written;
    }

    /**
     * Where a channel's messages go.
     *
     * @throws IOException when that is not there, or is no address to be called
     */
    public static URI address(Channel channel, Map<String, String> environment) throws IOException {
        String address = read(channel.address(), environment);
        String problem = ChannelsFile.problemOf(channel.kind(), address, channel.allow());
        if (problem != null) {
            throw new IOException("the address " + problem);
        }
        return URI.create(address);
    }

    private Kept() {}
}
