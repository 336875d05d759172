package dev.logway.projector.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BrokerClockTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void timeGoesByBetweenHeartbeats() {
        var clock = new BrokerClock(START, 1_000);
        assertEquals(START.plusMillis(700), clock.now(1_700));
        clock.heard(START.plusSeconds(5), 2_000);
        assertEquals(START.plusMillis(5_400), clock.now(2_400));
    }

    @Test
    void aHeartbeatCorrectsAClockThatRanAhead() {
        var clock = new BrokerClock(START, 0);
        assertEquals(START.plusMillis(4_000), clock.now(4_000));
        clock.heard(START.plusMillis(3_900), 4_000);
        assertEquals(START.plusMillis(3_900), clock.now(4_000));
    }

    @Test
    void anOlderHeartbeatDoesNotTurnItBack() {
        var clock = new BrokerClock(START, 0);
        clock.heard(START.plusSeconds(10), 100);
        clock.heard(START.plusSeconds(9), 200);
        assertEquals(START.plusMillis(10_100), clock.now(200));
    }

    @Test
    void aSuspendedProcessDoesNotTakeTheTimeForSilence() {
        var clock = new BrokerClock(START, 0);
        assertEquals(START.plus(BrokerClock.MAX_STEP), clock.now(3_600_000));
    }

    @Test
    void catchingUpMeansLivingInThePast() {
        var clock = new BrokerClock(START, 0);
        for (int second = 1; second <= 3_600; second++) {
            clock.heard(START.plusSeconds(second), second);
            assertEquals(START.plusSeconds(second), clock.now(second));
        }
    }

    @Test
    void theLocalClockMayBeAnywhereAndNeverGoesBack() {
        var clock = new BrokerClock(START, -5_000);
        assertEquals(START.plusMillis(1_000), clock.now(-4_000));
        assertEquals(START.plusMillis(1_000), clock.now(-4_500));
    }
}
