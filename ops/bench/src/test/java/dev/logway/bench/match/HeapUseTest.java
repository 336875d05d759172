package dev.logway.bench.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HeapUseTest {
    @Test
    void bytesAreSharedAmongTheRoutes() {
        assertEquals(new HeapUse(100, 50), HeapUse.parse("1000 500\n", 10));
    }
}
