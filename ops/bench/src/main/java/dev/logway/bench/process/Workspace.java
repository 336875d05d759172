package dev.logway.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A directory for everything that one run writes. */
public final class Workspace implements AutoCloseable {
    private final Path path;
    private final Fate fate;

    /** What becomes of a workspace at its end. */
    public enum Fate {
        DELETED,
        KEPT
    }

    private Workspace(Path path, Fate fate) {
        this.path = path;
        this.fate = fate;
    }

    /** @throws BenchException if {@code parent} cannot be written */
    public static Workspace in(Path parent, Fate fate) {
        try {
            Files.createDirectories(parent);
            return new Workspace(Files.createTempDirectory(parent, "logway-bench-"), fate);
        } catch (IOException e) {
            throw new BenchException(
                    parent + " cannot be written (" + e.getMessage() + "); choose another with --work", e);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory of its own for a part, made if need be. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a settings file for a part. */
    public Path write(String name, List<String> lines) {
        try {
            return Files.write(path.resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (fate == Fate.KEPT) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // What is left lies in the temporary directory and harms nobody.
            return;
        }
    }
}
