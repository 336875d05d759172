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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final long REVISION = 5;

    private static Instance at(String id, @Nullable String zone, long revision) {
        var heartbeat = new Heartbeat(
                new InstanceId("a", id),
                new Heartbeat.Address("host", List.of(), "0.1", null, zone),
                new Heartbeat.Serving(revision, Digest.EMPTY),
                List.of(),
                Duration.ZERO);
        return new Instance(InstanceState.HEALTHY, Instant.EPOCH, Instant.EPOCH, null, Instant.EPOCH, heartbeat);
    }

    private static boolean reached(Coverage coverage, Instance... healthy) {
        return coverage.standing(List.of(healthy), REVISION).reached();
    }

    private static List<String> lagging(Coverage coverage, Instance... healthy) {
        return coverage.standing(List.of(healthy), REVISION).lagging().stream()
                .map(instance -> instance.id().id())
                .toList();
    }

    @Test
    void aQuorumIsMoreThanHalf() {
        var quorum = new Coverage.Quorum();
        assertFalse(reached(quorum, at("e1", null, 5), at("e2", null, 4)));
        assertTrue(reached(quorum, at("e1", null, 5), at("e2", null, 4), at("e3", null, 6)));
        assertTrue(reached(quorum, at("e1", null, 5)));
        assertEquals(List.of("e2"), lagging(quorum, at("e1", null, 5), at("e2", null, 4)));
    }

    @Test
    void aNumberIsOfThoseThatServeIt() {
        var two = new Coverage.AtLeast(2);
        assertFalse(reached(two, at("e1", null, 5)));
        assertTrue(reached(two, at("e1", null, 5), at("e2", null, 5), at("e3", null, 1)));
    }

    @Test
    void eachZoneNeedsOneThatServesIt() {
        var zones = new Coverage.EachZone();
        assertTrue(reached(zones, at("e1", "x", 5), at("e2", "x", 4), at("e3", "y", 5)));
        assertFalse(reached(zones, at("e1", "x", 5), at("e2", "y", 4)));
        assertFalse(reached(zones, at("e1", "x", 5), at("e2", null, 4)), "those without a zone are one");
        assertEquals(List.of("e3"), lagging(zones, at("e1", "x", 5), at("e2", "x", 4), at("e3", "y", 4)));
    }

    @Test
    void aZoneNeedsAllOfItsOwn() {
        var zone = new Coverage.Zone("x");
        assertTrue(reached(zone, at("e1", "x", 5), at("e2", "y", 4)));
        assertFalse(reached(zone, at("e1", "x", 5), at("e2", "x", 4)));
        assertEquals(List.of("e2"), lagging(zone, at("e1", "x", 5), at("e2", "x", 4), at("e3", "y", 1)));
    }

    @Test
    void onlyWhoWaitsForAllIsContentWithNobody() {
        assertTrue(reached(new Coverage.All()));
        assertFalse(reached(new Coverage.Quorum()));
        assertFalse(reached(new Coverage.AtLeast(1)));
        assertFalse(reached(new Coverage.EachZone()));
        assertFalse(reached(new Coverage.Zone("x")));
    }
}
