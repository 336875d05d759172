package dev.logway.api.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.fleet.Heartbeat;
import dev.logway.domain.fleet.Instance;
import dev.logway.domain.fleet.InstanceId;
import dev.logway.domain.fleet.InstanceState;
import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final Coverage ALL = new Coverage.All();

    private final Fleet fleet = new Fleet();

    private static Instance instance(String group, String id, InstanceState state, long revision) {
        var heartbeat = new Heartbeat(
                new InstanceId(group, id),
                new Heartbeat.Address("host", List.of(), "0.1", null, null),
                new Heartbeat.Serving(revision, Digest.EMPTY),
                List.of(),
                Duration.ZERO);
        return new Instance(state, Instant.EPOCH, Instant.EPOCH, null, Instant.EPOCH, heartbeat);
    }

    private static List<String> ids(List<Instance> instances) {
        return instances.stream().map(instance -> instance.id().id()).toList();
    }

    @Test
    void groupsAreKeptApart() {
        fleet.put(instance("a", "e2", InstanceState.HEALTHY, 1));
        fleet.put(instance("a", "-1", InstanceState.OFFLINE, 1));
        fleet.put(instance("a-b", "e1", InstanceState.HEALTHY, 1));
        fleet.put(instance("b", "e1", InstanceState.HEALTHY, 1));
        assertEquals(List.of("-1", "e2"), ids(fleet.of("a")));
        assertEquals(List.of("e1"), ids(fleet.of("a-b")));
        assertEquals(List.of(), ids(fleet.of("c")));
        fleet.forget(new InstanceId("a", "e2"));
        assertEquals(List.of("-1"), ids(fleet.of("a")));
    }

    @Test
    void onlyHealthyInstancesAreWaitedFor() {
        fleet.put(instance("a", "e1", InstanceState.HEALTHY, 1));
        fleet.put(instance("a", "e2", InstanceState.HEARTBEAT_ONLY, 1));
        var waiting = fleet.await("a", 2, ALL);
        assertEquals(List.of("e1"), ids(fleet.standing("a", 2, ALL).lagging()));
        fleet.put(instance("b", "e1", InstanceState.HEALTHY, 2));
        assertFalse(waiting.isDone());
        fleet.put(instance("a", "e1", InstanceState.HEALTHY, 2));
        assertEquals(List.of("e1"), ids(waiting.join().serving()));
        assertTrue(fleet.await("a", 2, ALL).isDone());
        assertTrue(fleet.await("nobody", 99, ALL).isDone());
    }
}
