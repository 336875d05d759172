package dev.logway.edge.sampling;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts what becomes of samples. Threadsafe. */
final class SampleMetrics {
    private final CounterDataPoint sent;
    private final CounterDataPoint dropped;
    private final CounterDataPoint failed;

    SampleMetrics(PrometheusRegistry registry) {
        Counter samples = Counter.builder()
                .name("logway_access_samples")
                .help("Samples of requests: sent to the log, dropped for want of room, or not taken by the log.")
                .labelNames("outcome")
                .register(registry);
        sent = samples.labelValues("sent");
        dropped = samples.labelValues("dropped");
        failed = samples.labelValues("failed");
    }

    /** The log has one more. */
    void sent() {
        sent.inc();
    }

    /** There was no room for so many. */
    void dropped(int samples) {
        dropped.inc(samples);
    }

    /** The log did not take one. */
    void failed() {
        failed.inc();
    }
}
