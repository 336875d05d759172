package dev.logway.projector.topology;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.ask;
import static dev.logway.projector.scope.Asks.createGroup;
import static dev.logway.projector.scope.Asks.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.projector.scope.LogRecord;
import dev.logway.wire.Keys;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetTopologyTest {
    private static final InstanceId EDGE = new InstanceId("default", "edge-1");
    private static final InstanceId OTHER = new InstanceId("default", "edge-2");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Rig rig;

    FleetTopologyTest(@TempDir Path directory) {
        this.rig = new Rig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aHeartbeatIsPublishedAsTheInstancesState() {
        Outcome.Accepted served = decide(createGroup(DEFAULT));
        rig.heartbeat(serving(served));
        Instance instance = rig.instances().getLast().orElseThrow();
        assertEquals(InstanceState.HEALTHY, instance.state());
        assertEquals(rig.now(), instance.lastSeen());
        assertNull(instance.behindSince());
        InstanceTransition transition = rig.transitions().getLast();
        assertEquals(InstanceState.HEALTHY, transition.to());
    }

    @Test
    void anInstanceThatStaysBehindIsHeartbeatOnlyAfterTenSeconds() {
        Outcome.Accepted served = decide(createGroup(DEFAULT));
        rig.heartbeat(serving(served));
        Instant decided = rig.now();
        Outcome.Accepted next = decide(ask("next", DEFAULT, upstream("u1", 9000)));
        for (int second = 0; second < 12; second++) {
            rig.advance(SECOND);
        }
        Instance instance = rig.instances().getLast().orElseThrow();
        assertEquals(InstanceState.HEARTBEAT_ONLY, instance.state());
        assertEquals(decided, instance.behindSince());
        rig.heartbeat(serving(next));
        assertEquals(
                InstanceState.HEALTHY, rig.instances().getLast().orElseThrow().state());
        assertEquals(3, rig.transitions().size());
    }

    @Test
    void aSilentInstanceIsLostAndOfflineAndFinallyForgotten() {
        rig.heartbeat(serving(decide(createGroup(DEFAULT))));
        rig.instances();
        advance(Duration.ofSeconds(35));
        assertEquals(
                InstanceState.LOST_CONNECTION,
                rig.instances().getLast().orElseThrow().state());
        advance(Duration.ofHours(2));
        assertEquals(
                InstanceState.OFFLINE, rig.instances().getLast().orElseThrow().state());
        advance(Duration.ofDays(7));
        assertEquals(List.of(Optional.empty()), rig.instances());
        InstanceTransition last = rig.transitions().getLast();
        assertEquals(InstanceState.OFFLINE, last.from());
        assertNull(last.to());
    }

    @Test
    void aForgottenInstanceIsATombstone() {
        rig.heartbeat(serving(decide(createGroup(DEFAULT))));
        rig.instances();
        rig.advance(Duration.ofDays(8));
        rig.heartbeat(serving(OTHER, decide(ask("next", DEFAULT, upstream("u1", 9000)))));
        rig.written(Rig.TOPICS.instances());
        rig.advance(SECOND);
        LogRecord last = rig.written(Rig.TOPICS.instances()).getLast();
        assertArrayEquals(Keys.of(EDGE), last.key());
        assertNull(last.value());
    }

    @Test
    void aRestartRemembersTheFleet() {
        rig.heartbeat(serving(decide(createGroup(DEFAULT))));
        rig.instances();
        rig.restart();
        advance(Duration.ofSeconds(35));
        Instance instance = rig.instances().getLast().orElseThrow();
        assertEquals(InstanceState.LOST_CONNECTION, instance.state());
        assertEquals(EDGE, instance.id());
    }

    @Test
    void aHeartbeatThatCannotBeReadStopsNobody() {
        rig.record(Rig.TOPICS.heartbeats(), Keys.of(EDGE), new byte[] {1, 2, 3});
        rig.record(Rig.TOPICS.heartbeats(), null, null);
        rig.record(Rig.TOPICS.heartbeats(), "nobody".getBytes(UTF_8), new byte[0]);
        rig.heartbeat(serving(decide(createGroup(DEFAULT))));
        assertEquals(1, rig.instances().size());
        var counter = (CounterSnapshot) rig.metrics
                .registry()
                .scrape("logway_projector_heartbeats_undecodable"::equals)
                .get(0);
        assertEquals(3, counter.getDataPoints().getFirst().getValue());
    }

    @Test
    void anEventThatCannotBeReadStopsNobody() {
        rig.record(Rig.TOPICS.events(), Keys.of(DEFAULT), new byte[] {1, 2, 3});
        rig.heartbeat(serving(decide(createGroup(DEFAULT))));
        assertEquals(
                InstanceState.HEALTHY, rig.instances().getLast().orElseThrow().state());
    }

    /** In steps that the clock believes. */
    private void advance(Duration duration) {
        Duration step = Duration.ofSeconds(5);
        for (Duration left = duration; left.isPositive(); left = left.minus(step)) {
            rig.advance(step);
        }
    }

    private Outcome.Accepted decide(Command command) {
        rig.command(command);
        return assertInstanceOf(Outcome.Accepted.class, rig.events().getLast().outcome());
    }

    private static Heartbeat serving(Outcome.Accepted outcome) {
        return serving(EDGE, outcome);
    }

    private static Heartbeat serving(InstanceId instance, Outcome.Accepted outcome) {
        var address = new Heartbeat.Address("host", List.of("http://127.0.0.1:9080"), "0.1.0", null, null);
        var serving = new Heartbeat.Serving(outcome.revision(), outcome.digest());
        return new Heartbeat(instance, address, serving, List.of(), Duration.ofMinutes(1));
    }
}
