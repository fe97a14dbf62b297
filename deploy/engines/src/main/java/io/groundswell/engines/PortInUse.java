package io.groundswell.engines;

import java.io.IOException;

/** Something else listens on the port that was asked for. */
public final class PortInUse extends IOException {

    private final int port;

    PortInUse(int port, IOException cause) {
        super("port " + port + " on 127.0.0.1 is in use", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
