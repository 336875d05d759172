package dev.logway.projector.metrics;

import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.domain.resource.PendingChange.State;
import dev.logway.projector.scope.Publication;
import dev.logway.projector.scope.SettledStep;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the projector counts. Threadsafe. */
public final class ProjectorMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter accepted = Counter.builder()
            .name("logway_projector_commands_accepted")
            .help("Commands that became part of their scope's history.")
            .register(registry);
    private final Counter rejected = Counter.builder()
            .name("logway_projector_commands_rejected")
            .help("Commands that changed nothing, by the code of the first reason.")
            .labelNames("code")
            .register(registry);
    private final Counter repeated = Counter.builder()
            .name("logway_projector_commands_repeated")
            .help("Commands that got the answer of an earlier one, by their idempotency key.")
            .register(registry);
    private final Counter duplicates = Counter.builder()
            .name("logway_projector_commands_duplicate")
            .help("Commands that were delivered again and published nothing.")
            .register(registry);
    private final Histogram decideSeconds = Histogram.builder()
            .name("logway_projector_decide")
            .help("Time from a command's record to its event and config records.")
            .unit(Unit.SECONDS)
            .classicUpperBounds(0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.1, 1)
            .register(registry);
    private final Gauge frozenScopes = Gauge.builder()
            .name("logway_projector_scopes_frozen")
            .help("Scopes that take no commands because what was kept of them is damaged.")
            .labelNames("partition")
            .register(registry);
    private final Gauge pendingChanges = Gauge.builder()
            .name("logway_projector_pending_changes")
            .help("Changes that wait: for approval, for their time, for what a canary comes to, or to be taken back.")
            .labelNames("partition", "state")
            .register(registry);
    private final Counter steps = Counter.builder()
            .name("logway_projector_pending_steps")
            .help(
                    "Steps of changes that waited: taken, given up (refused, or expired), or a canary taken back by its limits.")
            .labelNames("step", "result")
            .register(registry);
    private final Counter heartbeats = Counter.builder()
            .name("logway_projector_heartbeats")
            .help("Heartbeats taken.")
            .register(registry);
    private final Counter undecodableHeartbeats = Counter.builder()
            .name("logway_projector_heartbeats_undecodable")
            .help("Records of the heartbeats topic that are no heartbeat, or stand in the wrong partition.")
            .register(registry);
    private final Counter transitions = Counter.builder()
            .name("logway_projector_instance_transitions")
            .help("Instances that changed their state, by the new one.")
            .labelNames("state")
            .register(registry);
    private final Counter threadReplacements = Counter.builder()
            .name("logway_projector_thread_replacements")
            .help("Threads that failed and were replaced.")
            .register(registry);
    private final Counter staleStores = Counter.builder()
            .name("logway_projector_stale_stores")
            .help("Stores that were restored without their end, and were restored again.")
            .register(registry);
    private final StateSet streamsState;

    /** @param streamsStates every state that {@link #streams} may be told */
    public ProjectorMetrics(String... streamsStates) {
        streamsState = StateSet.builder()
                .name("logway_projector_streams_state")
                .help("The state of Kafka Streams.")
                .states(streamsStates)
                .register(registry);
    }

    /** Where all of it can be scraped. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Counts a command, with what was published because of it and the time that took. */
    public void decided(Optional<Publication> publication, long nanos) {
        decideSeconds.observe(nanos / NANOS_PER_SECOND);
        if (publication.isEmpty()) {
            duplicates.inc();
            return;
        }
        SettledStep settled = publication.get().settled();
        if (settled != null) {
            steps.labelValues(word(settled.step()), word(settled.result())).inc();
        }
        switch (publication.get().event().outcome()) {
            case Outcome.Accepted _ -> accepted.inc();
            case Outcome.Repeated _ -> repeated.inc();
            case Outcome.Rejected rejection ->
                rejected.labelValues(rejection.reasons().getFirst().code()).inc();
        }
    }

    /** Says how many scopes of {@code partition} are frozen. */
    public void frozen(int partition, int scopes) {
        frozenScopes.labelValues(String.valueOf(partition)).set(scopes);
    }

    /** Says how many changes wait in {@code partition}, for what. */
    public void waiting(int partition, Map<State, Integer> changes) {
        changes.forEach((state, count) -> pendingChanges
                .labelValues(String.valueOf(partition), word(state))
                .set(count));
    }

    /** Says that {@code partition} is no longer this process's. */
    public void released(int partition) {
        String label = String.valueOf(partition);
        frozenScopes.remove(label);
        for (State state : State.values()) {
            pendingChanges.remove(label, word(state));
        }
    }

    /** Counts a store that lacks its end. */
    public void staleStore() {
        staleStores.inc();
    }

    public void heartbeat() {
        heartbeats.inc();
    }

    public void undecodableHeartbeat() {
        undecodableHeartbeats.inc();
    }

    public void transition(InstanceTransition transition) {
        var state = transition.to();
        transitions.labelValues(state == null ? "forgotten" : state.code()).inc();
    }

    public void threadReplaced() {
        threadReplacements.inc();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Says which state Kafka Streams left, and which it is in now. */
    public void streams(String before, String now) {
        streamsState.setFalse(before);
        streamsState.setTrue(now);
    }
}
