package dev.logway.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MachineTest {
    @Test
    void theProcessorsNameIsThatOfTheFirstCore() {
        assertEquals(
                Optional.of("Example 9000 @ 3.2 GHz"),
                Machine.cpuModel(
                        "processor\t: 0\nmodel\t\t: 207\nmodel name\t: Example 9000 @ 3.2 GHz\nstepping: 2\n"));
        assertEquals(Optional.empty(), Machine.cpuModel("CPU implementer : 0x41\n"));
    }

    @Test
    void memoryIsInGibibytes() {
        assertEquals(Optional.of("7.8 GiB"), Machine.memory("MemTotal:        8167848 kB\nMemFree: 1 kB\n"));
    }

    @Test
    void theSystemsNameIsWithoutQuotes() {
        assertEquals(
                Optional.of("Debian GNU/Linux 12 (bookworm)"),
                Machine.systemName("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n"));
    }

    @Test
    void residentMemoryIsInMebibytes() {
        assertEquals(Optional.of(200.0), Memory.residentMib("Name:\tjava\nVmRSS:\t  204800 kB\nRssAnon: 1 kB\n"));
        assertEquals(Optional.empty(), Memory.residentMib("Name:\tkthreadd\n"));
    }
}
