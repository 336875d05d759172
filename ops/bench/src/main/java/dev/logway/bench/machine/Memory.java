package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that a process holds. */
public final class Memory {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB$");
    private static final double KIB_PER_MIB = 1024;

    private Memory() {}

    /** Resident memory in MiB; 0 if the process has ended. */
    public static double residentMib(ProcessHandle process) {
        try {
            return residentMib(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")))
                    .orElse(0.0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same out of {@code /proc/PID/status}. */
    static Optional<Double> residentMib(String status) {
        Matcher matcher = RESIDENT.matcher(status);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1)) / KIB_PER_MIB) : Optional.empty();
    }
}
