package io.groundswell.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalPortsTest {

    @Test
    void free_ports_differ_and_are_none_that_outgoing_connections_take() throws IOException {
        // When
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ports.add(LocalPorts.free());
        }

        // Then
        assertThat(ports).hasSize(100).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void a_port_somebody_listens_on_is_refused_and_none_is_not() throws IOException {
        // Given
        int port = LocalPorts.free();
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName(LocalPorts.HOST))) {
            // When, Then
            assertThatThrownBy(() -> LocalPorts.refuseTaken(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Port " + port
                            + " on 127.0.0.1 is taken by another program: stop it, or choose another port, or 0 for"
                            + " any free one.");
        }
        LocalPorts.refuseTaken(port);
        LocalPorts.refuseTaken(0);
    }
}
