package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files and sockets that a process holds open. */
public final class Descriptors {
    private Descriptors() {}

    /** How many there are; 0 if the process has ended. */
    public static long of(ProcessHandle process) {
        try (var open = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
