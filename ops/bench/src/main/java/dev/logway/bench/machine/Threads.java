package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Threads of a process. */
public final class Threads {
    private Threads() {}

    /** How many live, those that a JVM has for itself among them; 0 if the process has ended. */
    public static long of(ProcessHandle process) {
        try (var tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return tasks.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
