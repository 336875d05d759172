package dev.logway.verify.fault.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where the relay takes connections to one port of a part. Opened and closed by one thread. */
final class Door implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String part;
    private final int port;
    private final int at;
    private final BiConsumer<Door, Socket> visitors;
    private volatile @Nullable ServerSocket open;
    private @Nullable Thread doorman;

    /** @param visitors gets each connection, and must not keep the caller waiting */
    Door(String part, int port, int at, BiConsumer<Door, Socket> visitors) {
        this.part = part;
        this.port = port;
        this.at = at;
        this.visitors = visitors;
    }

    String part() {
        return part;
    }

    /** The port that it leads to. */
    int port() {
        return port;
    }

    /** Does nothing if it is open. */
    void open() {
        if (open != null) {
            return;
        }
        try {
            var socket = new ServerSocket(at, BACKLOG, InetAddress.getLoopbackAddress());
            open = socket;
            doorman = Thread.ofVirtual().name("door-of-" + part).start(() -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port is free when this returns. */
    @Override
    public void close() {
        ServerSocket socket = open;
        Thread accepting = doorman;
        open = null;
        if (socket == null || accepting == null) {
            return;
        }
        try {
            socket.close();
            accepting.join(CLOSE_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            accepted(socket).ifPresent(caller -> visitors.accept(this, caller));
        }
    }

    /** Empty if the door was closed, or the caller was gone again. */
    private static Optional<Socket> accepted(ServerSocket socket) {
        try {
            return Optional.of(socket.accept());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
