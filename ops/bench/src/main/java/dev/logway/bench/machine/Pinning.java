package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps processes on chosen cores with {@code taskset}; does nothing where that is missing or there is one core. */
public final class Pinning {
    private static final Optional<Path> TASKSET = Tools.find("taskset");

    private Pinning() {}

    /** Whether processes stay where they are put. */
    public static boolean isPossible() {
        return TASKSET.isPresent() && Runtime.getRuntime().availableProcessors() > 1;
    }

    /** The command line that runs {@code command} on {@code core} alone. */
    public static List<String> onCore(int core, List<String> command) {
        if (!isPossible()) {
            return command;
        }
        var pinned = new ArrayList<String>(List.of(TASKSET.orElseThrow().toString(), "-c", String.valueOf(core)));
        pinned.addAll(command);
        return List.copyOf(pinned);
    }

    /** Moves this process, all its threads and all it starts from now on to {@code cores}, such as {@code 1} or {@code 0-1}. */
    public static void moveOurselves(String cores) {
        if (TASKSET.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(
                            TASKSET.orElseThrow().toString(),
                            "-a",
                            "-c",
                            "-p",
                            cores,
                            String.valueOf(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // An unpinned generator costs accuracy, and the report says who was pinned.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
