package dev.logway.standalone;

import dev.logway.standalone.up.DataDirectory;
import dev.logway.standalone.up.Standalone;
import dev.logway.standalone.up.UpOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

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

    private static UpOptions.Ports freePorts() {
        int first = FreePorts.row(PORTS);
        return new UpOptions.Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5);
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
