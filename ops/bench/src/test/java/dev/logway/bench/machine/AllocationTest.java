package dev.logway.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class AllocationTest {
    @Test
    void threadsAreAddedUpWhateverTheirUnit() {
        String threads = """
                "main" #1 [7] prio=5 os_prio=0 cpu=31.05ms elapsed=9.30s allocated=2K defined_classes=71 tid=0x1 nid=7
                "loop" #9 [8] prio=5 os_prio=0 cpu=31.05ms elapsed=9.30s allocated=1.5M defined_classes=0 tid=0x2 nid=8
                "idle" #9 [8] prio=5 os_prio=0 cpu=0.05ms elapsed=9.30s allocated=64B defined_classes=0 tid=0x3 nid=9
                """;
        assertEquals(OptionalLong.of(2_048 + 1_572_864 + 64), Allocation.bytes(threads));
        assertEquals(OptionalLong.empty(), Allocation.bytes("no JVM"));
    }

    @Test
    void ownThreadsHaveAllocatedSomething() {
        assertTrue(Allocation.bytes(ProcessHandle.current()).orElseThrow() > 0);
    }
}
