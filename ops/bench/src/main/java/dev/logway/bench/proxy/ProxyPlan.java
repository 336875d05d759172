package dev.logway.bench.proxy;

import dev.logway.bench.load.Generator;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bench proxy} does.
 *
 * @param warmUp load on the edge before the first round; its compiler must have seen enough
 * @param measured length of one measurement
 * @param rounds how often every proxy is measured
 * @param connections kept alive by the load generator
 * @param routes routes in the edge's table; all requests take one of them
 * @param accessLog of the proxies
 * @param perSecond rate of the second part; null for 70 % of the slowest proxy's highest
 * @param jvmFlags more JVM flags for the edge
 * @param edgeSettings more settings for the edge
 */
public record ProxyPlan(
        Duration warmUp,
        Duration measured,
        int rounds,
        int connections,
        int routes,
        AccessLog accessLog,
        @Nullable Double perSecond,
        Generator.Choice generator,
        List<String> jvmFlags,
        List<String> edgeSettings) {
    /** Copies the lists. */
    public ProxyPlan {
        jvmFlags = List.copyOf(jvmFlags);
        edgeSettings = List.copyOf(edgeSettings);
    }
}
