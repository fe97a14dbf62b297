package io.groundswell.engines;

import java.io.IOException;

/** Something else listens on the port that was asked for. */
public final class PortInUse extends IOException {

    PortInUse(int port) {
        super("Port " + port + " on " + LocalPorts.HOST
                + " is taken by another program: stop it, or choose another port, or 0 for any free one.");
    }
}
