package dev.logway.domain.fleet;

import static dev.logway.testkit.Property.forAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryChoiceTest {

    @Test
    void aShareIsRoundedUpAndNeverAllUnlessThatIsMeant() {
        var ten = zoned(10, null);
        assertEquals(1, CanaryChoice.of(ten, 1, 5).size());
        assertEquals(1, CanaryChoice.of(ten, 10, 5).size());
        assertEquals(2, CanaryChoice.of(ten, 11, 5).size());
        assertEquals(9, CanaryChoice.of(ten, 99, 5).size());
        assertEquals(10, CanaryChoice.of(ten, 100, 5).size());
        assertEquals(List.of(), CanaryChoice.of(zoned(1, null), 50, 5));
        assertEquals(1, CanaryChoice.of(zoned(1, null), 100, 5).size());
        assertEquals(List.of(), CanaryChoice.of(List.of(), 100, 5));
    }

    @Test
    void eachZoneHasItsTurn() {
        var healthy = Stream.of(zoned(9, "a"), zoned(2, "b"), zoned(1, null))
                .flatMap(List::stream)
                .toList();
        forAll(random -> random.nextLong(), seed -> {
            var chosen = CanaryChoice.of(healthy, 25, seed);
            assertEquals(3, chosen.size());
            var zones = new HashSet<String>();
            chosen.forEach(id -> zones.add(id.substring(0, 2)));
            assertEquals(3, zones.size(), chosen.toString());
        });
    }

    @Test
    void theSameSeedChoosesTheSameAndOthersChooseOthers() {
        var healthy = zoned(10, "a");
        var counts = new HashMap<List<String>, Integer>();
        for (long seed = 0; seed < 100; seed++) {
            var chosen = CanaryChoice.of(healthy, 10, seed);
            assertEquals(chosen, CanaryChoice.of(healthy.reversed(), 10, seed));
            counts.merge(chosen, 1, Integer::sum);
        }
        assertTrue(counts.size() > 5, counts.toString());
    }

    /** {@code count} healthy instances of {@code zone}. */
    private static List<Instance> zoned(int count, @Nullable String zone) {
        return IntStream.range(0, count)
                .mapToObj(number -> instance((zone == null ? "_" : zone) + "-" + number, zone))
                .toList();
    }

    private static Instance instance(String id, @Nullable String zone) {
        var heartbeat = new Heartbeat(
                new InstanceId("default", id),
                new Heartbeat.Address("host", List.of(), "0.1.0", null, zone),
                new Heartbeat.Serving(1, Digest.EMPTY),
                List.of(),
                Duration.ZERO);
        Instant at = Instant.EPOCH;
        return new Instance(InstanceState.HEALTHY, at, at, null, at, heartbeat);
    }
}
