package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time of some threads of a process, by their names; what ended no longer counts. */
public final class ThreadTime {
    /** What the names of a broker's network and request threads begin with, as the kernel cuts them. */
    public static final String BROKER = "data-plane-kafk";

    private static final long NANOS_PER_TICK = 1_000_000_000L / Tools.ticksPerSecond();

    private ThreadTime() {}

    /** Of the threads of {@code process} whose names, of at most 15 characters, begin with {@code prefix}. */
    public static Duration of(ProcessHandle process, String prefix) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            long ticks = tasks.mapToLong(task -> ticks(task, prefix)).sum();
            return Duration.ofNanos(ticks * NANOS_PER_TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static long ticks(Path task, String prefix) {
        try {
            return Files.readString(task.resolve("comm")).startsWith(prefix)
                    ? ProcStat.parse(Files.readString(task.resolve("stat"))).own()
                    : 0;
        } catch (IOException e) {
            // It ended meanwhile.
            return 0;
        }
    }
}
