package dev.logway.bench.load;

import dev.logway.bench.process.BenchException;
import dev.logway.bench.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The load generator wrk, on one thread. */
record Wrk(Path program, Path scratch) implements Generator {
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Rate run(int port, String path, int connections, Duration duration) {
        List<String> command = command(program, port, path, connections, duration);
        return WrkOutput.parse(output(command, duration, scratch.resolve("wrk.log")));
    }

    /** Its command line; the address comes last. */
    static List<String> command(Path program, int port, String path, int connections, Duration duration) {
        return List.of(
                program.toString(),
                "-t1",
                "-c" + connections,
                "-d" + duration.toSeconds() + "s",
                "--latency",
                "http://127.0.0.1:" + port + path);
    }

    /** What {@code command} prints. */
    static String output(List<String> command, Duration duration, Path file) {
        try (ChildProcess child = ChildProcess.start(command.getFirst(), command, file)) {
            int exitCode = child.awaitEnd(duration.plus(GRACE));
            String output = Files.readString(file);
            if (exitCode != 0) {
                throw new BenchException(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
