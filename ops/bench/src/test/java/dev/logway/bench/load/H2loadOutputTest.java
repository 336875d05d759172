package dev.logway.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class H2loadOutputTest {
    private static final String OUTPUT = """
            starting benchmark...
            Main benchmark duration is over for thread #0. Stopping all clients.
            Stopped all clients for thread #0

            finished in 3.18s, 98093.33 req/s, 14.31MB/s
            requests: 294280 total, 294344 started, 294280 done, 294280 succeeded, 0 failed, 0 errored, 0 timeout
            status codes: 294280 2xx, 0 3xx, 0 4xx, 0 5xx
            traffic: 42.94MB (45024840) total, 30.31MB (31782780) headers (space savings 0.00%), 1.68MB (1765710) data
                                 min         max         mean         sd        +/- sd
            time for request:      170us     54.22ms       652us      1.17ms    94.63%
            """;

    @Test
    void rateAndRequestsAreReadAndPercentilesAreNotThere() {
        Rate rate = H2loadOutput.parse(OUTPUT);
        assertEquals(294_280, rate.requests());
        assertEquals(98_093.33, rate.perSecond());
        assertEquals(0, rate.failures());
        assertTrue(rate.p50Millis().isEmpty());
        assertTrue(rate.p99Millis().isEmpty());
    }

    @Test
    void answersOtherThan2xxAreFailures() {
        Rate rate = H2loadOutput.parse(OUTPUT.replace("0 3xx, 0 4xx, 0 5xx", "1 3xx, 20 4xx, 300 5xx"));
        assertEquals(321, rate.failures());
    }

    @Test
    void requestsThatFailedAreFailuresOnce() {
        Rate rate =
                H2loadOutput.parse(OUTPUT.replace("0 failed, 0 errored, 0 timeout", "7 failed, 4 errored, 3 timeout"));
        assertEquals(7, rate.failures());
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> H2loadOutput.parse("no such host\n"));
    }
}
