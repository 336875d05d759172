package dev.logway.verify.simulation;

import dev.logway.domain.Scope;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.verify.invariant.Delivery;
import dev.logway.verify.invariant.History;
import dev.logway.verify.invariant.Observed;
import dev.logway.verify.invariant.ObservedEdge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a step can touch: the log, a projector, the config topics of two groups, and three edges. */
final class World implements Observed {
    private final List<Delivery> deliveries = new ArrayList<>();
    private final History history = new History();
    private final Map<Scope, CompactedTopic> topics = new TreeMap<>();
    private final List<SimulatedEdge> edges;
    private final SimulatedProjector projector;
    private final Markers markers;
    private Instant now = Commands.ASKED_AT;

    World(Parts parts) {
        var a = topics.computeIfAbsent(Commands.SCOPE, _ -> new CompactedTopic());
        var b = topics.computeIfAbsent(Commands.OTHER_SCOPE, _ -> new CompactedTopic());
        markers = new Markers(parts.markers());
        projector = new SimulatedProjector(deliveries, history, topics, markers, parts);
        edges = List.of(
                new SimulatedEdge("edge-1", Commands.SCOPE, a, parts.followers()),
                new SimulatedEdge("edge-2", Commands.SCOPE, a, parts.followers()),
                new SimulatedEdge("edge-3", Commands.OTHER_SCOPE, b, parts.followers()));
    }

    List<Delivery> log() {
        return deliveries;
    }

    SimulatedProjector projector() {
        return projector;
    }

    Markers markers() {
        return markers;
    }

    SimulatedEdge edge(int number) {
        return edges.get(number % edges.size());
    }

    Scope scope(int number) {
        return List.copyOf(topics.keySet()).get(number % topics.size());
    }

    CompactedTopic topic(Scope scope) {
        return topics.getOrDefault(scope, new CompactedTopic());
    }

    /** The offset below which no edge of {@code scope} reads any more. */
    long neededFrom(Scope scope) {
        return edges.stream()
                .filter(edge -> edge.scope().equals(scope))
                .mapToLong(SimulatedEdge::neededFrom)
                .min()
                .orElse(0);
    }

    Instant now() {
        return now;
    }

    void moveClock(long millis) {
        now = now.plusMillis(millis);
    }

    /** Lets everybody finish. */
    void rest() {
        while (!projector.isAtEnd()) {
            projector.work(10);
        }
        markers.releaseAll();
        for (SimulatedEdge edge : edges) {
            edge.refuseNoMore();
            edge.poll(Integer.MAX_VALUE);
            edge.poll(Integer.MAX_VALUE); // once more, for one that had to begin again
        }
    }

    @Override
    public List<Delivery> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public List<ObservedEdge> edges() {
        return List.<ObservedEdge>copyOf(edges);
    }

    @Override
    public boolean isQuiet() {
        return projector.isAtEnd() && markers.isEmpty() && edges.stream().allMatch(SimulatedEdge::isQuiet);
    }
}
