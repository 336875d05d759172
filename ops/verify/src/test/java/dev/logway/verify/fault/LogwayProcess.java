package dev.logway.verify.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logway.standalone.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code logway up} as a process of its own, to be killed and started again on the same directory and ports. */
final class LogwayProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Path directory;
    private final List<Integer> ports;
    private Process process;

    private LogwayProcess(Path directory, List<Integer> ports) {
        this.directory = directory;
        this.ports = ports;
        this.process = launch();
    }

    /** Starts it on free ports and waits until it is ready. */
    static LogwayProcess start(Path directory) {
        var started = new LogwayProcess(
                directory,
                List.of(
                        FreePorts.row(2),
                        FreePorts.row(2),
                        FreePorts.row(2),
                        FreePorts.row(2),
                        FreePorts.row(2),
                        FreePorts.row(2)));
        started.awaitReady();
        return started;
    }

    int adminPort() {
        return ports.get(0);
    }

    int edgePort(int index) {
        return ports.get(1) + index;
    }

    int statusPort(int index) {
        return ports.get(2) + index;
    }

    String bootstrap() {
        return "127.0.0.1:" + ports.get(3);
    }

    String adminKey() {
        try {
            return Files.readString(directory.resolve("data").resolve("admin-key"), UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing is flushed, nothing is said. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void startAgain() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private Process launch() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.logway.standalone.cli.LogwayCli",
                "up",
                "--data",
                directory.resolve("data").toString()));
        command.addAll(List.of("--admin-port", "" + ports.get(0), "--edge-port", "" + ports.get(1)));
        command.addAll(List.of("--status-port", "" + ports.get(2), "--kafka-port", "" + ports.get(3)));
        command.addAll(List.of("--echo-port", "" + ports.get(4), "--https-port", "" + ports.get(5)));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(output().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!text().lines().anyMatch("Logway is ready"::equals)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("Logway did not become ready:\n" + text());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private String text() {
        try {
            return Files.exists(output()) ? Files.readString(output(), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
