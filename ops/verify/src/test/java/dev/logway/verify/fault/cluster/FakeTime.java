package dev.logway.verify.fault.cluster;

import dev.logway.bench.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The time of day of a process, moved by libfaketime: what a stepped clock looks like to it. Its monotonic clock goes
 * on, as it does when a system's clock is set.
 */
public final class FakeTime {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private FakeTime() {}

    /** Whether the library is there. */
    public static boolean isPossible() {
        return library().isPresent();
    }

    /** Lets the clock of {@code part} go {@code ahead} of the true time. */
    public static void set(Workspace workspace, String part, Duration ahead) {
        try {
            Path next = workspace.file(part + ".clock.next");
            Files.writeString(next, String.format("%+d", ahead.toSeconds()));
            Files.move(next, file(workspace, part), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a part is started with, so that its clock can be moved. */
    static Map<String, String> environment(Workspace workspace, String part) {
        return library()
                .map(library -> {
                    set(workspace, part, Duration.ZERO);
                    return Map.of(
                            "LD_PRELOAD", library.toString(),
                            "FAKETIME_TIMESTAMP_FILE", file(workspace, part).toString(),
                            "FAKETIME_CACHE_DURATION", "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                            "FAKETIME_FORCE_MONOTONIC_FIX", "0"); // else a JVM's timed waits end at once
                })
                .orElse(Map.of());
    }

    private static Path file(Workspace workspace, String part) {
        return workspace.file(part + ".clock");
    }

    private static Optional<Path> library() {
        return PLACES.stream().filter(Files::exists).findFirst();
    }
}
