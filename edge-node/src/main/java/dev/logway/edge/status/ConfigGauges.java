package dev.logway.edge.status;

import dev.logway.log.ReaderStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** How the configuration comes to this edge, computed when it is asked for. */
public final class ConfigGauges {
    private static final double NANOS_PER_SECOND = 1e9;

    private ConfigGauges() {}

    /**
     * @param reading how its topic is read
     * @param build how long the table that is served took to make
     */
    public static void register(PrometheusRegistry registry, Supplier<ReaderStatus> reading, Supplier<Duration> build) {
        GaugeWithCallback.builder()
                .name("logway_config_table_build_seconds")
                .help("How long it took to make the routing table that is served.")
                .callback(callback -> callback.call(build.get().toNanos() / NANOS_PER_SECOND))
                .register(registry);
        GaugeWithCallback.builder()
                .name("logway_config_lag_records")
                .help("Records of the config topic that were not read yet, as of the last poll; -1 before the first.")
                .callback(callback -> callback.call((double) reading.get().recordsBehind()))
                .register(registry);
        CounterWithCallback.builder()
                .name("logway_config_digest_mismatches")
                .help("How often what was read to the end of the config topic was not what the projector wrote.")
                .callback(callback -> callback.call((double) reading.get().digestMismatches()))
                .register(registry);
    }
}
