package dev.logway.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WrkOutputTest {
    private static final String OUTPUT = """
            Running 3s test @ http://127.0.0.1:23456/
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.59ms    5.14ms  52.03ms   96.01%
                Req/Sec   108.17k    30.71k  168.84k    73.33%
              Latency Distribution
                 50%  313.00us
                 75%  664.00us
                 90%    2.47ms
                 99%   32.65ms
              326081 requests in 3.06s, 47.58MB read
            """;
    private static final String RATES = """
            Requests/sec: 106632.36
            Transfer/sec:     15.56MB
            """;

    @Test
    void figuresAreReadInTheirUnits() {
        Rate rate = WrkOutput.parse(OUTPUT + RATES);
        assertEquals(326_081, rate.requests());
        assertEquals(106_632.36, rate.perSecond());
        assertEquals(0.313, rate.p50Millis().orElseThrow());
        assertEquals(32.65, rate.p99Millis().orElseThrow());
        assertEquals(0, rate.failures());
    }

    @Test
    void secondsAreRead() {
        Rate rate = WrkOutput.parse((OUTPUT + RATES).replace("32.65ms", "1.20s"));
        assertEquals(1_200, rate.p99Millis().orElseThrow());
    }

    @Test
    void statusesAndBrokenSocketsAreFailures() {
        Rate rate = WrkOutput.parse(OUTPUT + """
              Socket errors: connect 1, read 20, write 300, timeout 4000
              Non-2xx or 3xx responses: 50000
            """ + RATES);
        assertEquals(54_321, rate.failures());
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> WrkOutput.parse("unable to connect to 127.0.0.1:1 Connection refused\n"));
    }
}
