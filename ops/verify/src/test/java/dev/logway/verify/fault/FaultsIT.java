package dev.logway.verify.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.bench.process.Workspace;
import dev.logway.verify.fault.cluster.Cluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of the fault suite, of which {@code .ci/faults} is the long one: a few rounds on three brokers, two
 * projectors, two command APIs and two edges. A seed that failed is given again as {@code -Dlogway.seed=}.
 */
@EnabledOnOs(OS.LINUX)
final class FaultsIT {
    private static final Cluster.Size SIZE = new Cluster.Size(2, 2, 2, 2);
    private static final long SEED = Long.getLong("logway.seed", System.nanoTime());

    @Test
    void nothingIsLostWhateverBreaks(@TempDir Path directory) {
        var problems = new ArrayList<String>();
        try (var workspace = Workspace.in(directory, Workspace.Fate.KEPT);
                var suite = FaultSuite.start(workspace, SIZE, SEED)) {
            int number = 0;
            for (Fault fault : Faults.quick()) {
                number++;
                Round round = suite.round(number, fault, SEED + number, _ -> {});
                round.problems()
                        .forEach(problem -> problems.add(round.fault() + " of " + round.target() + ": " + problem));
            }
        } catch (RuntimeException e) {
            throw new AssertionError("-Dlogway.seed=" + SEED + ": " + e.getMessage(), e);
        }
        assertEquals(List.of(), problems, () -> "-Dlogway.seed=" + SEED);
    }
}
