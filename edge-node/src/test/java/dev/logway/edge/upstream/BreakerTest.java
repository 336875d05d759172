package dev.logway.edge.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.resource.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long SECOND = 1_000_000_000;

    private final Breaker breaker = new Breaker(
            new CircuitBreaker(new CircuitBreaker.Opening(3, 50, 10, 6), Duration.ofSeconds(5), 2, List.of(500)));
    private long now = Long.MAX_VALUE - SECOND; // nanoTime may wrap

    @Test
    void failuresInARowOpenIt() {
        failing(2);
        succeeding(1);
        failing(2);
        assertEquals("closed", breaker.word());
        failing(1);
        assertEquals("open", breaker.word());
        assertNull(breaker.admit(now));
        assertEquals(Duration.ofSeconds(5), breaker.retryAfter(now));
    }

    @Test
    void theRateOpensItOnceThereAreEnough() {
        for (int i = 0; i < 2; i++) {
            failing(1);
            succeeding(1);
        }
        failing(1);
        assertEquals("closed", breaker.word());
        succeeding(1);
        assertEquals("open", breaker.word());
    }

    @Test
    void whatLeftTheWindowIsForgotten() {
        failing(2);
        succeeding(10);
        failing(1);
        succeeding(1);
        failing(1);
        assertEquals("closed", breaker.word());
    }

    @Test
    void probesThatSucceedCloseIt() {
        failing(3);
        now += 5 * SECOND;
        var first = admitted(breaker.admit(now));
        assertEquals("half_open", breaker.word());
        var second = admitted(breaker.admit(now));
        assertNull(breaker.admit(now));
        breaker.answered(first, 200, now);
        assertEquals("half_open", breaker.word());
        breaker.answered(second, 404, now);
        assertEquals("closed", breaker.word());
    }

    @Test
    void aProbeThatFailsOpensItAgain() {
        failing(3);
        now += 5 * SECOND;
        breaker.failed(admitted(breaker.admit(now)), now);
        assertEquals("open", breaker.word());
        assertNull(breaker.admit(now));
    }

    @Test
    void aProbeThatTellsNothingMakesRoomForAnother() {
        failing(3);
        now += 5 * SECOND;
        var first = admitted(breaker.admit(now));
        admitted(breaker.admit(now));
        assertNull(breaker.admit(now));
        breaker.cancelled(first);
        admitted(breaker.admit(now));
    }

    @Test
    void aLateAnswerSaysNothingOfALaterPhase() {
        var early = admitted(breaker.admit(now));
        failing(3);
        now += 5 * SECOND;
        admitted(breaker.admit(now));
        breaker.failed(early, now);
        assertEquals("half_open", breaker.word());
        breaker.answered(early, 200, now);
        assertEquals("half_open", breaker.word());
    }

    private void failing(int times) {
        for (int i = 0; i < times; i++) {
            breaker.answered(admitted(breaker.admit(now)), 500, now);
        }
    }

    private void succeeding(int times) {
        for (int i = 0; i < times; i++) {
            breaker.answered(admitted(breaker.admit(now)), 200, now);
        }
    }

    private static Breaker.Phase admitted(Breaker.@Nullable Phase phase) {
        if (phase == null) {
            throw new AssertionError("refused");
        }
        return phase;
    }
}
