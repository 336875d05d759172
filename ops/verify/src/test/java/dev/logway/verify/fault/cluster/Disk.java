package dev.logway.verify.fault.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What a broker keeps its log on. */
public sealed interface Disk extends AutoCloseable permits Disk.Directory, LoopDisk {

    /** Where the log lies. */
    Path path();

    /** Another one, which is empty, takes its place. */
    default void replace() {
        try (var files = Files.walk(path())) {
            for (Path file : files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(path()))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void close();

    /** A directory on the disk of everybody. */
    record Directory(Path path) implements Disk {
        @Override
        public void close() {}
    }
}
