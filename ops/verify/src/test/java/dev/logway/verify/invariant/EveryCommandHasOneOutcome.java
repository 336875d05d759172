package dev.logway.verify.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.command.CommandId;
import dev.logway.domain.command.Event;
import dev.logway.domain.command.Outcome;
import dev.logway.domain.command.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every command that was delivered, however often, has one event; every record that is no command has one that
 * refuses it. There are no other events.
 */
public final class EveryCommandHasOneOutcome implements Invariant {
    private final Set<CommandId> delivered = new HashSet<>();
    private final Set<CommandId> answered = new HashSet<>();
    private int deliveriesSeen;
    private int eventsSeen;
    private int poison;
    private int refusedPoison;

    @Override
    public void check(Observed system) {
        List<Delivery> deliveries = system.deliveries();
        for (; deliveriesSeen < deliveries.size(); deliveriesSeen++) {
            Delivery delivery = deliveries.get(deliveriesSeen);
            delivery.command().ifPresentOrElse(command -> delivered.add(command.id()), () -> poison++);
        }
        List<History.Recorded> events = system.history().events();
        for (; eventsSeen < events.size(); eventsSeen++) {
            Event event = events.get(eventsSeen).event();
            assertTrue(answered.add(event.commandId()), "a second outcome: " + event);
            if (!delivered.contains(event.commandId())) {
                assertTrue(isRefusedPoison(event), "an outcome of nothing: " + event);
                refusedPoison++;
            }
        }
        assertTrue(refusedPoison <= poison, refusedPoison + " refusals of " + poison + " records");
        if (system.isQuiet()) {
            assertEquals(poison, refusedPoison, "refusals of records that are no command");
            assertTrue(answered.containsAll(delivered), "a command without outcome");
        }
    }

    private static boolean isRefusedPoison(Event event) {
        return event.outcome() instanceof Outcome.Rejected(long _, List<Rejection> reasons)
                && reasons.getFirst().code().equals(Rejection.UNDECODABLE_COMMAND);
    }
}
