package dev.logway.projector.fleet;

import static dev.logway.projector.scope.Asks.DEFAULT;
import static dev.logway.projector.scope.Asks.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.Command;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Hash;
import dev.logway.domain.command.Origin;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.fleet.InstanceTransition;
import dev.logway.domain.image.Digest;
import dev.logway.projector.scope.Asks;
import dev.logway.projector.state.HeapByteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FleetProjectionTest {
    private final HeapByteStore store = new HeapByteStore();
    private final Written written = new Written();
    private FleetProjection fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, written, 0);

    /** What was published. */
    private static final class Written implements FleetSink {
        private final List<Instance> instances = new ArrayList<>();
        private final List<InstanceId> forgotten = new ArrayList<>();
        private final List<InstanceTransition> transitions = new ArrayList<>();
        private final List<Command> asked = new ArrayList<>();

        @Override
        public void judged(Instance instance, Instant at) {
            instances.add(instance);
        }

        @Override
        public void forgotten(InstanceId instance, Instant at) {
            forgotten.add(instance);
        }

        @Override
        public void ask(Command command) {
            asked.add(command);
        }

        @Override
        public void transition(InstanceTransition transition) {
            transitions.add(transition);
        }
    }

    @Test
    void eventsGoOnBehindTheLastThatTheStoreTook() {
        assertTrue(fleet.goesOnAt(7, (_, _) -> true), "how far it goes is not known");
        fleet.took(6);
        fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, written, 0);

        assertTrue(fleet.goesOnAt(7, (_, _) -> true));
        assertTrue(fleet.goesOnAt(9, (_, _) -> false), "markers of transactions lie between");
        assertFalse(fleet.goesOnAt(9, (_, _) -> true), "an event lies between that is not in the store");
    }

    @Test
    void whatIsNewIsPublishedAtOnceAndWhatIsNotNowAndThen() {
        decided(1, 0);
        heard(1, 0);
        heard(1, 1_000);
        heard(1, 4_999);
        assertEquals(1, written.instances.size());
        heard(1, 5_000);
        assertEquals(2, written.instances.size());
        decided(2, 5_100);
        heard(2, 5_150);
        assertEquals(3, written.instances.size());
        heard(2, 5_200, "routes/r1 cannot be served");
        assertEquals(4, written.instances.size());
        assertEquals(2, written.transitions.size());
    }

    @Test
    void aSilentInstanceIsLostThenOfflineThenForgotten() {
        heard(1, 0);
        tickUntil(0, 31_000);
        assertEquals(
                List.of(InstanceState.HEALTHY, InstanceState.LOST_CONNECTION),
                written.transitions.stream().map(InstanceTransition::to).toList());
        assertTrue(!fleet.isEmpty());
        // The clock counts a step for 5 s at most, so a week takes its steps.
        long week = Duration.ofDays(7).plusSeconds(6).toMillis();
        for (long millis = 31_000; millis <= week; millis += 5_000) {
            fleet.tick(millis);
        }
        assertEquals(4, written.transitions.size());
        assertEquals(InstanceState.OFFLINE, written.transitions.get(2).to());
        assertEquals(1, written.forgotten.size());
        assertTrue(fleet.isEmpty());
        assertEquals(0, store.count('i'));
    }

    @Test
    void anInstanceThatStaysBehindIsShownToBe() {
        decided(1, 0);
        heard(1, 0);
        decided(2, 500);
        tickUntil(0, 1_400);
        assertEquals(1, written.instances.size());
        tickUntil(1_400, 3_000);
        assertEquals(2, written.instances.size());
        assertEquals(START.plusMillis(500), written.instances.getLast().behindSince());
        assertEquals(InstanceState.HEALTHY, written.instances.getLast().state());
        tickUntil(3_000, 12_000);
        assertEquals(InstanceState.HEARTBEAT_ONLY, written.instances.getLast().state());
        heard(2, 12_000);
        assertEquals(InstanceState.HEALTHY, written.instances.getLast().state());
    }

    @Test
    void anotherDigestIsFoundEvenIfTheHeartbeatCameFirst() {
        fleet.heard(heartbeat(3, new Digest(9, 9, 9, 9)), START, 0);
        decided(3, 0);
        fleet.tick(1_000);
        assertEquals(InstanceState.HEARTBEAT_ONLY, written.instances.getLast().state());
    }

    @Test
    void aRestartGoesOn() {
        decided(1, 0);
        heard(1, 0);
        decided(2, 1_000);
        tickUntil(0, 20_000);
        fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, written, 1_000_000);
        fleet.tick(1_001_000);
        assertEquals(InstanceState.HEARTBEAT_ONLY, written.instances.getLast().state());
        heard(2, 21_000);
        assertEquals(InstanceState.HEALTHY, written.instances.getLast().state());
        assertEquals(START, written.transitions.getFirst().at());
    }

    @Test
    void restartsDoNotKeepAnInstanceAlive() {
        heard(1, 0);
        long local = 0;
        for (int run = 0; run < 4; run++) {
            for (int second = 0; second < 60; second++) {
                local += 1_000;
                fleet.tick(local);
            }
            fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, written, local);
        }
        assertEquals(InstanceState.LOST_CONNECTION, written.instances.getLast().state());
    }

    @Test
    void damagedEntriesAreSkipped() {
        heard(1, 0);
        store.put(new byte[] {'i', 'x'}, new byte[] {1});
        store.put(new byte[] {'g', 'x'}, new byte[] {1});
        store.put(new byte[] {'t'}, new byte[] {1});
        fleet = FleetProjection.restore(store, FleetSettings.DEFAULT, written, 0);
        heard(1, 6_000);
        assertEquals(2, written.instances.size());
    }

    private void tickUntil(long fromMillis, long toMillis) {
        for (long millis = fromMillis; millis <= toMillis; millis += 200) {
            fleet.tick(millis);
        }
    }

    private void heard(long revision, long millis, String... errors) {
        fleet.heard(heartbeat(revision, digest(revision), errors), START.plusMillis(millis), millis);
    }

    private void decided(long revision, long millis) {
        var outcome = new Outcome.Accepted(revision, digest(revision), List.of(), Hash.NONE);
        Instant at = START.plusMillis(millis);
        fleet.decided(
                new Event(Asks.id("command " + revision), DEFAULT, new Origin("ada", null, at), at, outcome), millis);
    }

    private static Heartbeat heartbeat(long revision, Digest digest, String... errors) {
        var address = new Heartbeat.Address("host", List.of("http://127.0.0.1:9080"), "0.1.0", null, null);
        return new Heartbeat(
                new InstanceId("default", "edge-1"),
                address,
                new Heartbeat.Serving(revision, digest),
                List.of(errors),
                Duration.ZERO);
    }

    private static Digest digest(long revision) {
        return new Digest(revision, 0, 0, 0);
    }
}
