package dev.logway.edge.status;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The state of an edge as gauges, computed when they are asked for. */
public final class EdgeGauges {
    private EdgeGauges() {}

    /**
     * @param connections open connections of clients
     * @param webSockets of these, WebSockets
     * @param waiting requests that wait for a revision
     */
    public static void register(
            PrometheusRegistry registry,
            Supplier<EdgeStatus> status,
            Supplier<Long> connections,
            Supplier<Long> webSockets,
            Supplier<Long> waiting) {
        gauge(registry, status, "logway_config_revision", "The revision that is served.", EdgeStatus::revision);
        gauge(
                registry,
                status,
                "logway_config_caught_up",
                "1 once the end of the config topic was reached.",
                s -> s.caughtUp() ? 1 : 0);
        gauge(
                registry,
                status,
                "logway_log_connected",
                "1 while there is a connection to a broker.",
                s -> s.connected() ? 1 : 0);
        gauge(
                registry,
                status,
                "logway_config_errors",
                "What keeps parts of the configuration from being served.",
                s -> s.errors().size());
        gauge(registry, status, "logway_routes", "Entries of the routing table.", EdgeStatus::routes);
        gauge(registry, status, "logway_http_connections", "Open connections of clients.", _ -> connections.get());
        gauge(registry, status, "logway_websocket_connections", "Of these, WebSockets.", _ -> webSockets.get());
        gauge(
                registry,
                status,
                "logway_http_revision_waiting",
                "Requests that wait for a revision of the configuration.",
                _ -> waiting.get());
    }

    private static void gauge(
            PrometheusRegistry registry,
            Supplier<EdgeStatus> status,
            String name,
            String help,
            ToDoubleFunction<EdgeStatus> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(status.get())))
                .register(registry);
    }
}
