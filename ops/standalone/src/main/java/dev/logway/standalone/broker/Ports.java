package dev.logway.standalone.broker;

import dev.logway.standalone.broker.BrokerStartException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** The ports a broker listens on, looked at before Kafka opens them so that a taken one has a clear message. */
final class Ports {
    static final String LOOPBACK = "127.0.0.1";
    static final int MAX_PORT = 65_535;

    private Ports() {}

    static void requirePort(String name, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0.." + MAX_PORT + ")");
        }
    }

    /**
     * Holds a port until closed.
     *
     * @param port the port, or 0 for any free one
     * @param name what the port is for, as an operator would say it
     * @throws BrokerStartException if another socket listens there or the host is not an address of this machine
     */
    static Reservation reserve(String host, int port, String name) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true); // as Kafka does: connections of an earlier broker may still linger
            socket.bind(new InetSocketAddress(host, port));
            return new Reservation(socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw taken(name, host, port, e);
        }
    }

    private static void closeQuietly(@Nullable ServerSocket socket) {
        if (socket != null) {
            new Reservation(socket).close();
        }
    }

    private static BrokerStartException taken(String name, String host, int port, IOException cause) {
        if (cause instanceof BindException) {
            return new BrokerStartException(
                    Reason.PORT_TAKEN,
                    "Kafka's " + name + " " + port + " on " + host
                            + " is taken: end the process that listens there, or choose another port",
                    cause);
        }
        return new BrokerStartException(
                Reason.FAILED, "Kafka's " + name + " " + port + " on " + host + " cannot be opened: " + cause, cause);
    }

    /** A port held by a socket that accepts nothing. */
    record Reservation(ServerSocket socket) implements AutoCloseable {
        int number() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
