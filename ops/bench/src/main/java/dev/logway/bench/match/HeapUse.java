package dev.logway.bench.match;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.ChildProcess;
import dev.logway.bench.process.JavaProgram;
import dev.logway.bench.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Heap that routes keep, each in bytes.
 *
 * @param image of the configuration's image
 * @param table of the routing table, beside what it shares with the image
 */
record HeapUse(double image, double table) {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Bytes for each of {@code routes}, measured in a JVM of its own. */
    static HeapUse perRoute(Workspace workspace, int routes, List<String> jvmFlags) {
        Path file = workspace.file("heap.txt");
        List<String> command = JavaProgram.command(
                HeapMain.class.getName(), jvmFlags, List.of(String.valueOf(routes), file.toString()));
        try (var child = ChildProcess.start("the measuring of the heap", command, workspace.file("heap.log"))) {
            int exitCode = child.awaitEnd(LIMIT);
            if (exitCode != 0) {
                throw new BenchException(
                        "the measuring of the heap failed:\n" + Files.readString(workspace.file("heap.log")));
            }
            return parse(Files.readString(file), routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HeapUse parse(String bytes, int routes) {
        String[] figures = bytes.strip().split(" ");
        return new HeapUse(Double.parseDouble(figures[0]) / routes, Double.parseDouble(figures[1]) / routes);
    }
}
