package dev.logway.edge.status;

import dev.logway.edge.upstream.UpstreamEvent;
import dev.logway.edge.upstream.UpstreamState;
import dev.logway.edge.upstream.Upstreams;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * The upstreams as metrics, computed when they are asked for. At most {@value #MAX_NODES} nodes have a gauge of their own; those of upstreams
 * whose keys come first.
 */
public final class UpstreamGauges {
    private static final int MAX_NODES = 1_000;
    private static final List<String> BREAKER_STATES = List.of("closed", "half_open", "open");

    private UpstreamGauges() {}

    public static void register(PrometheusRegistry registry, Upstreams upstreams) {
        CounterWithCallback.builder()
                .name("logway_upstream_events")
                .help("What happened to requests on their way to upstreams.")
                .labelNames("event")
                .callback(callback -> upstreams
                        .counts()
                        .forEach((UpstreamEvent event, Long count) -> callback.call(count, event.word())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("logway_upstream_circuit_breaker")
                .help("1 for the state that the circuit breaker of an upstream is in, 0 for the others.")
                .labelNames("name", "state")
                .callback(callback -> upstreams.states().stream()
                        .filter(state -> state.breaker() != null)
                        .limit(MAX_NODES)
                        .forEach(upstream -> BREAKER_STATES.forEach(state -> callback.call(
                                state.equals(upstream.breaker()) ? 1 : 0,
                                upstream.key().path(),
                                state))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("logway_upstream_status")
                .help("1 for a node that is available, 0 for one that is unhealthy or ejected.")
                .labelNames("name", "ip", "port")
                .callback(callback -> upstreams.states().stream()
                        .flatMap(state -> state.nodes().stream().map(node -> new Line(state, node)))
                        .limit(MAX_NODES)
                        .forEach(line -> callback.call(
                                line.node.isAvailable() ? 1 : 0,
                                line.state.key().path(),
                                line.node.host(),
                                Integer.toString(line.node.port()))))
                .register(registry);
    }

    private record Line(UpstreamState state, UpstreamState.NodeState node) {}
}
