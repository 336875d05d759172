package dev.logway.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logway.bench.process.BenchException;
import org.junit.jupiter.api.Test;

final class JvmTest {
    @Test
    void theHeapIsTheSumOfItsGenerations() {
        String serial = """
                DefNew     total 116224K, used 1024K [0x0000000686800000, 0x000000068e610000, 0x0000000704550000)
                 eden space 103360K,   0% used [0x0000000686800000, 0x0000000686800000, 0x000000068ccf0000)
                Tenured    total 258048K, used 3072K [0x0000000704550000, 0x0000000714150000, 0x0000000800000000)
                 Metaspace       used 28K, committed 192K, reserved 1114112K
                """;
        assertEquals(new Jvm(4, 0), Jvm.parse(serial));
    }

    @Test
    void directMemoryIsWhatTheProgramAskedFor() {
        String first = """
                garbage-first heap   total reserved 6184960K, committed 28672K, used 2048K [0x0686800000, 0x0800000000)
                -                 Java Heap (reserved=262144KB, committed=262144KB)
                -                     Other (reserved=9000KB, committed=8192KB)
                                            (malloc=8192KB #41) (at peak)
                """;
        assertEquals(new Jvm(2, 8), Jvm.parse(first));
    }

    @Test
    void aProcessThatIsNoJvmIsNamedAsSuch() {
        assertThrows(BenchException.class, () -> Jvm.parse("1234: no such process"));
    }

    @Test
    void thisJvmTellsOfItself() {
        assertEquals(true, Jvm.of(ProcessHandle.current()).heapMib() > 0);
    }
}
