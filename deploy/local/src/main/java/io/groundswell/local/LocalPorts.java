package io.groundswell.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine, on the one address we listen on. */
final class LocalPorts {

    static final String HOST = "127.0.0.1";

    /** @throws Trouble when something listens there */
    static void refuseTaken(int port) throws Trouble {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        } catch (IOException e) {
            throw new Trouble(
                    "Port " + port + " on " + HOST
                            + " is taken by another program: stop it, or choose another port, or 0 for any free one.",
                    e);
        }
    }

    private LocalPorts() {}
}
