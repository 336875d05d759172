package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time used so far, user and system, to a clock tick (10 ms on most kernels). */
public final class ProcessorTime {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_TICK = NANOS_PER_SECOND / Tools.ticksPerSecond();

    private ProcessorTime() {}

    /** Of a process and the descendants it has now; those that have ended no longer count. */
    public static Duration of(ProcessHandle process) {
        long ticks = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(each -> stat(each.pid()).own())
                .sum();
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    /** Of this process and everything it ever started. */
    public static Duration ofOurs() {
        ProcessHandle self = ProcessHandle.current();
        long ticks = Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(each -> {
                    ProcStat stat = stat(each.pid());
                    return stat.own() + stat.ofEndedChildren();
                })
                .sum();
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    /** Of the whole machine: every core's time that was neither idle nor waiting for a disk. */
    public static Duration ofMachine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            return Duration.ofNanos(
                    MachineStat.parse(lines.findFirst().orElse("")).busy() * NANOS_PER_TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static ProcStat stat(long pid) {
        try {
            return ProcStat.parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException e) {
            // It ended meanwhile.
            return new ProcStat(0, 0);
        }
    }
}
