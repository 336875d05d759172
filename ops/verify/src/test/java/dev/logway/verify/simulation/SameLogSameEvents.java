package dev.logway.verify.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.CommandId;
import dev.logway.projector.scope.MemoryLimits;
import dev.logway.projector.scope.PartitionProjector;
import dev.logway.projector.scope.Publication;
import dev.logway.verify.invariant.Delivery;
import dev.logway.verify.invariant.History;
import dev.logway.verify.invariant.Invariant;
import dev.logway.verify.invariant.Observed;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * A projector that never crashes, and to which each command is delivered once, publishes the same events, byte for
 * byte. So neither crashes nor duplicates change anything.
 */
final class SameLogSameEvents implements Invariant {
    private final PartitionProjector reference =
            PartitionProjector.restore(new JournaledStore(), MemoryLimits.DEFAULT, 1);
    private final Set<CommandId> delivered = new HashSet<>();
    private final Queue<Publication> expected = new ArrayDeque<>();
    private int deliveriesSeen;
    private int eventsSeen;

    @Override
    public void check(Observed system) {
        List<Delivery> deliveries = system.deliveries();
        for (; deliveriesSeen < deliveries.size(); deliveriesSeen++) {
            Delivery delivery = deliveries.get(deliveriesSeen);
            if (delivery.command().isEmpty()
                    || delivered.add(delivery.command().get().id())) {
                reference.project(SimulatedProjector.arrival(delivery)).ifPresent(expected::add);
            }
        }
        List<History.Recorded> events = system.history().events();
        for (; eventsSeen < events.size(); eventsSeen++) {
            Publication next = expected.poll();
            assertTrue(
                    next != null, "an event too many: " + events.get(eventsSeen).event());
            assertArrayEquals(next.value(), events.get(eventsSeen).value(), "event " + eventsSeen);
        }
    }
}
