package dev.logway.bench.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps processes on chosen cores with {@code taskset}; does nothing where that is missing or there is one core. */
public final class Pinning {
    private static final Optional<Path> TASKSET = Tools.find("taskset");

    /** Looked up before this process is moved, for afterwards the JVM knows only of the cores that are left to it. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private Pinning() {}

    /** Cores of the machine, wherever this process runs now. */
    public static int cores() {
        return CORES;
    }

    /** Whether processes stay where they are put. */
    public static boolean isPossible() {
        return TASKSET.isPresent() && CORES > 1;
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

    /** Moves this process, all its threads and all it starts from now on to the second core. */
    public static void moveOurselvesToSecondCore() {
        moveOurselves("1");
    }

    /** Undoes {@link #moveOurselvesToSecondCore}. */
    public static void moveOurselvesToAllCores() {
        moveOurselves("0-" + (CORES - 1));
    }

    private static void moveOurselves(String cores) {
        if (!isPossible()) {
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
