package dev.logway.standalone;

import dev.logway.standalone.up.DataDirectory;
import dev.logway.standalone.up.Standalone;
import dev.logway.standalone.up.UpOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A short life of Logway in a temporary directory, run once per build so that the JVM can record what a start needs and
 * what is hot under load.
 *
 * <p>Most of a cold start is loading, linking and profiling classes. What is used here is read from the JVM's AOT cache
 * (JEP 483, 514, 515) at every later start, profiles included, so that the JIT compiler need not find out anew what is
 * worth its while; what is not used here works all the same, only later.
 */
public final class Rehearsal {
    private static final int PORTS = 6;

    private Rehearsal() {}

    /** Takes no arguments and prints nothing; an exception says that there is nothing to record. */
    public static void main(String[] arguments) throws Exception {
        Path parent = Files.createTempDirectory("logway-rehearsal");
        try {
            rehearse(new UpOptions(parent.resolve("data"), freePorts(), 1, UpOptions.Sample.WITH_SAMPLE));
        } finally {
            delete(parent);
        }
    }

    private static void rehearse(UpOptions options) throws InterruptedException {
        DataDirectory data = DataDirectory.open(options.data());
        try (var standalone = Standalone.start(options, data, _ -> {})) {
            RehearsalTraffic.send(options.ports(), standalone.adminKey());
        }
    }

    private static UpOptions.Ports freePorts() throws IOException {
        var ports = new ArrayList<Integer>();
        var held = new ArrayList<ServerSocket>(); // all at once, so that none is given twice
        try {
            for (int i = 0; i < PORTS; i++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            close(held);
        }
        return new UpOptions.Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    }

    private static void close(List<ServerSocket> sockets) throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
