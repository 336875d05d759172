package dev.logway.edge.snapshot;

import static dev.logway.testkit.GroupConfig.node;
import static dev.logway.testkit.GroupConfig.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.logway.testkit.GroupConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotKeeperTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @TempDir
    Path directory = Path.of("");

    private final GroupConfig config = new GroupConfig(_ -> {});

    private Path path() {
        return directory.resolve("snapshot");
    }

    private SnapshotKeeper keeper(boolean newest) {
        return new SnapshotKeeper(
                new SnapshotFile(path()),
                asOf -> new Snapshot(config.image(), GroupConfig.position(1), LONG_AGO, asOf),
                () -> newest,
                InstantSource.fixed(NOW),
                LONG_AGO);
    }

    private Instant asOf() throws IOException {
        return new SnapshotFile(path())
                .load(GroupConfig.SCOPE, NOW, Duration.ofDays(100))
                .asOf();
    }

    @Test
    void whatIsUnwrittenIsWrittenAtTheEnd() throws Exception {
        try (var keeper = keeper(false)) {
            config.put(upstream("u", node(80)));
            keeper.changed();
        }
        assertEquals(NOW, asOf());
    }

    @Test
    void whatIsTheNewestIsKeptFreshAtTheEnd() throws Exception {
        keeper(true).close();
        assertEquals(NOW, asOf());
    }

    @Test
    void whatMayBeOutdatedDoesNotGrowYounger() throws Exception {
        keeper(false).close();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aDirectoryThatIsGoneHarmsNobody() throws Exception {
        var keeper = keeper(false);
        keeper.changed();
        Files.delete(directory);
        keeper.close();
        Files.createDirectory(directory);
    }
}
