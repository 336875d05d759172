package dev.logway.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    @Test
    void whatFailsIsCountedAndTheFirstOfItIsTold() throws InterruptedException {
        var both = new CountDownLatch(4);
        var traffic = new Traffic();
        traffic.begin("good", 1, 1_000, () -> both::countDown);
        traffic.begin("bad", 1, 1_000, () -> () -> {
            both.countDown();
            throw new IOException("refused");
        });
        both.await();
        traffic.end();
        List<String> faults = traffic.faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.getFirst().startsWith("bad: "), faults::toString);
        assertTrue(faults.getFirst().endsWith("first of: java.io.IOException: refused"), faults::toString);
        assertTrue(traffic.failed() >= 1);
    }
}
