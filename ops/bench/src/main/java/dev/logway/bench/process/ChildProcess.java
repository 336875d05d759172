package dev.logway.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that runs beside the benchmark and ends with it, however the benchmark ends. What it prints goes to a
 * file.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Process process;
    private final Path output;
    private final long startedNanos;
    private final Thread endWithUs;
    private final Thread reader;
    private final CompletableFuture<Long> seen = new CompletableFuture<>();

    private ChildProcess(String name, Process process, Path output, String awaited, long startedNanos) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.startedNanos = startedNanos;
        this.endWithUs = Thread.ofPlatform().unstarted(process::destroy);
        this.reader = Thread.ofPlatform().daemon().name("output-of-" + name).unstarted(() -> copyOutput(awaited));
    }

    /**
     * Starts {@code command}.
     *
     * @param output gets what the program prints
     * @param awaited part of the line that {@link #awaitLine} waits for
     * @throws BenchException if the program cannot be started
     */
    public static ChildProcess start(String name, List<String> command, Path output, String awaited) {
        long started = System.nanoTime();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            var child = new ChildProcess(name, process, output, awaited, started);
            Runtime.getRuntime().addShutdownHook(child.endWithUs);
            child.reader.start();
            return child;
        } catch (IOException e) {
            throw new BenchException(name + " does not start: " + e.getMessage(), e);
        }
    }

    /** Starts {@code command}, which announces nothing. */
    public static ChildProcess start(String name, List<String> command, Path output) {
        return start(name, command, output, "\0");
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** {@link System#nanoTime} just before the start. */
    public long startedNanos() {
        return startedNanos;
    }

    /** What the program printed so far and will print. */
    public Path output() {
        return output;
    }

    /**
     * Waits for the announced line.
     *
     * @return {@link System#nanoTime} when it came
     * @throws BenchException if the program ends before, or the line does not come within {@code limit}; the message
     *     holds the last lines it printed
     */
    public long awaitLine(Duration limit) {
        try {
            return seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new BenchException(name + (process.isAlive() ? " is not ready" : " ended") + ":\n" + tail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** @throws BenchException if the program has ended; the message holds the last lines it printed */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchException(name + " ended with exit code " + process.exitValue() + ":\n" + tail());
        }
    }

    /** Waits for the program to end by itself, and gives its exit code. */
    public int awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BenchException(name + " did not end within " + limit.toSeconds() + " s:\n" + tail());
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** Ends the program with SIGTERM, and with SIGKILL if it takes too long; gives how long it took, in ns. */
    public long end() {
        long started = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The benchmark itself is ending, and with it its hooks.
            return System.nanoTime() - started;
        }
        return System.nanoTime() - started;
    }

    /** Ends the program and all its descendants with SIGKILL, and returns when they are gone. */
    public void kill() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    @Override
    public void close() {
        end();
    }

    private void copyOutput(String awaited) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Writer file = Files.newBufferedWriter(output)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(awaited)) {
                    seen.complete(System.nanoTime());
                }
                file.write(line);
                file.write('\n');
                file.flush();
            }
        } catch (IOException e) {
            seen.completeExceptionally(e);
        } finally {
            seen.completeExceptionally(new BenchException(name + " ended"));
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
