package dev.logway.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class MachineStatTest {
    @Test
    void idleAndDiskWaitsAreNotBusy() {
        assertEquals(new MachineStat(1 + 2 + 3 + 6 + 7 + 8), MachineStat.parse("cpu  1 2 3 4000 500 6 7 8 900 1000"));
    }

    @Test
    void onlyTheLineOfAllCoresIsRead() {
        assertThrows(IllegalArgumentException.class, () -> MachineStat.parse("cpu0 1 2 3 4 5 6 7 8"));
        assertThrows(IllegalArgumentException.class, () -> MachineStat.parse("cpu 1 2"));
    }
}
