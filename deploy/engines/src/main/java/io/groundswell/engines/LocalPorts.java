package io.groundswell.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this machine, on the one address we listen on. */
public final class LocalPorts {

    public static final String HOST = "127.0.0.1";

    /**
     * Linux and macOS take the ports of outgoing connections from above these: a free one from up there may be gone by
     * the time a server that takes seconds to start listens on it.
     */
    private static final int FIRST = 20_000;

    private static final int BEHIND_LAST = 32_768;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(BEHIND_LAST - FIRST));

    /**
     * A port nobody listens on, and that stays free unless another server takes it; never the same one twice in a row.
     *
     * @throws IOException when all are taken
     */
    public static int free() throws IOException {
        for (int tried = 0; tried < BEHIND_LAST - FIRST; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), BEHIND_LAST - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("Every port from " + FIRST + " to " + (BEHIND_LAST - 1) + " on " + HOST + " is taken.");
    }

    /**
     * @param port 0 is never taken
     * @throws IOException when something listens there
     */
    public static void refuseTaken(int port) throws IOException {
        if (!isFree(port)) {
            throw new IOException("Port " + port + " on " + HOST
                    + " is taken by another program: stop it, or choose another port, or 0 for any free one.");
        }
    }

    /**
     * Whether a Host header names a port of this machine as we tell it. Any other name is somebody else's that was pointed here, so
     * that a page of theirs may read what only this machine should.
     *
     * @param host null when there was none
     */
    public static boolean isNamedBy(String host, int port) {
        return host != null && List.of(HOST + ":" + port, "localhost:" + port).contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            // What a killed server left in TIME_WAIT is no reason to refuse.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return true;
        } catch (java.net.BindException e) {
            return false;
        }
    }

    private LocalPorts() {}
}
