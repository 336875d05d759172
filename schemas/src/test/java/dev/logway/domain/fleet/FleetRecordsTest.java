package dev.logway.domain.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.logway.domain.Scope;
import dev.logway.testkit.Fleet;
import dev.logway.testkit.Thrown;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetRecordsTest {

    @Test
    void anInstanceIsNamedByItsGroupAndId() {
        var id = new InstanceId("default", "edge-1");

        assertEquals("default/edge-1", id.toString());
        assertEquals(Optional.of(id), InstanceId.parse("default/edge-1"));
        assertEquals(Scope.group("default"), id.scope());
        for (String wrong : List.of("", "default", "default/", "/edge-1", "Default/edge-1", "default/a/b")) {
            assertEquals(Optional.empty(), InstanceId.parse(wrong), wrong);
        }
        assertEquals(
                "instance: a b (expected: 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.')",
                Thrown.message(IllegalArgumentException.class, () -> new InstanceId("default", "a b")));
    }

    @Test
    void instancesAreSortedByGroupThenId() {
        var sorted = List.of(new InstanceId("a", "z"), new InstanceId("b", "a"), new InstanceId("b", "b"));

        assertEquals(sorted, sorted.reversed().stream().sorted().toList());
    }

    @Test
    void everyStateHasACode() {
        for (InstanceState state : InstanceState.values()) {
            assertEquals(Optional.of(state), InstanceState.parse(state.code()));
        }
        assertEquals(Optional.empty(), InstanceState.parse("HEALTHY"));
    }

    @Test
    void aHeartbeatCarriesTheFirstErrors() {
        Heartbeat any = Fleet.anyHeartbeat(new SplittableRandom(1));
        List<String> errors = IntStream.range(0, 30).mapToObj(i -> "error " + i).toList();

        assertEquals(
                errors.subList(0, 20),
                new Heartbeat(any.instance(), any.address(), any.serving(), errors, any.uptime()).errors());
    }
}
