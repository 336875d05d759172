package dev.logway.bench.process;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void killingTakesTheDescendantsAlong() {
        var command = List.of("sh", "-c", "sleep 600 & echo ready; wait");
        try (var child = ChildProcess.start("shell", command, directory.resolve("shell.log"), "ready")) {
            child.awaitLine(Duration.ofSeconds(30));
            List<ProcessHandle> all = child.handle().descendants().toList();
            child.kill();
            assertFalse(child.handle().isAlive());
            all.forEach(each -> assertFalse(each.isAlive()));
        }
    }
}
